import { compareText } from "./compare-text.ts";
import { parseTags, TAG_PREFIX, UNATTRIBUTED } from "./dimensions.ts";
import { COST_COMPONENTS, costMeasure, type Measure } from "./measures.ts";
import { dateOfPeriod } from "./page.ts";
import type { PageColumns, TextColumn } from "./page-columns.ts";
import { type Cells, sumByGroup } from "./sum-by-group.ts";

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
  /** What stands in items for no value; by default UNATTRIBUTED, which a source may also state. */
  readonly absent?: string;
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

type Item = SpendItem & { readonly sums: bigint[] };

/** Sums pages by period and dimensions. The totals are those of all items. */
export function sumSpend(query: SpendQuery, pages: Iterable<PageColumns>, weekOf: (date: string) => string): Spend {
  const items = new Map<string, Item>();
  const periodOf = shortenPeriod(query, weekOf);
  for (const page of pages) addPage(query, page, periodOf, items);
  const ordered = [...items].toSorted(([a], [b]) => compareText(a, b)).map(([, item]) => item);
  const totals = query.measures.map((_, index) => ordered.reduce((sum, { sums }) => sum + (sums[index] ?? 0n), 0n));
  return { items: ordered, totals };
}

function shortenPeriod({ granularity, from, to }: SpendQuery, weekOf: (date: string) => string) {
  return (period: string): string | undefined => {
    const date = dateOfPeriod(period);
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
  items: Map<string, Item>,
): void {
  const period = codesOf(page.text("period"), (value) => (value === null ? undefined : periodOf(value)));
  const filters = [...query.filters].map(([name, allowed]) =>
    codesOf(columnOf(page, name), (value) => (allowed.has(value ?? UNATTRIBUTED) ? "passes" : undefined)),
  );
  const absent = query.absent ?? UNATTRIBUTED;
  const groups = query.groupBy.map((name) => codesOf(columnOf(page, name), (value) => value ?? absent));
  const { groupOf, firstRows } = groupRows(page.rows, [period, ...filters, ...groups]);
  const targets = firstRows.map((row) => {
    const dimensions = groups.map((group) => group.valueAt(row));
    return itemFor(items, period.valueAt(row), dimensions, query.measures.length).sums;
  });
  for (const [index, name] of query.measures.entries()) {
    for (const column of measureColumns(page, name)) {
      sumByGroup(column, groupOf, targets.length).forEach((sum, group) => {
        const sums = targets[group];
        if (sums) sums[index] = (sums[index] ?? 0n) + sum;
      });
    }
  }
}

/** Numbers the distinct combinations of codes; a row that has no value somewhere is in group -1. */
function groupRows(rows: number, columns: readonly Codes[]) {
  let groupOf = Array.from({ length: rows }, () => 0);
  let firstRows: number[] = [];
  for (const { codeAt, count } of columns) {
    const known = new Map<number, number>();
    firstRows = [];
    groupOf = groupOf.map((group, row) => {
      const code = group < 0 ? -1 : codeAt(row);
      if (code < 0) return -1;
      const pair = group * count + code; // Both are below the number of rows.
      const same = known.get(pair);
      if (same !== undefined) return same;
      known.set(pair, firstRows.length);
      return firstRows.push(row) - 1;
    });
  }
  return { groupOf, firstRows };
}

function itemFor(items: Map<string, Item>, period: string, dimensions: readonly string[], measureCount: number): Item {
  const key = JSON.stringify([period, ...dimensions]);
  const item = items.get(key) ?? { period, dimensions, sums: Array.from({ length: measureCount }, () => 0n) };
  items.set(key, item);
  return item;
}

/** A column's translated values, numbered. */
interface Codes {
  readonly count: number;
  /** -1: no value. */
  readonly codeAt: (row: number) => number;
  readonly valueAt: (row: number) => string;
}

/** Translates once for each distinct value; undefined takes the row out. */
function codesOf(column: TextColumn | undefined, translate: (value: string | null) => string | undefined): Codes {
  const values: string[] = [];
  const codes = new Map<string, number>();
  const codeFor = (value: string | null): number => {
    const translated = translate(value);
    if (translated === undefined) return -1;
    const code = codes.get(translated) ?? values.push(translated) - 1;
    codes.set(translated, code);
    return code;
  };
  const absent = codeFor(null);
  const translated = column?.values.map(codeFor) ?? [];
  const codeAt = (row: number): number => {
    const index = column?.of[row] ?? null;
    return index === null ? absent : (translated[index] ?? -1);
  };
  return { count: values.length, codeAt, valueAt: (row) => values[codeAt(row)] ?? "" };
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

function measureColumns(page: PageColumns, name: SpendMeasure): readonly Cells[] {
  const names = name === "cost" ? COST_COMPONENTS.map(costMeasure) : [name];
  return names.map((measure) => page.measure(measure)).filter((column) => column !== undefined);
}
