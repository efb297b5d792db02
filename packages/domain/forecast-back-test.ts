import { type Candidate, fit, prepare } from "./forecast-model.ts";
import { WEEK } from "./weekly-season.ts";

/** How ways to go on did, had they been taken on earlier days. */
export interface BackTest {
  readonly chosen: Candidate;
  /** Earlier days on which they were tried; 0 where the history is too short for any. */
  readonly origins: number;
  /** Mean error of a day as a share of mean spend: of the chosen way, and of the same as last week. */
  readonly error: number;
  readonly naiveError: number;
  /** Relative errors of sums of so many days, of the chosen way. */
  readonly sumErrors: readonly { readonly length: number; readonly error: number }[];
}

const candidate = (method: Candidate["method"], alpha: number, trendDays = 0, damping = 1): Candidate => ({
  method,
  alpha,
  trendDays,
  damping,
});

const MEAN = candidate("mean", 0.05);
const LAST_WEEK = candidate("last_week", 0.5);
/** The first is taken where nothing speaks for another. */
const CANDIDATES: readonly Candidate[] = [
  candidate("level", 0.1),
  candidate("level", 0.03),
  candidate("level", 0.25),
  candidate("level", 0.5),
  candidate("trend", 0.1, 28, 0.97),
  candidate("trend", 0.1, 56, 0.985),
  candidate("trend", 0.25, 28, 0.97),
  LAST_WEEK,
];

/** A history needs so many days before the first day on which ways are tried, and as many after it. */
const DAYS_BEFORE_MIN = 14;
const DAYS_AFTER_MIN = 7;
const DAYS_AFTER_MAX = 28;
const ORIGINS_MAX = 10;
const STEP_DAYS = 3;
/** Another way is taken only where it erred less by so much. */
const BETTER = 0.95;

interface Tried {
  readonly candidate: Candidate;
  dayError: number;
  sumError: number;
  readonly sumErrors: { readonly length: number; readonly error: number }[];
}

/** Tries all ways to go on at earlier days and takes the one that erred least, by day and in sum. */
export function backTest(history: readonly number[], horizon: number): BackTest {
  const after = Math.min(Math.max(horizon, DAYS_AFTER_MIN), DAYS_AFTER_MAX, Math.floor(history.length / 3));
  const origins = originsOf(history.length, after);
  const tried = CANDIDATES.map((each): Tried => ({ candidate: each, dayError: 0, sumError: 0, sumErrors: [] }));
  let spend = 0;
  for (const origin of origins) {
    const prepared = prepare(history.slice(0, origin));
    const actual = history.slice(origin, origin + after);
    spend += actual.reduce((sum, value) => sum + value, 0);
    for (const each of tried) note(each, fit(prepared, each.candidate, after).means, actual);
  }
  const best = bestOf(tried);
  if (!best || origins.length === 0 || !(spend > 0)) {
    const chosen = history.length < WEEK ? MEAN : (CANDIDATES[0] ?? MEAN);
    return { chosen, origins: 0, error: 0, naiveError: 0, sumErrors: [] };
  }
  const naive = tried.find((each) => each.candidate === LAST_WEEK);
  return {
    chosen: best.candidate,
    origins: origins.length,
    error: best.dayError / spend,
    naiveError: (naive?.dayError ?? 0) / spend,
    sumErrors: best.sumErrors,
  };
}

function originsOf(length: number, after: number): number[] {
  const origins: number[] = [];
  for (let origin = length - after; origin >= DAYS_BEFORE_MIN && origins.length < ORIGINS_MAX; origin -= STEP_DAYS) {
    if (after < DAYS_AFTER_MIN) break;
    origins.push(origin);
  }
  return origins;
}

function note(tried: Tried, means: readonly number[], actual: readonly number[]): void {
  let expectedSum = 0;
  let actualSum = 0;
  actual.forEach((value, day) => {
    const mean = means[day] ?? 0;
    tried.dayError += Math.abs(value - mean);
    expectedSum += mean;
    actualSum += value;
    const length = day + 1;
    if ((length % WEEK === 0 || length === actual.length) && expectedSum > 0)
      tried.sumErrors.push({ length, error: actualSum / expectedSum - 1 });
  });
  tried.sumError += Math.abs(actualSum - expectedSum);
}

function bestOf(tried: readonly Tried[]): Tried | undefined {
  const cost = ({ dayError, sumError }: Tried) => dayError + sumError;
  const [first, ...others] = tried;
  if (!first) return undefined;
  const best = others.reduce((least, each) => (cost(each) < cost(least) ? each : least), first);
  return cost(best) < BETTER * cost(first) ? best : first;
}
