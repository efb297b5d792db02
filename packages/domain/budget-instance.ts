import { type Budget, type BudgetScope, isTemplate, templateDimension } from "./budget.ts";
import { compareText } from "./compare-text.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import type { LocalDate } from "./local-date.ts";
import type { Period } from "./period.ts";

/** One budget that spend is held to: a budget that is no template, of value null, or that of a template for one value. */
export interface BudgetInstance {
  readonly budget: Budget;
  readonly value: string | null;
}

const SEPARATOR = ":";

/** Names an instance within its tenant, as contributions and statuses do: the budget's id, and after a colon the value. */
export const instanceId = (budgetId: string, value: string | null): string =>
  value === null ? budgetId : `${budgetId}${SEPARATOR}${value}`;

/** What an instance's id was made of: ids of budgets hold no colon, values may. */
export function parseInstanceId(id: string): { readonly budgetId: string; readonly value: string | null } {
  const end = id.indexOf(SEPARATOR);
  return end === -1 ? { budgetId: id, value: null } : { budgetId: id.slice(0, end), value: id.slice(end + 1) };
}

/** A budget in one of its periods. */
export interface BudgetPeriodOf {
  readonly budget: Budget;
  readonly period: Period;
}

/**
 * The instances of budgets in periods, in the order given: of a template those that spent on a date of the period, in order of
 * value. `spent` is by instance and local date.
 */
export function instancesIn(
  budgets: readonly BudgetPeriodOf[],
  spent: ReadonlyMap<string, ReadonlyMap<LocalDate, bigint>>,
): (BudgetInstance & BudgetPeriodOf)[] {
  const idsByBudget = Map.groupBy(spent.keys(), (id) => parseInstanceId(id).budgetId);
  return budgets.flatMap(({ budget, period }): (BudgetInstance & BudgetPeriodOf)[] => {
    if (!isTemplate(budget)) return [{ budget, period, value: null }];
    const isOfPeriod = (date: LocalDate) => period.from <= date && date < period.to;
    return (idsByBudget.get(budget.id) ?? [])
      .filter((id) => spent.get(id)?.keys().some(isOfPeriod) === true)
      .flatMap((id) => parseInstanceId(id).value ?? [])
      .toSorted(compareText)
      .map((value) => ({ budget, period, value }));
  });
}

/** How a subject's value of a dimension or `tag:<name>` is read; `unattributed` where it has none. */
export type ReaderOf<Subject> = (dimension: string) => (subject: Subject) => string;

/**
 * Finds the instances, among many budgets, that spend of a subject counts in, each budget's at most once. Of a template that is
 * the one of the subject's value; a subject without a value has none. It looks only at budgets whose first dimension lists the
 * subject's value, and at those that list none: made once, it is quick for each subject.
 */
export function indexBudgets<Subject>(
  budgets: Iterable<Budget>,
  readerOf: ReaderOf<Subject>,
): (subject: Subject) => readonly BudgetInstance[] {
  const unlisted: BudgetCandidate<Subject>[] = [];
  const byDimension = new Map<string, Map<string, BudgetCandidate<Subject>[]>>();
  for (const budget of budgets) {
    const [first, ...others] = listedOf(budget.scope);
    const candidate = { budget, ...candidateOf(budget.scope, others, readerOf) };
    if (!first) {
      unlisted.push(candidate);
      continue;
    }
    const byValue = byDimension.get(first[0]) ?? new Map<string, BudgetCandidate<Subject>[]>();
    byDimension.set(first[0], byValue);
    for (const value of new Set(first[1])) {
      const found = byValue.get(value) ?? [];
      found.push(candidate);
      byValue.set(value, found);
    }
  }
  const lookUps = Array.from(byDimension, ([dimension, byValue]) => ({ valueOf: readerOf(dimension), byValue }));
  return (subject) => {
    const listed = lookUps.flatMap(({ valueOf, byValue }) => byValue.get(valueOf(subject)) ?? []);
    return [...unlisted, ...listed].flatMap((candidate) => {
      const value = valueIn(candidate, subject);
      return value === undefined ? [] : [{ budget: candidate.budget, value }];
    });
  };
}

/** Whether spend of a subject counts in an instance of a budget of this scope. */
export function matchesInstance<Subject>(
  scope: BudgetScope,
  readerOf: ReaderOf<Subject>,
): (subject: Subject) => boolean {
  const candidate = candidateOf(scope, listedOf(scope), readerOf);
  return (subject) => valueIn(candidate, subject) !== undefined;
}

type Listed = readonly (readonly [dimension: string, values: readonly string[]])[];

/** The dimensions of a scope but for a template's own. */
function listedOf(scope: BudgetScope): Listed {
  const own = templateDimension(scope);
  return Object.entries(scope).filter(([name]) => name !== own);
}

/** What a budget asks of a subject. */
interface Candidate<Subject> {
  readonly tests: readonly { readonly valueOf: (subject: Subject) => string; readonly allowed: ReadonlySet<string> }[];
  /** Of a template's own dimension. */
  readonly valueOf: ((subject: Subject) => string) | undefined;
}

interface BudgetCandidate<Subject> extends Candidate<Subject> {
  readonly budget: Budget;
}

function candidateOf<Subject>(scope: BudgetScope, tested: Listed, readerOf: ReaderOf<Subject>): Candidate<Subject> {
  const own = templateDimension(scope);
  return {
    tests: tested.map(([name, values]) => ({ valueOf: readerOf(name), allowed: new Set(values) })),
    valueOf: own === undefined ? undefined : readerOf(own),
  };
}

/** The value of the instance that takes the subject, null of a budget that is no template; undefined where none does. */
function valueIn<Subject>({ tests, valueOf }: Candidate<Subject>, subject: Subject): string | null | undefined {
  if (!tests.every((test) => test.allowed.has(test.valueOf(subject)))) return undefined;
  if (!valueOf) return null;
  const value = valueOf(subject);
  return value === UNATTRIBUTED ? undefined : value;
}
