import * as z from "zod";
import { anomalyRule, scopePart, Sensitivity } from "./anomaly-rule-schema.ts";
import { type Finding, findingsOf } from "./finding.ts";
import { dateOfPeriod } from "./page.ts";
import { firstUseSince, partOf, periodsOfDay, type Series, weekdayOf } from "./series.ts";

const HISTORY_DAYS = 28;
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
  historyDays: 2 * HISTORY_DAYS,
  coldDays: COLD_DAYS,
  severity: "warning",
  parameters: MissingData,
  judge: judgeSilence,
});

function judgeSilence(series: Series, { sensitivity, surprise }: z.infer<typeof MissingData>): readonly Finding[] {
  const events = partOf(series, "events");
  const rhythm = rhythmOf(series, events);
  const silences = silencesOf(series, events, rhythm, surprise);
  const usual = usualSurprises(silences, HISTORY_DAYS * periodsOfDay(series.granularity));
  const scores = silences.map((silence) => {
    return silence ? silence.surprise / Math.max(surprise, BEYOND_USUAL * (usual[silence.since] ?? 0)) : 0;
  });
  return findingsOf(series, scores, { sensitivity, calm: 0 }, (_, last) => {
    const since = silences[last]?.since ?? last;
    const due = Array.from({ length: last - since + 1 }, (__, offset) => rhythm(since + offset, since).events);
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

interface Rhythm {
  /** How probable it is that something comes in such a period. */
  readonly chance: number;
  /** How much comes, on average. */
  readonly events: number;
}
type RhythmAt = (index: number, until: number) => Rhythm;

/** The same hour on days of the same kind counts as so many of the same weekday, and as fewer where that one never varied. */
const LIKE_DAYS_WEIGHT = 1.5;
const LIKE_DAYS_WEIGHT_STEADY = 0.5;
const STEADY_DAYS = 3;

/** What a period had in the four weeks before `until`, on its weekday and on days of its kind: of work, or of the weekend. */
function rhythmOf({ granularity, periods }: Series, events: readonly number[]): RhythmAt {
  const perDay = periodsOfDay(granularity);
  const weekdays = periods.map(weekdayOf);
  const beganSince = firstUseSince(events);
  return (index, until) => {
    const weekday = weekdays[index] ?? 0;
    const first = Math.max(index - HISTORY_DAYS * perDay, beganSince(index - HISTORY_DAYS * perDay));
    const [own, like] = [
      { days: 0, seen: 0 },
      { days: 0, seen: 0 },
    ];
    let sum = 0;
    for (let past = index - perDay; past >= first; past -= perDay) {
      const day = weekdays[past] ?? 0;
      if (past >= until || day >= 5 !== weekday >= 5) continue;
      const count = events[past] ?? 0;
      const isSeen = count > 0 ? 1 : 0;
      like.days += 1;
      like.seen += isSeen;
      sum += count;
      if (day !== weekday) continue;
      own.days += 1;
      own.seen += isSeen;
    }
    // Never quite 1, and the less so the less was seen.
    const likely = like.seen / (like.days + 0.5);
    const isSteady = own.days >= STEADY_DAYS && (own.seen === 0 || own.seen === own.days);
    const weight = isSteady ? LIKE_DAYS_WEIGHT_STEADY : LIKE_DAYS_WEIGHT;
    return {
      chance: (own.seen + weight * likely) / (own.days + weight),
      events: like.days === 0 ? 0 : sum / like.days,
    };
  };
}

interface Silence {
  /** Its first period. */
  readonly since: number;
  /** How surprising it is by now: minus the logarithm of its probability. */
  readonly surprise: number;
}

/** Sources that rest at night or on weekends also have a day off now and then: one day can only surprise by this part. */
const DAY_PART = 0.6;
const AWAKE_SHARE = 0.7;
const AWAKE_DAYS = 14;

/** For each period, the silence that it is in; null where something came or too little is known. */
function silencesOf(
  { granularity, periods }: Series,
  events: readonly number[],
  rhythm: RhythmAt,
  enough: number,
): readonly (Silence | null)[] {
  const perDay = periodsOfDay(granularity);
  const beganSince = firstUseSince(events);
  let [since, before, today, most] = [0, 0, 0, Infinity];
  return events.map((count, index) => {
    if (count > 0) {
      [since, before, today] = [index + 1, 0, 0];
      return null;
    }
    if (index - beganSince(index - 2 * HISTORY_DAYS * perDay) < COLD_DAYS * perDay) {
      since = index + 1;
      return null;
    }
    if (index === since) most = perDay > 1 && !isAlwaysAwake(events, since, perDay) ? DAY_PART * enough : Infinity;
    if (dateOfPeriod(periods[index] ?? "") !== dateOfPeriod(periods[index - 1] ?? "")) {
      [before, today] = [before + today, 0];
    }
    today = Math.min(most, today - Math.log(1 - rhythm(index, since).chance));
    return { since, surprise: before + today };
  });
}

function isAlwaysAwake(events: readonly number[], until: number, perDay: number): boolean {
  const late = events.slice(Math.max(0, until - AWAKE_DAYS * perDay), until);
  return late.filter((count) => count > 0).length >= AWAKE_SHARE * late.length;
}

/** Events that come in bursts leave silences that surprise by themselves: it takes so much more than these. */
const BEYOND_USUAL = 1.3;

/** One outage is not the usual: the worst silence counts as no more than this many of the second worst. */
const WORST_PART = 1.5;

/** For each period, how surprising the silences were that ended in the periods before. */
function usualSurprises(silences: readonly (Silence | null)[], periods: number): readonly number[] {
  const ended = silences.map((silence, index) => {
    return silence && index + 1 < silences.length && silences[index + 1] === null ? silence.surprise : 0;
  });
  return silences.map((_, index) => {
    let [worst, second] = [0, 0];
    for (const surprise of ended.slice(Math.max(0, index - periods), index)) {
      if (surprise > worst) [worst, second] = [surprise, worst];
      else if (surprise > second) second = surprise;
    }
    return Math.min(worst, WORST_PART * second);
  });
}
