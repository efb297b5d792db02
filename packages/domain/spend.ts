import { compareText } from "./compare-text.ts";
import { parseTags, TAG_PREFIX, UNATTRIBUTED } from "./dimensions.ts";
import { DomainError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { COST_COMPONENTS, costMeasure, type Measure } from "./measures.ts";
import type { Tier } from "./model-tier.ts";
import { comparePeriods, dateOfPeriod } from "./page.ts";
import { columnRoom, type ColumnRoom, type PageColumns, type TextColumn } from "./page-columns.ts";
import { type CodedColumn, groupNumbers, type GroupNumbers, type Interner, interner } from "./spend-groups.ts";
import { type GroupSums, groupSums } from "./spend-sums.ts";

export const GRANULARITIES = ["hour", "day", "week", "month", "total"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** Sums beside the measures of pages: `cost` is that of all components, `cost_premium` what of it went to premium models. */
export const COST_MEASURES = ["cost", "cost_premium"] as const;
export type SpendMeasure = Measure | (typeof COST_MEASURES)[number];

/** Values that pass, or are left out, by dimension; `unattributed` is no value. */
export type SpendFilters = ReadonlyMap<string, ReadonlySet<string>>;

/** What to sum. Dimension names may also be `tag:<name>`. */
export interface SpendQuery {
  /** Tenant-local dates, half-open. */
  readonly from: string;
  readonly to: string;
  readonly granularity: Granularity;
  readonly groupBy: readonly string[];
  /** For each dimension the values that pass; `unattributed` passes rows without a value. */
  readonly filters: SpendFilters;
  /** For each dimension the values that are left out. */
  readonly not?: SpendFilters;
  readonly measures: readonly SpendMeasure[];
  /** Whether items say which users had events: see SpendItem. */
  readonly withUsers?: boolean;
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
  /** Where the query asks for them: numbers of the distinct users that had an event, the same in all items of one query. */
  readonly users?: ReadonlySet<number>;
}

export interface Spend {
  /** In order of period, then dimensions. */
  readonly items: readonly SpendItem[];
  readonly totals: readonly bigint[];
}

/** Sums pages as they come. Throws `query_too_large` once there are more items than one answer is made of. */
export interface SpendSummer {
  readonly add: (page: PageColumns) => void;
  readonly finish: () => Spend;
}

/** Sums pages by period and dimensions. The totals are those of all items. */
export function sumSpend(query: SpendQuery, pages: Iterable<PageColumns>, weekOf: (date: string) => string): Spend {
  const summer = spendSummer(query, weekOf);
  for (const page of pages) summer.add(page);
  return summer.finish();
}

/** Sums pages as they come; `finish` gives all of the query's items. Both throw `query_too_large`. `weekOf` names the week of a local date. */
export function spendSummer(query: SpendQuery, weekOf: (date: string) => string): SpendSummer {
  const periods = interner();
  const values = query.groupBy.map(() => interner());
  const users = interner();
  const numbers = groupNumbers([periods, ...values].map((each) => () => each.values.length));
  const sums = query.measures.map((name) => ({ name, columns: columnsOfMeasure(name), ...groupSums() }));
  const pairs = new Set<number>();
  const periodOf = shortenPeriod(query, weekOf);
  const absent = query.absent ?? UNATTRIBUTED;
  const room = columnRoom();
  return {
    add: (page) => {
      const read = columnReader(page, room);
      const columns = [
        coded(read.text("period"), (value) => (value === null ? -1 : codeOrOut(periods, periodOf(value)))),
        ...query.groupBy.map((name, index) =>
          coded(read.text(name), (value) => values[index]?.codeOf(value ?? absent) ?? -1),
        ),
      ];
      const groupOf = numbers.groupsOf(page.rows, columns, filterColumns(query, read));
      const groups = numbers.size();
      if (groups > LIMITS.spendItemsMax) throw tooManyItems();
      for (const { name, columns: names, add } of sums) {
        const masked = name === "cost_premium" ? ofTier(read, groupOf, "premium") : groupOf;
        for (const each of names) {
          const column = read.measure(each);
          if (column) add(column, masked, groups);
        }
      }
      if (query.withUsers === true) addUsers(read, groupOf, users, pairs);
    },
    finish: () => finish(query, { periods, values, numbers, sums, pairs }),
  };
}

const tooManyItems = () =>
  new DomainError(
    "query_too_large",
    `This has more than ${LIMITS.spendItemsMax} items: group by less, filter, or ask for longer periods or a shorter range.`,
  );

const codeOrOut = (names: Interner, name: string | undefined): number => (name === undefined ? -1 : names.codeOf(name));

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

/** Translates once for each distinct value, and last for none. */
function coded(column: TextColumn | undefined, code: (value: string | null) => number): CodedColumn {
  const values = column?.values ?? [];
  const codes = new Int32Array(values.length + 1);
  values.forEach((value, index) => (codes[index] = code(value)));
  // No value is a value of its own, but only where some row has none.
  codes[values.length] = (column?.hasNone ?? true) ? code(null) : 0;
  return { of: column?.of, codes };
}

function filterColumns({ filters, not = new Map() }: SpendQuery, read: ColumnReader): readonly CodedColumn[] {
  const column = (name: string, values: ReadonlySet<string>, isKept: boolean) =>
    coded(read.text(name), (value) => (values.has(value ?? UNATTRIBUTED) === isKept ? 0 : -1));
  return [
    ...Array.from(filters, ([name, values]) => column(name, values, true)),
    ...Array.from(not, ([name, values]) => column(name, values, false)),
  ];
}

function ofTier(read: ColumnReader, groupOf: Int32Array, tier: Tier): Int32Array {
  const { of, codes } = coded(read.text("model_tier"), (value) => (value === tier ? 0 : -1));
  const none = codes.length - 1;
  return groupOf.map((group, row) => ((codes[of?.[row] ?? none] ?? -1) < 0 ? -1 : group));
}

/** More users than a query may read rows. */
const USERS_MAX = 2 ** 22;

function addUsers(read: ColumnReader, groupOf: Int32Array, users: Interner, pairs: Set<number>): void {
  const events = read.measure("events");
  const { of, codes } = coded(read.text("user"), (value) => (value === null ? -1 : users.codeOf(value)));
  if (!events || !of) return;
  const none = codes.length - 1;
  for (let row = 0; row < of.length; row++) {
    const [group = -1, user = -1] = [groupOf[row], codes[of[row] ?? none]];
    if (group >= 0 && user >= 0 && Number(events[row]) > 0) pairs.add(group * USERS_MAX + user);
  }
}

interface Summed {
  readonly periods: Interner;
  readonly values: readonly Interner[];
  readonly numbers: GroupNumbers;
  readonly sums: readonly GroupSums[];
  readonly pairs: ReadonlySet<number>;
}

function finish(query: SpendQuery, { periods, values, numbers, sums, pairs }: Summed): Spend {
  const names = [periods, ...values].map((each) => each.values);
  const ranks = names.map((each, column) => ranksOf(each, column === 0 ? comparePeriods : compareText));
  const groups = Array.from({ length: numbers.size() }, (_, group) => group);
  const inOrder = groups.toSorted((a, b) => {
    for (let column = 0; column < ranks.length; column++) {
      const rank = ranks[column];
      const order = (rank?.[numbers.codeAt(a, column)] ?? 0) - (rank?.[numbers.codeAt(b, column)] ?? 0);
      if (order !== 0) return order;
    }
    return 0;
  });
  const users = query.withUsers === true ? usersByGroup(pairs) : undefined;
  const items = inOrder.map((group): SpendItem => {
    const item = {
      period: periods.values[numbers.codeAt(group, 0)] ?? "",
      dimensions: values.map((each, index) => each.values[numbers.codeAt(group, index + 1)] ?? ""),
      sums: sums.map((each) => each.sumOf(group)),
    };
    return users ? { ...item, users: users.get(group) ?? new Set() } : item;
  });
  const totals = query.measures.map((_, index) => items.reduce((sum, item) => sum + (item.sums[index] ?? 0n), 0n));
  return { items, totals };
}

/** For each value its place among all in order. */
function ranksOf(values: readonly string[], compare: (a: string, b: string) => number): Int32Array {
  const ranks = new Int32Array(values.length);
  const inOrder = values.map((value, code) => ({ value, code })).toSorted((a, b) => compare(a.value, b.value));
  inOrder.forEach(({ code }, rank) => (ranks[code] = rank));
  return ranks;
}

function usersByGroup(pairs: ReadonlySet<number>): ReadonlyMap<number, ReadonlySet<number>> {
  const users = new Map<number, Set<number>>();
  for (const pair of pairs) {
    const group = Math.floor(pair / USERS_MAX);
    const held = users.get(group) ?? new Set();
    users.set(group, held.add(pair % USERS_MAX));
  }
  return users;
}

/** Columns of one page; a tag's too. Texts stay as they are until the next page is read, a measure until the next one is. */
type ColumnReader = Pick<PageColumns, "text" | "measure">;

function columnReader(page: PageColumns, room: ColumnRoom): ColumnReader {
  let texts = 0;
  const text = (name: string) => page.text(name, room.indexes(texts++, page.rows));
  return {
    text: (name) => {
      if (!name.startsWith(TAG_PREFIX)) return text(name);
      const tags = text("tags");
      return tags && tagColumn(tags, name.slice(TAG_PREFIX.length));
    },
    measure: (name) => page.measure(name, room.numbers(page.rows)),
  };
}

/** The values of one tag, out of the canonical lists of all. */
function tagColumn(tags: TextColumn, name: string): TextColumn {
  const { values, codeOf } = interner();
  const codes = tags.values.map((text) => {
    const value = parseTags(text).get(name);
    return value === undefined ? undefined : codeOf(value);
  });
  const none = values.length;
  const of = tags.of.map((list) => codes[list] ?? none);
  return { values, of, hasNone: of.includes(none) };
}

const COST_COLUMNS = COST_COMPONENTS.map(costMeasure);

/** The columns of pages that a measure is the sum of. */
const columnsOfMeasure = (name: SpendMeasure): readonly Measure[] =>
  name === "cost" || name === "cost_premium" ? COST_COLUMNS : [name];

/** The order of items: by period, then by each dimension, this by UTF-16 code units. */
export function compareItems(
  a: Pick<SpendItem, "period" | "dimensions">,
  b: Pick<SpendItem, "period" | "dimensions">,
): number {
  const order = comparePeriods(a.period, b.period);
  if (order !== 0) return order;
  for (const [index, value] of a.dimensions.entries()) {
    const next = compareText(value, b.dimensions[index] ?? "");
    if (next !== 0) return next;
  }
  return 0;
}
