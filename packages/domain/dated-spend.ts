import type { LocalDate } from "./local-date.ts";

/** Spent picos by local date. */
export type SpentByDate = ReadonlyMap<LocalDate, bigint>;

export const totalOf = (spent: SpentByDate): bigint => spent.values().reduce((sum, picos) => sum + picos, 0n);

/** What was spent on dates of `[from, to)`. */
export const totalWithin = (spent: SpentByDate, from: LocalDate, to: LocalDate): bigint =>
  totalOf(since(new Map([...spent].filter(([date]) => date < to)), from));

/** Without the dates before one. */
export const since = (spent: SpentByDate, from: LocalDate): SpentByDate =>
  new Map([...spent].filter(([date]) => date >= from));

/** What is left of a whole, date by date, once its parts are taken out. */
export function restOf(whole: SpentByDate, parts: readonly SpentByDate[]): SpentByDate {
  return new Map(
    [...whole].map(([date, picos]) => [date, parts.reduce((rest, part) => rest - (part.get(date) ?? 0n), picos)]),
  );
}

/** So many of those that spent most, the dearest first; of equals the one that came first. */
export const dearest = <Item>(items: Iterable<Item>, spentOf: (item: Item) => bigint, most: number): Item[] =>
  [...items]
    .map((item) => ({ item, spent: spentOf(item) }))
    .toSorted((a, b) => Number(b.spent > a.spent) - Number(b.spent < a.spent))
    .slice(0, most)
    .map(({ item }) => item);
