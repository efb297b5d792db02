import { type Budget, isHard, readerOf } from "@outlay/domain/budget";
import { indexBudgets, type BudgetInstance, instanceId } from "@outlay/domain/budget-instance";
import { type BudgetOverride, effectiveAmount, overridesInForce } from "@outlay/domain/budget-override";
import { type Cap, heldBudget, type HeldBudget } from "@outlay/domain/cap";
import type { Configuration } from "@outlay/domain/configuration";
import type { LocalDate } from "@outlay/domain/local-date";
import type { Tuple } from "@outlay/domain/dimensions";
import { localDateOf } from "@outlay/domain/zone";

/** A level that a call counts in, and whose. */
export interface MatchedCap extends BudgetInstance {
  readonly cap: Cap;
  /** Those that make it larger now. */
  readonly overrides: readonly BudgetOverride[];
}

/** Found once a configuration: a change of it makes other maps. */
const indexed = new WeakMap<Configuration["budgets"], (tuple: Tuple) => readonly BudgetInstance[]>();
const grouped = new WeakMap<Configuration["budgetOverrides"], ReadonlyMap<string, readonly BudgetOverride[]>>();

function hardBudgetsOf({ budgets }: Configuration): (tuple: Tuple) => readonly BudgetInstance[] {
  const known = indexed.get(budgets) ?? indexBudgets(budgets.values().filter(isHard), readerOf);
  indexed.set(budgets, known);
  return known;
}

function overridesOf({ budgetOverrides }: Configuration, budgetId: string): readonly BudgetOverride[] {
  const known = grouped.get(budgetOverrides) ?? Map.groupBy(budgetOverrides.values(), ({ budget_id }) => budget_id);
  grouped.set(budgetOverrides, known);
  return known.get(budgetId) ?? [];
}

/** A range that begins while the call may go on holds it already: other periods are followed by their next, which takes over what is held. */
const dateIn = ({ period }: Budget, today: LocalDate, lastDate: LocalDate): LocalDate =>
  period.type === "range" && today < period.from && period.from <= lastDate ? period.from : today;

/** What is worked out of a budget once a day; the values of a template are too many to keep. */
const heldBudgets = new WeakMap<Budget, { readonly today: LocalDate; readonly held: HeldBudget | undefined }>();

function heldOn(budget: Budget, value: string | null, today: LocalDate): HeldBudget | undefined {
  if (value !== null) return heldBudget(budget, value, today);
  const kept = heldBudgets.get(budget);
  if (kept?.today === today) return kept.held;
  const held = heldBudget(budget, null, today);
  heldBudgets.set(budget, { today, held });
  return held;
}

/**
 * Every level of a hard budget that a call of one of these completed tuples would count in, made at an instant and over by
 * `expiresAtEpochMs`, with what it may use. Each once.
 */
export function matchingCaps(
  configuration: Configuration,
  tuples: readonly Tuple[],
  atEpochMs: number,
  expiresAtEpochMs: number,
): readonly MatchedCap[] {
  const matching = hardBudgetsOf(configuration);
  const today = localDateOf(atEpochMs, configuration.tenant.time_zone);
  const lastDate = localDateOf(expiresAtEpochMs, configuration.tenant.time_zone);
  const found = new Map<string, MatchedCap>();
  for (const tuple of tuples) {
    for (const { budget, value } of matching(tuple)) {
      const id = instanceId(budget.id, value);
      if (found.has(id)) continue;
      const inForce = overridesInForce(overridesOf(configuration, budget.id), atEpochMs).get(budget.id) ?? [];
      const overrides = inForce.filter((override) => override.value === null || override.value === value);
      const held = heldOn(budget, value, dateIn(budget, today, lastDate));
      if (!held) continue;
      found.set(id, {
        budget,
        value,
        cap: { ...held, capPicos: effectiveAmount(budget, overrides, value) },
        overrides,
      });
    }
  }
  return [...found.values()];
}
