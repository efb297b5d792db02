/** Of the largest peaks at most so many, and at most half of all, tell how far the next ones may go. */
const TAIL_MAX = 10;
/** One outage is not the usual: the highest peak counts as no more than this many of the second. */
const HIGHEST_PART = 2;

export interface PeakTail {
  /** How many peaks beyond the bound are put up with in as long a time as all the history that is looked at. */
  readonly rarity: number;
  /** The part of that history in which there could be peaks, above 0 up to 1. */
  readonly seen: number;
  /** How far peaks go beyond each other before any was seen. It counts as one of them. */
  readonly scale: number;
}

/**
 * What hardly any peak will be beyond, given the past ones: the largest are taken for the tail of an exponential distribution. How
 * long that tail is is known by as many peaks as it has, so the fewer they are, the further the bound is beyond them (it is the
 * quantile of a Lomax distribution, which is what an exponential one of unknown scale is). Of fewer than two peaks nothing is usual: 0.
 */
export function usualPeak(peaks: readonly number[], { rarity, seen, scale }: PeakTail): number {
  if (peaks.length < 2) return 0;
  const [first = 0, ...others] = peaks.toSorted((a, b) => b - a);
  const falling = [Math.min(first, HIGHEST_PART * (others[0] ?? 0)), ...others];
  const count = Math.min(TAIL_MAX, Math.floor(falling.length / 2));
  const from = falling[count] ?? 0;
  const beyond = falling.slice(0, count).reduce((sum, peak) => sum + peak - from, scale);
  return from + beyond * (Math.max(1, count / (rarity * seen)) ** (1 / (count + 1)) - 1);
}
