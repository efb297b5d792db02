import type { Budget } from "@outlay/domain/budget";
import {
  type BudgetInstance,
  type BudgetPeriodOf,
  instanceId,
  instancesIn,
  parseInstanceId,
} from "@outlay/domain/budget-instance";
import type { BudgetStatus } from "@outlay/domain/budget-status";
import { compareText } from "@outlay/domain/compare-text";
import { periodShownOn } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import { heldOfInstances } from "./held-of.ts";
import { readBudgetForecasts } from "./read-budget-forecasts.ts";
import { budgetStatusesOf, type BudgetReader, readPresentSpend } from "./read-present-spend.ts";

export interface StatusPage {
  /** An instance's id (see `instanceId`): the page holds what comes after it. */
  readonly afterId: string | undefined;
  readonly limit: number;
}

/**
 * Where all budgets of the caller's tenant stand now, in order of id; of a template the instances that spent in its present
 * period, in order of value. `nextId` is null at the end.
 */
export async function listBudgetStatuses(
  ctx: BudgetReader,
  { afterId, limit }: StatusPage,
): Promise<{ readonly statuses: readonly BudgetStatus[]; readonly nextId: string | null }> {
  const rest = presentBudgets(ctx).filter(({ budget }) => isStillShown(budget, afterId));
  const forecastOf = await readBudgetForecasts(ctx, ctx.tenantId);
  const statuses: BudgetStatus[] = [];
  // Templates that nobody spent under have no instance, so that one round may not fill the page.
  for (let start = 0; start < rest.length && statuses.length <= limit; start += limit + 1) {
    const some = rest.slice(start, start + limit + 1);
    const spent = await readPresentSpend(ctx, some);
    const instances = instancesIn(some, spent).filter((instance) => comesAfter(instance, afterId));
    const room = limit + 1 - statuses.length;
    const due = instances.slice(0, room);
    statuses.push(...budgetStatusesOf(ctx, due, spent, await heldOfInstances(ctx, due), forecastOf));
  }
  const shown = statuses.slice(0, limit);
  const last = shown.at(-1);
  return { statuses: shown, nextId: statuses.length > limit && last ? instanceId(last.budget.id, last.value) : null };
}

function presentBudgets({ configuration, now }: BudgetReader): BudgetPeriodOf[] {
  const today = localDateOf(now().getTime(), configuration.tenant.time_zone);
  return [...configuration.budgets.values()]
    .toSorted((a, b) => compareText(a.id, b.id))
    .map((budget) => ({ budget, period: periodShownOn(budget.period, today) }));
}

/** The last budget that was shown is among them: it may be a template that has more values. */
const isStillShown = ({ id }: Budget, afterId: string | undefined): boolean =>
  afterId === undefined || id >= parseInstanceId(afterId).budgetId;

/** Asked of instances of the budgets that are still shown. */
function comesAfter({ budget, value }: BudgetInstance, afterId: string | undefined): boolean {
  if (afterId === undefined) return true;
  const after = parseInstanceId(afterId);
  return budget.id !== after.budgetId || compareText(value ?? "", after.value ?? "") > 0;
}
