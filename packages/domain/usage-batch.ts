import {
  ATTRIBUTION_DIMENSIONS,
  canonicalTags,
  CONSUMER_DIMENSIONS,
  consumerDimension,
  dimensionIndex,
  TAGS_INDEX,
  TUPLE_FIELDS,
  tupleKey,
  type Tuple,
} from "./dimensions.ts";
import { USAGE_MEASURES } from "./measures.ts";
import { reservationText } from "./reservation.ts";
import type { UsageEvent } from "./usage-event.ts";

/**
 * Accepted events as one array a field, as the usage queue carries them. A column that is absent holds nothing but
 * zeros (usage) or nulls (the rest). All columns that are present have the same length.
 */
export interface UsageBatch {
  /** Distinct tuples as the source stated them; `model_tier` is not filled yet. */
  readonly tuples: readonly Tuple[];
  readonly ids: readonly string[];
  readonly timesEpochMs: readonly number[];
  /** Indexes into `tuples`. */
  readonly tupleOf: readonly number[];
  readonly usage: NumberColumns;
  readonly numbers: NumberColumns;
  readonly texts: TextColumns;
}

export type NumberColumns = Readonly<Record<string, readonly (number | null)[]>>;
export type TextColumns = Readonly<Record<string, readonly (string | null)[]>>;

/** The text column of verified reservations. The recorder settles them, and stores what each row releases in place of it. */
export const RESERVATION = "reservation";
/** The text column of what rows release, see release.ts. */
export const RELEASE = "release";

/** What an event carries beside its tuple and its usage; structures as JSON text. Names are storage format. */
const numberFields: Readonly<Record<string, (event: UsageEvent) => number | null>> = {
  run_started_at: (event) => event.run?.startedAtEpochMs ?? null,
  step: (event) => event.run?.step ?? null,
  attempt: (event) => event.run?.attempt ?? null,
  loop: (event) => (event.run?.isLoop ? 1 : null),
  estimated: (event) => (event.usageBasis === "estimated" ? 1 : null),
  duration_ms: (event) => event.durationMs,
  route_attempt: (event) => event.route?.attempt ?? null,
  response_cache_hits: (event) => (event.responseCacheHit ? 1 : null),
};
const textFields: Readonly<Record<string, (event: UsageEvent) => string | null>> = {
  requested_model: (event) => event.requestedModel,
  run_id: (event) => event.run?.id ?? null,
  task_id: (event) => event.run?.taskId ?? null,
  risk: (event) => event.run?.risk ?? null,
  parent_id: (event) => event.run?.parentId ?? null,
  decision_id: (event) => event.route?.decisionId ?? null,
  fallback_from: (event) => event.route?.fallbackFrom ?? null,
  [RESERVATION]: (event) => (event.route?.reservation ? reservationText(event.route.reservation) : null),
  outcome: (event) => event.outcome && JSON.stringify(event.outcome),
  reported_cost: (event) => event.reportedCost && JSON.stringify(event.reportedCost),
};

/** The columns that a row keeps however often it is priced: what sources state, and what it releases. Others were computed. */
export const STATED_NUMBERS: readonly string[] = Object.keys(numberFields);
export const STATED_TEXTS: readonly string[] = [...Object.keys(textFields), RELEASE];

/** Lays events out in columns. `apiKeyId` is the key that sent them, null where a person did. */
export function toUsageBatch(events: readonly UsageEvent[], apiKeyId: string | null): UsageBatch {
  const tuples: Tuple[] = [];
  const known = new Map<string, number>();
  const tupleOf = events.map((event) => {
    const tuple = sourceTuple(event, apiKeyId);
    const key = tupleKey(tuple);
    const index = known.get(key) ?? tuples.push(tuple) - 1;
    known.set(key, index);
    return index;
  });
  return {
    tuples,
    ids: events.map((event) => event.id),
    timesEpochMs: events.map((event) => event.timeEpochMs),
    tupleOf,
    usage: columns(USAGE_MEASURES, (name) => events.map((event) => event.usage[name] ?? 0), 0),
    numbers: fieldColumns(numberFields, events),
    texts: fieldColumns(textFields, events),
  };
}

const fieldColumns = <Cell>(
  fields: Readonly<Record<string, (event: UsageEvent) => Cell | null>>,
  events: readonly UsageEvent[],
) => columns(Object.keys(fields), (name) => events.map((event) => fields[name]?.(event) ?? null), null);

function columns<Name extends string, Cell>(
  names: readonly Name[],
  read: (name: Name) => readonly Cell[],
  empty: Cell,
): Readonly<Record<string, readonly Cell[]>> {
  const filled = names.map((name) => [name, read(name)] as const);
  return Object.fromEntries(filled.filter(([, cells]) => cells.some((cell) => cell !== empty)));
}

function sourceTuple(event: UsageEvent, apiKeyId: string | null): Tuple {
  const tuple: (string | null)[] = Array.from({ length: TUPLE_FIELDS.length }, () => null);
  for (const [index, read] of tupleFields) tuple[index] = read(event);
  tuple[apiKeyIndex] = apiKeyId;
  return tuple;
}

const apiKeyIndex = dimensionIndex("api_key");

/** Where a tuple has what an event says. */
const tupleFields: readonly (readonly [index: number, read: (event: UsageEvent) => string | null])[] = [
  ...ATTRIBUTION_DIMENSIONS.map(
    (name) => [dimensionIndex(name), (event: UsageEvent) => event.attribution.get(name) ?? null] as const,
  ),
  ...CONSUMER_DIMENSIONS.map(
    (name) =>
      [dimensionIndex(consumerDimension(name)), (event: UsageEvent) => event.consumer.get(name) ?? null] as const,
  ),
  [TAGS_INDEX, (event) => canonicalTags(event.tags)],
  [dimensionIndex("source"), (event) => event.source],
  [dimensionIndex("provider"), (event) => event.provider],
  [dimensionIndex("model"), (event) => event.model],
  [dimensionIndex("operation"), (event) => event.operation],
  [dimensionIndex("status"), (event) => event.status],
  [dimensionIndex("service_tier"), (event) => event.serviceTier],
  [dimensionIndex("region"), (event) => event.region],
  [dimensionIndex("route"), (event) => event.route?.id ?? null],
  [dimensionIndex("route_type"), (event) => event.route?.type ?? null],
  [dimensionIndex("task_class"), (event) => event.run?.taskClass ?? null],
  [dimensionIndex("fallback_from"), (event) => event.route?.fallbackFrom ?? null],
];
