import * as z from "zod";
import { AlertLife, newLife, SEVERITIES, type Severity } from "./alert-life.ts";
import { assert } from "./assert.ts";
import type { BudgetInstance } from "./budget-instance.ts";
import type { BudgetStatus, DueThreshold } from "./budget-status.ts";
import { EACH_VALUE } from "./dimensions.ts";
import { canonicalJson, sha256Hex } from "./digest.ts";
import { pairsOf, spendPath } from "./drill-paths.ts";
import { LIMITS } from "./limits.ts";
import type { LocalDate } from "./local-date.ts";
import { formatAmount } from "./money.ts";
import type { Period } from "./period.ts";

export const ALERTED_BASES = ["actual", "forecast"] as const;

/**
 * A budget reached one of its thresholds in one period. Raised once, and not taken back: a later change of the budget does not touch it.
 * All of one instance and period are one incident: see `planBudgetAlerts`.
 */
export const BudgetAlert = z.object({
  ...AlertLife.shape,
  /** Names the alert by what it is about, so that it can be raised only once: see `alertId`. */
  id: z.string(),
  kind: z.literal("budget"),
  budget_id: z.string(),
  budget_name: z.string(),
  /** Of a template, the value whose spend it is; null for a budget that is none. */
  value: z.string().nullable().default(null),
  /** Local dates, half-open. */
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** Whole per cents of the amount. */
  threshold: z.int(),
  /** What was spent, or what the run rate projects for the period's end. */
  basis: z.enum(ALERTED_BASES),
  /** Other thresholds that were reached at once with it, and are told by it: alerts of their own, that nobody is told of. */
  also_reached: z.array(z.object({ basis: z.enum(ALERTED_BASES), threshold: z.int() })).default([]),
  /** Decimal texts in the tenant's currency, as they were when the alert was raised. */
  spent: z.string(),
  projected: z.string().nullable(),
  amount: z.string(),
  /** Shows by date what spent it; null where its scope is too long for a link, and of those that were raised before they said so. */
  spend_path: z.string().nullable().default(null),
  /** For whoever reads it. */
  next_step: z.string().default(""),
});
export type BudgetAlert = z.infer<typeof BudgetAlert>;

/** A run goes in a circle, as its steps tell while it goes on. Raised once a run and name of a step, or once a run that stands still. */
export const LoopAlert = z.object({
  ...AlertLife.shape,
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
});
export type LoopAlert = z.infer<typeof LoopAlert>;

/** Estimates are numbers of statistics, never sums of money: see `Finding` of the rules. */
const estimate = z.number().nullable();

/** What a rule found of one scope, in a measure's unit. */
export const AnomalyFigures = z.object({
  /** What the rule looks at, and its unit, as people say them. */
  measure: z.string(),
  unit: z.string(),
  /** Of its worst period; null where a rule expects nothing in particular. */
  expected: estimate,
  low: estimate,
  high: estimate,
  observed: z.number(),
  /** Beyond what was expected, of all its periods together. */
  excess: z.number(),
  score: z.number(),
});
export type AnomalyFigures = z.infer<typeof AnomalyFigures>;

/** What else is the same incident, told with it. */
export const AnomalyMember = z.object({
  ...AnomalyFigures.shape,
  scope: z.record(z.string(), z.string()),
  since: z.string(),
  until: z.string(),
});
export type AnomalyMember = z.infer<typeof AnomalyMember>;

/** A rule found something unusual in a scope: one incident from when it began until it is over. */
export const AnomalyAlert = z.object({
  ...AlertLife.shape,
  /** See `anomalyAlertId`. */
  id: z.string(),
  kind: z.literal("anomaly"),
  rule: z.string(),
  /** A value by dimension; {} is the whole tenant. */
  scope: z.record(z.string(), z.string()),
  granularity: z.enum(["hour", "day"]),
  /** The first and the last period in which it was so, in the tenant's time: a local date, or a local hour as spend shows it. */
  since: z.string(),
  until: z.string(),
  /** Whether it was so in the last period that was judged. */
  is_ongoing: z.boolean(),
  ...AnomalyFigures.shape,
  /** What the scope cost from since to until: decimal text in the tenant's currency. */
  cost: z.string(),
  /** False: it began before what is read at once. Then the cost is carried on, without what came late for days before. */
  is_cost_exact: z.boolean().default(true),
  /** How much of that is beyond what was expected: an estimate. Null where the rule's measure says nothing of money. */
  excess_cost: z.string().nullable(),
  /** What made it: the values with the most cost, exact, largest first. */
  contributors: z.array(z.object({ dimension: z.string(), value: z.string(), cost: z.string() })),
  /** Lists the events behind it. */
  events_path: z.string(),
  /** Scopes that the same incident shows in: where there are more than LIMITS.incidentMembers, those with the most of it. */
  members: z.array(AnomalyMember),
  /** How many there were at most; 0 of those that were raised before it was counted. */
  member_count: z.int().default(0),
  /** Ids of other alerts that have the same root. */
  related: z.array(z.string()),
  /** What the rule was given, with its sensitivity in force. */
  parameters: z.record(z.string(), z.json()),
  next_step: z.string(),
  /** When somebody was last told of it, and how bad it was then: the excess cost, or the excess of what costs nothing. */
  told: z.object({ at: z.iso.datetime(), excess: z.number(), severity: AlertLife.shape.severity }),
});
export type AnomalyAlert = z.infer<typeof AnomalyAlert>;

