import * as z from "zod";
import { amountInput } from "./amount-input.ts";
import {
  ATTRIBUTION_DIMENSIONS,
  dimensionIndex,
  EACH_VALUE,
  parseTags,
  TAG_PREFIX,
  TAGS_INDEX,
  type Tuple,
  UNATTRIBUTED,
} from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { dayNumber } from "./local-date.ts";
import { NearDate } from "./near-date.ts";
import { plainText } from "./plain-text.ts";
import { scopeInput, scopeValues } from "./value-scope.ts";

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

const percent = z.int().min(1).max(LIMITS.budgetPercent);
const storedText = z.string().max(LIMITS.valueCharacters);

/**
 * Equality per dimension; a list is OR; several dimensions are AND; empty is the whole company. One dimension may have the list
 * `["*"]`: the budget is a template then, of one budget for each value.
 */
export const BudgetScope = z.record(z.string(), z.array(storedText).min(1).max(LIMITS.scopeValues));

export const BudgetPeriod = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["day", "week", "month", "quarter", "year"]) }),
  /** Local dates, half-open. */
  z.strictObject({ type: z.literal("range"), from: z.iso.date(), to: z.iso.date() }),
]);

/** A soft budget tells, a hard one also denies calls that do not fit in. */
export const ENFORCEMENTS = ["soft", "hard"] as const;
/** What becomes of calls under a hard budget while nobody can say what it has left: they pass, or they do not. */
export const ON_UNAVAILABLE = ["open", "closed"] as const;

export const Budget = z.strictObject({
  id: z.string(),
  name: storedText,
  scope: BudgetScope,
  period: BudgetPeriod,
  /** Decimal text in the tenant's currency. */
  amount: z.string(),
  /** Budgets that were stored before there were hard ones are soft. */
  enforcement: z.enum(ENFORCEMENTS).default("soft"),
  on_unavailable: z.enum(ON_UNAVAILABLE).default("closed"),
  /** Whole per cents of the amount at which an alert is raised, ascending. */
  thresholds: z.array(percent).max(LIMITS.budgetThresholds),
  owner: storedText.nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Budget = z.infer<typeof Budget>;
export type BudgetScope = z.infer<typeof BudgetScope>;
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

const DEFAULT_THRESHOLDS: readonly number[] = [50, 75, 90, 100];

const text = plainText(LIMITS.valueCharacters);

const templateDimensions = (scope: BudgetScope): string[] =>
  Object.keys(scope).filter((dimension) => scope[dimension]?.length === 1 && scope[dimension][0] === EACH_VALUE);

/** The dimension, or `tag:<name>`, that a template has one budget for each value of; undefined for a budget that is none. */
export const templateDimension = (scope: BudgetScope): string | undefined => templateDimensions(scope)[0];

export const isHard = ({ enforcement }: Pick<Budget, "enforcement">): boolean => enforcement === "hard";

export const isTemplate = ({ scope }: Pick<Budget, "scope">): boolean => templateDimension(scope) !== undefined;

/** A scope that lists its values. */
export const ScopeInput = scopeInput(
  BUDGET_DIMENSIONS,
  scopeValues(text.refine((value) => value !== EACH_VALUE, "`*` is reserved: list the values")),
);

const isAlone = (values: readonly string[]): boolean => values.length === 1 || !values.includes(EACH_VALUE);

/** A budget's scope, which may be a template's. */
const budgetScopeInput = scopeInput(
  BUDGET_DIMENSIONS,
  scopeValues(text).refine(isAlone, '`*` stands alone: ["*"] is one budget for each value'),
).refine((scope) => templateDimensions(scope).length <= 1, '["*"] is for one dimension at most');

const isRangeOfTime = ({ from, to }: { from: string; to: string }): boolean => from < to;
const isShortRange = ({ from, to }: { from: string; to: string }): boolean =>
  dayNumber(to) - dayNumber(from) <= LIMITS.budgetRangeDays;

const periodInput = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["day", "week", "month", "quarter", "year"]) }),
  z
    .strictObject({ type: z.literal("range"), from: NearDate, to: NearDate })
    .refine(isRangeOfTime, { path: ["to"], error: "after `from`: the range holds `from` and ends before `to`" })
    .refine(isShortRange, { path: ["to"], error: "at most five years after `from`" }),
]);

const ascends = (list: readonly number[]): boolean =>
  list.every((item, index) => item > (list[index - 1] ?? -Infinity));

/** What a caller decides of a budget: the body of a request, with every rule it must keep. */
export const BudgetInput = z
  .strictObject({
    name: text,
    scope: budgetScopeInput,
    period: periodInput.default({ type: "month" }),
    amount: amountInput,
    enforcement: z.enum(ENFORCEMENTS).optional(),
    on_unavailable: z.enum(ON_UNAVAILABLE).default("closed"),
    thresholds: z
      .array(percent)
      .max(LIMITS.budgetThresholds)
      .refine(ascends, "ascending, each once")
      .default([...DEFAULT_THRESHOLDS]),
    owner: text.nullable().default(null),
  })
  .transform((input) => ({ ...input, enforcement: input.enforcement ?? enforcementOf(input.scope) }));
export type BudgetInput = z.infer<typeof BudgetInput>;

/** Values of `environment` that mean trying things out, in any case of letters. */
const TRIAL_ENVIRONMENTS: ReadonlySet<string> = new Set([
  "experiment",
  "experiments",
  "experimental",
  "sandbox",
  "playground",
  "dev",
  "development",
]);
const LOW_PRIORITY: ReadonlySet<string> = new Set(["low"]);

/**
 * What a budget is where nobody said: hard where all that it holds is experiments (`environment`) or of low priority (the tag
 * `priority`), soft otherwise.
 */
export function enforcementOf(scope: BudgetScope): Budget["enforcement"] {
  const names = (dimension: string, values: ReadonlySet<string>) =>
    scope[dimension]?.every((value) => values.has(value.toLowerCase())) === true;
  return names("environment", TRIAL_ENVIRONMENTS) || names(`${TAG_PREFIX}priority`, LOW_PRIORITY) ? "hard" : "soft";
}

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
