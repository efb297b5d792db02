import { assert } from "./assert.ts";
import { type Budget, isTemplate } from "./budget.ts";
import { instanceId } from "./budget-instance.ts";
import { canonicalJson, sha256Hex } from "./digest.ts";
import type { LocalDate } from "./local-date.ts";
import { type Period, periodOf } from "./period.ts";

/** What holding a budget needs of it. */
export type CapBudget = Pick<Budget, "id" | "scope" | "period" | "updated_at">;

/** One level that spend is held at: a hard budget, or the one for a single value of a template, in its present period. */
export interface HeldBudget {
  readonly budgetId: string;
  /** Of a template: the value that this one is for. Else null. */
  readonly value: string | null;
  /** Its name among what budgets have spent: see `instanceId`. */
  readonly instanceId: string;
  /** Its name in the caps sheet, in reservations and in what they release. */
  readonly hold: string;
  /** Says what the counter counts: another one once the period or anything of the budget changes. */
  readonly term: string;
  readonly period: Period;
}

/** A level and what its period may use. */
export interface Cap extends HeldBudget {
  /** Picos: the budget's amount with the overrides in force. */
  readonly capPicos: bigint;
}

export const ALIAS_LENGTH = 6;
const VALUE_HASH_LENGTH = 16;
const TERM_LENGTH = 16;

/** A short name of a budget, which no other budget of its tenant has: the random end of its id. */
export function aliasOf(budgetId: string): string {
  const alias = budgetId.slice(-ALIAS_LENGTH);
  assert(alias.length === ALIAS_LENGTH && !alias.includes("."), "an id ends in six characters, none of them a point");
  return alias;
}

/** `<alias>`, or for one value of a template `<alias>.<16 hex digits>`. */
export const holdOf = (budgetId: string, value: string | null): string =>
  value === null
    ? aliasOf(budgetId)
    : `${aliasOf(budgetId)}.${sha256Hex(JSON.stringify(value)).slice(0, VALUE_HASH_LENGTH)}`;

/** The alias, and what stands for the value of a template. */
export function readHold(hold: string): { readonly alias: string; readonly valueHash: string | undefined } {
  const [alias = "", valueHash, ...rest] = hold.split(".");
  const isWhole = alias.length === ALIAS_LENGTH && (valueHash?.length ?? VALUE_HASH_LENGTH) === VALUE_HASH_LENGTH;
  assert(isWhole && rest.length === 0, "a hold's name is of our making");
  return { alias, valueHash };
}

/** The level of a budget, or of one value of a template, on a local date; undefined outside its range of time. */
export function heldBudget(budget: CapBudget, value: string | null, today: LocalDate): HeldBudget | undefined {
  assert((value !== null) === isTemplate(budget), "a template, and it alone, has a value");
  const period = periodOf(budget.period, today);
  if (!period) return undefined;
  const { id, scope, updated_at } = budget;
  const counted = canonicalJson([id, value, scope, period.from, period.to, updated_at]);
  return {
    budgetId: id,
    value,
    instanceId: instanceId(id, value),
    hold: holdOf(id, value),
    term: sha256Hex(counted).slice(0, TERM_LENGTH),
    period,
  };
}

/** The same with what it may use, in picos; undefined outside its range of time. */
export function capOf(budget: CapBudget, value: string | null, capPicos: bigint, today: LocalDate): Cap | undefined {
  const held = heldBudget(budget, value, today);
  return held && { ...held, capPicos };
}
