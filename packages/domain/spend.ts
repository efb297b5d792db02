import { compareText } from "./compare-text.ts";
import { parseTags, TAG_PREFIX, UNATTRIBUTED } from "./dimensions.ts";
import { COST_COMPONENTS, costMeasure, type Measure } from "./measures.ts";
import type { PageColumns, TextColumn } from "./page-columns.ts";

export const GRANULARITIES = ["hour", "day", "week", "month", "total"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** A measure of pages, or `cost`: the sum of all components. */
export type SpendMeasure = Measure | "cost";

/** What to sum. Dimension names may also be `tag:<name>`. */
export interface SpendQuery {
  /** Tenant-local dates, half-open. */
  readonly from: string;
  readonly to: string;
  readonly granularity: Granularity;
  readonly groupBy: readonly string[];
  /** For each dimension the values that pass; `unattributed` passes rows without a value. */
  readonly filters: ReadonlyMap<string, ReadonlySet<string>>;
  readonly measures: readonly SpendMeasure[];
}

export interface SpendItem {
  /** The local hour, date, Monday, month, or `from` for a total. */
  readonly period: string;
  /** In the order of `groupBy`. */
  readonly dimensions: readonly string[];
  /** In the order of `measures`. */
  readonly sums: readonly bigint[];
}

export interface Spend {
  /** In order of period, then dimensions. */
  readonly items: readonly SpendItem[];
  readonly totals: readonly bigint[];
}

type Sums = bigint[];

/** Sums pages by period and dimensions. Parts add up to totals, since both are sums of the same rounded amounts. */
export function sumSpend(query: SpendQuery, pages: Iterable<PageColumns>, weekOf: (date: string) => string): Spend {
  const items = new Map<string, SpendItem & { readonly sums: Sums }>();
  const totals: Sums = query.measures.map(() => 0n);
  const periodOf = shortenPeriod(query, weekOf);
  for (const page of pages) addPage(query, page, periodOf, items, totals);
  const ordered = [...items].toSorted(([a], [b]) => compareText(a, b)).map(([, item]) => item);
  return { items: ordered, totals };
}

function shortenPeriod({ granularity, from, to }: SpendQuery, weekOf: (date: string) => string) {
  return (period: string): string | undefined => {
    const date = period.slice(0, 10);
    if (date < from || date >= to) return undefined;
    switch (granularity) {
      case "hour":
        return period;
      case "day":
        return date;
      case "week":
        return weekOf(date);
      case "month":
        return date.slice(0, 7);
      case "total":
        return from;
    }
  };
}

function addPage(
  query: SpendQuery,
  page: PageColumns,
  periodOf: (period: string) => string | undefined,
  items: Map<string, SpendItem & { readonly sums: Sums }>,
  totals: Sums,
): void {
  const period = valuesOf(page.text("period"), (value) => (value === null ? undefined : periodOf(value)));
  const filters = [...query.filters].map(([name, allowed]) =>
    valuesOf(columnOf(page, name), (value) => allowed.has(value ?? UNATTRIBUTED)),
  );
  const groups = query.groupBy.map((name) => valuesOf(columnOf(page, name), (value) => value ?? UNATTRIBUTED));
  const measures = query.measures.map((name) => measureColumns(page, name));
  const byPlace = new Map<string, Sums>();
  for (let row = 0; row < page.rows; row++) {
    const rowPeriod = period.at(row);
    if (rowPeriod === undefined || filters.some((passes) => !passes.at(row))) continue;
    const place = `${period.place(row)},${groups.map((group) => group.place(row)).join()}`;
    let sums = byPlace.get(place);
    if (!sums) {
      sums = itemFor(
        items,
        rowPeriod,
        groups.map((group) => group.at(row)),
        query.measures.length,
      ).sums;
      byPlace.set(place, sums);
    }
    addRow(measures, row, sums, totals);
  }
}

function addRow(measures: readonly (readonly (readonly bigint[])[])[], row: number, sums: Sums, totals: Sums): void {
  for (let index = 0; index < measures.length; index++) {
    for (const column of measures[index] ?? []) {
      const value = column[row];
      if (!value) continue;
      sums[index] = (sums[index] ?? 0n) + value;
      totals[index] = (totals[index] ?? 0n) + value;
    }
  }
}

function itemFor(
  items: Map<string, SpendItem & { readonly sums: Sums }>,
  period: string,
  dimensions: readonly string[],
  measureCount: number,
): { readonly sums: Sums } {
  const key = JSON.stringify([period, ...dimensions]);
  const item = items.get(key) ?? { period, dimensions, sums: Array.from({ length: measureCount }, () => 0n) };
  items.set(key, item);
  return item;
}

/** A column translated once for each distinct value, then read by row. */
function valuesOf<Value>(column: TextColumn | undefined, translate: (value: string | null) => Value) {
  const absent = translate(null);
  const translated = column?.values.map(translate) ?? [];
  const place = (row: number): number => column?.of[row] ?? -1;
  const at = (row: number): Value => {
    const index = place(row);
    return index < 0 ? absent : (translated[index] ?? absent);
  };
  return { place, at };
}

function columnOf(page: PageColumns, name: string): TextColumn | undefined {
  if (!name.startsWith(TAG_PREFIX)) return page.text(name);
  const tags = page.text("tags");
  return tags && tagColumn(tags, name.slice(TAG_PREFIX.length));
}

/** The values of one tag, out of the canonical lists of all. */
function tagColumn(tags: TextColumn, name: string): TextColumn {
  const found = tags.values.map((text) => parseTags(text).get(name) ?? null);
  const values = [...new Set(found.filter((value) => value !== null))];
  const index = found.map((value) => (value === null ? null : values.indexOf(value)));
  return { values, of: tags.of.map((list) => (list === null ? null : (index[list] ?? null))) };
}

function measureColumns(page: PageColumns, name: SpendMeasure): readonly (readonly bigint[])[] {
  const names = name === "cost" ? COST_COMPONENTS.map(costMeasure) : [name];
  return names.map((measure) => page.measure(measure)).filter((column) => column !== undefined);
}
