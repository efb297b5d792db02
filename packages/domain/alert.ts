import * as z from "zod";
import type { BudgetStatus, DueThreshold } from "./budget-status.ts";
import { sha256Hex } from "./digest.ts";
import { formatAmount } from "./money.ts";
import type { Period } from "./period.ts";

/** A budget reached one of its thresholds in one period. Raised once, and not taken back: a later change of the budget does not touch it. */
export const Alert = z.object({
  /** Names the alert by what it is about, so that it can be raised only once: see `alertId`. */
  id: z.string(),
  budget_id: z.string(),
  budget_name: z.string(),
  /** Of a template, the value whose spend it is; null for a budget that is none. */
  value: z.string().nullable().default(null),
  /** Local dates, half-open. */
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** Whole per cents of the amount. */
  threshold: z.int(),
  /** What was spent, or what the run rate projects for the period's end. */
  basis: z.enum(["actual", "forecast"]),
  /** Decimal texts in the tenant's currency, as they were when the alert was raised. */
  spent: z.string(),
  projected: z.string().nullable(),
  amount: z.string(),
  raised_at: z.iso.datetime(),
  status: z.literal("open"),
});
export type Alert = z.infer<typeof Alert>;

/**
 * One text for a (budget, start of its period, value of a template, basis, threshold): alerts of one budget and period are
 * neighbours in order. A value may be any text, so its hash stands for it.
 */
export const alertId = (instance: AlertedInstance, period: PeriodStart, { basis, threshold }: DueThreshold): string =>
  `${alertIdPrefix(instance, period)}${basis}.${String(threshold).padStart(4, "0")}`;

/** What the ids of all alerts of an instance's period begin with. */
export const alertIdPrefix = ({ budgetId, value }: AlertedInstance, { from }: PeriodStart): string =>
  `${budgetAlertIdPrefix(budgetId)}${from}.${value === null ? "" : `${sha256Hex(value).slice(0, VALUE_DIGITS)}.`}`;

/** What the ids of all alerts of a budget begin with. */
export const budgetAlertIdPrefix = (budgetId: string): string => `${budgetId}.`;

interface AlertedInstance {
  readonly budgetId: string;
  readonly value: string | null;
}
type PeriodStart = Pick<Period, "from">;

const VALUE_DIGITS = 16;

/** Alerts are kept by the month in which their period began, "2026-11". */
export const alertMonth = (period: PeriodStart): string => period.from.slice(0, 7);

/** The alerts that a status calls for; those raised before are among them. */
export const alertsDue = ({ budget, value, period, spent, amount, projection, due, asOf }: BudgetStatus): Alert[] =>
  due.map(({ basis, threshold }) => ({
    id: alertId({ budgetId: budget.id, value }, period, { basis, threshold }),
    budget_id: budget.id,
    budget_name: budget.name,
    value,
    period,
    threshold,
    basis,
    spent: formatAmount(spent),
    projected: projection.end === null ? null : formatAmount(projection.end),
    amount: formatAmount(amount),
    raised_at: asOf.toISOString(),
    status: "open",
  }));
