import * as z from "zod";
import { compareText } from "./compare-text.ts";
import {
  ATTRIBUTION_DIMENSIONS,
  dimensionIndex,
  parseTags,
  TAG_PREFIX,
  TAGS_INDEX,
  type Tuple,
  UNATTRIBUTED,
} from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { dayNumber, type LocalDate } from "./local-date.ts";
import { formatAmount, parseAmount } from "./money.ts";
import { plainText, textFault } from "./plain-text.ts";

/** Dimensions that a budget's scope may name, beside `tag:<name>`. */
export const BUDGET_DIMENSIONS = [
  ...ATTRIBUTION_DIMENSIONS,
  "api_key",
  "provider",
  "model",
  "model_tier",
  "route",
  "operation",
] as const;

const storedText = z.string().max(LIMITS.valueCharacters);

/** Equality per dimension; a list is OR; several dimensions are AND; empty is the whole company. */
export const BudgetScope = z.record(z.string(), z.array(storedText).min(1).max(100));

export const BudgetPeriod = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["day", "week", "month", "quarter", "year"]) }),
  /** Local dates, half-open. */
  z.strictObject({ type: z.literal("range"), from: z.iso.date(), to: z.iso.date() }),
]);

export const Budget = z.strictObject({
  id: z.string(),
  name: storedText,
  scope: BudgetScope,
  period: BudgetPeriod,
  /** Decimal text in the tenant's currency. */
  amount: z.string(),
  /** Whole per cents of the amount at which an alert is raised, ascending. */
  thresholds: z.array(z.int().min(1).max(1000)).max(10),
  owner: storedText.nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Budget = z.infer<typeof Budget>;
export type BudgetScope = z.infer<typeof BudgetScope>;
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

const DEFAULT_THRESHOLDS: readonly number[] = [50, 75, 90, 100];

const text = plainText(LIMITS.valueCharacters);

const isScopeName = (name: string): boolean =>
  name.startsWith(TAG_PREFIX)
    ? textFault(name.slice(TAG_PREFIX.length), LIMITS.valueCharacters) === undefined
    : BUDGET_DIMENSIONS.some((dimension) => dimension === name);

const SCOPE_NAMES = `one of ${BUDGET_DIMENSIONS.join(", ")}, or tag:<name>`;

/** A scope as a caller states it. */
export const ScopeInput = z.preprocess(
  (value, context) => {
    // A record passes over this name in silence, which would widen the scope.
    if (typeof value === "object" && value !== null && Object.hasOwn(value, "__proto__")) {
      context.addIssue({ code: "custom", message: SCOPE_NAMES, path: ["__proto__"] });
    }
    return value;
  },
  z.record(
    z.string().refine(isScopeName),
    z
      .array(text.refine((value) => value !== "*", "`*` is reserved: list the values"))
      .min(1)
      .max(100),
    { error: ({ code }) => (code === "invalid_key" ? SCOPE_NAMES : undefined) },
  ),
);

const isRangeOfTime = ({ from, to }: { from: string; to: string }): boolean => from < to;
const isShortRange = ({ from, to }: { from: string; to: string }): boolean =>
  dayNumber(to) - dayNumber(from) <= LIMITS.budgetRangeDays;
const nearDate = z.iso
  .date()
  .refine((date) => date >= "2000-01-01" && date < "2200-01-01", "a date of the years 2000 to 2199");

const periodInput = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["day", "week", "month", "quarter", "year"]) }),
  z
    .strictObject({ type: z.literal("range"), from: nearDate, to: nearDate })
    .refine(isRangeOfTime, { path: ["to"], error: "after `from`: the range holds `from` and ends before `to`" })
    .refine(isShortRange, { path: ["to"], error: "at most five years after `from`" }),
]);

const amountInput = z
  .string()
  .max(38)
  .refine(
    (text) => (parseAmount(text) ?? 0n) > 0n,
    "a decimal above zero, of at most 24 whole and 12 fractional digits",
  )
  .overwrite((text) => formatAmount(parseAmount(text) ?? 0n));

const ascends = (list: readonly number[]): boolean =>
  list.every((item, index) => item > (list[index - 1] ?? -Infinity));

/** What a caller decides of a budget: the body of a request, with every rule it must keep. */
export const BudgetInput = z.strictObject({
  name: text,
  scope: ScopeInput,
  period: periodInput.default({ type: "month" }),
  amount: amountInput,
  thresholds: z
    .array(z.int().min(1).max(1000))
    .max(10)
    .refine(ascends, "ascending, each once")
    .default([...DEFAULT_THRESHOLDS]),
  owner: text.nullable().default(null),
});
export type BudgetInput = z.infer<typeof BudgetInput>;

