import { type Finding, findingsOf, sumOver } from "./finding.ts";
import { median, quantile, spreadAround } from "./robust.ts";
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
  /** What a stretch cost too much, given the surplus of its numerator. */
  readonly cost: (surplus: number, first: number, last: number) => number | null;
  readonly sensitivity: number;
}

/** Of the past that a ratio is compared with: how long, how much of it must say something, and how long an incident rests. */
const PAST: Readonly<Record<SeriesGranularity, { days: number; ratiosLeast: number; calm: number }>> = {
  day: { days: 35, ratiosLeast: 10, calm: 2 },
  hour: { days: 14, ratiosLeast: 48, calm: 6 },
};
/** A week's ratio rests on seven days, so that less of a rise is more than noise. */
const VIEWS: Readonly<Record<SeriesGranularity, readonly { periods: number; part: number }[]>> = {
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
/** Days that must have had enough to say something. */
export const RATIO_COLD_DAYS = PAST.day.ratiosLeast;

/** Spreads from what is usual that are more than noise. */
const SPREADS = 4;
/** A normal distribution's standard deviation, by the distance that one in ten is beyond. */
const BY_TENTH = 1 / 1.645;

interface Expectation {
  readonly expected: number;
  /** The rise at which the score is 1. */
  readonly room: number;
  readonly score: number;
}

/** Stretches whose ratio rose over what it had been for weeks. */
export function judgeRatio(series: Series, question: RatioQuestion): readonly Finding[] {
  const { denominator, numerator, sensitivity } = question;
  const ratios = numerator.map((value, index) => ratioOf(value, denominator[index] ?? 0, question.least));
  const judged = ratios.map((_, index) =>
    VIEWS[series.granularity]
      .map((view) => judgeView(series.granularity, question, ratios, { ...view, index }))
      .reduce((worst, next) => (next && (!worst || next.score > worst.score) ? next : worst), null),
  );
  const scores = judged.map((expectation) => expectation?.score ?? 0);
  const { calm } = PAST[series.granularity];
  return findingsOf(series, scores, { sensitivity, calm }, (first, last) => {
    const { expected, room } = judged[first] ?? { expected: 0, room: 0 };
    const base = sumOver(denominator, first, last);
    const observed = base > 0 ? sumOver(numerator, first, last) / base : 0;
    const excess = Math.max(0, observed - expected);
    return {
      measure: question.measure,
      unit: question.unit,
      expected,
      low: Math.max(0, expected - room / sensitivity),
      high: expected + room / sensitivity,
      observed,
      excess,
      cost: question.cost(excess * base, first, last),
    };
  });
}

const ratioOf = (part: number, of: number, least: number): number | null => (of > 0 && of >= least ? part / of : null);

function judgeView(
  granularity: SeriesGranularity,
  { numerator, denominator, least, isCounted, rise }: RatioQuestion,
  ratios: readonly (number | null)[],
  { index, periods, part }: { readonly index: number; readonly periods: number; readonly part: number },
): Expectation | null {
  const { days, ratiosLeast } = PAST[granularity];
  const first = index - periods + 1;
  if (first < 0 || ratios[index] === null) return null;
  const base = sumOver(denominator, first, index);
  const ratio = ratioOf(sumOver(numerator, first, index), base, least);
  const past = ratios.slice(Math.max(0, first - days * periodsOfDay(granularity)), first).filter((one) => one !== null);
  if (ratio === null || past.length < ratiosLeast) return null;
  const expected = median(past);
  const distances = past.map((one) => Math.abs(one - expected));
  const spread = Math.max(spreadAround(past, expected), BY_TENTH * quantile(distances, 0.9));
  // Of n tries with a share of s, the share found has this deviation; that none failed so far is no share of 0.
  const share = Math.min(1, Math.max(expected, 1 / base));
  const counting = isCounted ? Math.sqrt((share * (1 - share)) / base) : 0;
  const room = Math.max(part * rise(expected), SPREADS * Math.max(part * spread, counting));
  return { expected, room, score: (ratio - expected) / room };
}
