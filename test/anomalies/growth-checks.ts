import { type BaselineCode, baselinesOf } from "@outlay/domain/baseline";
import { judgeGrowth } from "@outlay/domain/growth-rule";
import type { Series } from "@outlay/domain/series";
import { type Detector, evaluate } from "./evaluate.ts";
import { FAMILIES } from "./families.ts";
import { cleanGrowth, plantedGrowth } from "./growth-series.ts";
import { seededNoise } from "./noise.ts";
import { dates } from "./periods.ts";
import type { Window } from "./plants.ts";
import { precision, recall } from "./score.ts";

const PARAMETERS = { sensitivity: 1, minimum_amount: 5, direction: "up" } as const;
const SEEDS = Array.from({ length: 12 }, (_, index) => 3000 + index);
const ONE_SPIKE = 80;

const findings = (code: BaselineCode, series: Series) => judgeGrowth(series, PARAMETERS, code);
const detectorOf =
  (code: BaselineCode): Detector =>
  ({ series }) => {
    const at = new Map(series.periods.map((period, index) => [period, index]));
    return findings(code, series).map(({ from, to }): Window => [at.get(from) ?? -1, at.get(to) ?? -1]);
  };

/** A flat series of noise, in which days are multiplied. */
const withFactors = (seed: number, factors: ReadonlyMap<number, number>): Series => {
  const noise = seededNoise(seed);
  const periods = dates(100, 0);
  const cost = periods.map((_, day) => 100 * (1 + 0.08 * noise.normal()) * (factors.get(day) ?? 1));
  return { granularity: "day", periods, values: { cost } };
};
const findsDay = (code: BaselineCode, series: Series, day: number) =>
  findings(code, series).some(
    ({ from, to }) => from <= (series.periods[day] ?? "") && to >= (series.periods[day] ?? ""),
  );

/** What must hold of growth, of the code that is given. */
export const GROWTH_CHECKS: Readonly<Record<string, (code: BaselineCode) => boolean>> = {
  "growth of a series with a season is found": (code) => {
    const { weekly, business } = FAMILIES;
    const found = evaluate(plantedGrowth({ weekly, business }, 8000, 6), detectorOf(code));
    return recall(found) >= 0.9 && precision(found) >= 0.9;
  },
  "what was out of the expected before hides nothing after it": (code) =>
    SEEDS.every((seed) => {
      const factors = new Map([
        [ONE_SPIKE - 14, 12],
        [ONE_SPIKE - 7, 12],
        [ONE_SPIKE, 2],
      ]);
      return findsDay(code, withFactors(seed, factors), ONE_SPIKE);
    }),
  "what comes later changes no earlier verdict": (code) =>
    SEEDS.slice(0, 3).every((seed) => {
      const { periods, values } = withFactors(seed, new Map([[ONE_SPIKE, 3]]));
      const cost = values["cost"] ?? [];
      const judge = (days: number) => {
        const known: Series = { granularity: "day", periods: periods.slice(0, days), values: {} };
        return baselinesOf(known, cost.slice(0, days), code).map((baseline) => baseline?.above);
      };
      const whole = judge(cost.length);
      return [30, 50, ONE_SPIKE, 90].every((days) => judge(days).every((above, day) => above === whole[day]));
    }),
  "clean series are quiet": (code) => {
    const clean = cleanGrowth(FAMILIES, 9000, 6);
    return evaluate(clean, detectorOf(code)).incidents < 0.25 * clean.length * 4;
  },
};
