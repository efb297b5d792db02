import * as z from "zod";
import type { AnomalyAlert } from "./alert.ts";
import { SEVERITIES, type Severity } from "./alert-life.ts";
import { ANOMALY_RULE_NAMES, ANOMALY_RULES, type AnomalyRuleName } from "./anomaly-rule.ts";
import { DAY_MS } from "./bucket.ts";
import { compareText } from "./compare-text.ts";
import { canonicalJson } from "./digest.ts";
import { faultDetail } from "./fault-detail.ts";
import { LIMITS } from "./limits.ts";
import { addFeedback, effectiveSensitivity, type FeedbackCounts, NO_FEEDBACK } from "./sensitivity.ts";
import { covers, watchedScopeInput } from "./value-scope.ts";

const RuleParameter = z.union([z.number(), z.boolean(), z.string().max(LIMITS.valueCharacters), z.null()]);

/** How a rule of anomalies is to be judged in a scope, where it is not as built in. */
export const AlertRule = z.strictObject({
  id: z.string(),
  rule: z.enum(ANOMALY_RULE_NAMES),
  /** As a budget's: values by dimension, {} is everything. */
  scope: z.record(z.string(), z.array(z.string())),
  enabled: z.boolean(),
  /** Those that were stated; the others are the rule's own. */
  parameters: z.record(z.string(), RuleParameter),
  /** Null: the rule's own, or worse by what an incident costs. */
  severity: z.enum(SEVERITIES).nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type AlertRule = z.infer<typeof AlertRule>;

/** The dimensions that any rule's scopes have. */
export const WATCHED_DIMENSIONS = [
  ...new Set(Object.values(ANOMALY_RULES).flatMap(({ scopes }) => scopes.flat())),
].toSorted();

/** Such as "{}, {department}": everything, and each department. */
const watchedText = (rule: AnomalyRuleName): string =>
  ANOMALY_RULES[rule].scopes.map((dimensions) => `{${dimensions.join(", ")}}`).join(", ");

const inputFields = {
  rule: AlertRule.shape.rule,
  scope: watchedScopeInput(WATCHED_DIMENSIONS).default({}),
  enabled: z.boolean().default(true),
  parameters: z.record(z.string(), RuleParameter).default({}),
  severity: AlertRule.shape.severity.default(null),
};

type Stated = Pick<AlertRule, "rule" | "scope" | "parameters">;

/** What of a scope and parameters is none of its rule's. */
function checkStated({ value, issues }: z.core.ParsePayload<Stated>): void {
  const { scopes, parameters } = ANOMALY_RULES[value.rule];
  const fault = (path: PropertyKey[], message: string) => issues.push({ code: "custom", message, path, input: value });
  const names = Object.keys(value.scope);
  const isIn = (dimensions: readonly string[]) => (name: string) => dimensions.includes(name);
  const watches = `${value.rule} watches scopes of ${watchedText(value.rule)}`;
  const foreign = names.filter((name) => !isIn(scopes.flat())(name));
  for (const name of foreign) fault(["scope", name], watches);
  // Each name is watched, and nothing that is watched has all of them: it would never hold.
  if (foreign.length === 0 && !scopes.some((dimensions) => names.every(isIn(dimensions))))
    fault(["scope"], `${watches}: none has all of ${names.join(", ")}`);
  const read = parameters.safeParse(value.parameters);
  const own = Object.keys(parameters.parse({})).join(", ");
  for (const issue of read.error?.issues ?? []) {
    const path = ["parameters", ...issue.path];
    if (issue.code !== "unrecognized_keys") fault(path, faultDetail(issue));
    else for (const key of issue.keys) fault([...path, key], `${value.rule} has no such parameter; it has ${own}`);
  }
}

/** What a caller decides of a rule: the body of a request, with every rule that it must keep. */
export const AlertRuleInput = z.strictObject(inputFields).check(checkStated);
export type AlertRuleInput = z.infer<typeof AlertRuleInput>;

/** The same, to see what it would have raised in so many days. */
export const AlertRulePreviewInput = z
  .strictObject({
    ...inputFields,
    days: z.int().min(1).max(LIMITS.alertPreviewDays).default(LIMITS.alertPreviewDays),
  })
  .check(checkStated);
export type AlertRulePreviewInput = z.infer<typeof AlertRulePreviewInput>;

/** What an alert rule is of: no two of one tenant share it. */
export const ruledKey = ({ rule, scope }: Pick<AlertRuleInput, "rule" | "scope">): string =>
  // Canonical JSON sorts the dimensions.
  canonicalJson([
    rule,
    Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, values.toSorted(compareText)])),
  ]);

/** A rule as it is in force in a scope: built in, or as a tenant decided. */
export interface RuleInForce {
  /** The alert rule's; of what is built in, the rule's name. */
  readonly id: string;
  readonly rule: AnomalyRuleName;
  readonly isBuiltIn: boolean;
  readonly scope: AlertRule["scope"];
  readonly enabled: boolean;
  /** All of them, with the sensitivity that is stated. */
  readonly parameters: Readonly<Record<string, z.infer<typeof RuleParameter>>> & { readonly sensitivity: number };
  readonly severity: Severity | null;
}

