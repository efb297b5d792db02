import * as z from "zod";
import { readerOf } from "./budget.ts";
import { compareText } from "./compare-text.ts";
import {
  ATTRIBUTION_DIMENSIONS,
  CONSUMER_DIMENSIONS,
  consumerDimension,
  dimensionIndex,
  DIMENSIONS,
  TAG_PREFIX,
  type Tuple,
  UNATTRIBUTED,
} from "./dimensions.ts";
import { LIMITS } from "./limits.ts";
import { Name } from "./name.ts";
import { plainText, textFault } from "./plain-text.ts";

/** What a rule may set: whom usage belongs to, and for whom it was done. */
export const SETTABLE_DIMENSIONS = [...ATTRIBUTION_DIMENSIONS, ...CONSUMER_DIMENSIONS.map(consumerDimension)];
/** What a rule may match by, beside `tag:<name>`: all that is known before rules run. */
export const MATCHABLE_DIMENSIONS = DIMENSIONS.filter((name) => name !== "unpriced_reason" && name !== "filled_by");

const storedText = z.string().max(LIMITS.valueCharacters);

/** Fills dimensions that an event does not state, where it matches. */
export const AttributionRule = z.strictObject({
  id: z.string(),
  name: storedText,
  /** Lower ones run first; of equal ones the older. */
  priority: z.int(),
  /** Values by dimension or `tag:<name>`: a list is OR, several are AND, {} is all. A trailing `*` matches by prefix. */
  match: z.record(z.string(), z.array(z.string().max(LIMITS.idCharacters)).min(1).max(100)),
  /** By SETTABLE_DIMENSIONS. */
  set: z.record(z.string(), storedText),
  enabled: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type AttributionRule = z.infer<typeof AttributionRule>;

const isMatchable = (name: string): boolean =>
  name.startsWith(TAG_PREFIX)
    ? textFault(name.slice(TAG_PREFIX.length), LIMITS.valueCharacters) === undefined
    : MATCHABLE_DIMENSIONS.some((dimension) => dimension === name);

const MATCH_NAMES = `one of ${MATCHABLE_DIMENSIONS.join(", ")}, or tag:<name>`;

/** Values by dimension, each 1 to 128 characters, of the dimensions that `names` lists. */
export function valuesOf(names: readonly string[]) {
  const message = `one of ${names.join(", ")}`;
  const value = plainText(LIMITS.valueCharacters).refine(
    (text) => text !== UNATTRIBUTED,
    `\`${UNATTRIBUTED}\` says that there is no value: leave it out`,
  );
  return z.record(
    z.string().refine((name) => names.includes(name)),
    value,
    { error: ({ code }) => (code === "invalid_key" ? message : undefined) },
  );
}

/** What a caller decides of a rule: the body of a request, with every rule it must keep. */
export const AttributionRuleInput = z.strictObject({
  name: Name,
  priority: z.int().min(0).max(1_000_000).default(100),
  match: z
    .record(z.string().refine(isMatchable), z.array(plainText(LIMITS.idCharacters)).min(1).max(100), {
      error: ({ code }) => (code === "invalid_key" ? MATCH_NAMES : undefined),
    })
    .default({}),
  set: valuesOf(SETTABLE_DIMENSIONS).refine((set) => Object.keys(set).length > 0, "sets one dimension or more"),
  enabled: z.boolean().default(true),
});
export type AttributionRuleInput = z.infer<typeof AttributionRuleInput>;

/** A rule that is ready to run on tuples. */
export interface CompiledRule {
  readonly id: string;
  readonly matches: (tuple: Tuple) => boolean;
  /** Places in a tuple, and what they are set to. */
  readonly sets: readonly (readonly [index: number, value: string])[];
}

/** The enabled ones of some rules, in the order in which they run: by priority, then by id, which is by age. */
export function compileRules(
  rules: Iterable<Pick<AttributionRule, "id" | "priority" | "match" | "set" | "enabled">>,
): readonly CompiledRule[] {
  return [...rules]
    .filter(({ enabled }) => enabled)
    .toSorted((a, b) => a.priority - b.priority || compareText(a.id, b.id))
    .map(({ id, match, set }) => ({
      id,
      matches: compileMatch(match),
      sets: Object.entries(set).map(([name, value]) => [dimensionIndex(name), value] as const),
    }));
}

function compileMatch(match: AttributionRule["match"]): (tuple: Tuple) => boolean {
  const tests = Object.entries(match).map(([dimension, values]) => compileTest(dimension, values));
  return (tuple) => tests.every((test) => test(tuple));
}

function compileTest(dimension: string, values: readonly string[]): (tuple: Tuple) => boolean {
  const valueOf = readerOf(dimension);
  const whole = new Set(values.filter((value) => !value.endsWith("*")));
  const prefixes = values.filter((value) => value.endsWith("*")).map((value) => value.slice(0, -1));
  if (prefixes.length === 0) return (tuple) => whole.has(valueOf(tuple));
  return (tuple) => {
    const value = valueOf(tuple);
    // What has no value begins with nothing, not even with an empty prefix.
    return whole.has(value) || (value !== UNATTRIBUTED && prefixes.some((prefix) => value.startsWith(prefix)));
  };
}
