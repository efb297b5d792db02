import { dayNumber } from "./local-date.ts";
import { dateOfPeriod } from "./page.ts";

export const SERIES_GRANULARITIES = ["hour", "day"] as const;
export type SeriesGranularity = (typeof SERIES_GRANULARITIES)[number];

/** One scope's figures by period, oldest first and without gaps: a period in which nothing came is 0. */
export interface Series {
  readonly granularity: SeriesGranularity;
  /** Local dates ("2026-10-25") or local hours with their offset ("2026-10-25T02+02:00"), as spend shows them. */
  readonly periods: readonly string[];
  /**
   * By the names of a rule's parts, one number a period. Amounts are whole currency units, rounded from exact sums: for
   * statistics alone, and shown as estimates.
   */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** The numbers of a part, one a period; zeros where the series lacks it. What is not finite or is negative reads as 0. */
export function partOf({ periods, values }: Series, name: string): readonly number[] {
  const given = values[name];
  return periods.map((_, index) => {
    const value = given?.[index] ?? 0;
    return Number.isFinite(value) && value > 0 ? value : 0;
  });
}

/** The numbers of several parts, added up. */
export function sumOfParts(series: Series, names: readonly string[]): readonly number[] {
  const parts = names.map((name) => partOf(series, name));
  return series.periods.map((_, index) => parts.reduce((sum, part) => sum + (part[index] ?? 0), 0));
}

export const periodsOfDay = (granularity: SeriesGranularity): number => (granularity === "hour" ? 24 : 1);

/** 0 is Monday. */
export const weekdayOf = (period: string): number => (((dayNumber(dateOfPeriod(period)) + 3) % 7) + 7) % 7;

/** What the local clock shows, 0 to 23, also on days whose clock is changed. */
export const hourOf = (period: string): number => Number(period.slice(11, 13));

export const isWeekend = (period: string): boolean => weekdayOf(period) >= 5;

/** Tells, for a period, the first one from it on that has a value; the length of the series where none has. */
export function firstUseSince(values: readonly number[]): (index: number) => number {
  const next: number[] = [];
  for (let index = values.length - 1, found = values.length; index >= 0; index -= 1) {
    if ((values[index] ?? 0) > 0) found = index;
    next[index] = found;
  }
  return (index) => next[Math.max(0, index)] ?? values.length;
}
