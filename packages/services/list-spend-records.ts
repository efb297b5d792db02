import { addDays } from "@outlay/domain/local-date";
import type { Period } from "@outlay/domain/period";
import { compareItems, type SpendFilters, type SpendItem } from "@outlay/domain/spend";
import {
  budgetOwners,
  RECORD_DIMENSION_NAMES,
  RECORD_DIMENSIONS,
  RECORD_MEASURE_NAMES,
  RECORD_MEASURES,
} from "@outlay/domain/spend-record";
import type { Context } from "./context.ts";
import { querySpend } from "./query-spend.ts";

/** Local days that one page looks into: a page can be empty and have a next one. */
const DAYS_PER_PAGE = 31;

/** What stands behind this record comes next; `dimensions` null: with the first of the date. */
export interface RecordPosition {
  readonly date: string;
  readonly dimensions: readonly string[] | null;
}

export interface RecordQuery extends Period {
  readonly filters: SpendFilters;
  readonly not: SpendFilters;
  readonly limit: number;
  readonly position: RecordPosition | undefined;
}

/** In the order of RECORD_DIMENSION_NAMES and RECORD_MEASURE_NAMES. */
export interface SpendRecord extends Omit<SpendItem, "users"> {
  readonly budgetOwner: string | null;
}

export interface RecordPage {
  readonly records: readonly SpendRecord[];
  readonly next: RecordPosition | undefined;
}

/** Spend of local dates, in order of date: each record the sum of a day's rows that say the same. They add up to what spend says. */
export async function listSpendRecords(
  ctx: Pick<Context, "table" | "tenantId" | "configuration">,
  { from, to, filters, not, limit, position }: RecordQuery,
): Promise<RecordPage> {
  const groupBy = RECORD_DIMENSION_NAMES.map((name) => RECORD_DIMENSIONS[name]);
  const measures = RECORD_MEASURE_NAMES.map((name) => RECORD_MEASURES[name]);
  const ownerOf = budgetOwners(ctx.configuration.owners.values());
  const records: SpendRecord[] = [];
  let date = position?.date ?? from;
  for (let days = 0; date < to && days < DAYS_PER_PAGE; days++, date = addDays(date, 1)) {
    const query = { from: date, to: addDays(date, 1), granularity: "day", groupBy, filters, not, measures } as const;
    const { items } = await querySpend(ctx, ctx.tenantId, query);
    const after =
      position?.date === date && position.dimensions ? { period: date, dimensions: position.dimensions } : null;
    const rest = after ? items.filter((item) => compareItems(item, after) > 0) : items;
    const shown = rest.slice(0, limit - records.length);
    records.push(
      ...shown.map(({ period, dimensions, sums }) => ({
        period,
        dimensions,
        sums,
        budgetOwner: ownerOf((dimension) => dimensions[groupBy.indexOf(dimension)] ?? ""),
      })),
    );
    const last = shown.at(-1) ?? after;
    if (rest.length > shown.length) return { records, next: { date, dimensions: last?.dimensions ?? null } };
  }
  return { records, next: date < to ? { date, dimensions: null } : undefined };
}
