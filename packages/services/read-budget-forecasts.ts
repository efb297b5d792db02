import type { BudgetScope } from "@outlay/domain/budget";
import { type BudgetInstance, instanceId } from "@outlay/domain/budget-instance";
import type { BudgetForecast } from "@outlay/domain/budget-status";
import { compareText } from "@outlay/domain/compare-text";
import { sha256Hex } from "@outlay/domain/digest";
import { LIMITS } from "@outlay/domain/limits";
import { readBudgetOutlines } from "@outlay/storage/forecasts";
import type { World } from "./context.ts";

/** The forecast of an instance that was made last, or why there is none. */
export type ForecastOf = (instance: BudgetInstance) => BudgetForecast;

const none = (reason: string): BudgetForecast => ({ method: null, reason });

/** What was forecast of the tenant's budgets last: one item, for all of them. */
export async function readBudgetForecasts({ table }: Pick<World, "table">, tenantId: string): Promise<ForecastOf> {
  const kept = await readBudgetOutlines(table, tenantId);
  if (!kept) return () => none("No forecast was made yet: the first is made in the night.");
  return ({ budget, value }) => {
    const found = kept.outlines[instanceId(budget.id, value)];
    if (found)
      return found.scope === scopeDigest(budget.scope)
        ? found.forecast
        : none("Its scope changed after the last forecast.");
    if (kept.kept < kept.instances)
      return none(`At most ${LIMITS.forecastBudgets} budgets are forecast, those that spend most.`);
    return none("It had not spent when the last forecast was made.");
  };
}

/** Tells a budget's scope from any other that it had before. */
export const scopeDigest = (scope: BudgetScope): string =>
  sha256Hex(JSON.stringify(Object.entries(scope).toSorted(([a], [b]) => compareText(a, b)))).slice(0, 8);
