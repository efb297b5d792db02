import type { Series } from "./series.ts";

/** Something was out of the expected over one stretch of periods. */
export interface Finding {
  /** The first and the last period that were out of the expected, both included. */
  readonly from: string;
  readonly to: string;
  /** It is still so in the last period, or was so few periods before that it may not be over: see a rule's `calm`. */
  readonly isOpen: boolean;
  /** What was looked at: "cost", "output_ratio", "silence". */
  readonly measure: string;
  /** Of the four numbers below: "currency", "ratio", "share", "events", "hours", "days". */
  readonly unit: string;
  /** Of the same stretch as `observed`: estimates. `low` <= `expected` <= `high`; null: there is no such bound. */
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** A sum over the stretch; of shares and ratios, the whole stretch's. */
  readonly observed: number;
  /** How far `observed` is from `expected`, never negative. */
  readonly excess: number;
  /** What that cost, in whole currency units: an estimate. Null where it is not a matter of cost. */
  readonly cost: number | null;
  /** How far out the worst period was: at a sensitivity of 1, a rule speaks from 1 on. */
  readonly score: number;
}

/** What a rule says of a stretch, by its first and last index. */
export type Describe = (first: number, last: number) => Omit<Finding, "from" | "to" | "isOpen" | "score">;

/**
 * The stretches of periods whose score reaches 1 / sensitivity; such as have at most `calm` periods between them are one, and
 * the last is open until more than `calm` periods have passed.
 */
export function findingsOf(
  { periods }: Series,
  scores: readonly number[],
  { sensitivity, calm }: { readonly sensitivity: number; readonly calm: number },
  describe: Describe,
): readonly Finding[] {
  return stretchesOf(
    scores.map((score) => score * sensitivity >= 1),
    calm,
  ).map(([first, last]) => ({
    from: periods[first] ?? "",
    to: periods[last] ?? "",
    isOpen: periods.length - 1 - last <= calm,
    ...describe(first, last),
    score: Math.max(...scores.slice(first, last + 1)),
  }));
}

function stretchesOf(flags: readonly boolean[], calm: number): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  for (const [index, flag] of flags.entries()) {
    if (!flag) continue;
    const last = stretches.at(-1);
    if (last && index - last[1] <= calm + 1) last[1] = index;
    else stretches.push([index, index]);
  }
  return stretches;
}

/** The sum of a part over a stretch, both ends included. */
export const sumOver = (values: readonly number[], first: number, last: number): number =>
  values.slice(first, last + 1).reduce((sum, value) => sum + value, 0);
