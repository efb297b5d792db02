import { estimatedPicos } from "./estimate.ts";
import { type MetricUnit, RATIO_DECIMALS } from "./metrics.ts";
import { divideHalfEven } from "./money.ts";

/** What is told of a range beside the metrics of spend: it comes of forecasts that were kept, and no filter of spend narrows it. */
export const FORECAST_METRICS = {
  forecast_variance: {
    unit: "share",
    formula:
      "(what the last month that is over was, less what was forecast of it on its first day) / what was forecast",
    nullWhen: "no forecast of that month's first days was kept, it was of nothing, or more came than is read at once",
  },
} as const satisfies Readonly<
  Record<string, { readonly unit: MetricUnit; readonly formula: string; readonly nullWhen: string }>
>;
export type ForecastMetricName = keyof typeof FORECAST_METRICS;

/** How far what came (picos) is from what was forecast (units), in millionths of the forecast: above zero where more came. Null of a forecast of nothing. */
export function forecastVariance(forecastUnits: number, actual: bigint): bigint | null {
  const forecast = estimatedPicos(forecastUnits);
  return forecast <= 0n ? null : divideHalfEven((actual - forecast) * 10n ** BigInt(RATIO_DECIMALS), forecast);
}
