import { medianOf, medianSlope } from "./statistics.ts";
import { type Series, weekdayOf } from "./series.ts";

/**
 * What the periods before one lead to expect of it. All but `offset` are logarithms of (value + offset): there, growth by the
 * same factor is the same distance, and periods of nothing are as near as the offset makes them.
 */
export interface ExpectedPeriod {
  readonly centre: number;
  /** The highest and the lowest of what may be usual: of late, for weeks, and as it has been climbing. */
  readonly highest: number;
  readonly lowest: number;
  readonly offset: number;
}

/** The parts in which a baseline can be right or wrong. */
export interface ExpectationCode {
  /** What is usual of several values. */
  readonly centreOf: (values: readonly number[]) => number;
  /** 0 (Monday) to 6. */
  readonly weekdayOf: (period: string) => number;
  /** The values that an expectation of `index` may use, from `first` on. */
  readonly historyOf: (values: readonly number[], first: number, index: number) => readonly number[];
}
export const realExpectationCode: ExpectationCode = {
  centreOf: medianOf,
  weekdayOf,
  historyOf: (values, first, index) => values.slice(first, index),
};

export const DAY_EXPECTATION = { historyDays: 42, coldDays: 8 } as const;
export const HOUR_EXPECTATION = { historyDays: 28, coldDays: 1 } as const;
const HOURS = 24;
/** Days whose median is the level of late: it follows a lasting change after a week. */
const LEVEL_DAYS = 14;
/** Days on either side of one whose median it is compared with, to see its weekday's part. */
const SIDE_DAYS = 3;
const SLOPE_DAYS_LEAST = 14;
/** Parts of a usual value that are added before logarithms are taken: hours are wilder, and low ones say less. */
const DAY_OFFSET = 0.3;
const HOUR_OFFSET = 1;

/** Level, weekday and trend of a day, of the values before it from `first` on. */
export function expectDay(
  { periods }: Series,
  values: readonly number[],
  { first, index, code }: { readonly first: number; readonly index: number; readonly code: ExpectationCode },
): ExpectedPeriod {
  const history = code.historyOf(values, first, index);
  const offset = offsetOf(history, DAY_OFFSET, code);
  const logs = history.map((value) => Math.log(value + offset));
  const weekdays = logs.map((_, day) => code.weekdayOf(periods[first + day] ?? ""));
  const parts = weekdayParts(logs, weekdays, code);
  const flat = logs.map((log, day) => log - (parts[weekdays[day] ?? 0] ?? 0));
  const late = code.centreOf(flat.slice(-LEVEL_DAYS));
  const long = code.centreOf(flat);
  const slope = flat.length < SLOPE_DAYS_LEAST ? 0 : medianSlope(flat);
  const ahead = late + (slope * (Math.min(flat.length, LEVEL_DAYS) + 1)) / 2;
  const part = parts[code.weekdayOf(periods[index] ?? "")] ?? 0;
  return {
    centre: part + ahead,
    highest: part + Math.max(late, long, ahead),
    lowest: part + Math.min(late, long, ahead),
    offset,
  };
}

/** How far each weekday is from the days around it; drawn to nothing where there were few of them. */
function weekdayParts(
  logs: readonly number[],
  weekdays: readonly number[],
  { centreOf }: ExpectationCode,
): readonly number[] {
  const around = logs.map((log, day) => log - centreOf(logs.slice(Math.max(0, day - SIDE_DAYS), day + SIDE_DAYS + 1)));
  return Array.from({ length: 7 }, (_, weekday) => {
    const same = around.filter((_, day) => weekdays[day] === weekday);
    return same.length === 0 ? 0 : centreOf(same) * (same.length / (same.length + 0.5));
  });
}

const SAME_WEEKDAYS = 4;
const LIKE_DAYS = 5;
const ANY_DAYS = 7;
const ALIKE_LEAST = 3;
const OFFSET_DAYS = 14;

/**
 * What the same hour of day had: on the same weekday for weeks and on the latest days of the same kind (of work or of the
 * weekend); with less history, of that kind alone, or of any days.
 */
export function expectHour(
  { periods }: Series,
  values: readonly number[],
  { first, index, code }: { readonly first: number; readonly index: number; readonly code: ExpectationCode },
): ExpectedPeriod {
  const late = Math.max(first, index - OFFSET_DAYS * HOURS);
  const offset = offsetOf(code.historyOf(values, late, index), HOUR_OFFSET, code);
  const weekday = code.weekdayOf(periods[index] ?? "");
  const [same, like, any]: [number[], number[], number[]] = [[], [], []];
  for (let hour = index - HOURS; hour >= first; hour -= HOURS) {
    const log = Math.log((values[hour] ?? 0) + offset);
    const day = code.weekdayOf(periods[hour] ?? "");
    if (any.length < ANY_DAYS) any.push(log);
    if (day === weekday && same.length < SAME_WEEKDAYS) same.push(log);
    if (day >= 5 === weekday >= 5 && like.length < LIKE_DAYS) like.push(log);
  }
  const alike = like.length >= ALIKE_LEAST ? like : any;
  const centre = code.centreOf(same.length >= ALIKE_LEAST ? [...same, ...alike] : alike);
  return { centre, highest: centre, lowest: centre, offset };
}

/** In proportion to what is usual where there is something, so that it does not matter in what unit values are. */
function offsetOf(history: readonly number[], part: number, { centreOf }: ExpectationCode): number {
  const usual = centreOf(history.filter((value) => value > 0));
  return usual > 0 ? part * usual : 1;
}
