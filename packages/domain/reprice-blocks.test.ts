import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Block } from "./block.ts";
import { type AcceptedBatch, buildBlock, type Enrichment } from "./build-block.ts";
import { dimensionIndex, TUPLE_FIELDS } from "./dimensions.ts";
import { canonicalPage, foldBlocks, winningRows } from "./page.ts";
import { pageAfter, pageBefore, repriceBlocks, repricedBlockId, type Repricer } from "./reprice-blocks.ts";
import { concerns, isOlder, type Repricing, touchesMonth, uncovered, utcDaysOf } from "./repricing.ts";
import { readUsageEvent } from "./read-usage-event.ts";
import { releaseText } from "./release.ts";
import { RELEASE, toUsageBatch } from "./usage-batch.ts";

const BUCKET = { startEpochMs: Date.UTC(2026, 10, 2, 23), spanMs: 3_600_000, shard: 0 };
const NOW = Date.UTC(2026, 10, 3);
const SEQ = 10;

const repricing = (changes: Partial<Repricing> = {}): Repricing => ({
  id: "rpr_1",
  seq: SEQ,
  from: "2026-11-03",
  to: "2026-11-04",
  reason: "test",
  only: "all",
  provider: null,
  model: null,
  attribution: false,
  dry_run: false,
  created_at: "2026-11-03T00:00:00Z",
  created_by: { kind: "platform", id: "platform" },
  completed_at: null,
  totals: null,
  results_version: 0,
  ...changes,
});

const index = {
  model: dimensionIndex("model"),
  department: dimensionIndex("department"),
  tier: dimensionIndex("model_tier"),
};

/** Prices by model, and a department for what states none. Local time is half an hour ahead, so that the bucket has two dates. */
const enrichment = (picos: Readonly<Record<string, bigint>>, department: string): Enrichment => ({
  localHour: (epochMs) => `${new Date(epochMs + 1_800_000).toISOString().slice(0, 13)}+00:30`,
  price: (batch, row) => {
    const model = batch.tuples[batch.tupleOf[row] ?? -1]?.[index.model] ?? "";
    const rate = picos[model];
    const cost = (rate ?? 0n) * BigInt(batch.usage["input_tokens"]?.[row] ?? 0);
    const unpricedReason = rate === undefined ? "unknown_model" : null;
    return {
      rateId: rate === undefined ? null : `${model}@${rate}`,
      unpricedReason,
      unpricedCalls: 0,
      cost: [["input", cost]],
      beside: [],
    };
  },
  completeTuple: (stated) => {
    const tuple = TUPLE_FIELDS.map((_, at) => stated[at] ?? null);
    if (tuple[index.department] !== null) return tuple.with(index.tier, "tier");
    return tuple
      .with(index.tier, "tier")
      .with(index.department, department)
      .with(dimensionIndex("filled_by"), "department=rule:arl_1");
  },
});

const WRONG = enrichment({ a: 3n }, "old");
const RIGHT = enrichment({ a: 1n, b: 2n }, "new");

