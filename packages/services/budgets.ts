import { isHard, isTemplate } from "@outlay/domain/budget";
import { aliasOf } from "@outlay/domain/cap";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { EntityInput, EntityKind } from "./entities.ts";

/** Amounts that spend is held to. No two of a tenant have one alias. */
export const BUDGETS: EntityKind<"budget"> = {
  collection: "budget",
  idPrefix: "bud",
  noun: "budget",
  limit: LIMITS.budgetsPerTenant,
  notFound: "budget_not_found",
  limitReached: "budget_limit_reached",
  isTaken: ({ budgets }, id) => {
    const alias = aliasOf(id);
    return budgets.keys().some((other) => aliasOf(other) === alias);
  },
  check: checkCounts,
};

/** Throws `hard_budget_limit_reached`, `budget_template_limit_reached`. */
function checkCounts({ budgets }: Configuration, input: EntityInput<"budget">, id: string): void {
  const others = budgets.values().filter((budget) => budget.id !== id);
  if (isTemplate(input)) {
    if (others.filter(isTemplate).toArray().length < LIMITS.budgetTemplatesPerTenant) return;
    const detail = `A tenant has at most ${LIMITS.budgetTemplatesPerTenant} budgets of ["*"].`;
    throw new DomainError("budget_template_limit_reached", detail);
  }
  if (!isHard(input)) return;
  const isPlain = (budget: EntityInput<"budget">) => isHard(budget) && !isTemplate(budget);
  if (others.filter(isPlain).toArray().length < LIMITS.hardBudgetsPerTenant) return;
  const detail = `A tenant has at most ${LIMITS.hardBudgetsPerTenant} hard budgets without templates.`;
  throw new DomainError("hard_budget_limit_reached", detail);
}
