/** Statistics that a few wild values do not move. All take any number of finite values; of none they are 0. */

/** In order. Typed arrays sort numbers as numbers, and several times faster than others. */
export const inOrder = (values: readonly number[]): Float64Array => Float64Array.from(values).toSorted();

/** The value below which a share `q` of the values lies, between neighbours in proportion. */
export const quantile = (values: readonly number[], q: number): number => quantileOf(inOrder(values), q);

/** The same of values that are in order. */
export function quantileOf(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A normal distribution's standard deviation is so many times its median distance from the median. */
export const DEVIATIONS = 1.4826;

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The median slope of all pairs that are whole weeks apart (after Theil and Sen), a day: a weekday's part cancels out. */
export function medianSlope(days: readonly number[]): number {
  const slopes: number[] = [];
  for (let apart = 7; apart < days.length; apart += 7) {
    for (let day = apart; day < days.length; day += 1) {
      slopes.push(((days[day] ?? 0) - (days[day - apart] ?? 0)) / apart);
    }
  }
  return median(slopes);
}
