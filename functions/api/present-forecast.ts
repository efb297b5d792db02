import { FORECAST_METHODS } from "@outlay/domain/forecast";
import { LIMITS } from "@outlay/domain/limits";
import { formatAmount } from "@outlay/domain/money";
import type { ScopeForecast } from "@outlay/domain/scope-forecast";
import type { SpendForecast } from "@outlay/services/forecast-spend";
import * as z from "zod";
import { EstimateBody, presentInterval } from "./estimates.ts";
import { orNull } from "./or-null.ts";
import { Amount } from "./quantities.ts";

const ScopeForecastBody = z
  .object({
    spent: Amount.meta({ description: "Within the period so far, exact." }),
    forecast: orNull(EstimateBody).meta({
      description: "Of the whole period, `spent` included; null where nothing can be said, for the `reason`.",
    }),
    method: orNull(z.enum(FORECAST_METHODS)),
    is_weekly: z.boolean().meta({ description: "Whether weekdays differ in it." }),
    reason: z.string().meta({ description: "Why this method, or why there is no forecast." }),
    days: z.array(
      z.object({
        date: z.string(),
        spent: orNull(Amount).meta({ description: "Exact, of today so far; null of days to come." }),
        forecast: orNull(EstimateBody).meta({ description: "Of the whole day; null of days that are over." }),
      }),
    ),
  })
  .meta({ id: "ScopeForecast" });

export const ForecastBody = z
  .object({
    period: z.object({ from: z.string(), to: z.string() }),
    currency: z.string(),
    as_of: z.iso.datetime(),
    history_days: z.int().meta({
      description: `Whole days before today that it is made of: ${LIMITS.forecastHistoryDays}, or fewer where few queries do not reach so far.`,
    }),
    total: ScopeForecastBody,
    groups: z.array(z.object({ value: z.string(), ...ScopeForecastBody.shape })),
    groups_left: z.int().meta({ description: "Values that are in the total and have no forecast of their own here." }),
    rest: orNull(ScopeForecastBody).meta({ description: "Of all those values as one; null where there are none." }),
  })
  .meta({ id: "Forecast" });

export const presentForecast = (forecast: SpendForecast, currency: string): z.input<typeof ForecastBody> => ({
  period: forecast.period,
  currency,
  as_of: forecast.asOf.toISOString(),
  history_days: forecast.historyDays,
  total: presentScope(forecast.total),
  groups: forecast.groups.map((group) => ({ value: group.value, ...presentScope(group.forecast) })),
  groups_left: forecast.groupsLeft,
  rest: forecast.rest && presentScope(forecast.rest),
});

const presentScope = (forecast: ScopeForecast): z.input<typeof ScopeForecastBody> => ({
  spent: formatAmount(forecast.spent),
  forecast: forecast.end && presentInterval(forecast.end),
  method: forecast.method,
  is_weekly: forecast.isWeekly,
  reason: forecast.reason,
  days: forecast.days.map(({ date, spent, expected }) => ({
    date,
    spent: spent === null ? null : formatAmount(spent),
    forecast: expected && presentInterval(expected),
  })),
});
