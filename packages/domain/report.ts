import { assert } from "./assert.ts";
import type { Budget } from "./budget.ts";
import { compareText } from "./compare-text.ts";
import type { LocalDate } from "./local-date.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { ReportParameters } from "./report-parameters.ts";
import type { Route } from "./route.ts";
import type { SimulationRules } from "./simulate-policy.ts";
import type { SpendFilters, SpendItem, SpendMeasure, SpendQuery } from "./spend.ts";

/** An amount is picos, a count is whole, a ratio is decimal text of part / whole; null is not known. */
export type ReportFigure = bigint | string | null;

export interface ReportColumn {
  readonly name: string;
  /** Amounts and counts of rows add up to totals; ratios, names and averages do not. */
  readonly kind: "amount" | "count" | "ratio" | "text";
  readonly description: string;
  /** Of an amount or a count that cannot be summed over rows. */
  readonly isEach?: true;
}

export interface ReportSaving {
  /** Picos. */
  readonly amount: bigint;
  /** It hangs on single requests in part, so that the figure is near, and not exact. */
  readonly isEstimated: boolean;
}

export interface ReportRow {
  /** In the order of the report's dimensions. */
  readonly keys: readonly string[];
  readonly figures: Readonly<Record<string, ReportFigure>>;
  /** Null: the report has none, or it is not known. */
  readonly saving: ReportSaving | null;
  /** One sentence. */
  readonly advice: string;
  /** Which events are behind it: for each dimension or tag the values that pass. */
  readonly events: Readonly<Record<string, readonly string[]>>;
}

/** What spent and cannot be judged as the rows are: never mixed with them, never left out in silence. */
export interface ReportApart {
  readonly reason: string;
  /** One sentence. */
  readonly says: string;
  readonly rows: readonly { readonly keys: readonly string[]; readonly cost: bigint }[];
}

/** In any order. */
export interface ReportAnswer {
  readonly rows: readonly ReportRow[];
  readonly apart: readonly ReportApart[];
  /** Sentences: what holds for all of it, and a reader must know. */
  readonly notes?: readonly string[];
}

/** Local dates, half-open. */
export interface ReportRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface ReportRequest {
  readonly range: ReportRange;
  readonly filters: SpendFilters;
  /** For each dimension the values that are left out. */
  readonly not: SpendFilters;
  readonly parameters: ReportParameters;
}

/** What is known of a tenant beside its usage. */
export interface ReportFacts {
  readonly currency: string;
  readonly today: LocalDate;
  readonly budgets: readonly Budget[];
  readonly rateLimits: ReadonlyMap<string, RateLimit>;
  /** Those in force. */
  readonly routes: readonly Route[];
  readonly rules: SimulationRules;
  /** Dimensions and tags that routes, exceptions and prices ask about. */
  readonly ruleDimensions: readonly string[];
}

/** Sums that a report is made of. */
export interface ReportAsk {
  readonly range: ReportRange;
  readonly granularity: "total" | "day";
  readonly groupBy: readonly string[];
  readonly measures: readonly SpendMeasure[];
  /** Beside those of the request. */
  readonly filters: SpendFilters;
}

/** The sums of one combination of values. */
export interface ReportGroup {
  readonly period: string;
  readonly valueOf: (dimension: string) => string;
  readonly sumOf: (measure: SpendMeasure) => bigint;
}

export interface ReportDefinition {
  readonly name: string;
  readonly question: string;
  /** What a row is of. */
  readonly dimensions: readonly string[];
  readonly columns: readonly ReportColumn[];
  /** The amount that `min_cost` is held against. */
  readonly money: string;
  /** The column by which rows are ordered, the greatest first. */
  readonly order: string;
  /** How a saving is computed, and what that assumes; null: the report has none. */
  readonly saving: string | null;
  readonly parameters: readonly Exclude<keyof ReportParameters, "min_cost" | "order_by">[];
  /** What must be summed. The first is all spend of the request. */
  readonly asks: (request: ReportRequest, facts: ReportFacts) => readonly [ReportAsk, ...ReportAsk[]];
  /** Pure. `sums` in the order of the asks. */
  readonly answer: (
    sums: readonly (readonly ReportGroup[])[],
    request: ReportRequest,
    facts: ReportFacts,
  ) => ReportAnswer;
}

/** Rows without those below `min_cost`, in order, and what they add up to. */
export interface Report {
  readonly rows: readonly ReportRow[];
  readonly totals: ReportTotals;
  /** Not among the rows. */
  readonly below: ReportTotals;
  readonly apart: readonly ReportApart[];
  readonly notes: readonly string[];
}

export interface ReportTotals {
  readonly count: number;
  /** Of the columns that add up. */
  readonly figures: Readonly<Record<string, bigint>>;
  /** Of the rows that have one; null: none has. */
  readonly saving: ReportSaving | null;
}

