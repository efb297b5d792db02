import { type Budget, isTemplate } from "@outlay/domain/budget";
import {
  type BudgetInstance,
  type BudgetPeriodOf,
  instanceId,
  instancesIn,
  parseInstanceId,
} from "@outlay/domain/budget-instance";
import type { Configuration } from "@outlay/domain/configuration";
import type { LocalDate } from "@outlay/domain/local-date";
import { hullOf, periodOf } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import type { FolderWorld } from "./context.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { readBudgetForecasts } from "./read-budget-forecasts.ts";
import { readBudgetSpend } from "./read-budget-spend.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { budgetStatusesOf } from "./read-present-spend.ts";

/** An instance of a budget in the period that holds a local date. */
type Touched = readonly [instanceId: string, localDate: LocalDate];

/**
 * Works out where budgets stand and raises the alerts that are due, in the periods of the dates that were touched: late
 * events raise those of a period that is over. Without `touched`, all budgets in their present periods, and of templates all
 * instances that spent in them. Repairs what older budgets left in contributions; raising an alert that was raised does nothing.
 */
export async function refreshBudgets(
  world: FolderWorld,
  tenantId: string,
  touched?: readonly Touched[],
): Promise<void> {
  if (touched?.length === 0) return;
  const configuration = await loadConfiguration(world, tenantId);
  const named = touched && distinctInstances(configuration, touched);
  const due = named ?? presentBudgets(configuration, world.now());
  if (due.length === 0) return;
  const range = { ...hullOf(due.map(({ period }) => period)), isRepairing: true };
  const spent = await readBudgetSpend(world, tenantId, configuration, range);
  const instances = named ?? instancesIn(due, spent);
  // Alerts tell what was spent: what is held of a budget makes none.
  const statuses = budgetStatusesOf(
    { configuration, now: world.now },
    instances,
    spent,
    new Map(),
    await readBudgetForecasts(world, tenantId),
  );
  await raiseAlerts(world, tenantId, statuses);
}

function presentBudgets({ budgets, tenant }: Configuration, now: Date): readonly BudgetPeriodOf[] {
  const today = localDateOf(now.getTime(), tenant.time_zone);
  return [...budgets.values()].flatMap((budget) => inPeriod(budget, today) ?? []);
}

function inPeriod(budget: Budget, date: LocalDate): BudgetPeriodOf | undefined {
  const period = periodOf(budget.period, date);
  return period && { budget, period };
}

/** Budgets may have been deleted, and become templates or cease to be, since they were touched: whoever changed them asks again. */
function distinctInstances({ budgets }: Configuration, touched: readonly Touched[]) {
  const distinct = new Map<string, BudgetInstance & BudgetPeriodOf>();
  for (const [id, localDate] of touched) {
    const { budgetId, value } = parseInstanceId(id);
    const budget = budgets.get(budgetId);
    const found = budget && isTemplate(budget) === (value !== null) ? inPeriod(budget, localDate) : undefined;
    if (found) distinct.set(`${found.period.from} ${instanceId(budgetId, value)}`, { ...found, value });
  }
  return [...distinct.values()];
}
