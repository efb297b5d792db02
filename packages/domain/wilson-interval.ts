import { assert } from "./assert.ts";

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The Wilson score interval, at 95 %, of a rate that was seen as `successes` of `trials`. An estimate.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  assert(trials > 0 && successes >= 0 && successes <= trials, "some trials, and no more successes than those");
  const rate = successes / trials;
  const square = Z * Z;
  const middle = rate + square / (2 * trials);
  const half = Z * Math.sqrt((rate * (1 - rate)) / trials + square / (4 * trials * trials));
  const whole = 1 + square / trials;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}

/** So many of so many. */
export interface Seen {
  readonly successes: number;
  readonly trials: number;
}

/**
 * The upper end of Newcombe's hybrid score interval, at 95 %, of how much lower the rate of `other` is than that of `present`:
 * with this much confidence it is no worse than that. An estimate.
 * Source: R. G. Newcombe, Interval estimation for the difference between independent proportions (1998), method 10.
 */
export function mostLost(present: Seen, other: Seen): number {
  const [p, q] = [present.successes / present.trials, other.successes / other.trials];
  const { high } = wilsonInterval(present.successes, present.trials);
  const { low } = wilsonInterval(other.successes, other.trials);
  return p - q + Math.hypot(high - p, q - low);
}

/** An estimated rate as text, to four digits after the point. */
export const ratioText = (ratio: number): string => String(Math.round(ratio * 10_000) / 10_000);
