import { DIMENSIONS, type Tuple, TUPLE_FIELDS, parseTags, TAGS_INDEX, dimensionIndex } from "./dimensions.ts";
import {
  type Cause,
  CAUSES,
  causeMeasure,
  COST_COMPONENTS,
  type CostComponent,
  costMeasure,
  MEASURES,
} from "./measures.ts";
import type { MergedOutcome } from "./outcome.ts";
import { outcomeRow } from "./outcome-row.ts";
import type { PriceReview } from "./price-review.ts";
import type { SubjectRow } from "./subject-rows.ts";

/** A run as its events and outcomes make it. Amounts are picos. */
export interface RunSummary {
  readonly firstEpochMs: number;
  readonly lastEpochMs: number;
  readonly events: number;
  /** Distinct numbers of steps that its events state. */
  readonly steps: number;
  readonly parentId: string | null;
  readonly taskIds: readonly string[];
  /** Events by their own status. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Of its earliest event, those that have a value; tags as `tag:<name>`. */
  readonly dimensions: ReadonlyMap<string, string>;
  readonly cost: ReadonlyMap<CostComponent, bigint>;
  readonly causes: ReadonlyMap<Cause, bigint>;
  readonly unpricedEvents: bigint;
}

/** Sums a run's events, in order of time and at least one, and what its outcome adds to them. */
export function summarizeRun(
  rows: readonly SubjectRow[],
  outcome: MergedOutcome | undefined,
  priceReview: PriceReview,
): RunSummary {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) throw new Error("A run has an event.");
  const added = outcome && outcomeRow("run", rows, outcome, priceReview).sums;
  const total = (name: (typeof MEASURES)[number]) =>
    rows.reduce((sum, row) => sum + cellOf(row, name), added?.[MEASURES.indexOf(name)] ?? 0n);
  const texts = (name: string) => distinct(rows.map(({ block, row }) => block.texts[name]?.[row] ?? null));
  return {
    firstEpochMs: first.timeEpochMs,
    lastEpochMs: last.timeEpochMs,
    events: rows.length,
    steps: distinct(rows.map(({ block, row }) => block.numbers["step"]?.[row] ?? null)).length,
    parentId: texts("parent_id")[0] ?? null,
    taskIds: texts("task_id"),
    statuses: countStatuses(rows),
    dimensions: namedValues(tupleOf(first)),
    cost: sums(COST_COMPONENTS, (component) => total(costMeasure(component))),
    causes: sums(CAUSES, (cause) => total(causeMeasure(cause))),
    unpricedEvents: total("unpriced_events"),
  };
}

const tupleOf = ({ block, row }: SubjectRow): Tuple => block.groups[block.groupOf[row] ?? -1]?.tuple ?? [];

const cellOf = ({ block, row }: SubjectRow, name: string): bigint =>
  BigInt((block.costs[name] ?? block.numbers[name])?.[row] ?? 0);

const distinct = <Value>(values: readonly (Value | null)[]): Value[] => [
  ...new Set(values.filter((value) => value !== null)),
];

/** Those that are not zero. */
function sums<Name>(names: readonly Name[], sumOf: (name: Name) => bigint): ReadonlyMap<Name, bigint> {
  return new Map(names.map((name) => [name, sumOf(name)] as const).filter(([, sum]) => sum !== 0n));
}

const statusIndex = dimensionIndex("status");

function countStatuses(rows: readonly SubjectRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const status = tupleOf(row)[statusIndex] ?? "unknown";
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

function namedValues(tuple: Tuple): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const name of DIMENSIONS) {
    const value = tuple[TUPLE_FIELDS.indexOf(name)];
    if (value) values.set(name, value);
  }
  for (const [name, value] of parseTags(tuple[TAGS_INDEX] ?? null)) values.set(`tag:${name}`, value);
  return values;
}
