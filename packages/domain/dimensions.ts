import { assert } from "./assert.ts";
import { compareText } from "./compare-text.ts";

/** The dimensions of whom work was done for, which an event's `attribution.consumer` may name. */
export const CONSUMER_DIMENSIONS = [
  "business_unit",
  "department",
  "workspace",
  "project",
  "project_code",
  "application",
  "user",
  "user_group",
] as const;
export type ConsumerDimension = (typeof CONSUMER_DIMENSIONS)[number];
export const consumerDimension = <D extends ConsumerDimension>(dimension: D): `consumer_${D}` =>
  `consumer_${dimension}`;

/** What spend can be grouped and filtered by, in the order in which a tuple holds them. New ones go at the end: tuples are stored. */
export const DIMENSIONS = [
  "business_unit",
  "department",
  "workspace",
  "project",
  "project_code",
  "application",
  "workflow",
  "agent",
  "user",
  "user_group",
  "environment",
  "data_class",
  "api_key",
  "source",
  "provider",
  "model",
  "model_tier",
  "operation",
  "status",
  "service_tier",
  "region",
  "route",
  "route_type",
  "task_class",
  "unpriced_reason",
  ...CONSUMER_DIMENSIONS.map(consumerDimension),
  "filled_by",
  "fallback_from",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The dimensions that an event's `attribution` carries. */
export const ATTRIBUTION_DIMENSIONS = DIMENSIONS.slice(0, 12);

/** Shown, matched and filtered where an event names no value for a dimension. */
export const UNATTRIBUTED = "unattributed";
/** In what a budget or a limit is of: every value that is stated, each by itself. */
export const EACH_VALUE = "*";
/** A value as spend shows it; null where it shows that there is none. */
export const statedValue = (shown: string | undefined): string | null =>
  shown === undefined || shown === UNATTRIBUTED ? null : shown;

/**
 * One distinct combination of values: the tags as one canonical JSON text (`[["site","paris"]]`, sorted by name) or null,
 * then a value or null for each of DIMENSIONS. One that was stored before a dimension was added is shorter.
 */
export type Tuple = readonly (string | null)[];
/** The places of a tuple, by name. */
export const TUPLE_FIELDS = ["tags", ...DIMENSIONS] as const;
export const TAGS_INDEX = 0;

const indexOf = new Map<string, number>(TUPLE_FIELDS.map((name, index) => [name, index]));

/** The place of a dimension in a tuple. Asserts that it is one. */
export function dimensionIndex(name: string): number {
  const index = indexOf.get(name);
  assert(index !== undefined, `${name} is a dimension`);
  return index;
}

/** What stands before a tag's name where tags and dimensions share one list of names: `tag:<name>`. */
export const TAG_PREFIX = "tag:";

export const isDimension = (name: string): name is Dimension => DIMENSIONS.some((dimension) => dimension === name);

/** Two tuples are the same exactly when their keys are: JSON quotes whatever could run together. */
export const tupleKey = (tuple: Tuple): string => JSON.stringify(tuple);

/** Tags as a tuple holds them, sorted by UTF-16 code units; null for none. */
export function canonicalTags(tags: ReadonlyMap<string, string>): string | null {
  if (tags.size === 0) return null;
  return JSON.stringify([...tags].toSorted(([a], [b]) => compareText(a, b)));
}

/** The tags of a text that canonicalTags made, by name; of null, none. */
export const parseTags = (text: string | null): ReadonlyMap<string, string> =>
  // As canonicalTags wrote it: pairs of name and value.
  new Map(text === null ? [] : (JSON.parse(text) as [string, string][]));
