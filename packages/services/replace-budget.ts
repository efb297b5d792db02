import type { Budget, BudgetInput } from "@outlay/domain/budget";
import { canonicalJson } from "@outlay/domain/digest";
import { appendEntry } from "./append-entry.ts";
import { askForBudgets } from "./ask-for-budgets.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";
import { getBudget } from "./get-budget.ts";

/**
 * Gives a budget other contents; its spend is counted anew by them, and alerts that were raised stay. The same contents
 * change nothing. Throws `budget_not_found`, `precondition_failed`.
 */
export async function replaceBudget(
  ctx: Context,
  { id, ifMatch, input }: { readonly id: string; readonly ifMatch: string | undefined; readonly input: BudgetInput },
): Promise<Budget> {
  const at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "budget",
    id,
    operation: "budget.replaced",
    decide: (configuration) => {
      const before = getBudget(configuration, id);
      requireMatch(ifMatch, before);
      const after = { ...input, id, created_at: before.created_at, updated_at: before.updated_at };
      return { after: canonicalJson(after) === canonicalJson(before) ? before : { ...after, updated_at: at } };
    },
  });
  await askForBudgets(ctx);
  return getBudget(configuration, id);
}
