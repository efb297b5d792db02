/** One figure a period; null where there is none. */
export type Figures = readonly (number | null)[];

/** The mean of each period's figure and those before it, `length` in all; null where one lacks. */
export function rollingMean(figures: Figures, length: number): Figures {
  return figures.map((_, index) => {
    const some = figures.slice(Math.max(0, index - length + 1), index + 1).filter((figure) => figure !== null);
    return some.length < length ? null : some.reduce((sum, figure) => sum + figure, 0) / length;
  });
}

export interface SpreadWindow {
  /** Periods that the spread is taken of. */
  readonly length: number;
  /** Periods between the last of these and the one whose spread it is. */
  readonly gap: number;
  /** As many figures are needed. */
  readonly least: number;
  /** Of the distances from 0, in order. */
  readonly spreadOf: (sortedDistances: readonly number[]) => number;
}

/** For each period, the spread around 0 of the figures in the window before it; null while there are too few. */
export function rollingSpread(figures: Figures, { length, gap, least, spreadOf }: SpreadWindow): Figures {
  const sorted: number[] = [];
  return figures.map((_, index) => {
    const coming = figures[index - gap] ?? null;
    if (coming !== null) sorted.splice(placeIn(sorted, Math.abs(coming)), 0, Math.abs(coming));
    const going = figures[index - gap - length] ?? null;
    if (going !== null) sorted.splice(placeIn(sorted, Math.abs(going)), 1);
    return sorted.length < least ? null : spreadOf(sorted);
  });
}

/** The first place whose value is not below. */
function placeIn(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
