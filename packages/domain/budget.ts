import * as z from "zod";
import { ATTRIBUTION_DIMENSIONS } from "./dimensions.ts";

/** Dimensions that a budget's scope may name, beside `tag:<name>`. */
export const BUDGET_DIMENSIONS = [
  ...ATTRIBUTION_DIMENSIONS,
  "api_key",
  "provider",
  "model",
  "model_tier",
  "route",
  "operation",
] as const;

/** Equality per dimension; a list is OR; several dimensions are AND; empty is the whole company. */
export const BudgetScope = z.record(z.string().max(140), z.array(z.string().min(1).max(128)).min(1).max(100));

export const BudgetPeriod = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["day", "week", "month", "quarter", "year"]) }),
  /** Local dates, half-open. */
  z.strictObject({ type: z.literal("range"), from: z.iso.date(), to: z.iso.date() }),
]);

export const Budget = z.strictObject({
  id: z.string(),
  name: z.string().min(1).max(128),
  scope: BudgetScope,
  period: BudgetPeriod,
  /** Decimal text in the tenant's currency. */
  amount: z.string(),
  /** Whole per cents of the amount at which an alert is raised, ascending. */
  thresholds: z.array(z.int().min(1).max(1000)).max(10),
  owner: z.string().max(128).nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Budget = z.infer<typeof Budget>;
export type BudgetScope = z.infer<typeof BudgetScope>;
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;