interface Row {
  readonly id: string;
  readonly source: string;
  readonly minute: number;
  readonly model: string;
  readonly department: string | null;
  readonly input: number;
}
const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  id: fc.constantFrom("e1", "e2", "e3", "e4"),
  source: fc.constantFrom("s1", "s2"),
  minute: fc.integer({ min: 0, max: 59 }),
  model: fc.constantFrom("a", "b", "c"),
  department: fc.constantFrom(null, "stated"),
  input: fc.integer({ min: 1, max: 100 }),
});
const batchesArbitrary = fc.array(
  fc.record({ rows: fc.array(rowArbitrary, { minLength: 1, maxLength: 5 }), isLater: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
);

function batchOf(rows: readonly Row[], nth: number): AcceptedBatch {
  const events = rows.map(({ id, source, minute, model, department, input }) => {
    const body = {
      id,
      source,
      time: new Date(BUCKET.startEpochMs + minute * 60_000).toISOString(),
      operation: "chat",
      provider: "p",
      model,
      usage: { input_tokens: input },
      ...(department === null ? {} : { attribution: { department } }),
    };
    const read = readUsageEvent(body, { kind: "live", bound: new Map(), nowEpochMs: NOW });
    if ("faults" in read) throw new Error(JSON.stringify(read.faults));
    return read.event;
  });
  return { messageId: `m${nth}`, acceptedAtEpochMs: 1000 - nth, batch: toUsageBatch(events, "key_1") };
}

const blockOf = (batch: AcceptedBatch, by: Enrichment, configurationSeq: number): Block =>
  buildBlock(
    BUCKET,
    batch.batch.ids.map((_, row) => ({ source: batch, row })),
    by,
    { id: `blk_${batch.messageId}`, configurationSeq },
  );

const repricer = (changes: Partial<Repricing> = {}, closed: readonly string[] = []): Repricer => ({
  repricing: repricing(changes),
  enrichment: RIGHT,
  closedMonths: new Set(closed),
});

/** The bucket as it is once the re-pricing was done: its blocks, and what it appended. */
function reprice(blocks: readonly Block[], by: Repricer): readonly Block[] {
  const { examined, changed, build } = repriceBlocks(BUCKET, blocks, by);
  if (examined.length === 0) return blocks;
  const covers = examined.map(({ id }) => id);
  return [...blocks, build(changed, { id: repricedBlockId(by.repricing, examined), covers })];
}

describe("for random usage", () => {
  test("a re-priced bucket is what it would be had its touched rows been priced right at first", () => {
    fc.assert(
      fc.property(
        batchesArbitrary,
        fc.constantFrom<string | null>("a", null),
        fc.boolean(),
        (messages, model, attribution) => {
          const by = repricer({ model, attribution });
          const batches = messages.map(({ rows, isLater }, nth) => ({ batch: batchOf(rows, nth), isLater }));
          const blocks = batches.map(({ batch, isLater }) =>
            blockOf(batch, isLater ? RIGHT : WRONG, isLater ? SEQ : SEQ - 1),
          );
          const after = foldBlocks(reprice(blocks, by));
          // Anew, from what was accepted: each row by the prices, and where it is asked for the rules, that it should have.
          const right = batches.map(({ batch, isLater }) => {
            const isTouched = (epochMs: number, of: string) =>
              new Date(epochMs + 1_800_000).toISOString().startsWith("2026-11-03") && (model === null || of === model);
            const modelOf = (row: number) => batch.batch.tuples[batch.batch.tupleOf[row] ?? -1]?.[index.model] ?? "";
            const parts = [true, false].map((touched) => {
              const places = batch.batch.ids.flatMap((_, row) =>
                isTouched(batch.batch.timesEpochMs[row] ?? 0, modelOf(row)) === touched ? [{ source: batch, row }] : [],
              );
              const old = { ...RIGHT, completeTuple: WRONG.completeTuple };
              const mended = attribution ? RIGHT : old;
              const identity = { id: `blk_${batch.messageId}_${touched}`, configurationSeq: 1 };
              return buildBlock(BUCKET, places, isLater ? RIGHT : touched ? mended : WRONG, identity);
            });
            return parts;
          });
          expect(canonicalPage(after)).toBe(canonicalPage(foldBlocks(right.flat())));
        },
      ),
      { numRuns: 400 },
    );
  });

  test("done again it covers all, changes nothing, and would append the same block", () => {
    fc.assert(
      fc.property(batchesArbitrary, (messages) => {
        const by = repricer();
        const blocks = messages.map(({ rows }, nth) => blockOf(batchOf(rows, nth), WRONG, 1));
        const once = reprice(blocks, by);
        expect(uncovered(by.repricing, once)).toEqual([]);
        expect(reprice(once, by).slice(once.length)).toEqual(once.slice(blocks.length));
        expect(canonicalPage(pageBefore(by.repricing, once))).toBe(canonicalPage(foldBlocks(blocks)));
        expect(canonicalPage(pageAfter(by.repricing, once, []))).toBe(canonicalPage(foldBlocks(once)));
      }),
      { numRuns: 200 },
    );
  });
});

const rows = (...models: readonly string[]): Row[] =>
  models.map((model, nth) => ({ id: `e${nth}`, source: "s", minute: 40, model, department: null, input: 5 }));

test("rows keep their place in the order of acceptance, their text and their usage", () => {
  const block = blockOf(batchOf(rows("c", "a"), 0), WRONG, 1);
  const [, made] = reprice([block], repricer());
  expect(made).toMatchObject({
    generation: SEQ,
    configurationSeq: SEQ,
    ids: ["e1"],
    positions: [1],
    messages: block.messages,
    covers: [block.id],
    costs: { cost_input: [5] },
    usage: { input_tokens: [5] },
  });
});

test("a row that sets something free does so however often it is priced", () => {
  const batch = batchOf(rows("a"), 0);
  const release = releaseText({ slot: "a1", picos: 7n, holds: ["x"] });
  const texts = { ...batch.batch.texts, [RELEASE]: [release], decision_id: ["dec_1"] };
  const numbers = { ...batch.batch.numbers, route_attempt: [2] };
  const block = blockOf({ ...batch, batch: { ...batch.batch, texts, numbers } }, WRONG, 1);
  const after = reprice([block], repricer());
  expect(after[1]).toMatchObject({ ids: ["e0"], texts: { release: [release], decision_id: ["dec_1"] } });
  expect(after[1]?.numbers).toMatchObject({ route_attempt: [2] });
  expect(foldBlocks(after).releases).toEqual([{ hold: "x", slot: "a1", picos: 7n }]);
});

test("with the same result nothing is written again, save that the block was looked at", () => {
  const block = blockOf(batchOf(rows("a"), 0), enrichment({ a: 1n }, "old"), 1);
  const [, made] = reprice([block], repricer());
  expect(made).toMatchObject({ ids: [], covers: [block.id] });
});

test("`only: unpriced` touches what has no price alone", () => {
  const block = blockOf(batchOf(rows("a", "b"), 0), WRONG, 1);
  const after = reprice([block], repricer({ only: "unpriced" }));
  expect(after.at(-1)?.ids).toEqual(["e1"]);
  expect(reprice([blockOf(batchOf(rows("a"), 0), WRONG, 1)], repricer({ only: "unpriced" }))).toHaveLength(1);
});

test("rows of a closed month are told apart", () => {
  const block = blockOf(batchOf(rows("a"), 0), WRONG, 1);
  const { changed, changedClosed } = repriceBlocks(BUCKET, [block], repricer({}, ["2026-11"]));
  expect([changed.length, changedClosed.length]).toEqual([0, 1]);
});

test("a re-pricing looks at older blocks, and at what older re-pricings made, but not at what came by its own prices", () => {
  const block = blockOf(batchOf(rows("a"), 0), WRONG, 1);
  const of = (generation: number, configurationSeq: number) =>
    isOlder(repricing(), { ...block, generation, configurationSeq });
  expect([of(0, SEQ - 1), of(0, SEQ), of(SEQ - 1, SEQ - 1), of(SEQ, SEQ)]).toEqual([true, false, true, false]);
  const unpriced = repricing({ only: "unpriced" });
  expect([concerns(unpriced, block), concerns(unpriced, { ...block, generation: 3 })]).toEqual([false, true]);
});

test("the days that hold a range in every zone, the newest first, and the months that it touches", () => {
  expect(utcDaysOf({ from: "2026-11-01", to: "2026-11-02" })).toEqual(["2026-11-02", "2026-11-01", "2026-10-31"]);
  const range = { from: "2026-10-31", to: "2026-11-01" };
  expect(["2026-09", "2026-10", "2026-11"].map((month) => touchesMonth(range, month))).toEqual([false, true, false]);
});

test("events of the winning rows are each of one source and id", () => {
  const block = blockOf(batchOf([...rows("a"), ...rows("b")], 0), WRONG, 1);
  expect(winningRows([block]).map(({ row }) => row)).toEqual([0]);
});
