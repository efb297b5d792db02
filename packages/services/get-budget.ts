import type { Budget } from "@outlay/domain/budget";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";

/** The budget of the caller's tenant. Throws `budget_not_found`. */
export function getBudget({ budgets }: Pick<Configuration, "budgets">, id: string): Budget {
  const budget = budgets.get(id);
  if (!budget) throw new DomainError("budget_not_found", `There is no budget ${id}.`);
  return budget;
}
