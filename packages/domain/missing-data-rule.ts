import * as z from "zod";
import { anomalyRule, scopePart, Sensitivity } from "./anomaly-rule-schema.ts";
import { type Finding, findingsOf } from "./finding.ts";
import { dateOfPeriod } from "./page.ts";
import { firstUseSince, partOf, periodsOfDay, type Series } from "./series.ts";
import { RHYTHM_DAYS, rhythmOf, type SourceRhythm } from "./source-rhythm.ts";
import { usualPeak } from "./usual-peak.ts";

const COLD_DAYS = 7;
const MissingData = z.strictObject({
  sensitivity: Sensitivity,
  /** A silence that comes once in e to the power of this many, by the source's own rhythm, is one too many. */
  surprise: z.number().min(2).max(50).default(8),
});

/** A source that used to report is silent when, by its own rhythm, it would have reported. */
export const missingDataRule = anomalyRule({
  title: "Missing data",
  granularity: "hour",
  granularities: ["hour", "day"],
  scopes: [["source"]],
  parts: { events: scopePart("events") },
  historyDays: 2 * RHYTHM_DAYS,
  coldDays: COLD_DAYS,
  severity: "warning",
  parameters: MissingData,
  judge: judgeSilence,
});

function judgeSilence(series: Series, { sensitivity, surprise }: z.infer<typeof MissingData>): readonly Finding[] {
  const events = partOf(series, "events");
  const rhythm = rhythmOf(series, events);
  const perDay = periodsOfDay(series.granularity);
  const beganSince = firstUseSince(events);
  const silences = silencesOf(series, events, rhythm, surprise);
  const scores = silences.map((silence, index) => {
    const known = index - beganSince(index - 2 * RHYTHM_DAYS * perDay);
    if (!silence || known < silence.coldDays * perDay) return 0;
    return silence.surprise / Math.max(silence.enough, silence.usual);
  });
  return findingsOf(series, scores, { sensitivity, calm: 0 }, (_, last) => {
    const since = silences[last]?.since ?? last;
    const due = Array.from({ length: last - since + 1 }, (__, offset) => rhythm.expect(since + offset, since).events);
    const expected = due.reduce((sum, count) => sum + count, 0);
    return {
      measure: "events",
      unit: "events",
      expected,
      low: Math.min(1, expected),
      high: null,
      observed: 0,
      excess: expected,
      cost: null,
    };
  });
}

interface Silence {
  /** Its first period. */
  readonly since: number;
  /** How surprising it is by now: minus the logarithm of its probability. */
  readonly surprise: number;
  readonly coldDays: number;
  /** How surprising it must be at least. */
  readonly enough: number;
  /** How surprising the source's silences may be that end by themselves. */
  readonly usual: number;
}

/** For each period, the silence that it is in; null where something came. */
function silencesOf(
  series: Series,
  events: readonly number[],
  rhythm: SourceRhythm,
  enough: number,
): readonly (Silence | null)[] {
  const beganSince = firstUseSince(events);
  const days = daysOf(series, events);
  const memory = RHYTHM_DAYS * periodsOfDay(series.granularity);
  let [since, usual] = [0, 0];
  let least = { enough, coldDays: COLD_DAYS };
  let surprise = surpriseOf(days, () => Infinity);
  return events.map((count, index) => {
    if (count > 0) {
      since = index + 1;
      return null;
    }
    if (index === since) {
      const first = beganSince(since - memory);
      const day = days.at[since] ?? 0;
      const isAwake = isAlwaysAwake(series, events, days, since);
      least = isAwake
        ? { enough, coldDays: COLD_DAYS }
        : { enough: RESTING_PART * enough, coldDays: RESTING_COLD_DAYS };
      const most = (chanceOf: (day: number) => number) => (isAwake ? () => Infinity : dayMost(enough, chanceOf));
      const past = {
        first,
        since,
        mostOf: most(days.rhythm.chanceWithin(day)),
        chanceAt: rhythm.chanceWithin(since),
      };
      usual = usualSurprise(events, days, past, Math.max(1, since - first) / memory);
      surprise = surpriseOf(
        days,
        most((other) => days.rhythm.expect(other, day).chance),
      );
    }
    return { since, usual, ...least, surprise: surprise(index, rhythm.expect(index, since).chance) };
  });
}

