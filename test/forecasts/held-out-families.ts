import { type Dice, type Family, made, noisy, WEEK } from "./make-series.ts";

/** Every weekday as it pleases: no company's week is another's. */
const anyWeek = ({ between }: Dice): readonly number[] => Array.from({ length: WEEK }, () => between(0.4, 1.6));

/** Of mean 1, by the sum of `shape` waits: skewed, and nothing like a lognormal's tails. */
const gamma = ({ uniform }: Dice, shape: number): number =>
  Array.from({ length: shape }, () => -Math.log(1 - uniform())).reduce((sum, wait) => sum + wait, 0) / shape;

const DAY_MS = 86_400_000;
/** The day of the month, and how many days are left after it, of days that follow some day of 2026. */
function calendarOf(first: number, day: number): { readonly date: number; readonly left: number } {
  const at = new Date(Date.UTC(2026, 0, 1) + (first + day) * DAY_MS);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  return { date: at.getUTCDate(), left: last - at.getUTCDate() };
}

/** Families that were written before any forecast of them was made, for one look: other noise, rhythms, growth and gaps than those tuned on. */
export const HELD_OUT: Readonly<Record<string, Family>> = {
  /** Skewed noise about a week of any shape. */
  "skewed noise"(dice, days) {
    const week = anyWeek(dice);
    const shape = 3 + Math.floor(dice.between(0, 10));
    return made(days, (day) => 25 * (week[day % WEEK] ?? 1) * gamma(dice, shape));
  },
  /** Books are closed: the last days of each month cost more. */
  "month's end"(dice, days) {
    const week = anyWeek(dice);
    const first = Math.floor(dice.between(0, 300));
    const [length, factor] = [Math.floor(dice.between(2, 6)), dice.between(1.4, 2.4)];
    return made(
      days,
      (day) => 70 * (week[day % WEEK] ?? 1) * (calendarOf(first, day).left < length ? factor : 1) * noisy(dice, 0.12),
    );
  },
  /** One or two weeks away, once, whenever it is. */
  vacation(dice, days) {
    const week = anyWeek(dice);
    const [from, length, left] = [dice.between(0, days), dice.between(6, 16), dice.between(0.1, 0.5)];
    return made(
      days,
      (day) => 55 * (week[day % WEEK] ?? 1) * (day >= from && day < from + length ? left : 1) * noisy(dice, 0.14),
    );
  },
  /** A second product is launched: its spend climbs for some weeks and stays. */
  launch(dice, days) {
    const week = anyWeek(dice);
    const [from, climb, size] = [dice.between(0, days), dice.between(7, 28), dice.between(0.2, 0.9)];
    return made(
      days,
      (day) =>
        40 *
        (1 + size * Math.min(1, Math.max(0, (day - from) / climb))) *
        (week[day % WEEK] ?? 1) *
        (0.7 + 0.3 * gamma(dice, 2)),
    );
  },
  /** Nothing came for some days, now and then: a source was down. */
  gaps(dice, days) {
    const week = anyWeek(dice);
    let down = 0;
    return made(days, (day) => {
      if (down > 0) down -= 1;
      else if (dice.uniform() < 0.015) down = 1 + Math.floor(dice.between(0, 4));
      return down > 0 ? 0 : 35 * (week[day % WEEK] ?? 1) * noisy(dice, 0.15);
    });
  },
  /** A job on one or two days of the week, and nothing else. */
  "weekly job"(dice, days) {
    const runs = new Set([Math.floor(dice.between(0, WEEK)), Math.floor(dice.between(0, WEEK))]);
    const shape = 4 + Math.floor(dice.between(0, 20));
    return made(days, (day) => (runs.has(day % WEEK) ? 120 * gamma(dice, shape) : 0));
  },
  /** Some days on end of two or three times as much: an evaluation, a migration. */
  bursts(dice, days) {
    const week = anyWeek(dice);
    const often = dice.between(0.01, 0.03);
    let [left, factor] = [0, 1];
    return made(days, (day) => {
      if (left > 0) left -= 1;
      else if (dice.uniform() < often) [left, factor] = [Math.floor(dice.between(2, 8)), dice.between(1.6, 3.2)];
      return 50 * (week[day % WEEK] ?? 1) * (left > 0 ? factor : 1) * noisy(dice, 0.12);
    });
  },
  /** Sprints of two weeks: the second is the busier. */
  sprints(dice, days) {
    const week = anyWeek(dice);
    const more = dice.between(1.1, 1.6);
    return made(days, (day) => 65 * (week[day % WEEK] ?? 1) * (day % (2 * WEEK) < WEEK ? 1 : more) * noisy(dice, 0.1));
  },
  /** Seats are bought, some at a time. */
  seats(dice, days) {
    const week = anyWeek(dice);
    let level = 30;
    return made(days, (day) => {
      if (dice.uniform() < 0.05) level *= 1 + dice.between(0.03, 0.15);
      return level * (week[day % WEEK] ?? 1) * noisy(dice, 0.09);
    });
  },
  /** Fast at first, then ever slower. */
  "slowing growth"(dice, days) {
    const week = anyWeek(dice);
    const from = dice.between(1, 60);
    return made(days, (day) => 9 * Math.sqrt(from + day) * (week[day % WEEK] ?? 1) * (0.6 + 0.4 * gamma(dice, 4)));
  },
  /** What is replaced by something else is used less and less. */
  "winding down"(dice, days) {
    const week = anyWeek(dice);
    const half = dice.between(50, 200);
    return made(days, (day) => 90 * 0.5 ** (day / half) * (week[day % WEEK] ?? 1) * noisy(dice, 0.13));
  },
  /** Noise of two sides that falls off slowly (Laplace), and no rhythm. */
  "pointed noise"(dice, days) {
    const width = dice.between(0.08, 0.25);
    return made(days, () => {
      const side = dice.uniform() < 0.5 ? -1 : 1;
      return 18 * (1 - side * width * Math.log(1 - dice.uniform()));
    });
  },
  /** A level that wanders and is drawn back to where it was. */
  "drawn back"(dice, days) {
    const week = anyWeek(dice);
    const kept = dice.between(0.9, 0.97);
    let off = 0;
    return made(days, (day) => {
      off = kept * off + 0.06 * dice.normal();
      return 48 * Math.exp(off) * (week[day % WEEK] ?? 1) * noisy(dice, 0.1);
    });
  },
  /** Few users, whose number a day is chance, and each of whom spends as chance has it. */
  "few users"(dice, days) {
    const users = 2 + Math.floor(dice.between(0, 8));
    const share = dice.between(0.3, 0.8);
    return made(days, () =>
      Array.from({ length: users }, () => (dice.uniform() < share ? gamma(dice, 1) : 0)).reduce((a, b) => a + b, 0),
    );
  },
};
