import { addTo, type CostAndEvents, NOTHING, plus } from "@outlay/domain/cost-and-events";
import { UNATTRIBUTED } from "@outlay/domain/dimensions";
import { OWNED_DIMENSIONS, ownedKey, type OwnerKind } from "@outlay/domain/owner";
import type { Context } from "./context.ts";
import { querySpend } from "./query-spend.ts";

export interface Unowned {
  readonly total: CostAndEvents;
  readonly dimensions: readonly UnownedDimension[];
}

/** Spend of one dimension: of values with an owner, of values without, and without a value. Together they are the total. */
export interface UnownedDimension {
  readonly kind: OwnerKind;
  readonly dimension: string;
  readonly owned: CostAndEvents;
  readonly unowned: CostAndEvents;
  readonly unattributed: CostAndEvents;
  /** Of each value without an owner. */
  readonly values: ReadonlyMap<string, CostAndEvents>;
}

/** What spent in local dates `[from, to)` and has no owner. */
export async function listUnowned(
  ctx: Context,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Unowned> {
  const groupBy = OWNED_DIMENSIONS.map(({ dimension }) => dimension);
  const range = { from, to, granularity: "total", filters: new Map<string, ReadonlySet<string>>() } as const;
  const { items } = await querySpend(ctx, ctx.tenantId, { ...range, groupBy, measures: ["cost", "events"] });
  const owned = new Set(ctx.configuration.owners.values().map(ownedKey));
  const total = items.reduce((sum, { sums: [cost = 0n, events = 0n] }) => plus(sum, { cost, events }), NOTHING);
  const dimensions = OWNED_DIMENSIONS.map(({ kind, dimension }, index): UnownedDimension => {
    const sums = { owned: NOTHING, unowned: NOTHING, unattributed: NOTHING };
    const values = new Map<string, CostAndEvents>();
    for (const item of items) {
      const [cost = 0n, events = 0n] = item.sums;
      const value = item.dimensions[index] ?? UNATTRIBUTED;
      const isOwned = owned.has(ownedKey({ kind, dimension, value }));
      const part = value === UNATTRIBUTED ? "unattributed" : isOwned ? "owned" : "unowned";
      sums[part] = plus(sums[part], { cost, events });
      if (part === "unowned") addTo(values, value, { cost, events });
    }
    return { kind, dimension, ...sums, values };
  });
  return { total, dimensions };
}