export const NO_FILTERS: SpendFilters = new Map();

/** The sums of all spend of a request in its range; what has no price, and so counts as nothing, is counted with it. */
export const wholeRange = (
  { range }: ReportRequest,
  groupBy: readonly string[],
  measures: readonly SpendMeasure[],
): ReportAsk => ({
  range,
  granularity: "total",
  groupBy,
  measures: [...measures, "unpriced_events"],
  filters: NO_FILTERS,
});

export const isSummed = ({ kind, isEach }: ReportColumn): boolean =>
  (kind === "amount" || kind === "count") && isEach === undefined;

/** Names of the columns that rows can be ordered by. */
export const orderColumns = ({ columns }: ReportDefinition): readonly string[] =>
  columns.filter(({ kind }) => kind === "amount" || kind === "count").map(({ name }) => name);

/** The query of an ask. Filters of both hold: a value passes where both let it. */
export function askedSpend(ask: ReportAsk, { filters, not }: ReportRequest): SpendQuery {
  const both = new Map(filters);
  for (const [name, values] of ask.filters) {
    const stated = filters.get(name);
    both.set(name, stated === undefined ? values : values.intersection(stated));
  }
  const { granularity, groupBy, measures } = ask;
  return { ...ask.range, granularity, groupBy, measures, filters: both, not };
}

/** Items of spend by the names of what was asked. */
export function reportGroups({ groupBy, measures }: ReportAsk, items: readonly SpendItem[]): readonly ReportGroup[] {
  const places = new Map(groupBy.map((name, index) => [name, index]));
  const columns = new Map(measures.map((name, index) => [name, index]));
  return items.map(({ period, dimensions, sums }) => ({
    period,
    valueOf: (dimension) => dimensions[placeIn(places, dimension)] ?? "",
    sumOf: (measure) => sums[placeIn(columns, measure)] ?? 0n,
  }));
}

function placeIn<Name>(places: ReadonlyMap<Name, number>, name: Name): number {
  const place = places.get(name);
  assert(place !== undefined, `a report reads what it asked for: ${String(name)}`);
  return place;
}

/** Orders an answer's rows, takes those of little money out, and adds up. */
export function finishReport(
  definition: ReportDefinition,
  { rows, apart, notes = [] }: ReportAnswer,
  { min_cost: least, order_by }: Pick<ReportParameters, "min_cost" | "order_by">,
): Report {
  const isEnough = (row: ReportRow) => amountAt(row, definition.money) >= least;
  const order = order_by ?? definition.order;
  const place = (row: ReportRow) => placeOf(definition, order, row);
  const listed = rows.filter(isEnough).toSorted((a, b) => comparePlaces(place(a), place(b)));
  return {
    rows: listed,
    totals: sumRows(definition, listed),
    below: sumRows(
      definition,
      rows.filter((row) => !isEnough(row)),
    ),
    apart: apart.filter((part) => part.rows.length > 0),
    notes,
  };
}

const amountAt = ({ figures }: ReportRow, name: string): bigint => {
  const figure = figures[name];
  return typeof figure === "bigint" ? figure : 0n;
};

/** Where a row stands in the order of a column: the same row stands at the same place, whatever others come or go. */
export interface ReportPlace {
  readonly figure: bigint;
  readonly money: bigint;
  readonly keys: readonly string[];
}

export const placeOf = ({ money }: ReportDefinition, order: string, row: ReportRow): ReportPlace => ({
  figure: amountAt(row, order),
  money: amountAt(row, money),
  keys: row.keys,
});

/** The greatest first, of equals that of the most money, then by key. */
export function comparePlaces(a: ReportPlace, b: ReportPlace): number {
  if (a.figure !== b.figure) return a.figure > b.figure ? -1 : 1;
  if (a.money !== b.money) return a.money > b.money ? -1 : 1;
  return compareText(JSON.stringify(a.keys), JSON.stringify(b.keys));
}

function sumRows(definition: ReportDefinition, rows: readonly ReportRow[]): ReportTotals {
  const summed = definition.columns.filter(isSummed).map(({ name }) => name);
  const savings = rows.flatMap(({ saving }) => saving ?? []);
  return {
    count: rows.length,
    figures: Object.fromEntries(
      summed.map((name) => [name, rows.reduce((sum, row) => sum + amountAt(row, name), 0n)] as const),
    ),
    saving:
      savings.length === 0
        ? null
        : {
            amount: savings.reduce((sum, { amount }) => sum + amount, 0n),
            isEstimated: savings.some(({ isEstimated }) => isEstimated),
          },
  };
}

/** An exact saving, in picos; none where nothing is saved. */
export const exactly = (amount: bigint): ReportSaving | null => (amount > 0n ? { amount, isEstimated: false } : null);