/** By `kind`. */
export const Alert = z.union([AnomalyAlert, LoopAlert, BudgetAlert]);
export type Alert = z.infer<typeof Alert>;
export const ALERT_KINDS = ["budget", "loop", "anomaly"] as const;
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

/** What of all alerts of one thing is the same, whatever is told of it: of a budget's instance and period, or the alert itself. */
export const incidentIdOf = (alert: Alert): string =>
  alert.kind === "budget"
    ? alertIdPrefix({ budgetId: alert.budget_id, value: alert.value }, alert.period).slice(0, -1)
    : alert.id;

interface AlertedInstance {
  readonly budgetId: string;
  readonly value: string | null;
}
type PeriodStart = Pick<Period, "from">;

const VALUE_DIGITS = 16;

/** What the ids of all alerts of a kind begin with. */
export const ALERT_ID_PREFIXES: Readonly<Record<AlertKind, string>> = {
  budget: "bud_",
  loop: "loop.",
  anomaly: "anomaly.",
};

/** One text for an incident: of a rule and a scope there is one that began on a date. */
export const anomalyAlertId = (rule: string, scope: Readonly<Record<string, string>>, since: LocalDate): string =>
  `${ALERT_ID_PREFIXES.anomaly}${since}.${anomalyKey(rule, scope)}`;

/** One text for a rule and a scope, whatever the order of its dimensions. */
export const anomalyKey = (rule: string, scope: Readonly<Record<string, string>>): string =>
  sha256Hex(canonicalJson([rule, scope])).slice(0, 32);

/** One text for a run and a step's name, or for a run that stands still. `date` is the run's first, which never changes. */
export const loopAlertId = (runId: string, date: LocalDate, stepName: string | null): string =>
  `${ALERT_ID_PREFIXES.loop}${date}.${sha256Hex(JSON.stringify([runId, stepName])).slice(0, 32)}`;

/** The month by which an alert is kept: that in which its period or its run began, "2026-11". */
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
    also_reached: [],
    spent: formatAmount(spent),
    projected: projection.end === null ? null : formatAmount(projection.end),
    amount: formatAmount(amount),
    spend_path: spendPathOf({ budget, value }, period),
    next_step: budgetAdvice({ basis, threshold }, period),
    ...newLife(budgetSeverity({ basis, threshold }), asOf.toISOString()),
  }));

/** By date: each item of the answer links the events behind it. Of a template, one value's. Null where that is too long for a link. */
function spendPathOf({ budget, value }: BudgetInstance, period: Period): string | null {
  const one = (each: string): string => (each === EACH_VALUE && value !== null ? value : each);
  const filters = Object.entries(budget.scope).flatMap(([name, values]) => pairsOf(name, values.map(one)));
  const path = spendPath(period, [["granularity", "day"], ...filters]);
  return path.length <= LIMITS.linkCharacters ? path : null;
}

function budgetAdvice({ basis, threshold }: DueThreshold, { to }: Period): string {
  if (basis === "forecast")
    return `See what spends most, and slow it down or raise the amount before ${to}: by what is expected, ${threshold} % of it will be spent.`;
  return threshold >= WHOLE_AMOUNT
    ? "The amount is spent: see what spent it, then raise it, give an override, or make the budget hard so that calls are refused."
    : `See what spends it, and whether the rest lasts until ${to}.`;
}

/** Spent is worse than projected, and the whole amount worse than a part. */
function budgetSeverity({ basis, threshold }: DueThreshold): Severity {
  if (threshold >= WHOLE_AMOUNT) return basis === "actual" ? "critical" : "warning";
  return basis === "actual" && threshold >= MOST_OF_AMOUNT ? "warning" : "info";
}
const WHOLE_AMOUNT = 100;
const MOST_OF_AMOUNT = 80;

/** What is read of one that was raised before alerts had a life, or kinds. */
const FormerAlert = z.looseObject({
  kind: z.string().default("budget"),
  raised_at: z.iso.datetime(),
  severity: z.enum(SEVERITIES).optional(),
  basis: BudgetAlert.shape.basis.optional(),
  threshold: BudgetAlert.shape.threshold.optional(),
});

/** An alert as it was kept; what those raised earlier lack is filled in. */
export function readAlert(kept: unknown): Alert {
  const former = FormerAlert.parse(kept);
  const { basis, threshold, raised_at } = former;
  const isBudget = basis !== undefined && threshold !== undefined;
  const severity = former.severity ?? (isBudget ? budgetSeverity({ basis, threshold }) : "warning");
  return Alert.parse({ ...newLife(severity, raised_at), ...former });
}
