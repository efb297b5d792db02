/** Statistics of any number of finite values; of none they are 0. */

/** In order. Typed arrays sort numbers as numbers, and several times faster than others. */
export const inOrder = (values: readonly number[]): Float64Array => Float64Array.from(values).toSorted();

/** The value below which a share of values that are in order lies, between neighbours in proportion. */
export function quantileOf(ascending: ArrayLike<number>, share: number): number {
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)] ?? 0;
  const above = ascending[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

export const medianOf = (values: readonly number[]): number => quantileOf(inOrder(values), 0.5);

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** A normal distribution's standard deviation is so many times its median distance from the median. */
export const DEVIATIONS = 1.4826;

/** The median slope of all pairs that are whole weeks apart (after Theil and Sen), a day: a weekday's part cancels out. */
export function medianSlope(days: readonly number[]): number {
  const slopes: number[] = [];
  for (let apart = 7; apart < days.length; apart += 7) {
    for (let day = apart; day < days.length; day += 1) {
      slopes.push(((days[day] ?? 0) - (days[day - apart] ?? 0)) / apart);
    }
  }
  return medianOf(slopes);
}
