import { type Describe, type Finding, findingsOf, sumOver } from "./finding.ts";
import { DEVIATIONS, inOrder, quantileOf } from "./statistics.ts";
import { type Figures, rollingInOrder } from "./rolling.ts";
import { periodsOfDay, type Series, type SeriesGranularity } from "./series.ts";

/** A ratio of two sums, of which a rise is unusual. */
export interface RatioQuestion {
  readonly measure: string;
  readonly unit: string;
  /** One number a period each. */
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
  /** What a period's denominator must reach for its ratio to say anything. */
  readonly least: number;
  /** The numerator counts some of what the denominator counts: few of them say little. */
  readonly isCounted: boolean;
  /** The least rise of a single period that is worth a word at a sensitivity of 1, given what is expected. */
  readonly rise: (expected: number) => number;
  /** A week's ratio (or six hours') that is worth a word whatever the past was; null: none is. */
  readonly most: number | null;
  /** What a stretch cost too much, given the surplus of its numerator. */
  readonly cost: (surplus: number, first: number, last: number) => number | null;
  readonly sensitivity: number;
}

/** Of the past that a ratio is compared with: how long, how much of it must say something, and how long an incident rests. */
const PAST: Readonly<Record<SeriesGranularity, { days: number; ratiosLeast: number; calm: number }>> = {
  day: { days: 35, ratiosLeast: 10, calm: 2 },
  hour: { days: 14, ratiosLeast: 48, calm: 6 },
};
interface View {
  readonly periods: number;
  /** Of the rise and the noise of a single period. */
  readonly part: number;
}
/** A week's ratio rests on seven days, so that less of a rise is more than noise. */
const VIEWS: Readonly<Record<SeriesGranularity, readonly View[]>> = {
  day: [
    { periods: 1, part: 1 },
    { periods: 7, part: 0.6 },
  ],
  hour: [
    { periods: 1, part: 1 },
    { periods: 6, part: 0.75 },
  ],
};
/** Days before a period that its verdict depends on. */
export const RATIO_HISTORY_DAYS = PAST.day.days + 7;
/** Days before a period that must have had enough to say something. */
export const RATIO_COLD_DAYS = PAST.day.ratiosLeast;

/** Spreads from what is usual that are more than noise. */
const SPREADS = 4;
/** A normal distribution's standard deviation, by the distance that one in ten is beyond. */
const BY_TENTH = 1 / 1.645;

/** The last period of a view need be out by no more than half as much, but so many of its last ones by as much as all: what follows a short rise is none. */
const STILL = 2;
const STILL_PERIODS = 3;
/** Fewer ratios than these are trusted less: up to half as much again is added. */
const RATIOS_TRUSTED = 28;
/** However far out something is, its score is a number. */
export const SCORE_MAX = 100;
/** At no sensitivity does less than this matter. */
const SCORE_LEAST = 0.05;

interface Expectation {
  /** Null: the ratio is held to a limit, not to its past. */
  readonly expected: number | null;
  /** How far above what is expected the score is 1; of a limit, the limit. */
  readonly room: number;
  readonly score: number;
}

/** Scores by period, and what to say of a stretch. */
export interface Judged {
  readonly scores: readonly number[];
  readonly describe: Describe;
}

/** Stretches whose ratio rose over what it had been for weeks, or beyond a limit. */
export function judgeRatio(series: Series, question: RatioQuestion): readonly Finding[] {
  const { scores, describe } = scoreRatio(series, question);
  return findingsOf(
    series,
    scores,
    { sensitivity: question.sensitivity, calm: PAST[series.granularity].calm },
    describe,
  );
}

/** The same of several questions about one scope: each stretch is told by the question that it is furthest out of. */
export function judgeRatios(
  series: Series,
  questions: readonly RatioQuestion[],
  sensitivity: number,
): readonly Finding[] {
  const judged = questions.map((question) => scoreRatio(series, question));
  const scores = series.periods.map((_, index) => Math.max(0, ...judged.map((one) => one.scores[index] ?? 0)));
  const worst = (one: Judged, first: number, last: number) => Math.max(...one.scores.slice(first, last + 1));
  const { calm } = PAST[series.granularity];
  return findingsOf(series, scores, { sensitivity, calm }, (first, last) => {
    const told = judged.reduce((a, b) => (worst(b, first, last) > worst(a, first, last) ? b : a));
    return told.describe(first, last);
  });
}

