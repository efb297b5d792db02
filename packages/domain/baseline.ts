import {
  DAY_EXPECTATION,
  type ExpectationCode,
  expectDay,
  expectHour,
  HOUR_EXPECTATION,
  type ExpectedPeriod,
  realExpectationCode,
} from "./expected-period.ts";
import { DEVIATIONS } from "./statistics.ts";
import { type Figures, rollingInOrder, rollingMean } from "./rolling.ts";
import { firstUseSince, periodsOfDay, type Series, type SeriesGranularity } from "./series.ts";

/** How one period compares with what those before it lead to expect. */
export interface Baseline {
  readonly expected: number;
  /** How far above what may be usual it is, alone or with the periods before it: from 1 on, more than noise makes. */
  readonly above: number;
  readonly below: number;
  /** What noise makes of it at the most and at the least, at a sensitivity. */
  readonly highAt: (sensitivity: number) => number;
  readonly lowAt: (sensitivity: number) => number;
}

export interface BaselineCode extends ExpectationCode {
  /** Of distances from what was expected, in order. */
  readonly spreadOf: (sortedDistances: readonly number[]) => number;
}

/** Of as many periods as a week or a day: the mean error of a longer view has less noise, so that slow changes show. */
interface View {
  readonly periods: number;
  /** Spreads that are more than noise. */
  readonly spreads: number;
  /** The least spread, of logarithms: calmer series than this are not asked to be. */
  readonly least: number;
}

interface Method {
  readonly expect: typeof expectDay;
  readonly historyPeriods: number;
  readonly expectationColdPeriods: number;
  readonly coldPeriods: number;
  /** Periods whose errors make the spread, and how many of them are needed. */
  readonly errorPeriods: number;
  readonly errorsLeast: number;
  readonly views: readonly View[];
}

const METHODS: Readonly<Record<SeriesGranularity, Method>> = {
  day: {
    expect: expectDay,
    historyPeriods: DAY_EXPECTATION.historyDays,
    expectationColdPeriods: DAY_EXPECTATION.coldDays,
    coldPeriods: 14,
    errorPeriods: 42,
    errorsLeast: 6,
    views: [
      { periods: 1, spreads: 4, least: 0.06 },
      { periods: 7, spreads: 3, least: 0.04 },
    ],
  },
  hour: {
    expect: expectHour,
    historyPeriods: HOUR_EXPECTATION.historyDays * 24,
    expectationColdPeriods: HOUR_EXPECTATION.coldDays * 24,
    coldPeriods: 3 * 24,
    errorPeriods: 14 * 24,
    errorsLeast: 24,
    views: [
      { periods: 1, spreads: 5, least: 0.08 },
      { periods: 6, spreads: 5, least: 0.06 },
      { periods: 24, spreads: 5, least: 0.04 },
    ],
  },
};

/** Days before a period that its baseline depends on: those of what is expected, of the errors before it, and of the longest view. */
export const BASELINE_DAYS = Math.max(
  ...Object.entries(METHODS).map(([granularity, { historyPeriods, errorPeriods, views }]) =>
    Math.ceil(
      (historyPeriods + errorPeriods + Math.max(...views.map(({ periods }) => periods)) + 1) /
        periodsOfDay(granularity === "day" ? "day" : "hour"),
    ),
  ),
);
/** Days after a scope's first value before its baseline says anything. */
export const baselineColdDays = (granularity: SeriesGranularity): number =>
  METHODS[granularity].coldPeriods / periodsOfDay(granularity);

/** A bound is a number, however wild the noise: at the most some 10^26 times what is usual. */
const LOG_MAX = 60;
/** The last period of a view need be out by no more than half as much as all: a week that is high by days gone by is over. */
const STILL = 2;
/** A normal distribution's standard deviation, by the distance that one in twenty is beyond. */
const BY_TWENTIETH = 1 / 1.96;
/** Fewer errors than these are trusted less: up to half as much again is added. */
const ERRORS_TRUSTED = 28;

/** The wider of what most errors and what the largest twentieth of them say: bursts are noise where they are usual. */
function spreadOfErrors(sorted: readonly number[]): number {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const doubt = 1 + 0.5 * Math.max(0, 1 - sorted.length / ERRORS_TRUSTED);
  return doubt * Math.max(DEVIATIONS * at(0.5), BY_TWENTIETH * at(0.95));
}

export const realBaselineCode: BaselineCode = { ...realExpectationCode, spreadOf: spreadOfErrors };

/** For each period, how it compares with those before it; null while there is too little history. */
export function baselinesOf(
  series: Series,
  values: readonly number[],
  code: BaselineCode,
): readonly (Baseline | null)[] {
  const method = METHODS[series.granularity];
  const beganSince = firstUseSince(values);
  const expectations = values.map((_, index): ExpectedPeriod | null => {
    const first = beganSince(index - method.historyPeriods);
    if (index - first < method.expectationColdPeriods) return null;
    return method.expect(series, values, { first, index, code });
  });
  const logs = values.map((value, index) => Math.log(value + (expectations[index]?.offset ?? 1)));
  const above = judgeErrors(
    errorsOf(expectations, (expected, index) => (logs[index] ?? 0) - expected.highest),
    method,
    code,
  );
  const below = judgeErrors(
    errorsOf(expectations, (expected, index) => expected.lowest - (logs[index] ?? 0)),
    method,
    code,
  );
  const memory = BASELINE_DAYS * periodsOfDay(series.granularity);
  return expectations.map((expected, index) => {
    const [up, down] = [above[index], below[index]];
    if (!expected || !up || !down || index - beganSince(index - memory) < method.coldPeriods) return null;
    const logMax = Math.log(expected.offset) + LOG_MAX;
    const toValue = (log: number): number => Math.max(0, Math.exp(Math.min(log, logMax)) - expected.offset);
    return {
      expected: toValue(expected.centre),
      above: up.score,
      below: down.score,
      highAt: (sensitivity) => toValue(expected.highest + up.room / sensitivity),
      lowAt: (sensitivity) => toValue(expected.lowest - down.room / sensitivity),
    };
  });
}

const errorsOf = (
  expectations: readonly (ExpectedPeriod | null)[],
  error: (expected: ExpectedPeriod, index: number) => number,
): Figures => expectations.map((expected, index) => (expected ? error(expected, index) : null));

interface JudgedError {
  readonly score: number;
  /** The error of the deciding view at which its score is 1. */
  readonly room: number;
}

/** Each period's worst view; null while there are too few errors. */
function judgeErrors(errors: Figures, { views, errorPeriods, errorsLeast }: Method, code: BaselineCode) {
  const judged = views.map(({ periods, spreads, least }) => {
    const means = rollingMean(errors, periods);
    const distances = means.map((error) => (error === null ? null : Math.abs(error)));
    const window = { length: errorPeriods, gap: periods, least: errorsLeast };
    return rollingInOrder(distances, window, code.spreadOf).map((spread, index): JudgedError | null => {
      const [error, latest] = [means[index] ?? null, errors[index] ?? null];
      if (error === null || latest === null || spread === null) return null;
      const room = spreads * Math.max(least, spread);
      return { score: Math.min(error, STILL * latest) / room, room };
    });
  });
  return errors.map((_, index) =>
    judged
      .map((view) => view[index] ?? null)
      .reduce((worst, next) => (next && (!worst || next.score > worst.score) ? next : worst), null),
  );
}
