import { createRoute } from "@hono/zod-openapi";
import { ENFORCEMENTS } from "@outlay/domain/budget";
import type { BudgetStatus, EndInterval, RunsOutBetween } from "@outlay/domain/budget-status";
import { LIMITS } from "@outlay/domain/limits";
import { formatAmount } from "@outlay/domain/money";
import { periodKey } from "@outlay/domain/period";
import { plainText } from "@outlay/domain/plain-text";
import { getBudgetStatus } from "@outlay/services/get-budget-status";
import { listBudgetStatuses } from "@outlay/services/list-budget-statuses";
import * as z from "zod";
import { orNull } from "../or-null.ts";
import { idOf, jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const amount = z.string().meta({ description: "Decimal text in the tenant's currency.", example: "30.5" });

const date = orNull(z.string());

const BudgetStatusBody = z
  .object({
    budget_id: z.string(),
    value: z.union([z.string(), z.null()]).meta({ description: "Of a template: the value that this is of." }),
    name: z.string(),
    owner: z.union([z.string(), z.null()]),
    period: z.object({
      key: z.string().meta({ description: "E.g. 2026-11, 2026-W45, 2026-Q4." }),
      from: z.string().meta({ description: "A local date." }),
      to: z.string().meta({ description: "The local date before which the period ends." }),
    }),
    state: z.enum(["upcoming", "active", "ended"]),
    enforcement: z.enum(ENFORCEMENTS),
    amount: amount.meta({ description: "The budget's own. Thresholds, per cents and projections are of it." }),
    override_amount: amount.meta({ description: "What overrides in force add." }),
    effective_amount: amount.meta({
      description: "`amount` and `override_amount`: what a hard budget holds calls to.",
    }),
    spent: amount,
    reserved: amount.meta({ description: "Held for calls in progress." }),
    remaining: amount.meta({ description: "`amount` without `spent`: below zero once more is spent." }),
    available: amount.meta({ description: "`effective_amount` without `spent` and `reserved`." }),
    percent_used: z.string().meta({ description: "Rounded down to two decimals.", example: "30.50" }),
    burn_rate_per_day: z
      .union([amount, z.null()])
      .meta({ description: "By 24 hours of the period so far. Null in its first hour." }),
    projected_end: orNull(amount).meta({ description: "Spend at the period's end. An estimate." }),
    projected_interval: orNull(z.object({ low_80: amount, high_80: amount, low_95: amount, high_95: amount })).meta({
      description:
        "Between what it lies in 80 and in 95 of 100 cases. Estimates; null with a run rate, which knows none.",
    }),
    projection: orNull(z.enum(["forecast", "run_rate"])).meta({
      description: [
        "How it was projected: `forecast` is what was spent and last night's forecast of the rest; `run_rate` goes on as on average so far.",
      ].join(" "),
    }),
    projection_reason: z.string().meta({
      description: "Why this forecast; of a run rate, why there is no forecast; else why there is no projection.",
    }),
    runs_out_on: orNull(z.string()).meta({
      description: "The local date on which the amount was, or is projected to be, used up.",
    }),
    runs_out_between: orNull(z.object({ early_80: date, late_80: date, early_95: date, late_95: date })).meta({
      description:
        "By the intervals' edges: the earliest and latest dates in 80 and 95 of 100 cases; null: not in the period.",
    }),
    thresholds_reached: z.object({
      actual: z.array(z.int()).meta({ description: "Reached by what is spent." }),
      forecast: z.array(z.int()).meta({
        description: "Not yet reached, and reached by `low_80`, or by the run rate where there is no forecast.",
      }),
    }),
    as_of: z.string(),
  })
  .meta({ id: "BudgetStatus" });

function presentStatus({ budget, value, period, ...status }: BudgetStatus): z.input<typeof BudgetStatusBody> {
  const reached = (basis: "actual" | "forecast") =>
    status.due.filter((due) => due.basis === basis).map(({ threshold }) => threshold);
  const amountOrNull = (picos: bigint | null) => (picos === null ? null : formatAmount(picos));
  return {
    budget_id: budget.id,
    value,
    name: budget.name,
    owner: budget.owner,
    period: { key: periodKey(budget.period.type, period), from: period.from, to: period.to },
    state: status.state,
    enforcement: budget.enforcement,
    amount: formatAmount(status.amount),
    override_amount: formatAmount(status.effectiveAmount - status.amount),
    effective_amount: formatAmount(status.effectiveAmount),
    spent: formatAmount(status.spent),
    reserved: formatAmount(status.reserved),
    remaining: formatAmount(status.remaining),
    available: formatAmount(status.available),
    percent_used: status.percentUsed,
    burn_rate_per_day: amountOrNull(status.burnRatePerDay),
    projected_end: amountOrNull(status.projection.end),
    projected_interval: presentInterval(status.projection.interval),
    projection: status.projection.method,
    projection_reason: status.projection.reason,
    runs_out_on: status.runsOutOn,
    runs_out_between: presentRunsOut(status.runsOutBetween),
    thresholds_reached: { actual: reached("actual"), forecast: reached("forecast") },
    as_of: status.asOf.toISOString(),
  };
}

const presentInterval = (interval: EndInterval | null) =>
  interval && {
    low_80: formatAmount(interval.low80),
    high_80: formatAmount(interval.high80),
    low_95: formatAmount(interval.low95),
    high_95: formatAmount(interval.high95),
  };

const presentRunsOut = (between: RunsOutBetween | null) =>
  between && {
    early_80: between.early80,
    late_80: between.late80,
    early_95: between.early95,
    late_95: between.late95,
  };

const get = createRoute({
  method: "get",
  path: "/v1/budgets/{budget_id}/status",
  operationId: "getBudgetStatus",
  tags: ["Budgets"],
  summary: "Read where a budget stands in its present period",
  security: scope("budgets:read"),
  description: "A template has a status for each value: name it, also where it never spent.",
  request: {
    params: z.object({ budget_id: idOf("bud", "The budget's id.") }),
    query: z.strictObject({
      value: plainText(LIMITS.valueCharacters).optional().meta({ description: "Of a template, and of it alone." }),
    }),
  },
  responses: { 200: jsonContent(BudgetStatusBody, "Its status"), ...problemResponses(401, 403, 404, 422) },
});

const list = createRoute({
  method: "get",
  path: "/v1/budget-statuses",
  operationId: "listBudgetStatuses",
  tags: ["Budgets"],
  summary: "List where all budgets stand in their present periods, the oldest budget first",
  description: "Of a template, every value that spent in its present period, in order of value.",
  security: scope("budgets:read"),
  request: { query: PageQuery },
  responses: {
    200: jsonContent(pageOf(BudgetStatusBody), "A page of statuses"),
    ...problemResponses(400, 401, 403, 422),
  },
});

export const budgetStatusRoutes = newRouter()
  .openapi(get, async (c) => {
    const { value = null } = c.req.valid("query");
    const status = await getBudgetStatus(c.var.ctx, { id: c.req.valid("param").budget_id, value });
    return c.json(presentStatus(status), 200);
  })
  .openapi(list, async (c) => {
    const { cursor, limit } = c.req.valid("query");
    const { statuses, nextId } = await listBudgetStatuses(c.var.ctx, { afterId: c.var.cursors.open(cursor), limit });
    return c.json(
      { items: statuses.map(presentStatus), next_cursor: nextId === null ? null : c.var.cursors.seal(nextId) },
      200,
    );
  });
