import type { Budget } from "@outlay/domain/budget";
import { budgetStatus } from "@outlay/domain/budget-status";
import type { LocalDate } from "@outlay/domain/local-date";
import { hullOf, periodOf, type Period } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import type { FolderWorld } from "./context.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { readBudgetSpend } from "./read-budget-spend.ts";
import { loadConfiguration } from "./read-configuration.ts";

/** A budget in the period that holds a local date. */
type Touched = readonly [budgetId: string, localDate: LocalDate];

/**
 * Works out where budgets stand and raises the alerts that are due, in the periods of the dates that were touched: late
 * events raise those of a period that is over. Without `touched`, all budgets in their present periods. Repairs what
 * older budgets left in contributions; raising an alert that was raised does nothing.
 */
export async function refreshBudgets(
  world: FolderWorld,
  tenantId: string,
  touched?: readonly Touched[],
): Promise<void> {
  if (touched?.length === 0) return;
  const configuration = await loadConfiguration(world, tenantId);
  const zone = configuration.tenant.time_zone;
  const now = world.now();
  const today = localDateOf(now.getTime(), zone);
  const asked = touched ?? [...configuration.budgets.keys()].map((id): Touched => [id, today]);
  const due = distinctPeriods(configuration.budgets, asked);
  if (due.length === 0) return;
  const range = { ...hullOf(due.map(({ period }) => period)), isRepairing: true };
  const spend = await readBudgetSpend(world, tenantId, configuration, range);
  const statuses = due.map(({ budget, period }) =>
    budgetStatus(budget, spend.get(budget.id) ?? new Map(), now, zone, period),
  );
  await raiseAlerts(world, tenantId, statuses);
}

function distinctPeriods(budgets: ReadonlyMap<string, Budget>, touched: readonly Touched[]) {
  const distinct = new Map<string, { readonly budget: Budget; readonly period: Period }>();
  for (const [budgetId, localDate] of touched) {
    const budget = budgets.get(budgetId);
    const period = budget && periodOf(budget.period, localDate);
    if (period) distinct.set(`${budgetId} ${period.from}`, { budget, period });
  }
  return [...distinct.values()];
}
