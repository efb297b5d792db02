import { mean, median, medianSlope, spreadAround } from "./robust.ts";
import { periodsOfDay, type Series, weekdayOf, hourOf } from "./series.ts";

/** What is to be expected of one period, as the periods before it tell. */
export interface Baseline {
  readonly expected: number;
  /** The bound at so many spreads from what is expected; negative is below. Never below 0. */
  readonly bound: (spreads: number) => number;
  /** How many spreads a value is from what is expected. */
  readonly distance: (value: number) => number;
}

export interface BaselineOptions {
  readonly historyDays: number;
  readonly coldDays: number;
}

const FLOOR = 0.08;

/** For each period, what those before it lead to expect; null while there is too little history. */
export function baselinesOf(
  series: Series,
  values: readonly number[],
  { historyDays, coldDays }: BaselineOptions,
): readonly (Baseline | null)[] {
  const perDay = periodsOfDay(series.granularity);
  const phases = series.periods.map((period) => weekdayOf(period) * 24 + (perDay === 1 ? 0 : hourOf(period)));
  const began = values.findIndex((value) => value > 0);
  return values.map((_, index) => {
    if (began < 0 || index - began < coldDays * perDay) return null;
    const first = Math.max(began, index - historyDays * perDay);
    return baselineAt(values.slice(first, index), phases.slice(first, index), phases[index] ?? 0, perDay);
  });
}

function baselineAt(history: readonly number[], phases: readonly number[], phase: number, perDay: number): Baseline {
  const level = mean(history.filter((value) => value > 0));
  const offset = level > 0 ? 0.1 * level : 1;
  const logs = history.map((value) => Math.log(value + offset));
  const overall = median(logs);
  const same = logs.filter((_, index) => phases[index] === phase);
  const season = same.length === 0 ? 0 : (median(same) - overall) * (same.length / (same.length + 1));
  const rest = logs.map((log, index) => {
    const alike = logs.filter((_, other) => phases[other] === phases[index]);
    return log - (perDay === 1 && alike.length > 1 ? median(alike) : overall);
  });
  const recent = rest.slice(-14 * perDay);
  const slope = perDay === 1 ? medianSlope(recent) : 0;
  const centre = overall + season + median(recent) + (slope * recent.length) / 2;
  const spread = Math.max(FLOOR, spreadAround(rest, median(rest)));
  const toValue = (log: number): number => Math.max(0, Math.exp(log) - offset);
  return {
    expected: toValue(centre),
    bound: (spreads) => toValue(centre + spreads * spread),
    distance: (value) => (Math.log(value + offset) - centre) / spread,
  };
}
