import { assert } from "./assert.ts";
import type { BudgetPeriod } from "./budget.ts";
import { addDays, addMonths, dayNumber, type LocalDate } from "./local-date.ts";
import { startOfLocalDate } from "./zone.ts";

/** Local dates, half-open. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

type Repeating = Exclude<BudgetPeriod["type"], "range">;

const periodAround: Record<Repeating, (date: LocalDate) => Period> = {
  day: (date) => ({ from: date, to: addDays(date, 1) }),
  week(date) {
    const from = addDays(date, -daysSinceMonday(date));
    return { from, to: addDays(from, 7) };
  },
  month: (date) => monthsAround(date, 0, 1),
  quarter: (date) => monthsAround(date, monthOf(date) % 3, 3),
  year: (date) => monthsAround(date, monthOf(date), 12),
};

/** From 0. */
const monthOf = (date: LocalDate): number => Number(date.slice(5, 7)) - 1;
/** Day 0 of the epoch was a Thursday. */
const daysSinceMonday = (date: LocalDate): number => (((dayNumber(date) + 3) % 7) + 7) % 7;

/** `months` months from the one that begins `back` months before the date's own. */
const monthsAround = (date: LocalDate, back: number, months: number): Period => ({
  from: `${addMonths(date.slice(0, 7), -back)}-01`,
  to: `${addMonths(date.slice(0, 7), months - back)}-01`,
});

/** The period to show on a local date: the one that it lies in, or a range that is still to come or over. */
export function periodShownOn(period: BudgetPeriod, date: LocalDate): Period {
  if (period.type === "range") return { from: period.from, to: period.to };
  return periodAround[period.type](date);
}

/** From the first date of any to the last of any; there is at least one. Gaps between them count in. */
export const hullOf = (periods: readonly Period[]): Period => ({
  from: periods.map(({ from }) => from).reduce((a, b) => (a < b ? a : b)),
  to: periods.map(({ to }) => to).reduce((a, b) => (a > b ? a : b)),
});

/** The period that a local date lies in; undefined outside a range. Weeks begin on Monday, as in ISO 8601. */
export function periodOf(period: BudgetPeriod, date: LocalDate): Period | undefined {
  const shown = periodShownOn(period, date);
  return shown.from <= date && date < shown.to ? shown : undefined;
}

/** The period as instants, half-open: from the first instant of one date to that of another, by the zone's clocks. */
export const periodInstants = (period: Period, zone: string): { fromEpochMs: number; toEpochMs: number } => ({
  fromEpochMs: startOfLocalDate(period.from, zone),
  toEpochMs: startOfLocalDate(period.to, zone),
});

const names: Record<BudgetPeriod["type"], (period: Period) => string> = {
  day: ({ from }) => from,
  week: ({ from }) => weekName(from),
  month: ({ from }) => from.slice(0, 7),
  quarter: ({ from }) => `${from.slice(0, 4)}-Q${monthOf(from) / 3 + 1}`,
  year: ({ from }) => from.slice(0, 4),
  range: ({ from, to }) => `${from}/${to}`,
};

/** A period's name: "2026-11-02", "2026-W45", "2026-11", "2026-Q4", "2026" or "2026-11-02/2026-12-15". */
export const periodKey = (type: BudgetPeriod["type"], period: Period): string => names[type](period);

/** By ISO 8601 a week is of the year that its Thursday lies in. */
function weekName(monday: LocalDate): string {
  assert(daysSinceMonday(monday) === 0, "a week begins on Monday");
  const thursday = addDays(monday, 3);
  const week = Math.floor((dayNumber(thursday) - dayNumber(`${thursday.slice(0, 4)}-01-01`)) / 7) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, "0")}`;
}
