import { invalidRequest } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { addDays, addMonths, dayNumber, type LocalDate } from "./local-date.ts";
import { type Period, periodShownOn } from "./period.ts";

export const FORECAST_PERIODS = ["week", "month", "quarter", "year"] as const;

/** A period by its name, or by both its ends. */
export interface StatedPeriod {
  readonly period?: (typeof FORECAST_PERIODS)[number] | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/**
 * The period to forecast, by default the present month. Throws `invalid_request` where both kinds of period are stated, one end alone, or
 * one that is no range or too long.
 */
export function forecastPeriod({ period, from, to }: StatedPeriod, today: LocalDate): Period {
  if (from === undefined && to === undefined) return periodShownOn({ type: period ?? "month" }, today);
  if (period !== undefined) throw invalidRequest({ pointer: "?period", detail: "not beside `from` and `to`" });
  if (from === undefined || to === undefined) {
    throw invalidRequest({ pointer: from === undefined ? "?from" : "?to", detail: "`from` and `to` go together" });
  }
  if (to <= from) throw invalidRequest({ pointer: "?to", detail: `after from (${from})` });
  const last = addDays(today, LIMITS.forecastDaysMax);
  if (to > last)
    throw invalidRequest({ pointer: "?to", detail: `at most ${LIMITS.forecastDaysMax} days ahead: ${last}` });
  if (dayNumber(to) - dayNumber(from) > LIMITS.spendDaysMax)
    throw invalidRequest({ pointer: "?to", detail: `at most ${LIMITS.spendDaysMax} days after from` });
  return { from, to };
}

/** The month whose forecasts are judged, by default the last. Throws `invalid_request` for one that is not over by the tenant's clocks. */
export function judgedMonth(stated: string | undefined, today: LocalDate): string {
  const present = today.slice(0, 7);
  if (stated === undefined) return addMonths(present, -1);
  if (stated >= present) throw invalidRequest({ pointer: "?month", detail: `a month that is over: before ${present}` });
  return stated;
}
