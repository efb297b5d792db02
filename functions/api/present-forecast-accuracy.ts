import { parseInstanceId } from "@outlay/domain/budget-instance";
import type { AccuracySummary, ScopeAccuracy } from "@outlay/domain/forecast-accuracy";
import { FORECAST_DIMENSIONS } from "@outlay/domain/forecast-record";
import { formatAmount } from "@outlay/domain/money";
import type { AccuracyPage } from "@outlay/services/forecast-accuracy";
import * as z from "zod";
import { Estimate, EstimateBody, presentEstimate, presentInterval } from "./estimates.ts";
import { orNull } from "./or-null.ts";
import { Amount } from "./quantities.ts";

/** Of what a forecast is. */
export const FORECAST_KINDS = ["tenant", "budget", ...FORECAST_DIMENSIONS] as const;
type ForecastKind = (typeof FORECAST_KINDS)[number];

export const AccuracyBody = z
  .object({
    month: z.string(),
    currency: z.string(),
    as_of: z.iso.datetime(),
    summary: z
      .array(
        z.object({
          kind: z.enum(FORECAST_KINDS),
          on: z.string(),
          forecasts: z.int(),
          mean_error_percent: orNull(z.number()).meta({ description: "Mean absolute error (MAPE)." }),
          within_80: z.int().meta({ description: "How many of them came within the 80 % interval." }),
          within_95: z.int(),
        }),
      )
      .meta({ description: "Of all items, not of this page alone." }),
    items: z.array(
      z.object({
        kind: z.enum(FORECAST_KINDS),
        value: orNull(z.string()).meta({ description: "Of the dimension, or of a budget's template." }),
        budget_id: orNull(z.string()),
        period: z.object({ from: z.string(), to: z.string() }),
        actual: Amount,
        forecasts: z.array(
          z.object({
            on: z.string().meta({ description: "The local date at whose start it was made." }),
            forecast: EstimateBody,
            error: Estimate.meta({ description: "What was forecast less what came." }),
            error_percent: orNull(z.number()).meta({ description: "Of what came; null where nothing came." }),
            within_80: z.boolean(),
            within_95: z.boolean(),
          }),
        ),
      }),
    ),
    reason: orNull(z.string()).meta({ description: "Why there are no items at all; null where there are some." }),
    left_out: z
      .array(z.object({ kind: z.enum(FORECAST_KINDS), on: z.string(), reason: z.string() }))
      .meta({ description: "Kinds of which a night forecast nothing, and why." }),
    next_cursor: orNull(z.string()),
  })
  .meta({ id: "ForecastAccuracy" });

export const presentAccuracy = (
  page: AccuracyPage,
  currency: string,
  nextCursor: string | null,
): z.input<typeof AccuracyBody> => ({
  month: page.month,
  currency,
  as_of: page.asOf.toISOString(),
  summary: page.summary.map(presentSummary),
  items: page.items.map(presentScope),
  reason: page.reason,
  left_out: page.leftOut.map(({ dimension, on, reason }) => ({ kind: kindOf(dimension), on, reason })),
  next_cursor: nextCursor,
});

const presentSummary = ({ dimension, on, forecasts, meanErrorPercent, within80, within95 }: AccuracySummary) => ({
  kind: kindOf(dimension),
  on,
  forecasts,
  mean_error_percent: meanErrorPercent && shownPercent(meanErrorPercent),
  within_80: within80,
  within_95: within95,
});

const kindOf = (dimension: ScopeAccuracy["dimension"]): ForecastKind => dimension ?? "tenant";

export const dimensionOf = (kind: ForecastKind): ScopeAccuracy["dimension"] => (kind === "tenant" ? null : kind);

const shownPercent = (percent: number): number => Math.round(100 * percent) / 100;

function presentScope({ dimension, value, period, actual, forecasts }: ScopeAccuracy) {
  const instance = dimension === "budget" && value !== null ? parseInstanceId(value) : undefined;
  return {
    kind: kindOf(dimension),
    value: instance ? instance.value : value,
    budget_id: instance?.budgetId ?? null,
    period,
    actual: formatAmount(actual),
    forecasts: forecasts.map(({ on, end, error, errorPercent, isWithin80, isWithin95 }) => ({
      on,
      forecast: presentInterval(end),
      error: presentEstimate(error),
      error_percent: errorPercent && shownPercent(errorPercent),
      within_80: isWithin80,
      within_95: isWithin95,
    })),
  };
}
