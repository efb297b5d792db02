import { unitsOf } from "./estimate.ts";
import { type BegunDay, type Forecast, forecastSeries } from "./forecast.ts";
import type { Interval } from "./forecast-paths.ts";
import { addDays, dayNumber, type LocalDate } from "./local-date.ts";
import type { Period } from "./period.ts";

/** What a scope spent in a period so far, and is expected to spend until its end. */
export interface ScopeForecast {
  /** Exact: picos within the period so far, today's included. */
  readonly spent: bigint;
  readonly method: Forecast["method"];
  readonly isWeekly: boolean;
  readonly reason: string;
  /** Of the whole period, `spent` included, in units; null where nothing can be said. An estimate. */
  readonly end: Interval | null;
  readonly days: readonly ForecastDay[];
}

export interface ForecastDay {
  readonly date: LocalDate;
  /** Exact picos; null of a day that has not begun. */
  readonly spent: bigint | null;
  /** Of the whole day, of today what was spent included; null of a day that is over, and where nothing can be said. */
  readonly expected: Interval | null;
}

export interface ForecastAsked {
  readonly period: Period;
  readonly today: LocalDate;
  /** Whole days before today that the forecast is made of. */
  readonly historyDays: number;
  /** Of today, the share that is over. */
  readonly elapsedShare: number;
}

/** By what was spent on each local date: of the history, of the period and of today, which has begun and is in no history. */
export function forecastScope(
  spentByDate: ReadonlyMap<LocalDate, bigint>,
  { period, today, historyDays, elapsedShare }: ForecastAsked,
): ScopeForecast {
  const dates = datesOf(period);
  const begun = dates.filter((date) => date <= today);
  const spentOn = (date: LocalDate): bigint => spentByDate.get(date) ?? 0n;
  const spent = begun.reduce((sum, date) => sum + spentOn(date), 0n);
  const forecast = forecastRest(spentOn, { period, today, historyDays, elapsedShare });
  const ahead = dayNumber(today);
  const last = forecast.sums.at(-1);
  return {
    spent,
    method: forecast.method,
    isWeekly: forecast.isWeekly,
    reason: forecast.reason,
    end: last ? shifted(last, unitsOf(spent)) : null,
    days: dates.map((date) => {
      const rest = date < today ? undefined : forecast.days[dayNumber(date) - ahead];
      return {
        date,
        spent: date <= today ? spentOn(date) : null,
        expected: rest ? shifted(rest, date === today ? unitsOf(spentOn(today)) : 0) : null,
      };
    }),
  };
}

function forecastRest(
  spentOn: (date: LocalDate) => bigint,
  { period, today, historyDays, elapsedShare }: ForecastAsked,
): Forecast {
  if (period.to <= today) return { method: null, isWeekly: false, reason: "The period is over.", days: [], sums: [] };
  const first = addDays(today, -historyDays);
  const history = datesOf({ from: first, to: today }).map((date) => unitsOf(spentOn(date)));
  const begun: BegunDay = { spent: unitsOf(spentOn(today)), elapsedShare };
  const horizon = dayNumber(period.to) - dayNumber(today);
  return forecastSeries(history, {
    horizon,
    begun,
    sumAfter: Math.max(0, dayNumber(period.from) - dayNumber(today)),
  });
}

const datesOf = ({ from, to }: Period): LocalDate[] =>
  Array.from({ length: Math.max(0, dayNumber(to) - dayNumber(from)) }, (_, day) => addDays(from, day));

const shifted = ({ mean, low80, high80, low95, high95 }: Interval, by: number): Interval => ({
  mean: mean + by,
  low80: low80 + by,
  high80: high80 + by,
  low95: low95 + by,
  high95: high95 + by,
});
