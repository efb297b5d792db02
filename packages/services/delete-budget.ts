import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";
import { getBudget } from "./get-budget.ts";

/** Alerts that the budget raised stay. Throws `budget_not_found`, `precondition_failed`. */
export async function deleteBudget(
  ctx: Context,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | undefined },
): Promise<void> {
  await appendEntry(ctx, {
    entity: "budget",
    id,
    operation: "budget.deleted",
    decide: (configuration) => {
      requireMatch(ifMatch, getBudget(configuration, id));
      return { after: null };
    },
  });
}
