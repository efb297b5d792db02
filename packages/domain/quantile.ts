/** The quantile of numbers in ascending order, between neighbours by their distance. Of none it is 0. */
export function quantileOf(ascending: ArrayLike<number>, share: number): number {
  const last = ascending.length - 1;
  if (last < 0) return 0;
  const place = Math.min(Math.max(share, 0), 1) * last;
  const below = Math.floor(place);
  const low = ascending[below] ?? 0;
  const high = ascending[Math.min(below + 1, last)] ?? low;
  return low + (place - below) * (high - low);
}

export const medianOf = (numbers: readonly number[]): number =>
  quantileOf(
    numbers.toSorted((a, b) => a - b),
    0.5,
  );

export const meanOf = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
