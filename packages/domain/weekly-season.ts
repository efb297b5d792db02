import { meanOf } from "./statistics.ts";

export const WEEK = 7;
/** Of fewer days not every weekday is known. */
const SEASON_DAYS_MIN = 7;
/** From so many days on weeks are held against the seven days around each, which no trend bends. */
const CENTRED_DAYS_MIN = 28;
/** A season of long ago is no guide: twelve weeks. */
const SEASON_DAYS_MAX = 84;

/** What each day of a week is to its mean, by place in the history modulo 7: all 1 where there is no season, or none that can be told. */
export type Season = readonly number[];

export const FLAT_SEASON: Season = Array.from({ length: WEEK }, () => 1);

/**
 * The weekly season of days, oldest first. What differs between weekdays is drawn back to none by as much as it may be chance:
 * by the spread of the same weekday over the weeks (James and Stein). Of one week alone little is kept.
 */
export function weeklySeason(history: readonly number[]): Season {
  if (history.length < SEASON_DAYS_MIN) return FLAT_SEASON;
  const ratios = ratiosByWeekday(history);
  if (ratios.some((list) => list.length === 0)) return FLAT_SEASON;
  const trimmed = ratios.map(trim);
  const means = trimmed.map(meanOf);
  const whole = meanOf(means);
  if (!(whole > 0)) return FLAT_SEASON;
  const raw = means.map((mean) => mean / whole);
  const between = raw.reduce((sum, factor) => sum + (factor - 1) ** 2, 0) / (WEEK - 1);
  if (between === 0) return FLAT_SEASON;
  const kept = Math.max(0, 1 - chanceVariance(trimmed) / between);
  return raw.map((factor, weekday) => (isOff(ratios, weekday) ? 0 : 1 + kept * (factor - 1)));
}

/** Whether a weekday is one on which nothing is spent, beyond chance: others are hardly ever nothing, or the weekday says which days are. */
function isOff(ratios: readonly (readonly number[])[], weekday: number): boolean {
  const own = ratios[weekday] ?? [];
  if (own.length < 2 || own.some((ratio) => ratio > 0)) return false;
  const others = ratios.flatMap((list, other) => (other === weekday ? [] : list));
  return shareOfNone(others) ** own.length < OFF_BY_CHANCE || noneByWeekday(ratios) > NONE_BY_CHANCE;
}

const shareOfNone = (ratios: readonly number[]): number => ratios.filter((ratio) => ratio === 0).length / ratios.length;

/** How much better weekdays say on which days nothing is spent than one share of all days does: twice the logarithm of the ratio of likelihoods. */
function noneByWeekday(ratios: readonly (readonly number[])[]): number {
  const likelihood = (list: readonly number[]): number => {
    const share = shareOfNone(list);
    return list.length * (surprise(share) + surprise(1 - share));
  };
  return 2 * ratios.reduce((gain, list) => gain + likelihood(list), -likelihood(ratios.flat()));
}

const surprise = (share: number): number => (share === 0 ? 0 : share * Math.log(share));

/** Six weekdays' shares more than one: chance alone says so in one case of a hundred (chi-squared, six degrees of freedom). */
const NONE_BY_CHANCE = 16.81;
const OFF_BY_CHANCE = 0.05;

function ratiosByWeekday(history: readonly number[]): number[][] {
  const ratios: number[][] = Array.from({ length: WEEK }, () => []);
  const first = Math.max(0, history.length - SEASON_DAYS_MAX);
  const isCentred = history.length >= CENTRED_DAYS_MIN;
  for (let day = first; day < history.length; day++) {
    const from = isCentred ? day - 3 : history.length - WEEK * Math.ceil((history.length - day) / WEEK);
    if (from < 0 || from + WEEK > history.length) continue;
    const around = meanOf(history.slice(from, from + WEEK));
    if (around > 0) ratios[day % WEEK]?.push((history[day] ?? 0) / around);
  }
  return ratios;
}

/** Without the highest and lowest, once there are enough: spikes are no season. */
function trim(ratios: readonly number[]): readonly number[] {
  if (ratios.length < 4) return ratios;
  const cut = Math.max(1, Math.floor(ratios.length / 6));
  return ratios.toSorted((a, b) => a - b).slice(cut, -cut);
}

/** What days are thought to vary by before they were seen: their variance, and as how many days that counts. */
const UNSEEN_VARIANCE = 0.04;
const UNSEEN_DAYS = 3;

/** How much weekdays' means would vary by chance alone. */
function chanceVariance(ratios: readonly (readonly number[])[]): number {
  let squares = UNSEEN_VARIANCE * UNSEEN_DAYS;
  let freedom = UNSEEN_DAYS;
  for (const list of ratios) {
    const mean = meanOf(list);
    squares += list.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0);
    freedom += list.length - 1;
  }
  return (squares / freedom) * meanOf(ratios.map((list) => 1 / list.length));
}
