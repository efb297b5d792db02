import { dearest, type SpentByDate } from "@outlay/domain/dated-spend";
import { dayNumber, type LocalDate } from "@outlay/domain/local-date";
import type { SpendItem, SpendQuery } from "@outlay/domain/spend";
import type { World } from "./context.ts";
import { type PartsRead, spendInParts } from "./spend-in-parts.ts";

/** Local dates, half-open, and what passes. */
export interface DatedQuery extends Pick<SpendQuery, "from" | "to" | "filters" | "not"> {
  /** Of each reading: see `spendInParts`. */
  readonly queriesMax: number;
  /** By default all. */
  readonly daysAtOnce?: number | undefined;
}

export interface DatedSpend extends PartsRead {
  readonly spent: SpentByDate;
}

/** What was spent on each date, from as many days as bounded queries reach. */
export async function readDatedSpend(
  world: Pick<World, "table">,
  tenantId: string,
  { queriesMax, daysAtOnce, ...query }: DatedQuery,
): Promise<DatedSpend> {
  const spent = new Map<LocalDate, bigint>();
  const asked = { ...query, granularity: "day", groupBy: [], measures: ["cost"] } as const;
  const bounds = { queriesMax, daysAtOnce: daysAtOnce ?? daysOf(query) };
  const parts = await spendInParts(world, tenantId, asked, bounds, (items) => {
    for (const { period, sums } of items) spent.set(period, sums[0] ?? 0n);
  });
  return { ...parts, spent };
}

export interface DearestValues extends PartsRead {
  /** The dearest first. */
  readonly values: readonly { readonly value: string; readonly spent: SpentByDate }[];
  /** How many values there are beside them. */
  readonly left: number;
}

/**
 * What the values of one dimension that spent most did on each date, from as many days as bounded queries reach. Who they are is asked
 * first, since all values by day may be more than any query has.
 */
export async function readDearestValues(
  world: Pick<World, "table">,
  tenantId: string,
  { queriesMax, daysAtOnce, ...query }: DatedQuery,
  { dimension, most }: { readonly dimension: string; readonly most: number },
): Promise<DearestValues> {
  const asked = { ...query, groupBy: [dimension], measures: ["cost"] } as const;
  const bounds = { queriesMax, daysAtOnce: daysAtOnce ?? daysOf(query) };
  const totals = new Map<string, bigint>();
  const ranked = await spendInParts(world, tenantId, { ...asked, granularity: "total" }, bounds, (items) => {
    for (const [value, { sums }] of valuesOf(items)) totals.set(value, (totals.get(value) ?? 0n) + (sums[0] ?? 0n));
  });
  const kept = dearest(totals, ([, total]) => total, most).map(([value]) => value);
  const spent = new Map(kept.map((value) => [value, new Map<LocalDate, bigint>()]));
  const byDay = {
    ...asked,
    from: ranked.from,
    granularity: "day",
    filters: new Map([...query.filters, [dimension, new Set(kept)]]),
  } as const;
  const dated = await spendInParts(world, tenantId, byDay, { ...bounds, daysAtOnce: ranked.daysAtOnce }, (items) => {
    for (const [value, { period, sums }] of valuesOf(items)) spent.get(value)?.set(period, sums[0] ?? 0n);
  });
  return {
    ...dated,
    values: [...spent].map(([value, own]) => ({ value, spent: own })),
    left: totals.size - kept.length,
  };
}

const daysOf = ({ from, to }: Pick<DatedQuery, "from" | "to">): number => Math.max(1, dayNumber(to) - dayNumber(from));

const valuesOf = (items: readonly SpendItem[]) => items.map((item) => [item.dimensions[0] ?? "", item] as const);
