import { type Family, made, noisy, WEEK, weekOf } from "./make-series.ts";

/** Families that the forecast was tuned on. The last eight were held out once: their figures were seen, and the widths of sums followed them. */
export const TUNED: Readonly<Record<string, Family>> = {
  "flat + weekly"(dice, days) {
    const week = weekOf(dice, 0.4);
    const level = dice.between(5, 500);
    return made(days, (day) => level * (week[day % WEEK] ?? 1) * noisy(dice, 0.09));
  },
  trend(dice, days) {
    const week = weekOf(dice, 0.5);
    const slope = dice.between(0.3, 0.9) / 90;
    return made(days, (day) => 100 * (1 + slope * day) * (week[day % WEEK] ?? 1) * noisy(dice, 0.1));
  },
  growth(dice, days) {
    const week = weekOf(dice, 0.5);
    const rate = dice.between(0.004, 0.011);
    return made(days, (day) => 20 * Math.exp(rate * day) * (week[day % WEEK] ?? 1) * noisy(dice, 0.1));
  },
  noisy(dice, days) {
    const week = weekOf(dice, 0.5);
    return made(days, (day) => 80 * (week[day % WEEK] ?? 1) * noisy(dice, 0.3));
  },
  spikes(dice, days) {
    const week = weekOf(dice, 0.5);
    return made(
      days,
      (day) => 60 * (week[day % WEEK] ?? 1) * noisy(dice, 0.1) * (dice.uniform() < 0.03 ? dice.between(2.5, 4) : 1),
    );
  },
  "level shift"(dice, days) {
    const week = weekOf(dice, 0.5);
    const at = Math.floor(dice.between(30, 110));
    const factor = dice.uniform() < 0.5 ? dice.between(1.3, 1.9) : dice.between(0.45, 0.75);
    return made(days, (day) => 60 * (day < at ? 1 : factor) * (week[day % WEEK] ?? 1) * noisy(dice, 0.1));
  },
  sparse(dice, days) {
    const share = dice.between(0.15, 0.5);
    return made(days, () => (dice.uniform() < share ? 10 * noisy(dice, 0.5) : 0));
  },
  "weekends nothing"(dice, days) {
    const week = weekOf(dice, 0);
    return made(days, (day) => 45 * (week[day % WEEK] ?? 1) * noisy(dice, 0.15));
  },
  "no season"(dice, days) {
    return made(days, () => 45 * noisy(dice, 0.15));
  },
  "slow drift"(dice, days) {
    const week = weekOf(dice, 0.6);
    let level = 70;
    return made(days, (day) => {
      level *= Math.exp(0.015 * dice.normal());
      return level * (week[day % WEEK] ?? 1) * noisy(dice, 0.1);
    });
  },
  /** A new product that everybody takes up: slow, fast, slow. */
  adoption(dice, days) {
    const week = weekOf(dice, 0.4);
    const middle = dice.between(40, 110);
    const pace = dice.between(12, 30);
    return made(
      days,
      (day) => (120 / (1 + Math.exp((middle - day) / pace)) + 4) * (week[day % WEEK] ?? 1) * noisy(dice, 0.12),
    );
  },
  /** Noise that lasts: what is high today is high tomorrow. */
  "noise that lasts"(dice, days) {
    const week = weekOf(dice, 0.6);
    let state = 0;
    return made(days, (day) => {
      state = 0.7 * state + 0.12 * dice.normal();
      return 30 * (week[day % WEEK] ?? 1) * Math.exp(state);
    });
  },
  /** Heavy tails: now and then a very dear day. */
  "heavy tails"(dice, days) {
    return made(days, () => 12 * Math.exp(0.25 * (dice.normal() / Math.sqrt(dice.between(0.3, 1)))));
  },
  /** A job on the first three days of every thirty, over a steady ground. */
  "monthly batch"(dice, days) {
    const week = weekOf(dice, 0.5);
    const first = Math.floor(dice.between(0, 30));
    return made(
      days,
      (day) => 40 * (week[day % WEEK] ?? 1) * noisy(dice, 0.1) + ((day + first) % 30 < 3 ? dice.between(15, 30) : 0),
    );
  },
  /** Days off, some weeks apart, on which nearly nothing is spent. */
  "days off"(dice, days) {
    const week = weekOf(dice, 0.3);
    return made(days, (day) => 90 * (week[day % WEEK] ?? 1) * noisy(dice, 0.1) * (dice.uniform() < 0.025 ? 0.15 : 1));
  },
  /** Calls are counted, few a day. */
  "few calls"(dice, days) {
    const rate = dice.between(1.5, 6);
    return made(days, () => {
      let calls = 0;
      for (let product = dice.uniform(); product > Math.exp(-rate); product *= dice.uniform()) calls++;
      return calls * 0.35;
    });
  },
  /** A level that moves by itself and a week whose shape changes slowly. */
  "changing week"(dice, days) {
    const before = weekOf(dice, 0.3);
    const after = weekOf(dice, 0.8);
    return made(days, (day) => {
      const mixed = day / days;
      return 55 * ((before[day % WEEK] ?? 1) * (1 - mixed) + (after[day % WEEK] ?? 1) * mixed) * noisy(dice, 0.12);
    });
  },
  /** Two teams in one scope, one of which grows while the other ends. */
  "two teams"(dice, days) {
    const [one, other] = [weekOf(dice, 0.2), weekOf(dice, 0.9)];
    const end = dice.between(60, 140);
    return made(
      days,
      (day) =>
        30 * (1 + day / 200) * (one[day % WEEK] ?? 1) * noisy(dice, 0.12) +
        25 * Math.max(0, 1 - day / end) * (other[day % WEEK] ?? 1) * noisy(dice, 0.12),
    );
  },
};
