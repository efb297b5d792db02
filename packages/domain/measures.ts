/** Tokens that went in, cached or not, by class: classes exclude one another. */
export const INPUT_TOKEN_MEASURES = [
  "input_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "input_audio_tokens",
  "input_image_tokens",
] as const;

/** Tokens that came out, by class. */
export const OUTPUT_TOKEN_MEASURES = ["output_tokens", "output_audio_tokens", "output_image_tokens"] as const;

/** All are whole counts. Reasoning lies within `output_tokens`. */
export const TOKEN_MEASURES = [...INPUT_TOKEN_MEASURES, ...OUTPUT_TOKEN_MEASURES, "reasoning_tokens"] as const;

/** Quantities that are not tokens. All are whole counts; fractions have a smaller unit in their name. */
const CALL_MEASURES = [
  "requests",
  "tool_calls",
  "retrieval_calls",
  "agent_steps",
  "web_searches",
  "rerank_units",
  "code_seconds",
  "compute_seconds",
  "audio_seconds",
  "pages",
  "images",
  "gb_hours",
] as const;

export const USAGE_MEASURES = [...TOKEN_MEASURES, ...CALL_MEASURES] as const;
export type UsageMeasure = (typeof USAGE_MEASURES)[number];

/** What a cost is made of. Amounts are picos; the sum of all is `cost`. Reasoning is paid within output. */
export const COST_COMPONENTS = [
  "input",
  "cache_read",
  "cache_write",
  "output",
  "tool_calls",
  "browsing",
  "code_execution",
  "retrieval",
  "reranking",
  "embedding",
  "indexing",
  "storage",
  "source_refresh",
  "permission_sync",
  "orchestration",
  "evaluation",
  "human_review",
] as const;
export type CostComponent = (typeof COST_COMPONENTS)[number];
export const costMeasure = <C extends CostComponent>(component: C): `cost_${C}` => `cost_${component}`;

/** Why cost arose, across components; an event may have several causes, so these never add up to `cost`. */
export const CAUSES = ["retry", "loop", "fallback", "exception", "evaluation", "abandoned", "blocked"] as const;
export type Cause = (typeof CAUSES)[number];
export const causeMeasure = <C extends Cause>(cause: C): `cost_cause_${C}` => `cost_cause_${cause}`;

/**
 * What the events of subjects cost of which something was told: of all tasks, and of whatever was accepted. They stand with the
 * subject's outcomes. An event of a run and of a task counts once for each that was told of.
 */
const USEFUL_AMOUNTS = ["cost_of_tasks", "cost_of_accepted"] as const;

/**
 * Amounts beside `cost`. What is neither estimated nor allocated of a cost was measured. `cost_reported` is what sources say
 * that their calls cost, in the tenant's currency, and `cost_compared` what we say of just these calls.
 */
const AMOUNT_MEASURES = [
  "cost_estimated",
  "cost_allocated",
  "cost_reported",
  "cost_compared",
  ...CAUSES.map(causeMeasure),
  ...USEFUL_AMOUNTS,
] as const;

/** What became of runs, tasks and events, as outcomes told: each counts once, whatever events it is made of. */
export const OUTCOME_MEASURES = [
  "outcomes",
  "task_outcomes",
  "accepted_outcomes",
  "rejected_outcomes",
  "completed_outcomes",
  "reworked_outcomes",
  "reviewed_outcomes",
  "redacted_outcomes",
  "blocked_outcomes",
  "abandoned_outcomes",
  "review_seconds",
] as const;

/** What a page row sums, in storage order. Stored by name, so new ones may stand anywhere. */
export const MEASURES = [
  "events",
  "unpriced_events",
  "unpriced_calls",
  "response_cache_hits",
  "run_starts",
  ...USAGE_MEASURES,
  ...COST_COMPONENTS.map(costMeasure),
  ...AMOUNT_MEASURES,
  "reported_events",
  "reported_events_without_rate",
  ...CAUSES.map((cause) => `${cause}_events` as const),
  ...OUTCOME_MEASURES,
] as const;
export type Measure = (typeof MEASURES)[number];
/** Sums by measure, in the order of MEASURES. */
export type Sums = readonly bigint[];

const indexOf = new Map<string, number>(MEASURES.map((name, index) => [name, index]));
export const isMeasure = (name: string): name is Measure => indexOf.has(name);
export const COST_INDEXES: readonly number[] = COST_COMPONENTS.map((component) =>
  MEASURES.indexOf(costMeasure(component)),
);
