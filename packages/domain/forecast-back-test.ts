import { type Candidate, fit, prepare } from "./forecast-model.ts";
import { WEEK } from "./weekly-season.ts";

/** A way to go on, and how much of the forecast it is: all of them together are 1. */
export interface Part {
  readonly candidate: Candidate;
  readonly weight: number;
}

/** How ways to go on did, had they been taken on earlier days. */
export interface BackTest {
  /** The heaviest first. */
  readonly parts: readonly Part[];
  /** Earlier days on which they were tried; 0 where the history is too short for any. */
  readonly origins: number;
  /** Mean error of a day as a share of mean spend: of the parts together, and of the same as last week. */
  readonly error: number;
  readonly naiveError: number;
  /** Relative errors of sums of so many days, of the parts together. */
  readonly sumErrors: readonly SumError[];
}

interface SumError {
  readonly length: number;
  readonly error: number;
}

const candidate = (method: Candidate["method"], alpha: number, trendDays = 0, damping = 1): Candidate => ({
  method,
  alpha,
  trendDays,
  damping,
});

const MEAN = candidate("mean", 0.05);
const LAST_WEEK = candidate("last_week", 0.5);
/** The first is taken where nothing can be tried. */
const CANDIDATES: readonly Candidate[] = [
  candidate("level", 0.1),
  candidate("level", 0.03),
  candidate("level", 0.25),
  candidate("level", 0.5),
  candidate("trend", 0.1, 28, 0.97),
  candidate("trend", 0.1, 56, 0.985),
  candidate("trend", 0.25, 28, 0.97),
  candidate("trend", 0.5, 21, 0.995),
  LAST_WEEK,
];

/** A history needs so many days before the first day on which ways are tried, and as many after it. */
const DAYS_BEFORE_MIN = 14;
const DAYS_AFTER_MIN = 7;
const DAYS_AFTER_MAX = 28;
const ORIGINS_MAX = 10;
const STEP_DAYS = 3;
/** One that erred by a twentieth more than another weighs a little more than a third of it. */
const SHARPNESS = 20;

/** One way to go on, tried on one earlier day: what it expected of the days after. */
interface Tried {
  readonly expected: readonly (readonly number[])[];
  readonly dayError: number;
  readonly sumError: number;
}

/**
 * Tries all ways to go on at earlier days, and weighs them by how little they erred, by day and in sum. Ways that do nearly as well are
 * all heard: of few trials the best one is chosen by chance, and a mean of several errs less than most of them.
 */
export function backTest(history: readonly number[], horizon: number): BackTest {
  const after = Math.min(Math.max(horizon, DAYS_AFTER_MIN), DAYS_AFTER_MAX, Math.floor(history.length / 3));
  const origins = originsOf(history.length, after);
  const prepared = origins.map((origin) => prepare(history.slice(0, origin)));
  const actual = origins.map((origin) => history.slice(origin, origin + after));
  const spend = sumOf(actual.map(sumOf));
  if (!(spend > 0)) {
    const only = history.length < WEEK ? MEAN : (CANDIDATES[0] ?? MEAN);
    return { parts: [{ candidate: only, weight: 1 }], origins: 0, error: 0, naiveError: 0, sumErrors: [] };
  }
  const tried = CANDIDATES.map((each) =>
    judge(
      prepared.map((known) => fit(known, each, after).means),
      actual,
    ),
  );
  const weights = weightsOf(tried);
  const mixed = origins.map((_, origin) => mix(weights, (each) => tried[each]?.expected[origin] ?? []));
  const parts = CANDIDATES.map((each, index) => ({ candidate: each, weight: weights[index] ?? 0 }));
  return {
    parts: parts.toSorted((a, b) => b.weight - a.weight),
    origins: origins.length,
    error: judge(mixed, actual).dayError / spend,
    naiveError: (tried[CANDIDATES.indexOf(LAST_WEEK)]?.dayError ?? 0) / spend,
    sumErrors: mixed.flatMap((expected, origin) => sumErrorsOf(expected, actual[origin] ?? [])),
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** The weighted sum of as many rows of numbers as there are weights. */
export function mix(weights: readonly number[], rowOf: (index: number) => readonly number[]): number[] {
  const mixed: number[] = [];
  weights.forEach((weight, index) =>
    rowOf(index).forEach((value, day) => (mixed[day] = (mixed[day] ?? 0) + weight * value)),
  );
  return mixed;
}

function originsOf(length: number, after: number): number[] {
  const origins: number[] = [];
  for (let origin = length - after; origin >= DAYS_BEFORE_MIN && origins.length < ORIGINS_MAX; origin -= STEP_DAYS) {
    if (after < DAYS_AFTER_MIN) break;
    origins.push(origin);
  }
  return origins;
}

function judge(expected: Tried["expected"], actual: readonly (readonly number[])[]): Tried {
  let dayError = 0;
  let sumError = 0;
  for (const [origin, came] of actual.entries()) {
    const means = expected[origin] ?? [];
    dayError += sumOf(came.map((value, day) => Math.abs(value - (means[day] ?? 0))));
    sumError += Math.abs(sumOf(came) - sumOf(means));
  }
  return { expected, dayError, sumError };
}

function weightsOf(tried: readonly Tried[]): number[] {
  const costs = tried.map(({ dayError, sumError }) => dayError + sumError);
  const least = Math.min(...costs);
  // Where one never erred, only those that never did count.
  const raw = costs.map((cost) => (cost === least ? 1 : (least / cost) ** SHARPNESS));
  return raw.map((weight) => weight / sumOf(raw));
}

function sumErrorsOf(means: readonly number[], actual: readonly number[]): SumError[] {
  let expectedSum = 0;
  let actualSum = 0;
  return actual.flatMap((value, day) => {
    expectedSum += means[day] ?? 0;
    actualSum += value;
    const length = day + 1;
    const isTold = (length % WEEK === 0 || length === actual.length) && expectedSum > 0;
    return isTold ? [{ length, error: actualSum / expectedSum - 1 }] : [];
  });
}
