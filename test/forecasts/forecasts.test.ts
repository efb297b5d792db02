import { describe, expect, test, vi } from "vitest";
import { maseOf, shortcomings } from "./criteria.ts";
import { drift, score, seasonalNaive } from "./evaluate.ts";
import {
  emptyResults,
  type Evaluated,
  evaluate,
  NO_SEASON,
  originsOfAll,
  ours,
  ROUNDS,
  together,
} from "./evaluation.ts";
import { makeSeries } from "./make-series.ts";
import { PLANTED } from "./planted-bugs.ts";
import { hasSamples, sampleSeries } from "./samples.ts";
import { SEED, SETS } from "./sets.ts";
import { TUNED } from "./tuned-families.ts";

// Some twenty seconds of one processor in all, which others may share.
vi.setConfig({ testTimeout: 300_000 });

/** With few days known a level may still be anywhere: coverage may lie so far beyond its bounds. */
const YOUNG_SLACK = 0.03;

const monthAhead = new Map<string, Evaluated>(
  SETS.map(({ says, series }) => [says, evaluate(originsOfAll(series, ROUNDS.month))]),
);

test("all series together, two months and more known, a month ahead", () => {
  const whole = [...monthAhead.values()].map(({ results }) => results);
  expect(shortcomings(whole.reduce(together))).toEqual([]);
});

describe.each(SETS)("$says", ({ says, series }) => {
  test("two months and more known, a month ahead", () => {
    const { results } = monthAhead.get(says) ?? evaluate([]);
    expect(shortcomings(results)).toEqual([]);
  });

  test("a week ahead", () => {
    expect(shortcomings(evaluate(originsOfAll(series, ROUNDS.week)).results)).toEqual([]);
  });

  test.each([
    { known: "three weeks to six", round: ROUNDS.young },
    { known: "three days to two weeks", round: ROUNDS.new },
  ])("$known known, a month ahead: better than both baselines, and honest about it", ({ round }) => {
    const { results } = evaluate(originsOfAll(series, round));
    expect(shortcomings(results, { maseBelow: maseOf(results.naive), slack: YOUNG_SLACK })).toEqual([]);
    expect(results.ours.sumError / results.ours.origins).toBeLessThan(results.naive.sumError / results.naive.origins);
  });
});

describe("a mistake shows", () => {
  const origins = originsOfAll(makeSeries(TUNED, 5, SEED), ROUNDS.month);
  const right = new Map(origins.map((origin) => [origin, ours(origin.history, origin.actual.length)] as const));
  const spoilt = (spoil: (typeof PLANTED)[number]["spoil"]) => {
    const results = emptyResults();
    for (const origin of origins) {
      const forecast = right.get(origin) ?? { days: [], sums: [] };
      const spoiltOne = spoil(forecast, origin.history, origin.actual);
      score(results.ours, () => spoiltOne, origin);
      if (origin.family === NO_SEASON) score(results.noise, () => spoiltOne, origin);
      score(results.naive, seasonalNaive, origin);
      score(results.drift, drift, origin);
    }
    return shortcomings(results);
  };

  test("nothing planted, nothing found", () => expect(spoilt((forecast) => forecast)).toEqual([]));

  test.each(PLANTED)("$name", ({ spoil }) => expect(spoilt(spoil)).not.toEqual([]));
});

test.skipIf(!hasSamples)("real series: mentions of companies and prices of clicks, two weeks ahead", () => {
  const { results } = evaluate(originsOfAll(sampleSeries(), ROUNDS.real));
  expect(maseOf(results.ours)).toBeLessThan(maseOf(results.naive));
  expect(maseOf(results.ours)).toBeLessThan(maseOf(results.drift));
});
