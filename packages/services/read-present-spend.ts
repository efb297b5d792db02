import { type BudgetInstance, type BudgetPeriodOf, instanceId } from "@outlay/domain/budget-instance";
import { overridesInForce } from "@outlay/domain/budget-override";
import { type BudgetStatus, budgetStatus } from "@outlay/domain/budget-status";
import { addDays } from "@outlay/domain/local-date";
import { hullOf } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "./context.ts";
import type { ForecastOf } from "./read-budget-forecasts.ts";
import { readBudgetSpend, type SpendByDate } from "./read-budget-spend.ts";

export type BudgetReader = Pick<Context, "table" | "tenantId" | "configuration" | "now">;

/** What budgets spent in the periods given, by instance and local date: one read for all of them. */
export async function readPresentSpend(
  ctx: BudgetReader,
  budgets: readonly BudgetPeriodOf[],
): Promise<ReadonlyMap<string, SpendByDate>> {
  if (budgets.length === 0) return new Map();
  const { from, to } = hullOf(budgets.map(({ period }) => period));
  // Events come from a few minutes ahead at most, so there is nothing to read after tomorrow.
  const soon = addDays(localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone), 2);
  const range = { from, to: to < soon ? to : soon, isRepairing: false };
  return readBudgetSpend(ctx, ctx.tenantId, ctx.configuration, range);
}

/** Where instances of the caller's tenant stand now, in the order given, by what was read of their spend, of what is held of them and of what was forecast. */
export function budgetStatusesOf(
  { configuration, now }: Pick<BudgetReader, "configuration" | "now">,
  instances: readonly (BudgetInstance & BudgetPeriodOf)[],
  spent: ReadonlyMap<string, SpendByDate>,
  held: ReadonlyMap<string, bigint>,
  forecastOf: ForecastOf,
): readonly BudgetStatus[] {
  const at = now();
  const overrides = overridesInForce(configuration.budgetOverrides.values(), at.getTime());
  return instances.map(({ budget, value, period }) => {
    const byDate = spent.get(instanceId(budget.id, value)) ?? new Map();
    return budgetStatus({ budget, value }, byDate, {
      now: at,
      zone: configuration.tenant.time_zone,
      period,
      overrides: overrides.get(budget.id) ?? [],
      held: held.get(instanceId(budget.id, value)) ?? 0n,
      forecast: forecastOf({ budget, value }),
    });
  });
}