/** Whether spend of a tuple counts; made once a scope, so that it is quick for each tuple. */
export function compileScope(scope: BudgetScope): (tuple: Tuple) => boolean {
  const tests = Object.entries(scope).map(([dimension, values]) => compileTest(dimension, new Set(values)));
  const [first, ...others] = tests;
  if (!first) return () => true;
  return (tuple) => first(tuple) && others.every((test) => test(tuple));
}

function compileTest(dimension: string, values: ReadonlySet<string>): (tuple: Tuple) => boolean {
  const valueOf = readerOf(dimension);
  return (tuple) => values.has(valueOf(tuple));
}

/** A tuple's value of a dimension or tag, as scopes name it. */
export function readerOf(dimension: string): (tuple: Tuple) => string {
  if (dimension.startsWith(TAG_PREFIX)) {
    const tag = dimension.slice(TAG_PREFIX.length);
    return (tuple) => tagsOf(tuple[TAGS_INDEX] ?? null).get(tag) ?? UNATTRIBUTED;
  }
  const index = dimensionIndex(dimension);
  return (tuple) => tuple[index] ?? UNATTRIBUTED;
}

/** The tags that were read last: all budgets look at one tuple before the next. */
let lastTags: { readonly text: string | null; readonly tags: ReadonlyMap<string, string> } = {
  text: null,
  tags: new Map(),
};

function tagsOf(text: string | null): ReadonlyMap<string, string> {
  if (text !== lastTags.text) lastTags = { text, tags: parseTags(text) };
  return lastTags.tags;
}

/** Scopes are compiled once, however many pages they are held against; a budget that changes has a new scope. */
const compiled = new WeakMap<BudgetScope, (tuple: Tuple) => boolean>();

function matcherOf({ scope }: Budget): (tuple: Tuple) => boolean {
  const known = compiled.get(scope) ?? compileScope(scope);
  compiled.set(scope, known);
  return known;
}

export interface SpendRow {
  readonly tuple: Tuple;
  readonly localDate: LocalDate;
  /** Picos. */
  readonly cost: bigint;
}

/** What rows add to budgets: picos by budget and local date, in that order; what adds nothing is left out. */
export function budgetVector(
  rows: Iterable<SpendRow>,
  budgets: Iterable<Budget>,
): [budgetId: string, localDate: LocalDate, picos: bigint][] {
  const sums = Array.from(budgets, (budget): BudgetSum => ({ budget, matches: matcherOf(budget), byDate: new Map() }));
  const candidatesOf = indexSums(sums);
  for (const { tuple, localDate, cost } of rows) {
    if (cost === 0n) continue;
    for (const { matches, byDate } of candidatesOf(tuple)) {
      if (matches(tuple)) byDate.set(localDate, (byDate.get(localDate) ?? 0n) + cost);
    }
  }
  return sums
    .toSorted((a, b) => compareText(a.budget.id, b.budget.id))
    .flatMap(({ budget, byDate }) =>
      [...byDate]
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([date, picos]): [string, LocalDate, bigint] => [budget.id, date, picos]),
    );
}

interface BudgetSum {
  readonly budget: Budget;
  readonly matches: (tuple: Tuple) => boolean;
  readonly byDate: Map<LocalDate, bigint>;
}

/** Finds the few of many budgets that may match a tuple, by the first dimension of their scopes. Each once. */
function indexSums(sums: readonly BudgetSum[]): (tuple: Tuple) => readonly BudgetSum[] {
  const wholeCompany: BudgetSum[] = [];
  const byDimension = new Map<string, Map<string, BudgetSum[]>>();
  for (const sum of sums) {
    const [first] = Object.entries(sum.budget.scope);
    if (!first) {
      wholeCompany.push(sum);
      continue;
    }
    const [dimension, values] = first;
    const byValue = byDimension.get(dimension) ?? new Map<string, BudgetSum[]>();
    byDimension.set(dimension, byValue);
    for (const value of new Set(values)) {
      const found = byValue.get(value) ?? [];
      found.push(sum);
      byValue.set(value, found);
    }
  }
  const lookUps = Array.from(byDimension, ([dimension, byValue]) => ({ valueOf: readerOf(dimension), byValue }));
  return (tuple) => [...wholeCompany, ...lookUps.flatMap(({ valueOf, byValue }) => byValue.get(valueOf(tuple)) ?? [])];
}