/** A source's days beside its periods. */
interface Days {
  /** Which day each period is of. */
  readonly at: readonly number[];
  readonly events: readonly number[];
  readonly rhythm: SourceRhythm;
}

function daysOf({ periods }: Series, events: readonly number[]): Days {
  const dates: string[] = [];
  const sums: number[] = [];
  const at = periods.map((period, index) => {
    const date = dateOfPeriod(period);
    if (date !== dates.at(-1)) {
      dates.push(date);
      sums.push(0);
    }
    const day = dates.length - 1;
    sums[day] = (sums[day] ?? 0) + (events[index] ?? 0);
    return day;
  });
  return { at, events: sums, rhythm: rhythmOf({ granularity: "day", periods: dates, values: {} }, sums) };
}

/** Adds up how surprising one silent period after another is, where a single day surprises by no more than its most. */
function surpriseOf({ at }: Days, mostOf: MostOf): (index: number, chance: number) => number {
  let [before, today, day, most] = [0, 0, -1, Infinity];
  return (index, chance) => {
    const now = at[index] ?? 0;
    if (now !== day) {
      const isWhole = at[index - 1] !== now;
      [before, today, day, most] = [before + today, 0, now, mostOf(now, isWhole)];
    }
    today = Math.min(most, today - Math.log(1 - chance));
    return before + today;
  };
}

/** By how much a day can surprise, and whether nothing of it was heard from its first period on. */
type MostOf = (day: number, isWhole: boolean) => number;

/** Sources that rest at night or on weekends also have a day off now and then: one day can only surprise by this part. */
const DAY_PART = 0.6;
/** Their days are judged rather than their hours, which are fewer: as rare a false word takes less surprise. */
const RESTING_PART = 0.8;
/** How days follow each other is not known after a week. */
const RESTING_COLD_DAYS = 14;
const AWAKE_SHARE = 0.7;
const AWAKE_DAYS = 14;

/** A whole day's hours are silent together: they surprise no more than that the source has this day off. */
const dayMost =
  (enough: number, chanceOf: (day: number) => number): MostOf =>
  (day, isWhole) =>
    Math.min(DAY_PART * enough, isWhole ? -Math.log(1 - chanceOf(day)) : Infinity);

/** Most of its periods have something, and each of its days. */
function isAlwaysAwake({ granularity }: Series, events: readonly number[], days: Days, since: number): boolean {
  const perDay = periodsOfDay(granularity);
  if (perDay === 1) return true;
  const late = events.slice(Math.max(0, since - AWAKE_DAYS * perDay), since);
  if (late.filter((count) => count > 0).length < AWAKE_SHARE * late.length) return false;
  const day = days.at[since] ?? 0;
  const known = days.events.slice(Math.max(0, day - RHYTHM_DAYS), day);
  const began = known.findIndex((count) => count > 0);
  return began < 0 || known.slice(began).every((count) => count > 0);
}

/** Of silences that end by themselves, one in so many times four weeks goes beyond what is usual. */
const BEYOND_USUAL = 0.03;
/** By how much silences surprise more than each other where each period's events come by themselves. */
const SURPRISE_SCALE = 1;

interface Before {
  /** Of the four weeks, or of the source. */
  readonly first: number;
  readonly since: number;
  readonly mostOf: MostOf;
  readonly chanceAt: (index: number) => number;
}

/**
 * How surprising a source's silences may be, by those of the four weeks before one. Where events come in bursts, one silent hour
 * makes the next one likely, and silences surprise that mean nothing.
 */
function usualSurprise(
  events: readonly number[],
  days: Days,
  { first, since, mostOf, chanceAt }: Before,
  seen: number,
): number {
  const ended: number[] = [];
  let surprise = surpriseOf(days, mostOf);
  let last = 0;
  for (let index = first; index < since; index++) {
    if ((events[index] ?? 0) === 0) last = surprise(index, chanceAt(index));
    else if (last > 0) {
      ended.push(last);
      [surprise, last] = [surpriseOf(days, mostOf), 0];
    }
  }
  if (last > 0) ended.push(last);
  return usualPeak(ended, { rarity: BEYOND_USUAL, seen, scale: SURPRISE_SCALE });
}