function scoreRatio(series: Series, question: RatioQuestion): Judged {
  const { denominator, numerator, sensitivity } = question;
  const ratios = numerator.map((value, index) => ratioOf(value, denominator[index] ?? 0, question.least));
  const views = VIEWS[series.granularity].map((view) => ({
    ...view,
    usual: usualRatios(series.granularity, ratios, view),
  }));
  const judged = ratios.map((_, index) =>
    views
      .flatMap((view) => judgeView(series.granularity, question, ratios, { ...view, index }))
      .reduce<Expectation | null>((worst, next) => (!worst || next.score > worst.score ? next : worst), null),
  );
  const describe: Describe = (first, last) => {
    const { expected, room } = judged[first] ?? { expected: 0, room: 0 };
    const base = sumOver(denominator, first, last);
    const observed = base > 0 ? sumOver(numerator, first, last) / base : 0;
    const excess = Math.max(0, observed - (expected ?? room));
    return {
      measure: question.measure,
      unit: question.unit,
      expected,
      low: expected === null ? null : Math.max(0, expected - room / sensitivity),
      high: (expected ?? 0) + room / sensitivity,
      observed,
      excess,
      cost: question.cost(excess * base, first, last),
    };
  };
  return { scores: judged.map((expectation) => expectation?.score ?? 0), describe };
}

const ratioOf = (part: number, of: number, least: number): number | null => (of > 0 && of >= least ? part / of : null);

/** For each period, the median ratio of those before its view; null while there are too few. */
function usualRatios(granularity: SeriesGranularity, ratios: Figures, { periods }: View): Figures {
  const { days, ratiosLeast } = PAST[granularity];
  const window = { length: days * periodsOfDay(granularity), gap: periods, least: ratiosLeast };
  return rollingInOrder(ratios, window, (sorted) => quantileOf(sorted, 0.5));
}

function judgeView(
  granularity: SeriesGranularity,
  question: RatioQuestion,
  ratios: Figures,
  { index, periods, part, usual }: View & { readonly index: number; readonly usual: Figures },
): readonly Expectation[] {
  const { numerator, denominator, least, most, rise } = question;
  const first = index - periods + 1;
  const latest = ratios[index] ?? null;
  if (first < 0 || latest === null) return [];
  const base = sumOver(denominator, first, index);
  const ratio = ratioOf(sumOver(numerator, first, index), base, least);
  if (ratio === null) return [];
  const { days, ratiosLeast } = PAST[granularity];
  const start = Math.max(0, first - days * periodsOfDay(granularity));
  const isLimited = most !== null && periods > 1 && countKnown(ratios, start, index) >= ratiosLeast;
  const limited = isLimited ? [{ expected: null, room: most, score: Math.min(ratio, latest) / most }] : [];
  const expected = usual[index] ?? null;
  if (expected === null) return limited;
  // A week that is high by days that are over is not high any more.
  const lateFirst = Math.max(first, index - STILL_PERIODS + 1);
  const late = sumOver(numerator, lateFirst, index) / sumOver(denominator, lateFirst, index);
  const over = Math.min(ratio - expected, late - expected, STILL * (latest - expected));
  const leastRise = part * rise(expected);
  if (over <= SCORE_LEAST * leastRise) return limited;
  const past = ratios.slice(start, first).filter((one) => one !== null);
  const noise =
    SPREADS * Math.max(part * spreadOf(past, expected), question.isCounted ? countingNoise(expected, base) : 0);
  const room = Math.max(leastRise, noise);
  return [...limited, { expected, room, score: Math.min(SCORE_MAX, over / room) }];
}

const countKnown = (ratios: Figures, start: number, end: number): number =>
  ratios.slice(start, end).filter((one) => one !== null).length;

/** What most distances say, what the largest tenth of them says, and what the largest tenth of those upwards says: shares that are low vary more upwards. */
function spreadOf(past: readonly number[], centre: number): number {
  const doubt = 1 + 0.5 * Math.max(0, 1 - past.length / RATIOS_TRUSTED);
  const distances = inOrder(past.map((one) => Math.abs(one - centre)));
  const upwards = inOrder(past.map((one) => one - centre).filter((distance) => distance > 0));
  const tenth = Math.max(quantileOf(distances, 0.9), quantileOf(upwards, 0.9));
  return doubt * Math.max(DEVIATIONS * quantileOf(distances, 0.5), BY_TENTH * tenth);
}

/** The deviation of the share that is found among so many. That none failed so far is no share of 0. */
function countingNoise(expected: number, count: number): number {
  const share = Math.min(1, Math.max(expected, 1 / count));
  return Math.sqrt((share * (1 - share)) / count);
}
