import { meanOf, medianOf, quantileOf } from "./statistics.ts";
import { lastShift } from "./level-shift.ts";
import { FLAT_SEASON, type Season, WEEK, weeklySeason } from "./weekly-season.ts";

/** A history made ready, once for all ways to go on from it. */
export interface Prepared {
  readonly history: readonly number[];
  /** Without spikes: no day is further from its neighbours than days of this history are. */
  readonly clean: readonly number[];
  readonly season: Season;
  /** The first day of the present level: what came before a jump says nothing of it. */
  readonly since: number;
  /** How much of the spend came in spikes, to be expected again: 0 where they do not recur. */
  readonly spikeShare: number;
  /** The most that one day may tell of what days can be to what was expected of them. */
  readonly mostRatio: number;
}

/** What days were to what their neighbours and weekday let expect: of days that tell, and of weekdays on which next to nothing is spent. */
export interface Ratios {
  readonly telling: readonly number[];
  readonly quiet: readonly number[];
}

/** A way to go on: `alpha` says how fast older days fade, `trendDays` of how many days a trend is taken. */
export interface Candidate {
  readonly method: "mean" | "level" | "trend" | "last_week";
  readonly alpha: number;
  readonly trendDays: number;
  readonly damping: number;
}

export interface Fit {
  /** Expected spend by day from the first after the history. */
  readonly means: readonly number[];
  /** Of the level, relative to it: by how many days it is known, 1 over their number. */
  readonly levelShare: number;
  /** Relative variance that one day adds to the level's, in units of the days' own. */
  readonly driftShare: number;
  /** Standard error of the growth of a day, in units of the days' own deviation, and by what it is multiplied on each day. */
  readonly growthError: number;
  readonly reach: readonly number[];
}

const NEIGHBOURS = 10;
/** Days of the week on which next to nothing is spent say nothing of the level. */
export const TELLING_SEASON = 0.2;

/** Cleans a history of spikes, and finds its season and where its present level begins. Spend by day, oldest first. */
export function prepare(history: readonly number[]): Prepared {
  const rough = weeklySeason(history);
  const levels = localLevels(history, rough);
  const { telling } = ratiosOf(history, rough, levels);
  const ascending = telling.toSorted((a, b) => a - b);
  const [low, high] = [quantileOf(ascending, 0.25), quantileOf(ascending, 0.75)];
  const width = high - low;
  // Where most days are nothing, or all are the same, there is no telling a spike.
  if (!(width > 0) || quantileOf(ascending, SPARSE_SHARE) === 0)
    return { history, clean: history, season: rough, since: 0, spikeShare: 0, mostRatio: Infinity };
  const most = high + 3 * width;
  const clean = history.map((value, day) => {
    const level = levels[day] ?? 0;
    const least = Math.max(0, low - 3 * width) * level * seasonAt(rough, day);
    const highest = most * level * Math.max(seasonAt(rough, day), TELLING_SEASON);
    return level > 0 ? Math.min(Math.max(value, least), highest) : value;
  });
  const mostRatio = SPIKE_RATIO_MAX * most;
  const season = weeklySeason(clean);
  const since = sinceShift(clean, season);
  return { history, clean, season, since, spikeShare: spikeShareOf(history, clean), mostRatio };
}

function sinceShift(clean: readonly number[], season: Season): number {
  const days = clean.flatMap((value, day) => {
    const factor = seasonAt(season, day);
    return factor > TELLING_SEASON ? [{ day, level: value / factor }] : [];
  });
  return days[lastShift(days.map(({ level }) => level))]?.day ?? 0;
}

/** One spike that was far beyond all others is no measure of what may come. */
const SPIKE_RATIO_MAX = 2;

/** What the days of a prepared history tell of how far a day may be from what is expected of it. */
export function dayRatios({ history, clean, season, mostRatio }: Prepared): Ratios {
  const { telling, quiet } = ratiosOf(history, season, localLevels(clean, season));
  return { telling: telling.map((ratio) => Math.min(ratio, mostRatio)), quiet };
}

function ratiosOf(history: readonly number[], season: Season, levels: readonly number[]): Ratios {
  const telling: number[] = [];
  const quiet: number[] = [];
  history.forEach((value, day) => {
    const factor = seasonAt(season, day);
    const level = levels[day] ?? 0;
    if (!(level > 0)) return;
    if (factor > TELLING_SEASON) telling.push(value / (level * factor));
    else quiet.push(value / level);
  });
  return { telling, quiet };
}

export const seasonAt = (season: Season, day: number): number => season[((day % WEEK) + WEEK) % WEEK] ?? 1;

/**
 * The level around each day, before and after it: the median of its neighbours without their season. Where nothing is spent on many
 * days the median says nothing; there it is the mean of more of them.
 */
function localLevels(history: readonly number[], season: Season): number[] {
  const level = history.map((value, day) => {
    const factor = seasonAt(season, day);
    return factor > TELLING_SEASON ? value / factor : undefined;
  });
  const told = level.filter((value) => value !== undefined);
  const isSparse = told.filter((value) => value === 0).length > SPARSE_SHARE * told.length;
  const [reach, middle] = isSparse ? [SPARSE_NEIGHBOURS, meanOf] : [NEIGHBOURS, medianOf];
  return history.map((_, day) =>
    middle(level.slice(Math.max(0, day - reach), day + reach + 1).filter((value) => value !== undefined)),
  );
}

