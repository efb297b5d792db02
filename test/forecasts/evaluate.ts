import type { Forecast } from "@outlay/domain/forecast";

const WEEK = 7;

/** A way to forecast that is held against others. */
export type Forecaster = (history: readonly number[], horizon: number) => Pick<Forecast, "days" | "sums">;

export interface Origin {
  readonly family: string;
  readonly history: readonly number[];
  readonly actual: readonly number[];
}

/** Errors of a forecaster, and of how many days and sums what came lay within its intervals. */
export interface Score {
  origins: number;
  smape: number;
  mase: number;
  /** |sum expected - sum came| / sum that came. */
  sumError: number;
  readonly days: Coverage;
  readonly sums: Coverage;
}

export interface Coverage {
  of: number;
  within80: number;
  within95: number;
}

export const newScore = (): Score => ({
  origins: 0,
  smape: 0,
  mase: 0,
  sumError: 0,
  days: { of: 0, within80: 0, within95: 0 },
  sums: { of: 0, within80: 0, within95: 0 },
});

/** What a forecast may be asked at each origin of a series: its next days, and no more of the series than was there. */
export function originsOf(
  { family, values }: { readonly family: string; readonly values: readonly number[] },
  lengths: readonly number[],
  horizon: number,
): Origin[] {
  return lengths
    .filter((length) => length + horizon <= values.length)
    .map((length) => ({ family, history: values.slice(0, length), actual: values.slice(length, length + horizon) }));
}

export function score(into: Score, forecaster: Forecaster, { history, actual }: Origin): void {
  const { days, sums } = forecaster(history, actual.length);
  const scale = scaleOf(history);
  if (!(scale > 0) || days.length === 0) return;
  const expected = days.map(({ mean }) => mean);
  const errors = actual.map((value, day) => Math.abs(value - (expected[day] ?? 0)));
  into.origins += 1;
  into.mase += sumOf(errors) / actual.length / scale;
  into.smape +=
    (200 / actual.length) *
    sumOf(actual.map((value, day) => share(errors[day] ?? 0, Math.abs(value) + Math.abs(expected[day] ?? 0))));
  into.sumError += share(Math.abs(sumOf(actual) - sumOf(expected)), sumOf(actual));
  actual.forEach((value, day) => cover(into.days, days[day], value));
  cover(into.sums, sums.at(-1), sumOf(actual));
}

function cover(coverage: Coverage, interval: Forecast["days"][number] | undefined, value: number): void {
  if (!interval) return;
  const slack = 1e-9 * Math.max(1, value);
  coverage.of += 1;
  if (interval.low80 - slack <= value && value <= interval.high80 + slack) coverage.within80 += 1;
  if (interval.low95 - slack <= value && value <= interval.high95 + slack) coverage.within95 += 1;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** What the same as last week errs by within the history; of a history of a week or less, the same as yesterday. */
function scaleOf(history: readonly number[]): number {
  const lag = history.length > WEEK ? WEEK : 1;
  return sumOf(history.slice(lag).map((value, day) => Math.abs(value - (history[day] ?? 0)))) / (history.length - lag);
}

const point = (mean: number) => ({ mean, low80: mean, high80: mean, low95: mean, high95: mean });

const asForecast = (means: readonly number[]): ReturnType<Forecaster> => {
  let sum = 0;
  return { days: means.map(point), sums: means.map((mean) => point((sum += mean))) };
};

/** The same as a week before; of less than a week, the same as the last day. */
export const seasonalNaive: Forecaster = (history, horizon) =>
  asForecast(
    Array.from({ length: horizon }, (_, day) =>
      history.length < WEEK ? (history.at(-1) ?? 0) : (history[history.length - WEEK + (day % WEEK)] ?? 0),
    ),
  );

/** On along the line from the first day to the last. */
export const drift: Forecaster = (history, horizon) => {
  const last = history.at(-1) ?? 0;
  const slope = (last - (history[0] ?? 0)) / Math.max(1, history.length - 1);
  return asForecast(Array.from({ length: horizon }, (_, day) => Math.max(0, last + slope * (day + 1))));
};
