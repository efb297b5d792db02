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
    if (!silence || known < COLD_DAYS * perDay) return 0;
    return silence.surprise / Math.max(surprise, silence.usual);
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
  let [since, usual] = [0, 0];
  let surprise = surpriseOf(series, Infinity);
  return events.map((count, index) => {
    if (count > 0) {
      since = index + 1;
      return null;
    }
    if (index === since) {
      const dayMost = dayMostOf(series, events, { since, enough });
      const first = beganSince(since - RHYTHM_DAYS * periodsOfDay(series.granularity));
      usual = usualSurprise(series, events, { first, since, dayMost, chanceAt: rhythm.chanceWithin(since) });
      surprise = surpriseOf(series, dayMost);
    }
    return { since, usual, surprise: surprise(index, rhythm.expect(index, since).chance) };
  });
}

/** Adds up how surprising one silent period after another is, where a single day surprises by no more than `dayMost`. */
function surpriseOf({ periods }: Series, dayMost: number): (index: number, chance: number) => number {
  let [before, today, date] = [0, 0, ""];
  return (index, chance) => {
    const now = dateOfPeriod(periods[index] ?? "");
    if (now !== date) [before, today, date] = [before + today, 0, now];
    today = Math.min(dayMost, today - Math.log(1 - chance));
    return before + today;
  };
}

/** Sources that rest at night or on weekends also have a day off now and then: one day can only surprise by this part. */
const DAY_PART = 0.6;
const AWAKE_SHARE = 0.7;
const AWAKE_DAYS = 14;

function dayMostOf(
  { granularity }: Series,
  events: readonly number[],
  { since, enough }: { readonly since: number; readonly enough: number },
): number {
  const perDay = periodsOfDay(granularity);
  const late = events.slice(Math.max(0, since - AWAKE_DAYS * perDay), since);
  const isAlwaysAwake = late.filter((count) => count > 0).length >= AWAKE_SHARE * late.length;
  return perDay > 1 && !isAlwaysAwake ? DAY_PART * enough : Infinity;
}

/** Of silences that end by themselves, one in so many times four weeks goes beyond what is usual. */
const BEYOND_USUAL = 0.05;
/** By how much silences surprise more than each other where each period's events come by themselves. */
const SURPRISE_SCALE = 1;

interface Before {
  /** Of the four weeks, or of the source. */
  readonly first: number;
  readonly since: number;
  readonly dayMost: number;
  readonly chanceAt: (index: number) => number;
}

/**
 * How surprising a source's silences may be, by those of the four weeks before one. Where events come in bursts, one silent hour
 * makes the next one likely, and silences surprise that mean nothing.
 */
function usualSurprise(series: Series, events: readonly number[], { first, since, dayMost, chanceAt }: Before): number {
  const ended: number[] = [];
  let surprise = surpriseOf(series, dayMost);
  let last = 0;
  for (let index = first; index < since; index++) {
    if ((events[index] ?? 0) === 0) last = surprise(index, chanceAt(index));
    else if (last > 0) {
      ended.push(last);
      [surprise, last] = [surpriseOf(series, dayMost), 0];
    }
  }
  if (last > 0) ended.push(last);
  const seen = Math.max(1, since - first) / (RHYTHM_DAYS * periodsOfDay(series.granularity));
  return usualPeak(ended, { rarity: BEYOND_USUAL, seen, scale: SURPRISE_SCALE });
}
