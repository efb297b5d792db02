import * as z from "zod";
import { assert } from "./assert.ts";
import type { BudgetStatus, DueThreshold } from "./budget-status.ts";
import { sha256Hex } from "./digest.ts";
import type { LocalDate } from "./local-date.ts";
import { formatAmount } from "./money.ts";
import type { Period } from "./period.ts";

/** A budget reached one of its thresholds in one period. Raised once, and not taken back: a later change of the budget does not touch it. */
export const BudgetAlert = z.object({
  /** Names the alert by what it is about, so that it can be raised only once: see `alertId`. */
  id: z.string(),
  /** Those that were raised before there were others do not say it. */
  kind: z.literal("budget").default("budget"),
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
export type BudgetAlert = z.infer<typeof BudgetAlert>;

/** A run goes in a circle, as its steps tell while it goes on. Raised once a run and name of a step, or once a run that stands still. */
export const LoopAlert = z.object({
  /** See `loopAlertId`. */
  id: z.string(),
  kind: z.literal("loop"),
  run_id: z.string(),
  /** The step that was too many; null where steps have no numbers. */
  step: z.int().nullable(),
  /** Null: the run got no further, whatever its steps are called. */
  step_name: z.string().nullable(),
  /** How often a step of that name had come by then, or how many steps on end had told the same progress. One of both is null. */
  repeats: z.int().nullable(),
  stalled_steps: z.int().nullable(),
  /** How many there may be, and by which run limit; null: by none, every run is looked at. */
  most: z.int(),
  run_limit_id: z.string().nullable(),
  /** Whether the step was refused. */
  refused: z.boolean(),
  /** What the step's decision was asked for, by dimension and `tag:<name>`. */
  values: z.record(z.string(), z.string()),
  /** For whoever reads it. */
  next_step: z.string(),
  raised_at: z.iso.datetime(),
  status: z.literal("open"),
});
export type LoopAlert = z.infer<typeof LoopAlert>;

/** By `kind`; the one without it is a budget's. */
export const Alert = z.union([LoopAlert, BudgetAlert]);
export type Alert = z.infer<typeof Alert>;
export const ALERT_KINDS = ["budget", "loop"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

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

/** What the ids of all alerts of a kind begin with. */
export const ALERT_ID_PREFIXES: Readonly<Record<AlertKind, string>> = { budget: "bud_", loop: "loop." };

/** One text for a run and a step's name, or for a run that stands still. `date` is the run's first, which never changes. */
export const loopAlertId = (runId: string, date: LocalDate, stepName: string | null): string =>
  `${ALERT_ID_PREFIXES.loop}${date}.${sha256Hex(JSON.stringify([runId, stepName])).slice(0, 32)}`;

/** Alerts are kept by the month in which their period or their run began, "2026-11". */
export const alertMonth = (period: PeriodStart): string => period.from.slice(0, 7);

/** The same, of any alert. */
export function alertMonthOf(alertId: string): string {
  const month = /^[^.]+\.(\d{4}-\d{2})-/.exec(alertId)?.[1];
  assert(month !== undefined, "an alert's id names the date on which its period or run began");
  return month;
}

/** The alerts that a status calls for; those raised before are among them. */
export const alertsDue = ({
  budget,
  value,
  period,
  spent,
  amount,
  projection,
  due,
  asOf,
}: BudgetStatus): BudgetAlert[] =>
  due.map(({ basis, threshold }) => ({
    id: alertId({ budgetId: budget.id, value }, period, { basis, threshold }),
    kind: "budget",
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