const SPARSE_SHARE = 0.25;
const SPARSE_NEIGHBOURS = 28;

/** Spikes that came four times and more come again; one that came once hardly. */
function spikeShareOf(history: readonly number[], clean: readonly number[]): number {
  const spikes = history.flatMap((value, day) => (value > (clean[day] ?? 0) ? [value - (clean[day] ?? 0)] : []));
  const whole = clean.reduce((sum, value) => sum + value, 0);
  if (spikes.length < 2 || !(whole > 0)) return 0;
  const share = spikes.reduce((sum, spike) => sum + spike, 0) / whole;
  return Math.min(share, 0.15) * (spikes.length / (spikes.length + 4));
}

/** Goes on from the first `length` days of what is prepared by one candidate. */
export function fit(prepared: Prepared, candidate: Candidate, horizon: number): Fit {
  const { history, clean, season } = prepared;
  const { length } = clean;
  const days = Array.from({ length: horizon }, (_, ahead) => length + ahead);
  if (candidate.method === "last_week") {
    const means = days.map((day) => history[length - WEEK + ((day - length) % WEEK)] ?? 0);
    return { means, levelShare: 1 / WEEK, driftShare: 0.01, growthError: 0, reach: days.map(() => 0) };
  }
  const factors = candidate.method === "mean" ? FLAT_SEASON : season;
  const { level, age, share } = smooth(prepared, factors, candidate.alpha);
  const { growth, error } = candidate.trendDays === 0 ? NO_TREND : trendOf(prepared, factors, candidate.trendDays);
  const reach = dampedReach(age, candidate.damping, horizon);
  const means = days.map((day, ahead) => {
    const grown = candidate.trendDays === 0 ? 1 : Math.exp(growth * (reach[ahead] ?? 0));
    return level * grown * Math.max(0, seasonAt(factors, day)) * (1 + prepared.spikeShare);
  });
  const driftShare = candidate.alpha ** 2 / (1 - candidate.alpha);
  return { means, levelShare: share, driftShare, growthError: error, reach };
}

/** The weighted mean of days without their season, where a day counts by what its weekday is to others: days of nothing count nothing. */
function smooth({ clean, since }: Prepared, season: Season, alpha: number) {
  let spend = 0;
  let weight = 0;
  let aged = 0;
  let squares = 0;
  clean.forEach((value, day) => {
    if (day < since) return;
    const counted = Math.max(0, seasonAt(season, day));
    aged = (aged + weight) * (1 - alpha);
    spend = spend * (1 - alpha) + value;
    weight = weight * (1 - alpha) + counted;
    squares = squares * (1 - alpha) ** 2 + counted ** 2;
  });
  if (!(weight > 0)) return { level: 0, age: 0, share: 1 };
  return { level: spend / weight, age: aged / weight, share: squares / weight ** 2 };
}

const NO_TREND = { growth: 0, error: 0 };
/** A day's growth that goes on: five per cent. */
const GROWTH_MAX = 0.05;

/** The growth of a day over the last days, drawn back to none by as much as it may be chance; its error for a deviation of days of 1. */
function trendOf(
  { clean, since }: Prepared,
  season: Season,
  trendDays: number,
): { readonly growth: number; readonly error: number } {
  const first = Math.max(since, clean.length - trendDays);
  const points = clean.slice(first).flatMap((value, index) => {
    const factor = seasonAt(season, first + index);
    return factor > TELLING_SEASON ? [{ at: first + index - clean.length + 1, value: value / factor }] : [];
  });
  const mean = meanOf(points.map(({ value }) => value));
  const middle = meanOf(points.map(({ at }) => at));
  const spread = points.reduce((sum, { at }) => sum + (at - middle) ** 2, 0);
  if (!(mean > 0) || !(spread > 0) || points.length < WEEK) return NO_TREND;
  const slope = points.reduce((sum, { at, value }) => sum + (at - middle) * (value / mean), 0) / spread;
  const rest = points.reduce((sum, { at, value }) => sum + (value / mean - 1 - slope * (at - middle)) ** 2, 0);
  const chance = rest / (points.length - 2) / spread;
  const kept = slope === 0 ? 0 : Math.max(0, 1 - (2 * chance) / slope ** 2);
  const atEnd = Math.max(0.3, 1 - slope * middle);
  const growth = Math.min(Math.max((slope * kept) / atEnd, -GROWTH_MAX), GROWTH_MAX);
  return { growth, error: 1 / Math.sqrt(spread) };
}

/** How many days of full growth lie between the level, which is as old as its days are on average, and each day ahead. */
function dampedReach(age: number, damping: number, horizon: number): number[] {
  let reach = age;
  let step = 1;
  return Array.from({ length: horizon }, () => {
    step *= damping;
    reach += step;
    return reach;
  });
}
