import { SETTABLE_DIMENSIONS } from "@outlay/domain/attribution-rule";
import { addTo, type CostAndEvents, NOTHING, plus } from "@outlay/domain/cost-and-events";
import { UNATTRIBUTED } from "@outlay/domain/dimensions";
import type { World } from "./context.ts";
import { querySpend } from "./query-spend.ts";

/** By what the unattributed part is told apart. */
export const SUSPECTS = ["source", "api_key", "application"] as const;

export interface Unattributed {
  readonly total: CostAndEvents;
  readonly dimensions: readonly UnattributedDimension[];
}

/** What has no value in one dimension. */
export interface UnattributedDimension {
  readonly dimension: string;
  readonly sum: CostAndEvents;
  /** The same by each of SUSPECTS, save the dimension itself. */
  readonly bySuspect: readonly {
    readonly by: (typeof SUSPECTS)[number];
    readonly sums: ReadonlyMap<string, CostAndEvents>;
  }[];
}

/** What of the spend of local dates `[from, to)` belongs to nobody, dimension by dimension. */
export async function listUnattributed(
  world: Pick<World, "table">,
  tenantId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Unattributed> {
  const groupBy = [...SETTABLE_DIMENSIONS, "source", "api_key"];
  const range = { from, to, granularity: "total", filters: new Map<string, ReadonlySet<string>>() } as const;
  const { items } = await querySpend(world, tenantId, { ...range, groupBy, measures: ["cost", "events"] });
  const dimensions = SETTABLE_DIMENSIONS.map((dimension, index) => ({
    dimension,
    index,
    sum: NOTHING,
    bySuspect: SUSPECTS.filter((by) => by !== dimension).map((by) => ({
      by,
      at: groupBy.indexOf(by),
      sums: new Map<string, CostAndEvents>(),
    })),
  }));
  let total = NOTHING;
  for (const { dimensions: values, sums } of items) {
    const [cost = 0n, events = 0n] = sums;
    total = plus(total, { cost, events });
    for (const part of dimensions) {
      if (values[part.index] !== UNATTRIBUTED) continue;
      part.sum = plus(part.sum, { cost, events });
      for (const suspect of part.bySuspect) addTo(suspect.sums, values[suspect.at] ?? "", { cost, events });
    }
  }
  return { total, dimensions };
}
