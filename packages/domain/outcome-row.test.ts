import { expect, test } from "vitest";
import type { Block } from "./block.ts";
import { dimensionIndex, TUPLE_FIELDS, type Tuple } from "./dimensions.ts";
import { type Measure, MEASURES } from "./measures.ts";
import { mergeOutcomes, type ToldOutcome } from "./outcome.ts";
import { outcomeRow } from "./outcome-row.ts";
import type { PageRow } from "./page.ts";
import { inOrderOfTime, ownOutcomes, rowsOfSubjects } from "./subject-rows.ts";

const bucket = { startEpochMs: Date.UTC(2026, 10, 2, 9), spanMs: 60_000, shard: 0 };
const run = { kind: "run", id: "r" } as const;

const tupleOf = (values: Readonly<Record<string, string>>): Tuple => {
  const tuple: (string | null)[] = Array.from({ length: TUPLE_FIELDS.length }, () => null);
  for (const [name, value] of Object.entries(values)) tuple[dimensionIndex(name)] = value;
  return tuple;
};

/** Three events of run r and one of another, at seconds 3, 1, 2 and 0. */
const block: Block = {
  id: "blk_1",
  generation: 0,
  configurationSeq: 1,
  messages: [{ id: "msg_1", acceptedAtEpochMs: 1 }],
  groups: ["late", "first", "abandoned", "other"].map((department, index) => ({
    localHour: `2026-11-02T1${index}+01:00`,
    tuple: tupleOf({
      source: "s",
      department,
      status: department === "abandoned" ? "abandoned" : "failed",
      unpriced_reason: "unknown_model",
    }),
    rateId: null,
  })),
  ids: ["a", "b", "c", "d"],
  offsetsMs: [3000, 1000, 2000, 0],
  groupOf: [0, 1, 2, 3],
  messageOf: [0, 0, 0, 0],
  positions: [0, 1, 2, 3],
  usage: {},
  costs: { cost_input: [5, "9007199254740993", 7, 100], cost_output: [1, 0, 0, 0] },
  numbers: {},
  texts: { run_id: ["r", "r", "r", "q"], outcome: [null, '{"accepted":true}', null, '{"accepted":false}'] },
};

const rows = inOrderOfTime(rowsOfSubjects(bucket, [block], [run]).get('["run","r"]') ?? []);
const sumOf = (row: PageRow, name: Measure) => row.sums[MEASURES.indexOf(name)];
const told = (facts: Partial<ToldOutcome>) => {
  const merged = mergeOutcomes([
    ...ownOutcomes(run, rows),
    { id: "o", atEpochMs: Date.UTC(2026, 10, 3), ...facts } as ToldOutcome,
  ]);
  if (!merged) throw new Error("nothing was told");
  return merged;
};
const free = () => 0n;

test("the row stands where the earliest event does, with its dimensions, and counts as no event", () => {
  const row = outcomeRow("run", rows, told({}), free);
  expect(rows.map(({ id }) => id)).toEqual(["b", "c", "a"]);
  expect([row.period, row.tuple[dimensionIndex("department")]]).toEqual(["2026-11-02T11+01:00", "first"]);
  expect(row.tuple[dimensionIndex("unpriced_reason")]).toBeNull();
  expect([sumOf(row, "events"), sumOf(row, "outcomes"), sumOf(row, "accepted_outcomes")]).toEqual([0n, 1n, 1n]);
});

test("what was spent in vain is exact, and leaves out events that say so themselves", () => {
  const abandoned = outcomeRow("run", rows, told({ status: "abandoned" }), free);
  expect([sumOf(abandoned, "cost_cause_abandoned"), sumOf(abandoned, "abandoned_events")]).toEqual([
    9007199254740999n,
    2n,
  ]);
  expect(sumOf(abandoned, "cost_cause_blocked")).toBe(0n);
  const blocked = outcomeRow("run", rows, told({ blockedBy: "policy" }), free);
  expect([sumOf(blocked, "cost_cause_blocked"), sumOf(blocked, "blocked_events")]).toEqual([9007199254741006n, 3n]);
});

test("a review costs what its role does at the time when it was told; without a price it is unpriced", () => {
  const facts = told({ reviewSeconds: 90, reviewerRole: "lead" });
  const asked: unknown[] = [];
  const priced = outcomeRow("run", rows, facts, (...review) => (asked.push(review), 77n));
  expect(asked).toEqual([["lead", 90, Date.UTC(2026, 10, 3)]]);
  expect([sumOf(priced, "cost_human_review"), sumOf(priced, "unpriced_events")]).toEqual([77n, 0n]);
  const unpriced = outcomeRow("run", rows, facts, () => undefined);
  expect([sumOf(unpriced, "cost_human_review"), sumOf(unpriced, "unpriced_events")]).toEqual([0n, 1n]);
  expect(unpriced.tuple[dimensionIndex("unpriced_reason")]).toBe("no_rate_for_human_review");
  expect(
    sumOf(
      outcomeRow("run", rows, told({ reviewSeconds: 0 }), () => undefined),
      "unpriced_events",
    ),
  ).toBe(0n);
});

test("what a task cost, and what was accepted cost, stands with what was told of it", () => {
  const costs = (kind: "run" | "task" | "event", accepted: boolean) => {
    const row = outcomeRow(kind, rows, told({ accepted }), free);
    return [sumOf(row, "task_outcomes"), sumOf(row, "cost_of_tasks"), sumOf(row, "cost_of_accepted")];
  };
  expect(costs("run", true)).toEqual([0n, 0n, 9007199254741006n]);
  expect(costs("task", true)).toEqual([1n, 9007199254741006n, 9007199254741006n]);
  expect(costs("task", false)).toEqual([1n, 9007199254741006n, 0n]);
});
