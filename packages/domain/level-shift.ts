import { meanOf } from "./statistics.ts";

/** Days after a shift before it is taken for one, and days before it that it is held against. */
const AFTER_MIN = 5;
const AFTER_MAX = 49;
const BEFORE_MIN = 10;
const BEFORE_MAX = 28;
/** How many standard errors apart the levels before and after lie. */
const ERRORS_APART = 6;
/** A step must explain the days better than a straight line does, else it is a trend. */
const BETTER_THAN_LINE = 0.8;

/** The first day of the present level: where the level last jumped and stayed, or 0 where it did not. Levels are days without their season. */
export function lastShift(levels: readonly number[]): number {
  let best = { at: 0, apart: ERRORS_APART };
  const latest = levels.length - AFTER_MIN;
  for (let at = Math.max(BEFORE_MIN, levels.length - AFTER_MAX); at <= latest; at++) {
    const before = levels.slice(Math.max(0, at - BEFORE_MAX), at);
    const after = levels.slice(at);
    const rest = squaresAround(before) + squaresAround(after);
    const days = before.length + after.length;
    const apart = meanOf(after) - meanOf(before);
    const error = Math.sqrt((rest / (days - 2)) * (1 / before.length + 1 / after.length));
    if (Math.abs(apart) <= best.apart * error) continue;
    if (rest > BETTER_THAN_LINE * squaresAroundLine([...before, ...after])) continue;
    best = { at, apart: error === 0 ? Infinity : Math.abs(apart) / error };
  }
  return best.at;
}

function squaresAround(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function squaresAroundLine(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((sum, _, day) => sum + (day - middle) ** 2, 0);
  const slope = values.reduce((sum, value, day) => sum + (day - middle) * value, 0) / spread;
  return Math.max(0, squaresAround(values) - slope ** 2 * spread);
}
