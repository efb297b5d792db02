import { INPUT_TOKEN_MEASURES, type Measure, OUTPUT_TOKEN_MEASURES } from "./measures.ts";
import { divideHalfEven } from "./money.ts";
import type { SpendMeasure } from "./spend.ts";

/**
 * In what a metric is told: an amount of the tenant's currency, a share of one (0.25 is a quarter), so many for each, a whole
 * count, tokens or seconds.
 */
export const METRIC_UNITS = ["currency", "share", "ratio", "count", "tokens", "seconds"] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** What metrics are computed from: sums of measures, and how many different users had events. */
export interface MetricSource {
  readonly sumOf: (measure: SpendMeasure) => bigint;
  readonly users: number;
}

export interface Metric {
  readonly unit: MetricUnit;
  /** In words, over names of measures. */
  readonly formula: string;
  /** When there is none. */
  readonly nullWhen: string | null;
  /** All measures that it is made of. */
  readonly measures: readonly SpendMeasure[];
  readonly withUsers: boolean;
  /** Null where it says nothing. Amounts are picos, shares and ratios millionths, all else whole. */
  readonly valueOf: (source: MetricSource) => bigint | null;
}

/** Shares and ratios have so many decimals, rounded half to even. Amounts have those of picos, rounded the same. */
export const RATIO_DECIMALS = 6;
const MILLION = 10n ** BigInt(RATIO_DECIMALS);

type Names = readonly SpendMeasure[];
const plus = (names: Names): string => (names.length === 1 ? (names[0] ?? "") : `(${names.join(" + ")})`);
const sumAll = ({ sumOf }: MetricSource, names: Names): bigint => names.reduce((sum, name) => sum + sumOf(name), 0n);

const sum = (unit: MetricUnit, ...names: Names): Metric => ({
  unit,
  formula: names.join(" + "),
  nullWhen: null,
  measures: names,
  withUsers: false,
  valueOf: (source) => sumAll(source, names),
});

/** `parts` of `whole`; null where the whole is not above zero. */
const divided = (unit: "currency" | "share" | "ratio", parts: Names, whole: Names, nullWhen: string): Metric => ({
  unit,
  formula: `${plus(parts)} / ${plus(whole)}`,
  nullWhen,
  measures: [...new Set([...parts, ...whole])],
  withUsers: false,
  valueOf: (source) => {
    const by = sumAll(source, whole);
    // Picos divided by a count are picos; everything else is told in millionths.
    return by > 0n ? divideHalfEven(sumAll(source, parts) * (unit === "currency" ? 1n : MILLION), by) : null;
  },
});

const costPer = (count: Measure, nullWhen: string): Metric => divided("currency", ["cost"], [count], nullWhen);
const ofOutcomes = (count: Measure): Metric =>
  divided("share", [count], ["outcomes"], "nothing was told of what became of it");
const ofCost = (part: SpendMeasure): Metric => divided("share", [part], ["cost"], "nothing was spent");

/** What can be asked of any part of spend. Source: docs/metrics.md, which says the same of each. */
export const METRICS = {
  cost_per_run: costPer("run_starts", "no run began, or its source numbers no steps"),
  cost_per_task: divided("currency", ["cost_of_tasks"], ["task_outcomes"], "nothing was told of any task"),
  cost_per_completed_workflow: costPer("completed_outcomes", "nothing was completed"),
  cost_per_accepted_output: costPer("accepted_outcomes", "nothing was accepted"),
  total_input_tokens: sum("tokens", ...INPUT_TOKEN_MEASURES),
  total_output_tokens: sum("tokens", ...OUTPUT_TOKEN_MEASURES),
  output_ratio: divided("ratio", OUTPUT_TOKEN_MEASURES, INPUT_TOKEN_MEASURES, "no tokens went in"),
  premium_share: ofCost("cost_premium"),
  fallback_rate: divided("share", ["fallback_events"], ["events"], "there are no events"),
  cache_hit_rate: divided("share", ["response_cache_hits"], ["events"], "there are no events"),
  cached_input_share: divided("share", ["cache_read_tokens"], INPUT_TOKEN_MEASURES, "no tokens went in"),
  retry_cost: sum("currency", "cost_cause_retry"),
  loop_cost: sum("currency", "cost_cause_loop"),
  abandoned_cost: sum("currency", "cost_cause_abandoned"),
  blocked_cost: sum("currency", "cost_cause_blocked"),
  exception_cost: sum("currency", "cost_cause_exception"),
  human_review_time: sum("seconds", "review_seconds"),
  human_review_cost: sum("currency", "cost_human_review"),
  acceptance_rate: divided(
    "share",
    ["accepted_outcomes"],
    ["accepted_outcomes", "rejected_outcomes"],
    "nothing was accepted or rejected",
  ),
  completion_rate: ofOutcomes("completed_outcomes"),
  rework_rate: ofOutcomes("reworked_outcomes"),
  active_users: {
    unit: "count",
    formula: "distinct values of `user` with an event",
    nullWhen: null,
    measures: [],
    withUsers: true,
    valueOf: ({ users }) => BigInt(users),
  },
  useful_cost: sum("currency", "cost_of_accepted"),
  useful_share: ofCost("cost_of_accepted"),
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;
// Object.keys forgets the type of the keys; they are exactly the names.
export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];
export const isMetric = (name: string): name is MetricName => Object.hasOwn(METRICS, name);
export const metricOf = (name: MetricName): Metric => METRICS[name];

/** The decimals of a metric's value: of picos, of millionths, or none. */
export const metricDecimals = (unit: MetricUnit): number =>
  unit === "currency" ? 12 : unit === "share" || unit === "ratio" ? RATIO_DECIMALS : 0;
