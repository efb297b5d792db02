import { createRoute } from "@hono/zod-openapi";
import type { BudgetStatus } from "@outlay/domain/budget-status";
import { formatAmount } from "@outlay/domain/money";
import { periodKey } from "@outlay/domain/period";
import { getBudgetStatus } from "@outlay/services/get-budget-status";
import { listBudgetStatuses } from "@outlay/services/list-budget-statuses";
import * as z from "zod";
import { pageById } from "../page.ts";
import { idOf, jsonContent, newRouter, pageOf, PageQuery, problemResponses, scope } from "../router.ts";

const amount = z.string().meta({ description: "Decimal text in the tenant's currency.", example: "30.5" });

const BudgetStatusBody = z
  .object({
    budget_id: z.string(),
    name: z.string(),
    owner: z.union([z.string(), z.null()]),
    period: z.object({
      key: z.string().meta({ description: "E.g. 2026-11, 2026-W45, 2026-Q4." }),
      from: z.string().meta({ description: "A local date." }),
      to: z.string().meta({ description: "The local date before which the period ends." }),
    }),
    state: z.enum(["upcoming", "active", "ended"]),
    amount,
    spent: amount,
    reserved: amount.meta({ description: "Held for calls in progress: 0, as budgets are not caps yet." }),
    remaining: amount.meta({ description: "Below zero once more is spent than the amount." }),
    percent_used: z.string().meta({ description: "Rounded down to two decimals.", example: "30.50" }),
    burn_rate_per_day: z
      .union([amount, z.null()])
      .meta({ description: "By 24 hours of the period so far. Null in its first hour." }),
    projected_end: z.union([amount, z.null()]).meta({ description: "Spend at the period's end." }),
    projection: z
      .union([z.literal("run_rate"), z.null()])
      .meta({ description: "How it was projected: run_rate goes on as on average so far." }),
    projection_reason: z.union([z.string(), z.null()]).meta({ description: "Why there is no projection." }),
    runs_out_on: z
      .union([z.string(), z.null()])
      .meta({ description: "The local date on which the amount was, or is projected to be, used up." }),
    thresholds_reached: z.object({
      actual: z.array(z.int()).meta({ description: "Reached by what is spent." }),
      forecast: z.array(z.int()).meta({ description: "Not yet reached, and reached by the projection." }),
    }),
    as_of: z.string(),
  })
  .meta({ id: "BudgetStatus" });

function presentStatus({ budget, period, ...status }: BudgetStatus): z.input<typeof BudgetStatusBody> {
  const reached = (basis: "actual" | "forecast") =>
    status.due.filter((due) => due.basis === basis).map(({ threshold }) => threshold);
  const amountOrNull = (picos: bigint | null) => (picos === null ? null : formatAmount(picos));
  return {
    budget_id: budget.id,
    name: budget.name,
    owner: budget.owner,
    period: { key: periodKey(budget.period.type, period), from: period.from, to: period.to },
    state: status.state,
    amount: formatAmount(status.amount),
    spent: formatAmount(status.spent),
    reserved: formatAmount(status.reserved),
    remaining: formatAmount(status.remaining),
    percent_used: status.percentUsed,
    burn_rate_per_day: amountOrNull(status.burnRatePerDay),
    projected_end: amountOrNull(status.projection.end),
    projection: status.projection.method,
    projection_reason: status.projection.reason,
    runs_out_on: status.runsOutOn,
    thresholds_reached: { actual: reached("actual"), forecast: reached("forecast") },
    as_of: status.asOf.toISOString(),
  };
}

const get = createRoute({
  method: "get",
  path: "/v1/budgets/{budget_id}/status",
  operationId: "getBudgetStatus",
  tags: ["Budgets"],
  summary: "Read where a budget stands in its present period",
  security: scope("budgets:read"),
  request: { params: z.object({ budget_id: idOf("bud", "The budget's id.") }) },
  responses: { 200: jsonContent(BudgetStatusBody, "Its status"), ...problemResponses(401, 403, 404, 422) },
});

const list = createRoute({
  method: "get",
  path: "/v1/budget-statuses",
  operationId: "listBudgetStatuses",
  tags: ["Budgets"],
  summary: "List where all budgets stand in their present periods, the oldest budget first",
  security: scope("budgets:read"),
  request: { query: PageQuery },
  responses: {
    200: jsonContent(pageOf(BudgetStatusBody), "A page of statuses"),
    ...problemResponses(400, 401, 403, 422),
  },
});

export const budgetStatusRoutes = newRouter()
  .openapi(get, async (c) => {
    const status = await getBudgetStatus(c.var.ctx, c.req.valid("param").budget_id);
    return c.json(presentStatus(status), 200);
  })
  .openapi(list, async (c) => {
    const page = pageById(c, c.var.ctx.configuration.budgets, c.req.valid("query"), (budget) => budget);
    const statuses = await listBudgetStatuses(c.var.ctx, page.items);
    return c.json({ items: statuses.map(presentStatus), next_cursor: page.next_cursor }, 200);
  });
