import { type Dice, type Family, made, WEEK } from "./make-series.ts";

/** Of three degrees of freedom, drawn in where a double would be nonsense: rare days far out on both sides. */
const student = ({ normal }: Dice): number => {
  const squares = normal() ** 2 + normal() ** 2 + normal() ** 2;
  return Math.max(-4, Math.min(4, normal() / Math.sqrt(Math.max(squares, 1e-6) / 3)));
};

/** Between two bounds, all alike. */
const even = ({ between }: Dice, width: number): number => between(1 - width, 1 + width);

/** Some days of work, and others of rest, in any order. */
function workWeek({ between, uniform }: Dice): readonly number[] {
  const rest = between(0, 0.7);
  const resting = new Set([Math.floor(between(0, WEEK)), uniform() < 0.6 ? Math.floor(between(0, WEEK)) : -1]);
  return Array.from({ length: WEEK }, (_, day) => (resting.has(day) ? rest : between(0.9, 1.1)));
}

const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days of the year on which months begin, over two years. */
const FIRSTS = new Set(
  [...MONTHS, ...MONTHS].map((_, month) => [...MONTHS, ...MONTHS].slice(0, month).reduce((sum, days) => sum + days, 0)),
);

/** Families for a second look, written with those that are held out and kept for after: they too say something once. */
export const LAST: Readonly<Record<string, Family>> = {
  /** Days far out on both sides, about a working week. */
  "far out"(dice, days) {
    const week = workWeek(dice);
    const width = dice.between(0.06, 0.16);
    return made(days, (day) => 33 * (week[day % WEEK] ?? 1) * (1 + width * student(dice)));
  },
  /** A straight line, up or down, with even noise and no rhythm. */
  "straight line"(dice, days) {
    const [slope, width] = [dice.between(-0.003, 0.006), dice.between(0.1, 0.35)];
    return made(days, (day) => 75 * (1 + slope * day) * even(dice, width));
  },
  /** The first of each month costs some days' worth: an index is built anew. */
  "first of the month"(dice, days) {
    const week = workWeek(dice);
    const [from, size] = [Math.floor(dice.between(0, 365)), dice.between(1.5, 5)];
    return made(
      days,
      (day) => 28 * ((week[day % WEEK] ?? 1) * even(dice, 0.2) + (FIRSTS.has((from + day) % 730) ? size : 0)),
    );
  },
  /** Single days off, and one long closure. */
  holidays(dice, days) {
    const week = workWeek(dice);
    const [from, length] = [dice.between(0, days), dice.between(5, 12)];
    return made(days, (day) => {
      const isOff = (day >= from && day < from + length) || dice.uniform() < 0.02;
      return 61 * (week[day % WEEK] ?? 1) * (isOff ? 0.08 : 1) * even(dice, 0.25);
    });
  },
  /** One department after another takes it up. */
  "roll-out"(dice, days) {
    const week = workWeek(dice);
    const [every, offset, step] = [dice.between(28, 60), dice.between(0, 40), dice.between(0.1, 0.4)];
    return made(
      days,
      (day) => 22 * (1 + step * Math.floor((day + offset) / every)) * (week[day % WEEK] ?? 1) * even(dice, 0.22),
    );
  },
  /** Switched off for some weeks, and on again. */
  "off and on"(dice, days) {
    const week = workWeek(dice);
    const [from, length] = [dice.between(15, days), dice.between(8, 25)];
    return made(
      days,
      (day) => (day >= from && day < from + length ? 0 : 47) * (week[day % WEEK] ?? 1) * (1 + 0.09 * student(dice)),
    );
  },
  /** Large jobs at any time, over a small ground. */
  "large jobs"(dice, days) {
    const [often, wide] = [dice.between(0.05, 0.2), dice.between(0.4, 1)];
    return made(days, () => 6 * even(dice, 0.3) + (dice.uniform() < often ? 15 * Math.exp(wide * dice.normal()) : 0));
  },
  /** Five products, each of which wanders by itself. */
  "five products"(dice, days) {
    const products = Array.from({ length: 5 }, () => ({ week: workWeek(dice), size: dice.between(2, 20), off: 0 }));
    return made(days, (day) =>
      products.reduce((sum, product) => {
        product.off = 0.85 * product.off + 0.12 * dice.normal();
        return sum + product.size * (product.week[day % WEEK] ?? 1) * Math.exp(product.off);
      }, 0),
    );
  },
  /** A price falls at some time, and use grows all the while. */
  "price cut"(dice, days) {
    const week = workWeek(dice);
    const [at, cut, rate] = [dice.between(0, days), dice.between(0.2, 0.5), dice.between(0, 0.005)];
    return made(
      days,
      (day) => 52 * Math.exp(rate * day) * (day < at ? 1 : 1 - cut) * (week[day % WEEK] ?? 1) * even(dice, 0.24),
    );
  },
  /** What everybody has who can use it: fast, then full. */
  "filling up"(dice, days) {
    const week = workWeek(dice);
    const pace = dice.between(15, 90);
    return made(
      days,
      (day) => 80 * (0.2 + 0.8 * (1 - Math.exp(-day / pace))) * (week[day % WEEK] ?? 1) * (1 + 0.1 * student(dice)),
    );
  },
  /** For consumers: more at the weekend, most on Sundays. */
  consumers(dice, days) {
    const more = dice.between(1.2, 2.2);
    const width = dice.between(0.1, 0.3);
    return made(days, (day) => {
      const weekday = day % WEEK;
      return 14 * (weekday === 6 ? more : weekday === 5 ? Math.sqrt(more) : 1) * even(dice, width);
    });
  },
  /** A rhythm of ten days: no week. */
  "ten days"(dice, days) {
    const rhythm = Array.from({ length: 10 }, () => dice.between(0.7, 1.3));
    return made(days, (day) => 39 * (rhythm[day % 10] ?? 1) * even(dice, 0.2));
  },
  /** One level, and ever more noise about it. */
  "growing noise"(dice, days) {
    const week = workWeek(dice);
    return made(days, (day) => 58 * (week[day % WEEK] ?? 1) * even(dice, 0.1 + (0.5 * day) / days));
  },
  /** Calls on some days, of amounts that nothing bounds from below. */
  "now and then"(dice, days) {
    const often = dice.between(0.2, 0.6);
    return made(days, () => (dice.uniform() < often ? -8 * Math.log(1 - dice.uniform()) : 0));
  },
};
