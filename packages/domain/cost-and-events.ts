import { compareText } from "./compare-text.ts";
import { divideHalfEven, formatAmount, PICOS_PER_UNIT } from "./money.ts";

/** What some usage cost, in picos, and in how many events. */
export interface CostAndEvents {
  readonly cost: bigint;
  readonly events: bigint;
}

export const NOTHING: CostAndEvents = { cost: 0n, events: 0n };

export const plus = (a: CostAndEvents, b: CostAndEvents): CostAndEvents => ({
  cost: a.cost + b.cost,
  events: a.events + b.events,
});

export const minus = (a: CostAndEvents, b: CostAndEvents): CostAndEvents => ({
  cost: a.cost - b.cost,
  events: a.events - b.events,
});

export function addTo<Key>(sums: Map<Key, CostAndEvents>, key: Key, sum: CostAndEvents): void {
  sums.set(key, plus(sums.get(key) ?? NOTHING, sum));
}

/** `part / whole` as decimal text of at most 12 digits after the point, rounded half to even; "0" where the whole is nothing. */
export const share = (part: bigint, whole: bigint): string =>
  whole <= 0n ? "0" : formatAmount(divideHalfEven(part * PICOS_PER_UNIT, whole));

/** The greatest of some sums by name, and what is not named: together they are all, to the last digit. */
export interface Ranked {
  readonly named: readonly (readonly [name: string, sum: CostAndEvents])[];
  readonly rest: CostAndEvents & { readonly count: number };
}

/** Orders by cost, then events, the greatest first, then by name; names at most `max`. */
export function rank(sums: ReadonlyMap<string, CostAndEvents>, max: number): Ranked {
  const ordered = [...sums].toSorted(
    ([a, x], [b, y]) =>
      Number(y.cost > x.cost) - Number(y.cost < x.cost) ||
      Number(y.events > x.events) - Number(y.events < x.events) ||
      compareText(a, b),
  );
  const unnamed = ordered.slice(max).map(([, sum]) => sum);
  return { named: ordered.slice(0, max), rest: { ...unnamed.reduce(plus, NOTHING), count: unnamed.length } };
}
