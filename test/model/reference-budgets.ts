import type { Asked, Books, Budget, Level, Override } from "./books.ts";
import { PROVIDER, type Scope } from "./canned.ts";
import { isSamePeriod } from "./reference-calendar.ts";

/** Whose call it is: what it says, then what its key is bound to. */
export function valuesOf(books: Books, { key, attribution, taskClass }: Asked): Map<string, string> {
  const own = books.keys[key];
  const values = new Map(Object.entries({ ...own?.binding, ...attribution }));
  if (own) values.set("api_key", own.id);
  if (taskClass !== null) values.set("task_class", taskClass);
  return values;
}

export const covers = (scope: Scope, values: ReadonlyMap<string, string>): boolean =>
  Object.entries(scope).every(([name, listed]) => listed.includes(values.get(name) ?? "unattributed"));

/** The values that budgets see: those of the event that the call will lead to. */
export function eventValues(
  books: Books,
  asked: Asked,
  model: string | null,
  route: string | null,
): ReadonlyMap<string, string> {
  const values = valuesOf(books, asked);
  values.set("provider", PROVIDER);
  if (model !== null) values.set("model", model);
  if (route !== null) values.set("route", route);
  values.set("operation", asked.operation);
  return values;
}

/** The level of a budget that values count in. */
export function levelOf({ id, scope }: Budget, values: ReadonlyMap<string, string>): Level | undefined {
  const own = Object.keys(scope).find((name) => scope[name]?.[0] === "*");
  const { [own ?? ""]: _, ...listed } = scope;
  if (!covers(listed, values)) return undefined;
  if (own === undefined) return { budget: id, value: null };
  const value = values.get(own);
  return value === undefined ? undefined : { budget: id, value };
}

export const isSame = (a: Level, b: Level): boolean => a.budget === b.budget && a.value === b.value;

/** By the usage that is folded. */
export function spentOf(books: Books, budget: Budget, level: Level): bigint {
  return books.events
    .filter(({ isFolded, at }) => isFolded && isSamePeriod(budget.period, at, books.now))
    .filter(({ values }) => {
      const own = levelOf(budget, values);
      return own !== undefined && isSame(own, level);
    })
    .reduce((sum, { cost }) => sum + cost, 0n);
}

export function heldOf({ holds }: Books, level: Level): bigint {
  return holds
    .filter(({ levels }) => levels.some((each) => !each.isOver && isSame(each.level, level)))
    .flatMap(({ attempts }) => attempts.filter(({ isFree }) => !isFree))
    .reduce((sum, { picos }) => sum + picos, 0n);
}

export const overridesOf = ({ overrides, now }: Books, level: Level): readonly Override[] =>
  overrides
    .filter(({ budget, value }) => budget === level.budget && (value === null || value === level.value))
    .filter(({ from, until }) => from <= now && now < until);

export const capOf = (books: Books, { amount }: Budget, level: Level): bigint =>
  overridesOf(books, level).reduce(
    (sum, override) => sum + (override.amount ?? (amount * BigInt(override.percent ?? 0)) / 100n),
    amount,
  );
