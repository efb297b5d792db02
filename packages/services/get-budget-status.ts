import { assert } from "@outlay/domain/assert";
import { templateDimension } from "@outlay/domain/budget";
import type { BudgetStatus } from "@outlay/domain/budget-status";
import { UNATTRIBUTED } from "@outlay/domain/dimensions";
import { invalidRequest } from "@outlay/domain/errors";
import { periodShownOn } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import { BUDGETS } from "./budgets.ts";
import { getEntity } from "./entities.ts";
import { heldOfInstances } from "./held-of.ts";
import { readBudgetForecasts } from "./read-budget-forecasts.ts";
import { type BudgetReader, budgetStatusesOf, readPresentSpend } from "./read-present-spend.ts";

/**
 * Where one budget stands now, or a template for one `value`, be that one that never spent. Throws `budget_not_found`, and
 * `invalid_request` for a template without a value and a value without a template.
 */
export async function getBudgetStatus(
  ctx: BudgetReader,
  { id, value }: { readonly id: string; readonly value: string | null },
): Promise<BudgetStatus> {
  const budget = getEntity(ctx.configuration, BUDGETS, id);
  const fault = faultOf(templateDimension(budget.scope), value);
  if (fault !== undefined) throw invalidRequest({ pointer: "?value", detail: fault });
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  const instance = { budget, value, period: periodShownOn(budget.period, today) };
  const held = await heldOfInstances(ctx, [instance]);
  const spent = await readPresentSpend(ctx, [instance]);
  const forecastOf = await readBudgetForecasts(ctx, ctx.tenantId);
  const [status] = budgetStatusesOf(ctx, [instance], spent, held, forecastOf);
  assert(status, "a budget has a status");
  return status;
}

function faultOf(dimension: string | undefined, value: string | null): string | undefined {
  if (dimension === undefined) return value === null ? undefined : "This budget is no template: it has one status.";
  if (value === null) return `This budget is a template: name the value of ${dimension}.`;
  return value === UNATTRIBUTED ? `A template holds no spend without a value of ${dimension}.` : undefined;
}
