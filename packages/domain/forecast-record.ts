import * as z from "zod";
import { FORECAST_METHODS } from "./forecast.ts";
import { ForecastOutline } from "./forecast-outline.ts";

const units = z.number();

/** Whose spend is forecast each night, beside the tenant's: the values of these dimensions that spend most. */
export const FORECAST_DIMENSIONS = ["department", "workflow", "model"] as const;
export type ForecastDimension = (typeof FORECAST_DIMENSIONS)[number];

/** A forecast of one scope's spend in one period, as it was made at the start of a date. In units of the tenant's currency: estimates. */
export const ForecastRecord = z.object({
  /** The tenant's own has neither dimension nor budget. */
  dimension: z.enum([...FORECAST_DIMENSIONS, "budget"]).nullable(),
  /** The value of the dimension, or the id of an instance of a budget. */
  value: z.string().nullable(),
  /** Of a budget: what its scope was, in short; another scope is another budget. */
  scope: z.string().nullable(),
  /** Local dates, half-open. */
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  method: z.enum(FORECAST_METHODS).nullable(),
  /** What was spent in the period before the date. */
  spent: units,
  /** Of the whole period, that included; null where nothing could be said. */
  end: z.object({ mean: units, low80: units, high80: units, low95: units, high95: units }).nullable(),
  /** Why nothing could be said. Of a dimension without a value: why none of its values was forecast. */
  reason: z.string().optional(),
});
export type ForecastRecord = z.infer<typeof ForecastRecord>;

/** All forecasts of one night. */
export const ForecastRecords = z.array(ForecastRecord);

/** What statuses of budgets are made of until the next night. */
export const BudgetOutlines = z.object({
  /** The local date at whose start they were made. */
  date: z.iso.date(),
  /** How many instances of budgets had spent, and of how many there is a forecast. */
  instances: z.int(),
  kept: z.int(),
  /** By the id of an instance. */
  outlines: z.record(
    z.string(),
    z.object({
      /** As in records. */
      scope: z.string(),
      forecast: z.union([ForecastOutline, z.object({ method: z.null(), reason: z.string() })]),
    }),
  ),
});
export type BudgetOutlines = z.infer<typeof BudgetOutlines>;
