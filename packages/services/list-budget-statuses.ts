import type { Budget } from "@outlay/domain/budget";
import { type BudgetStatus, budgetStatus } from "@outlay/domain/budget-status";
import { addDays } from "@outlay/domain/local-date";
import { hullOf, periodShownOn } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "./context.ts";
import { readBudgetSpend } from "./read-budget-spend.ts";

/** Where budgets of the caller's tenant stand now, in the order given: one read of spend for all of them. */
export async function listBudgetStatuses(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
  budgets: readonly Budget[],
): Promise<readonly BudgetStatus[]> {
  if (budgets.length === 0) return [];
  const zone = ctx.configuration.tenant.time_zone;
  const now = ctx.now();
  const today = localDateOf(now.getTime(), zone);
  const periods = budgets.map(({ period }) => periodShownOn(period, today));
  const { from, to } = hullOf(periods);
  // Events come from a few minutes ahead at most, so there is nothing to read after tomorrow.
  const soon = addDays(today, 2);
  const range = { from, to: to < soon ? to : soon, isRepairing: false };
  const spent = await readBudgetSpend(ctx, ctx.tenantId, ctx.configuration, range);
  return budgets.map((budget) => budgetStatus(budget, spent.get(budget.id) ?? new Map(), now, zone));
}
