import type { BackTest } from "./forecast-back-test.ts";
import { dayRatios, type Fit, type Prepared, seasonAt, TELLING_SEASON } from "./forecast-model.ts";
import { meanOf, quantileOf } from "./statistics.ts";
import { seededNormal, seededUniform } from "./seeded-random.ts";

/** What a sum of days is expected to be, and between what it lies in 80 and 95 of 100 cases. Never negative. */
export interface Interval {
  readonly mean: number;
  readonly low80: number;
  readonly high80: number;
  readonly low95: number;
  readonly high95: number;
}

const PATHS = 400;
const SEED = 20_261_101;

/** Days below this are few: what is not known of such a history is made up for. */
const FEW_DAYS = 21;
/** What days may be to what was expected of them where few were seen. */
const UNSEEN_RATIOS: readonly number[] = [0.55, 0.8, 1, 1.2, 1.6];
/** How much a level moves in a day however steady it was: half a per cent, and more where few days were seen. */
const DRIFT_MIN = 0.005;
/** Of a level's logarithm: months ahead nothing is known, and saying so in ever wider draws says no more. */
const LEVEL_VARIANCE_MAX = 1;
const TAIL = 0.35;
/** Earlier errors of sums weigh against what the model says as so many more would. */
const PRIOR_ERRORS = 2;
/** What the model says of sums is a little too careful where nothing jumped for long, and too bold after few weeks. */
const priorExcess = (days: number): number => 28 / days;

/** Ways that the days ahead may take, by day: draws of each day and of the sum up to it. */
export interface Paths {
  readonly means: readonly number[];
  readonly sumMeans: readonly number[];
  readonly days: readonly Float64Array[];
  readonly sums: readonly Float64Array[];
}

/** Draws paths of the days ahead: days vary as days of the history did, around a level that is not known exactly and moves on. */
export function simulate(
  prepared: Prepared,
  fitted: Fit,
  test: Pick<BackTest, "sumErrors">,
  { length, sumAfter }: { readonly length: number; readonly sumAfter: number },
): Paths {
  const { means, reach } = fitted;
  const ratios = dayRatios(prepared);
  const telling = poolOf(length < FEW_DAYS ? [...ratios.telling, ...UNSEEN_RATIOS] : ratios.telling);
  const quiet = ratios.quiet.length < QUIET_DAYS_MIN ? telling : poolOf(ratios.quiet);
  const pools = means.map((_, day) => (seasonAt(prepared.season, length + day) > TELLING_SEASON ? telling : quiet));
  const noise = deviationOf(telling);
  const spread = spreadOf(fitted, noise, length);
  const stretch = stretchOf(test, noise, spread, length);
  const days = means.map(() => new Float64Array(PATHS));
  const sums = means.map(() => new Float64Array(PATHS));
  const uniform = seededUniform(SEED);
  const normal = seededNormal(seededUniform(SEED + 1));
  for (let path = 0; path < PATHS; path++) {
    // Now and then all is far more uncertain than it looked: tails heavier than the normal distribution's.
    const tail = stretch * Math.exp(TAIL * normal());
    const start = normal() * spread.level;
    const growth = normal() * spread.growth;
    let drift = 0;
    let sum = 0;
    for (const [day, mean] of means.entries()) {
      drift += normal() * spread.drift;
      const ahead = reach[day] ?? 0;
      const pool = pools[day] ?? telling;
      const ratio = pool[Math.floor(uniform() * pool.length)] ?? 1;
      const level = levelDraw(
        tail * (start + drift + growth * ahead),
        tail ** 2 * levelVariance(spread, day + 1, ahead),
      );
      const drawn = mean * ratio * level;
      if (day >= sumAfter) sum += drawn;
      const [ofDay, ofSum] = [days[day], sums[day]];
      if (ofDay) ofDay[path] = drawn;
      if (ofSum) ofSum[path] = sum;
    }
  }
  let sumMean = 0;
  const sumMeans = means.map((mean, day) => (sumMean += day < sumAfter ? 0 : mean));
  return { means, sumMeans, days, sums };
}

/** Weekdays on which next to nothing is spent are drawn from their own days, once there are so many. */
const QUIET_DAYS_MIN = 6;

/** What a level is to the one expected, of mean 1, by how far it is off in logarithms. */
function levelDraw(off: number, variance: number): number {
  if (variance <= LEVEL_VARIANCE_MAX) return Math.exp(off - variance / 2);
  return Math.exp(Math.sqrt(LEVEL_VARIANCE_MAX / variance) * off - LEVEL_VARIANCE_MAX / 2);
}

/** Ratios of mean 1. */
function poolOf(ratios: readonly number[]): readonly number[] {
  const mean = meanOf(ratios);
  return mean > 0 ? ratios.map((ratio) => ratio / mean) : [1];
}

const deviationOf = (pool: readonly number[]): number =>
  Math.sqrt(pool.reduce((sum, ratio) => sum + (ratio - 1) ** 2, 0) / Math.max(1, pool.length - 1));

/** Relative standard errors: of the level now, of its move in a day, and of growth a day. */
interface Spread {
  readonly level: number;
  readonly drift: number;
  readonly growth: number;
}

function spreadOf(fitted: Fit, noise: number, length: number): Spread {
  return {
    level: Math.min(1, noise * Math.sqrt(Math.max(fitted.levelShare, 1 / length))),
    drift: Math.min(0.2, Math.max(DRIFT_MIN * (1 + FEW_DAYS / length), noise * Math.sqrt(fitted.driftShare))),
    growth: Math.min(0.02, noise * fitted.growthError),
  };
}

const levelVariance = ({ level, drift, growth }: Spread, days: number, reach: number): number =>
  level ** 2 + drift ** 2 * days + (growth * reach) ** 2;

/** By how much sums erred beyond what the spread lets expect, or short of it; drawn to 1 where few were tried. */
function stretchOf({ sumErrors }: Pick<BackTest, "sumErrors">, noise: number, spread: Spread, days: number): number {
  const excess = sumErrors.map(({ length, error }) => {
    const own = Math.max(0, Math.min(error, 2) ** 2 - noise ** 2 / length);
    return own / levelVariance(spread, length / 2, length / 2);
  });
  if (excess.length === 0) return 1;
  const weight = Math.min(excess.length / 4, 8);
  const squared = (PRIOR_ERRORS * priorExcess(days) + weight * meanOf(excess)) / (PRIOR_ERRORS + weight);
  return Math.min(Math.max(Math.sqrt(squared), 0.35), 3);
}

/** The mean may lie outside what is likely, of spend that comes on few days: intervals hold it all the same. */
export function intervalOf(mean: number, draws: Float64Array): Interval {
  const ascending = draws.toSorted();
  const at = (share: number) => (ascending.length === 0 ? mean : quantileOf(ascending, share));
  return {
    mean,
    low80: Math.min(mean, at(0.1)),
    high80: Math.max(mean, at(0.9)),
    low95: Math.min(mean, at(0.025)),
    high95: Math.max(mean, at(0.975)),
  };
}
