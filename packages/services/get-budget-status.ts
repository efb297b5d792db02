import { assert } from "@outlay/domain/assert";
import type { BudgetStatus } from "@outlay/domain/budget-status";
import type { Context } from "./context.ts";
import { BUDGETS } from "./budgets.ts";
import { getEntity } from "./entities.ts";
import { listBudgetStatuses } from "./list-budget-statuses.ts";

/** Where one budget stands now. Throws `budget_not_found`. */
export async function getBudgetStatus(ctx: Context, id: string): Promise<BudgetStatus> {
  const [status] = await listBudgetStatuses(ctx, [getEntity(ctx.configuration, BUDGETS, id)]);
  assert(status, "a budget has a status");
  return status;
}
