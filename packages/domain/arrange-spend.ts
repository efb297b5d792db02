import { comparePeriods } from "./page.ts";
import { compareItems, type Spend, type SpendItem } from "./spend.ts";

/** Sums of a line, in the order of the query's measures, and its users where the query asks for them. */
export type LineSums = Pick<SpendItem, "sums" | "users">;

/** One line of an answer: a group in a period, or all that is not among the top groups. */
export interface SpendLine extends LineSums {
  readonly period: string;
  /** In the order of `groupBy`; null for the rest. */
  readonly dimensions: readonly string[] | null;
  /** The same of the period that it is compared with; undefined where nothing is compared. */
  readonly earlier: LineSums | undefined;
}

/** `by` is the place of a measure among those of the query. */
export interface Arrangement {
  /** Keeps the groups with the most of a measure over the whole range. */
  readonly top: { readonly count: number; readonly by: number } | undefined;
  /** Undefined: by period, then by dimensions. */
  readonly order: LineOrder | undefined;
}

export interface LineOrder {
  readonly by: number;
  readonly isDescending: boolean;
}

/** What was spent, line by line, and which groups are not in the rest, the most first; undefined where nothing is. */
export interface ArrangedSpend {
  readonly lines: readonly SpendLine[];
  readonly totals: LineSums;
  readonly earlierTotals: LineSums | undefined;
  readonly top: readonly (readonly string[])[] | undefined;
}

/**
 * Puts the earlier sums beside the present ones, what is not among the top groups into one line a period, and all in order. No sum is
 * lost: lines add up to the totals, now and earlier. Periods of `earlier` must be named as those that they are compared with.
 */
export function arrangeSpend(now: Spend, earlier: Spend | undefined, { top, order }: Arrangement): ArrangedSpend {
  const joined = joinEarlier(now, earlier);
  const kept = top && topGroups(joined, top.count, top.by);
  const lines = kept ? withRest(joined, kept) : joined;
  return {
    lines: lines.toSorted((a, b) => compareLines(a, b, order)),
    totals: sumLines(now, now.items),
    earlierTotals: earlier && sumLines(earlier, earlier.items),
    top: kept && [...kept.values()],
  };
}

const groupKey = (dimensions: readonly string[]): string => JSON.stringify(dimensions);

function joinEarlier(now: Spend, earlier: Spend | undefined): readonly SpendLine[] {
  const nothingOf = ({ totals, items }: Spend): LineSums => ({
    sums: totals.map(() => 0n),
    ...(items[0]?.users && { users: new Set<number>() }),
  });
  if (!earlier) return now.items.map((item) => ({ ...item, earlier: undefined }));
  const keyOf = ({ period, dimensions }: SpendItem) => JSON.stringify([period, ...dimensions]);
  const before = new Map(earlier.items.map((item) => [keyOf(item), item]));
  const lines = now.items.map((item): SpendLine => {
    const key = keyOf(item);
    const found = before.get(key);
    before.delete(key);
    return { ...item, earlier: found ? sumsOf(found) : nothingOf(now) };
  });
  const nothing = nothingOf(earlier);
  const gone = [...before.values()].map((item): SpendLine => ({ ...item, ...nothing, earlier: sumsOf(item) }));
  return [...lines, ...gone];
}

const sumsOf = ({ sums, users }: LineSums): LineSums => ({ sums, ...(users && { users }) });

/** The groups with the most of a measure in all periods together, by key, the most first; of equals the first in order. Undefined: all are. */
function topGroups(
  lines: readonly SpendLine[],
  count: number,
  by: number,
): ReadonlyMap<string, readonly string[]> | undefined {
  const groups = new Map<string, { readonly dimensions: readonly string[]; sum: bigint }>();
  for (const { dimensions, sums } of lines) {
    if (!dimensions) continue;
    const key = groupKey(dimensions);
    const group = groups.get(key) ?? { dimensions, sum: 0n };
    group.sum += sums[by] ?? 0n;
    groups.set(key, group);
  }
  if (groups.size <= count) return undefined;
  const ranked = [...groups].toSorted(
    ([, a], [, b]) => compareAmounts(b.sum, a.sum) || compareItems({ period: "", ...a }, { period: "", ...b }),
  );
  return new Map(ranked.slice(0, count).map(([key, { dimensions }]) => [key, dimensions]));
}

function withRest(lines: readonly SpendLine[], kept: ReadonlyMap<string, unknown>): readonly SpendLine[] {
  const isKept = ({ dimensions }: SpendLine) => dimensions !== null && kept.has(groupKey(dimensions));
  const others = Map.groupBy(
    lines.filter((line) => !isKept(line)),
    ({ period }) => period,
  );
  const rest = Array.from(others, ([period, some]): SpendLine => {
    const earlier = some.flatMap((line) => line.earlier ?? []);
    return {
      period,
      dimensions: null,
      ...addUp(some),
      earlier: earlier.length > 0 ? addUp(earlier) : undefined,
    };
  });
  return [...lines.filter(isKept), ...rest];
}

/** Of one line or more. Users are counted once, whatever lines they are of. */
function addUp(lines: readonly LineSums[]): LineSums {
  const sums = (lines[0]?.sums ?? []).map((_, index) =>
    lines.reduce((sum, line) => sum + (line.sums[index] ?? 0n), 0n),
  );
  const users = lines.flatMap((line) => line.users ?? []);
  return users.length === 0 ? { sums } : { sums, users: union(users) };
}

function union(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (const set of sets) for (const user of set) all.add(user);
  return all;
}

function sumLines({ totals }: Spend, items: readonly SpendItem[]): LineSums {
  const { users } = addUp(items);
  return { sums: totals, ...(users && { users }) };
}

const compareAmounts = (a: bigint, b: bigint): number => Number(a > b) - Number(a < b);

/** Where a line stands: what a cursor holds of it. */
export interface LinePlace {
  readonly period: string;
  readonly dimensions: readonly string[] | null;
  /** Of the measure that orders. */
  readonly sum: bigint | undefined;
}

export const placeOf = ({ period, dimensions, sums }: SpendLine, order: LineOrder | undefined): LinePlace => ({
  period,
  dimensions,
  sum: order && (sums[order.by] ?? 0n),
});

const compareLines = (a: SpendLine, b: SpendLine, order: LineOrder | undefined): number =>
  comparePlaces(placeOf(a, order), placeOf(b, order), order);

/** By the measure that orders, if any, then by period and dimensions. The rest stands behind what it is the rest of. */
export function comparePlaces(a: LinePlace, b: LinePlace, order: LineOrder | undefined): number {
  if (order) {
    const isRest = Number(a.dimensions === null) - Number(b.dimensions === null);
    if (isRest !== 0) return isRest;
    const bySum = compareAmounts(a.sum ?? 0n, b.sum ?? 0n);
    if (bySum !== 0) return order.isDescending ? -bySum : bySum;
  }
  const byPeriod = comparePeriods(a.period, b.period);
  if (byPeriod !== 0) return byPeriod;
  if (!a.dimensions || !b.dimensions) return Number(a.dimensions === null) - Number(b.dimensions === null);
  return compareItems({ period: "", dimensions: a.dimensions }, { period: "", dimensions: b.dimensions });
}
