/** One figure a period; null where there is none. */
export type Figures = readonly (number | null)[];

/** The mean of each period's figure and those before it, `length` in all; null where one lacks. */
export function rollingMean(figures: Figures, length: number): Figures {
  return figures.map((_, index) => {
    const some = figures.slice(Math.max(0, index - length + 1), index + 1).filter((figure) => figure !== null);
    return some.length < length ? null : some.reduce((sum, figure) => sum + figure, 0) / length;
  });
}

export interface RollingWindow {
  /** Periods that the window has. */
  readonly length: number;
  /** The window's last period is so many before the one that it is for. */
  readonly gap: number;
  /** As many figures are needed. */
  readonly least: number;
}

/** For each period, something of the figures in the window before it, in order; null while there are too few. */
export function rollingInOrder(
  figures: Figures,
  { length, gap, least }: RollingWindow,
  of: (sorted: readonly number[]) => number,
): Figures {
  const sorted: number[] = [];
  return figures.map((_, index) => {
    const coming = figures[index - gap] ?? null;
    if (coming !== null) sorted.splice(placeIn(sorted, coming), 0, coming);
    const going = figures[index - gap - length] ?? null;
    if (going !== null) sorted.splice(placeIn(sorted, going), 1);
    return sorted.length < least ? null : of(sorted);
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
