import { assert } from "@outlay/domain/assert";
import type { Budget, BudgetInput } from "@outlay/domain/budget";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { appendEntry } from "./append-entry.ts";
import { askForBudgets } from "./ask-for-budgets.ts";
import type { Context } from "./context.ts";

/** Makes a budget, which starts from what its period has truly spent. Throws `budget_limit_reached`. */
export async function createBudget(ctx: Context, input: BudgetInput): Promise<Budget> {
  const id = ctx.newId("bud");
  const at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "budget",
    id,
    operation: "budget.created",
    decide: ({ budgets }) => {
      if (budgets.size < LIMITS.budgetsPerTenant) return { after: { ...input, id, created_at: at, updated_at: at } };
      throw new DomainError("budget_limit_reached", `A tenant has at most ${LIMITS.budgetsPerTenant} budgets.`);
    },
  });
  const made = configuration.budgets.get(id);
  assert(made, "a budget that was made is there");
  await askForBudgets(ctx);
  return made;
}
