import { firstUseSince, periodsOfDay, type Series, weekdayOf } from "./series.ts";

/** Days that a rhythm is made of. */
export const RHYTHM_DAYS = 28;

/** What a source's past leads to expect of a period. */
export interface Expected {
  /** How probable it is that something comes. */
  readonly chance: number;
  /** How much comes, on average. */
  readonly events: number;
}

export interface SourceRhythm {
  /** Of a period, by the four weeks before it; what came from `until` on, itself at the latest, is not looked at. */
  readonly expect: (index: number, until: number) => Expected;
  /** The chance that something comes in a period of the four weeks before `until`, by all of these weeks. */
  readonly chanceWithin: (until: number) => (index: number) => number;
}

/** How often something came. */
interface Tally {
  readonly days: number;
  readonly seen: number;
}

/** By the same hour on the same weekday, and on all days of its kind: of work, or of the weekend. */
export function rhythmOf({ granularity, periods }: Series, events: readonly number[]): SourceRhythm {
  const perDay = periodsOfDay(granularity);
  const weekdays = periods.map(weekdayOf);
  const beganSince = firstUseSince(events);
  const firstFor = (index: number) => Math.max(0, beganSince(index - RHYTHM_DAYS * perDay));
  /** By hour and weekday. */
  const talliesIn = (first: number, until: number): readonly (readonly Tally[])[] => {
    const hours = Array.from({ length: perDay }, () => Array.from({ length: 7 }, () => ({ days: 0, seen: 0 })));
    for (let past = first; past < until; past++) {
      const tally = hours[past % perDay]?.[weekdays[past] ?? 0];
      if (!tally) continue;
      tally.days += 1;
      if ((events[past] ?? 0) > 0) tally.seen += 1;
    }
    return hours;
  };
  let latest = { until: -1, weight: 0 };
  const weightAt = (until: number) => {
    if (latest.until !== until) latest = { until, weight: likeDaysWeight(talliesIn(firstFor(until), until)) };
    return latest.weight;
  };
  const expect = (index: number, until: number): Expected => {
    const weekday = weekdays[index] ?? 0;
    const first = firstFor(index);
    const [own, like] = [
      { days: 0, seen: 0 },
      { days: 0, seen: 0 },
    ];
    let sum = 0;
    for (let past = index - perDay; past >= first; past -= perDay) {
      const day = weekdays[past] ?? 0;
      if (past >= until || !isLike(day, weekday)) continue;
      const count = events[past] ?? 0;
      const isSeen = count > 0 ? 1 : 0;
      like.days += 1;
      like.seen += isSeen;
      sum += count;
      if (day !== weekday) continue;
      own.days += 1;
      own.seen += isSeen;
    }
    return { chance: chanceOf(own, like, weightAt(until)), events: like.days === 0 ? 0 : sum / like.days };
  };
  const chanceWithin = (until: number) => {
    const weight = weightAt(until);
    const chances = talliesIn(firstFor(until), until).map((hour) =>
      hour.map((own, weekday) => chanceOf(own, sumOf(hour.filter((_, day) => isLike(day, weekday))), weight)),
    );
    return (index: number) => chances[index % perDay]?.[weekdays[index] ?? 0] ?? 0;
  };
  return { expect, chanceWithin };
}

const isLike = (day: number, other: number): boolean => day >= 5 === other >= 5;

/** Never quite 1, and the less so the less was seen. */
function chanceOf(own: Tally, like: Tally, likeDaysWeight: number): number {
  const likely = like.seen / (like.days + 1);
  return (own.seen + likeDaysWeight * likely) / (own.days + likeDaysWeight);
}

/** Where a source's weekdays differ by chance alone, like days say all; where each has its own hours, they say little. */
const WEEKDAYS_PART_MIN = 0.05;
const WEEKDAYS_PART_MAX = 0.85;
/** What is thought of a source before its hours were seen in several weeks, and as how much variance that counts. */
const WEEKDAYS_PART_UNSEEN = 0.4;
const VARIANCE_UNSEEN = 0.5;

/**
 * As how many of the same weekday the same hour on days of its kind counts: by how much of what hours vary is a matter of their
 * weekday, which is the variance within weekdays beside that within all days of a kind.
 */
function likeDaysWeight(hours: readonly (readonly Tally[])[]): number {
  let explained = WEEKDAYS_PART_UNSEEN * VARIANCE_UNSEEN;
  let all = VARIANCE_UNSEEN;
  for (const hour of hours) {
    for (const kind of [hour.slice(0, 5), hour.slice(5)]) {
      const several = kind.filter(({ days }) => days > 1);
      const together = varianceOf(sumOf(several));
      for (const one of several) {
        all += together;
        explained += together - varianceOf(one);
      }
    }
  }
  const part = Math.min(WEEKDAYS_PART_MAX, Math.max(WEEKDAYS_PART_MIN, explained / all));
  return (1 - part) / part;
}

const varianceOf = ({ days, seen }: Tally): number => (days < 2 ? 0 : (seen * (days - seen)) / (days * (days - 1)));

const sumOf = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, { days, seen }) => ({ days: sum.days + days, seen: sum.seen + seen }), { days: 0, seen: 0 });
