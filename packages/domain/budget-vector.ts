import { type Budget, readerOf } from "./budget.ts";
import { indexBudgets, instanceId } from "./budget-instance.ts";
import { compareText } from "./compare-text.ts";
import type { Tuple } from "./dimensions.ts";
import type { LocalDate } from "./local-date.ts";

export interface SpendRow {
  readonly tuple: Tuple;
  readonly localDate: LocalDate;
  /** Picos. */
  readonly cost: bigint;
}

/**
 * What rows add to budgets: picos by instance (see `instanceId`) and local date, in that order; what adds nothing is left out. A
 * template has an instance for each value that the rows spend under.
 */
export function budgetVector(
  rows: Iterable<SpendRow>,
  budgets: Iterable<Budget>,
): [instanceId: string, localDate: LocalDate, picos: bigint][] {
  const instancesOf = indexBudgets(budgets, readerOf);
  const sums = new Map<string, Map<LocalDate, bigint>>();
  for (const { tuple, localDate, cost } of rows) {
    if (cost === 0n) continue;
    for (const { budget, value } of instancesOf(tuple)) {
      const id = instanceId(budget.id, value);
      const byDate = sums.get(id) ?? new Map<LocalDate, bigint>();
      sums.set(id, byDate);
      byDate.set(localDate, (byDate.get(localDate) ?? 0n) + cost);
    }
  }
  return [...sums]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([id, byDate]) =>
      [...byDate]
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([date, picos]): [string, LocalDate, bigint] => [id, date, picos]),
    );
}
