import { forecastSeries } from "@outlay/domain/forecast";
import type { Results } from "./criteria.ts";
import {
  type Coverage,
  drift,
  type Forecaster,
  newScore,
  type Origin,
  originsOf,
  score,
  type Score,
  seasonalNaive,
} from "./evaluate.ts";
import type { MadeSeries } from "./make-series.ts";

/** Days known, each of them an origin, and days ahead. */
export const ROUNDS = {
  month: { lengths: [60, 90, 130], horizon: 30, says: "60, 90 and 130 days known, 30 ahead" },
  week: { lengths: [70, 120], horizon: 7, says: "70 and 120 days known, 7 ahead" },
  young: { lengths: [21, 28, 42], horizon: 30, says: "21, 28 and 42 days known, 30 ahead" },
  new: { lengths: [3, 4, 5, 7, 10, 14], horizon: 30, says: "3 to 14 days known, 30 ahead" },
  real: { lengths: [14, 21, 28, 35], horizon: 14, says: "14, 21, 28 and 35 days known, 14 ahead" },
} as const;
export type Round = (typeof ROUNDS)[keyof typeof ROUNDS];

/** Its days are noise about a level that never moves. */
export const NO_SEASON = "no season";

export const ours: Forecaster = (history, horizon) => forecastSeries(history, { horizon });

export interface Evaluated {
  readonly results: Results;
  readonly byFamily: ReadonlyMap<string, Results>;
}

export const emptyResults = (): Results => ({
  ours: newScore(),
  naive: newScore(),
  drift: newScore(),
  noise: newScore(),
});

export const originsOfAll = (
  series: readonly MadeSeries[],
  { lengths, horizon }: Pick<Round, "lengths" | "horizon">,
): Origin[] => series.flatMap((each) => originsOf(each, lengths, horizon));

/** What each family's forecasts scored, and those of all together. */
export function evaluate(origins: readonly Origin[], forecaster: Forecaster = ours): Evaluated {
  const results = emptyResults();
  const byFamily = new Map<string, Results>();
  for (const origin of origins) {
    const own = byFamily.get(origin.family) ?? emptyResults();
    byFamily.set(origin.family, own);
    const forecast = forecaster(origin.history, origin.actual.length);
    const scored: Score[] = [
      results.ours,
      own.ours,
      ...(origin.family === NO_SEASON ? [results.noise, own.noise] : []),
    ];
    for (const into of scored) score(into, () => forecast, origin);
    for (const each of [results, own]) {
      score(each.naive, seasonalNaive, origin);
      score(each.drift, drift, origin);
    }
  }
  return { results, byFamily };
}

const addScores = (a: Score, b: Score): Score => ({
  origins: a.origins + b.origins,
  smape: a.smape + b.smape,
  mase: a.mase + b.mase,
  sumError: a.sumError + b.sumError,
  days: addCoverage(a.days, b.days),
  sums: addCoverage(a.sums, b.sums),
});

const addCoverage = (a: Coverage, b: Coverage): Coverage => ({
  of: a.of + b.of,
  within80: a.within80 + b.within80,
  within95: a.within95 + b.within95,
});

export const together = (a: Results, b: Results): Results => ({
  ours: addScores(a.ours, b.ours),
  naive: addScores(a.naive, b.naive),
  drift: addScores(a.drift, b.drift),
  noise: addScores(a.noise, b.noise),
});