const builtIn = (rule: AnomalyRuleName): RuleInForce => ({
  id: rule,
  rule,
  isBuiltIn: true,
  scope: {},
  enabled: true,
  parameters: parametersOf(rule, {}),
  severity: null,
});

/** Stated parameters, and the rule's own where there are none. What was stated and is no longer one is left out. */
function parametersOf(rule: AnomalyRuleName, stated: AlertRule["parameters"]): RuleInForce["parameters"] {
  const schema = ANOMALY_RULES[rule].parameters;
  const read = schema.safeParse(stated);
  // No rule has other parameters than numbers, texts, booleans and null: the test of built-in rules holds them to it.
  return read.data ?? schema.parse({});
}

export const ruleInForce = (rule: AlertRule): RuleInForce => ({
  id: rule.id,
  rule: rule.rule,
  isBuiltIn: false,
  scope: rule.scope,
  enabled: rule.enabled,
  parameters: parametersOf(rule.rule, rule.parameters),
  severity: rule.severity,
});

/** Every rule that is in force somewhere, in order of name, what is built in first. */
export function rulesInForce(alertRules: ReadonlyMap<string, AlertRule>): readonly RuleInForce[] {
  return ANOMALY_RULE_NAMES.flatMap((name) => {
    const own = [...alertRules.values()].filter(({ rule }) => rule === name).map(ruleInForce);
    const isReplaced = own.some(({ scope }) => Object.keys(scope).length === 0);
    return isReplaced ? own : [builtIn(name), ...own];
  });
}

/** Values by dimension of what a rule is judged of; {} is the tenant. */
export type WatchedScope = Readonly<Record<string, string>>;

/** The most specific of the rules that cover a scope: of most dimensions, then of fewest values, then the oldest. */
export function ruleFor(
  rules: readonly RuleInForce[],
  name: AnomalyRuleName,
  scope: WatchedScope,
): RuleInForce | undefined {
  const values = new Map(Object.entries(scope));
  const [best] = rules
    .filter((rule) => rule.rule === name && covers(rule, values))
    .toSorted((a, b) => dimensionCount(b) - dimensionCount(a) || valueCount(a) - valueCount(b));
  return best;
}
const dimensionCount = ({ scope }: Pick<RuleInForce, "scope">): number => Object.keys(scope).length;
const valueCount = ({ scope }: Pick<RuleInForce, "scope">): number => Object.values(scope).flat().length;

/** What alerts of a rule were marked in one scope. */
export interface ScopeFeedback {
  readonly rule: string;
  readonly scope: WatchedScope;
  readonly counts: FeedbackCounts;
}

/** Marks of the last LIMITS.feedbackDays, by rule and scope. */
export function feedbackOf(alerts: Iterable<AnomalyAlert>, now: Date): readonly ScopeFeedback[] {
  const since = now.getTime() - LIMITS.feedbackDays * DAY_MS;
  const found = new Map<string, ScopeFeedback>();
  for (const { rule, scope, feedback } of alerts) {
    if (!feedback || Date.parse(feedback.at) < since) continue;
    const key = canonicalJson([rule, scope]);
    const before = found.get(key)?.counts ?? NO_FEEDBACK;
    const one = { useful: feedback.useful ? 1 : 0, notUseful: feedback.useful ? 0 : 1 };
    found.set(key, { rule, scope, counts: addFeedback(before, one) });
  }
  return [...found.values()];
}

/** What marks make of a rule's sensitivity. */
export interface SensitivityInForce {
  readonly stated: number;
  readonly feedback: FeedbackCounts;
  /** In scopes that nobody marked. */
  readonly effective: number;
  /** In those that somebody did. */
  readonly scopes: readonly (ScopeFeedback & { readonly effective: number })[];
}

/** The sensitivity of a rule in force: of the scopes that it, and no more specific one, is judged by. */
export function sensitivityInForce(
  rule: RuleInForce,
  rules: readonly RuleInForce[],
  feedback: readonly ScopeFeedback[],
): SensitivityInForce {
  const own = feedback.filter(
    (each) => each.rule === rule.rule && ruleFor(rules, rule.rule, each.scope)?.id === rule.id,
  );
  const all = own.reduce((sum, { counts }) => addFeedback(sum, counts), NO_FEEDBACK);
  const stated = rule.parameters.sensitivity;
  return {
    stated,
    feedback: all,
    effective: effectiveSensitivity(stated, NO_FEEDBACK, all),
    scopes: own.map((each) => {
      const others = {
        useful: all.useful - each.counts.useful,
        notUseful: all.notUseful - each.counts.notUseful,
      };
      return { ...each, effective: effectiveSensitivity(stated, each.counts, others) };
    }),
  };
}

/** The parameters that a rule in force is judged by in a scope. */
export function parametersInForce(
  rule: RuleInForce,
  sensitivity: SensitivityInForce,
  scope: WatchedScope,
): RuleInForce["parameters"] {
  const key = canonicalJson(scope);
  const own = sensitivity.scopes.find((each) => canonicalJson(each.scope) === key);
  return { ...rule.parameters, sensitivity: own?.effective ?? sensitivity.effective };
}
