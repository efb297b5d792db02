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
  const unlisted: Budget[] = [];
  const byDimension = new Map<string, Map<string, Budget[]>>();
  for (const budget of budgets) {
    const { first } = outlineOf(budget.scope);
    if (!first) {
      unlisted.push(budget);
      continue;
    }
    const byValue = byDimension.get(first.dimension) ?? new Map<string, Budget[]>();
    byDimension.set(first.dimension, byValue);
    for (const value of first.values) {
      const found = byValue.get(value) ?? [];
      found.push(budget);
      byValue.set(value, found);
    }
  }
  const valueOf = compiledReaders(readerOf);
  return (subject) => {
    const found: BudgetInstance[] = [];
    const take = (budget: Budget) => {
      const { others, own } = outlineOf(budget.scope);
      const value = valueIn({ listed: others, own }, (dimension) => valueOf(dimension, subject));
      if (value !== undefined) found.push({ budget, value });
    };
    for (const budget of unlisted) take(budget);
    for (const [dimension, byValue] of byDimension) {
      for (const budget of byValue.get(valueOf(dimension, subject)) ?? []) take(budget);
    }
    return found;
  };
}

/** Whether spend of a subject counts in an instance of a budget of this scope. */
export function matchesInstance<Subject>(
  scope: BudgetScope,
  readerOf: ReaderOf<Subject>,
): (subject: Subject) => boolean {
  const { first, others, own } = outlineOf(scope);
  const listed = first ? [first, ...others] : others;
  const valueOf = compiledReaders(readerOf);
  return (subject) => valueIn({ listed, own }, (dimension) => valueOf(dimension, subject)) !== undefined;
}

/** A dimension of a scope that lists its values. */
interface Listed {
  readonly dimension: string;
  readonly values: ReadonlySet<string>;
}

/** A scope, taken apart. */
interface Outline {
  readonly first: Listed | undefined;
  readonly others: readonly Listed[];
  /** Of a template: the dimension that it has an instance for each value of. */
  readonly own: string | undefined;
}

/** Scopes are taken apart once, however many pages they are held against; a budget that changes has a new scope. */
const outlines = new WeakMap<BudgetScope, Outline>();

function outlineOf(scope: BudgetScope): Outline {
  const known = outlines.get(scope);
  if (known) return known;
  const own = templateDimension(scope);
  const [first, ...others] = Object.entries(scope)
    .filter(([dimension]) => dimension !== own)
    .map(([dimension, values]): Listed => ({ dimension, values: new Set(values) }));
  const outline = { first, others, own };
  outlines.set(scope, outline);
  return outline;
}

function compiledReaders<Subject>(readerOf: ReaderOf<Subject>): (dimension: string, subject: Subject) => string {
  const readers = new Map<string, (subject: Subject) => string>();
  return (dimension, subject) => {
    const reader = readers.get(dimension) ?? readerOf(dimension);
    readers.set(dimension, reader);
    return reader(subject);
  };
}

/** The value of the instance that takes a subject, null of a budget that is no template; undefined where none does. */
function valueIn(
  { listed, own }: { readonly listed: readonly Listed[]; readonly own: string | undefined },
  valueOf: (dimension: string) => string,
): string | null | undefined {
  if (!listed.every(({ dimension, values }) => values.has(valueOf(dimension)))) return undefined;
  if (own === undefined) return null;
  const value = valueOf(own);
  return value === UNATTRIBUTED ? undefined : value;
}
