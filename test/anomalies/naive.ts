import type { Window } from "./plants.ts";

/** What a naive rule looks at: one figure a period; null says nothing. */
export interface Question {
  readonly figures: readonly (number | null)[];
  /** Periods in a day: yesterday is so many before. */
  readonly perDay: number;
  readonly direction: "up" | "down" | "both";
  /** A difference below this is nothing to speak of. */
  readonly least: number;
  /** Where given, the only periods that are looked at. */
  readonly only?: readonly boolean[];
  readonly calm: number;
  /** Periods of the series that one figure is of. */
  readonly grain: number;
}

const isOut = (value: number, expected: number, room: number, { direction, least }: Question) => {
  const over = value - expected;
  const isFar = (distance: number) => distance > room && distance >= least;
  return (direction !== "down" && isFar(over)) || (direction !== "up" && isFar(-over));
};

/** More than so many per cents from the same time yesterday. */
export function overYesterday(question: Question, percent: number): readonly Window[] {
  const { figures, perDay } = question;
  return stretches(question, (value, index) => {
    const before = figures[index - perDay] ?? null;
    return before !== null && isOut(value, before, (before * percent) / 100, question);
  });
}

/** More than three standard deviations from the mean of the last 30 days, once there is a week of them. */
export function threeSigma(question: Question): readonly Window[] {
  const { figures, perDay, only } = question;
  const sums = [{ count: 0, sum: 0, squares: 0 }];
  for (const [index, figure] of figures.entries()) {
    const { count, sum, squares } = sums[index] ?? { count: 0, sum: 0, squares: 0 };
    const isKnown = figure !== null && only?.[index] !== false;
    sums.push(
      isKnown ? { count: count + 1, sum: sum + figure, squares: squares + figure * figure } : { count, sum, squares },
    );
  }
  return stretches(question, (value, index) => {
    const [from, to] = [sums[Math.max(0, index - 30 * perDay)], sums[index]];
    const count = (to?.count ?? 0) - (from?.count ?? 0);
    if (count < 7 * (only ? 1 : perDay)) return false;
    const centre = ((to?.sum ?? 0) - (from?.sum ?? 0)) / count;
    const variance = ((to?.squares ?? 0) - (from?.squares ?? 0)) / count - centre * centre;
    return isOut(value, centre, 3 * Math.sqrt(Math.max(0, variance)), question);
  });
}

function stretches(question: Question, isFlagged: (value: number, index: number) => boolean): readonly Window[] {
  const found: [number, number][] = [];
  for (const [index, figure] of question.figures.entries()) {
    if (figure === null || question.only?.[index] === false || !isFlagged(figure, index)) continue;
    const last = found.at(-1);
    if (last && index - last[1] <= question.calm + 1) last[1] = index;
    else found.push([index, index]);
  }
  return found.map(([first, last]): Window => [first * question.grain, (last + 1) * question.grain - 1]);
}
