import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Block } from "./block.ts";
import { TUPLE_FIELDS, dimensionIndex, type Tuple } from "./dimensions.ts";
import { type Measure, MEASURES } from "./measures.ts";
import { releaseText } from "./release.ts";
import { RELEASE } from "./usage-batch.ts";
import { canonicalPage, foldBlocks, mergePages, type Page } from "./page.ts";

interface Row {
  readonly id: string;
  readonly source?: string;
  readonly department?: string;
  readonly hour?: string;
  readonly tokens?: number;
  readonly cost?: number | string;
  readonly message?: string;
  readonly acceptedAtEpochMs?: number;
  readonly position?: number;
  /** Picos that it sets free, of slot a1 of hold x. */
  readonly frees?: bigint;
}

const tupleOf = ({ source = "gateway", department = "support" }: Row): Tuple => {
  const tuple: (string | null)[] = Array.from({ length: TUPLE_FIELDS.length }, () => null);
  tuple[dimensionIndex("source")] = source;
  tuple[dimensionIndex("department")] = department;
  return tuple;
};

function blockOf(id: string, rows: readonly Row[], options: Partial<Block> = {}): Block {
  return {
    id,
    generation: 0,
    configurationSeq: 1,
    messages: rows.map(({ message = "msg_1", acceptedAtEpochMs = 1000 }) => ({ id: message, acceptedAtEpochMs })),
    groups: rows.map((row) => ({
      localHour: row.hour ?? "2026-11-02T09+00:00",
      tuple: tupleOf(row),
      rateId: "rate",
    })),
    ids: rows.map((row) => row.id),
    offsetsMs: rows.map(() => 0),
    groupOf: rows.map((_, index) => index),
    messageOf: rows.map((_, index) => index),
    positions: rows.map(({ position }, index) => position ?? index),
    usage: { input_tokens: rows.map(({ tokens = 1 }) => tokens) },
    costs: { cost_input: rows.map(({ cost = 1 }) => cost) },
    numbers: {},
    texts: releasesOf(rows),
    ...options,
  };
}

function releasesOf(rows: readonly Row[]): Block["texts"] {
  if (rows.every(({ frees }) => frees === undefined)) return {};
  const textOf = ({ frees }: Row) =>
    frees === undefined ? null : releaseText({ slot: "a1", picos: frees, holds: ["x"] });
  return { [RELEASE]: rows.map(textOf) };
}

const freed = (page: Page): bigint => page.releases.reduce((sum, { picos }) => sum + picos, 0n);

const total = (page: Page, name: Measure) =>
  page.rows.reduce((sum, { sums }) => sum + (sums[MEASURES.indexOf(name)] ?? 0n), 0n);

test("an event that stands in several blocks counts once", () => {
  const page = foldBlocks([
    blockOf("a", [{ id: "e1", cost: 5 }]),
    blockOf("b", [
      { id: "e1", cost: 5 },
      { id: "e2", position: 7, cost: 6 },
    ]),
  ]);
  expect([total(page, "events"), total(page, "cost_input"), page.conflictCount]).toEqual([2n, 11n, 0]);
});

test("the same id from two sources is two events", () => {
  const page = foldBlocks([
    blockOf("a", [
      { id: "e1", source: "x" },
      { id: "e1", source: "y" },
    ]),
  ]);
  expect(total(page, "events")).toBe(2n);
});

test("of two contents the first accepted wins, and the event is listed as a conflict", () => {
  const first = { id: "e1", tokens: 10, acceptedAtEpochMs: 1000 };
  const later = { id: "e1", tokens: 99, acceptedAtEpochMs: 2000 };
  for (const blocks of [
    [blockOf("a", [first]), blockOf("b", [later])],
    [blockOf("a", [later]), blockOf("b", [first])],
  ]) {
    const page = foldBlocks(blocks);
    expect(total(page, "input_tokens")).toBe(10n);
    expect(page.conflicts).toEqual([{ source: "gateway", id: "e1" }]);
  }
});

test("a repeat in a later message with the same content is no conflict", () => {
  const page = foldBlocks([blockOf("a", [{ id: "e1" }, { id: "e1", message: "msg_2", acceptedAtEpochMs: 9000 }])]);
  expect([page.conflictCount, total(page, "events")]).toEqual([0, 1n]);
});

test("only the row that counts sets anything free, however often it was recorded", () => {
  const first = { id: "e1", tokens: 10, acceptedAtEpochMs: 1000, position: 0 };
  const later = { ...first, tokens: 99, acceptedAtEpochMs: 2000, frees: 100n };
  const block = (id: string, row: Row, options = {}) => blockOf(id, [row], options);
  expect(freed(foldBlocks([block("a", later)]))).toBe(100n);
  expect(freed(foldBlocks([block("a", later), block("b", later), block("c", { ...later, id: "e2", frees: 3n })]))).toBe(
    103n,
  );
  expect(freed(foldBlocks([block("a", later), block("b", first)]))).toBe(0n);
  expect(freed(foldBlocks([block("a", later), block("b", { ...first, frees: 7n })]))).toBe(7n);
  const repriced = block("c", later, { generation: 1, configurationSeq: 9 });
  expect(freed(foldBlocks([block("a", later), repriced]))).toBe(100n);
  expect(foldBlocks([block("a", { ...later, frees: 0n })]).releases).toEqual([]);
});

test("an event that once set something free and once did not is one event without a conflict", () => {
  const row = { id: "e1", acceptedAtEpochMs: 1000, position: 0 };
  const page = foldBlocks([blockOf("a", [{ ...row, frees: 5n }]), blockOf("b", [{ ...row, message: "msg_2" }])]);
  expect([page.conflictCount, freed(page)]).toEqual([0, 5n]);
});

test("a page says what it sets free; pages that are merged of such say nothing of it", () => {
  const page = foldBlocks([blockOf("a", [{ id: "e1", frees: 5n }])]);
  expect(page.releases).toEqual([{ hold: "x", slot: "a1", picos: 5n }]);
  expect(mergePages([page], (period) => period).releases).toEqual([]);
  expect(canonicalPage({ ...page, releases: [] })).not.toBe(canonicalPage(page));
});

test("a repeat that only moved to another department is a conflict, and to another key is none", () => {
  const moved = foldBlocks([blockOf("a", [{ id: "e1" }, { id: "e1", department: "sales", position: 5 }])]);
  expect(moved.conflictCount).toBe(1);
});

test("a repeat that was recorded under other rules is no conflict", () => {
  let acceptedAt = 1;
  const under = (values: Readonly<Record<string, string>>) => {
    const block = blockOf(values["filled_by"] ?? "none", [{ id: "e1", acceptedAtEpochMs: acceptedAt++ }]);
    const groups = block.groups.map((group) => ({
      ...group,
      tuple: Object.entries(values).reduce((tuple, [name, it]) => tuple.with(dimensionIndex(name), it), group.tuple),
    }));
    return { ...block, groups };
  };
  const plain = under({ consumer_department: "support" });
  const byRule = under({ project: "p", consumer_department: "support", filled_by: "project=rule:arl_1" });
  const byKey = under({ project: "q", api_key: "key_2", filled_by: "project=key" });
  const older = { ...plain, id: "older", groups: plain.groups.map((g) => ({ ...g, tuple: g.tuple.slice(0, 26) })) };
  expect(foldBlocks([plain, byRule, byKey, older])).toMatchObject({ conflictCount: 0 });
  const stated = under({ project: "p", consumer_department: "support" });
  const otherConsumer = under({ consumer_department: "sales", filled_by: "consumer=event" });
  expect(foldBlocks([plain, stated]).conflictCount).toBe(1);
  expect(foldBlocks([plain, otherConsumer]).conflictCount).toBe(1);
});

test("of copies of one row the higher generation counts, then the older configuration", () => {
  const row = { id: "e1", position: 0 };
  const old = blockOf("a", [{ ...row, cost: 1 }], { configurationSeq: 3 });
  const older = blockOf("b", [{ ...row, cost: 2 }], { configurationSeq: 2 });
  const repriced = blockOf("c", [{ ...row, cost: 3 }], { generation: 1, configurationSeq: 9 });
  expect(total(foldBlocks([old, older]), "cost_input")).toBe(2n);
  expect(total(foldBlocks([old, older, repriced]), "cost_input")).toBe(3n);
});

test("sums beyond what a double holds are exact", () => {
  const page = foldBlocks([
    blockOf("a", [
      { id: "e1", cost: "9007199254740993" },
      { id: "e2", cost: "9007199254740993" },
    ]),
  ]);
  expect(total(page, "cost_input")).toBe(18014398509481986n);
});

const rows = fc.array(
  fc.record({
    id: fc.constantFrom("e1", "e2", "e3", "e4", "__proto__"),
    source: fc.constantFrom("x", "y"),
    department: fc.constantFrom("support", "sales"),
    tokens: fc.integer({ min: 0, max: 5 }),
    frees: fc.bigInt({ min: 0n, max: 3n }),
    message: fc.constantFrom("msg_1", "msg_2"),
    acceptedAtEpochMs: fc.constantFrom(1, 2),
  }),
  { minLength: 1, maxLength: 12 },
);

test("any permutation, duplication or re-batching of rows gives the same page", () => {
  fc.assert(
    fc.property(rows, fc.array(fc.nat(), { maxLength: 30 }), fc.nat({ max: 4 }), (given, picks, blockCount) => {
      // A row's place is fixed at acceptance: what is one message and position is one content.
      const placed = given.map((row, position) => ({ ...row, position }));
      const extra = picks.map((pick) => placed[pick % placed.length]).filter((row) => row !== undefined);
      const shuffled = [...extra, ...placed.toReversed()];
      const cut = Array.from({ length: blockCount + 1 }, (_, index) =>
        blockOf(
          `z${blockCount - index}`,
          shuffled.filter((_, at) => at % (blockCount + 1) === index),
        ),
      );
      expect(canonicalPage(foldBlocks(cut))).toBe(canonicalPage(foldBlocks([blockOf("a", placed)])));
    }),
    { numRuns: 500 },
  );
});

test("merging the pages of parts says what one page of all says, for rows that do not repeat", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const distinct = given.map((row, index) => ({ ...row, id: `${row.id}${index}` }));
      const half = distinct.length >> 1;
      const parts = [distinct.slice(0, half), distinct.slice(half)].map((part) => foldBlocks([blockOf("a", part)]));
      expect(canonicalPage(mergePages(parts, (period) => period))).toBe(
        canonicalPage({ ...foldBlocks([blockOf("a", distinct)]), releases: [] }),
      );
      expect(canonicalPage(mergePages(parts.toReversed(), (period) => period))).toBe(
        canonicalPage(mergePages(parts, (period) => period)),
      );
    }),
  );
});

test("amounts of one group add up to the last digit, also where a sum or a cell is beyond safe numbers", () => {
  const most = Number.MAX_SAFE_INTEGER;
  const cells = [most, most, 2, "9007199254740993", 1, 1, 1];
  const rows = cells.map((cost, index): Row => ({ id: `e${index}`, cost }));
  const page = foldBlocks([blockOf("a", rows, { groupOf: rows.map(() => 0) })]);
  expect(total(page, "cost_input")).toBe(cells.reduce((sum, cell) => sum + BigInt(cell), 0n));
  expect(total(page, "events")).toBe(7n);
});

test("a run is counted where it begins: at step 1 of a named run, once, and never at a retry", () => {
  const steps = [
    { id: "first", run: "r1", step: 1, attempt: null },
    { id: "second", run: "r1", step: 2, attempt: 1 },
    { id: "again", run: "r1", step: 1, attempt: 2 },
    { id: "stated", run: "r2", step: 1, attempt: 1 },
    { id: "unnumbered", run: "r3", step: null, attempt: null },
    { id: "nobody's", run: null, step: 1, attempt: 1 },
  ];
  const block = (id: string) =>
    blockOf(
      id,
      steps.map((each, position) => ({ id: each.id, position })),
      {
        numbers: { step: steps.map(({ step }) => step), attempt: steps.map(({ attempt }) => attempt) },
        texts: { run_id: steps.map(({ run }) => run) },
      },
    );
  expect(total(foldBlocks([block("a"), block("b")]), "run_starts")).toBe(2n);
});

test("a repeat is no conflict where an older tuple does not say yet what the call fell back from", () => {
  const at = dimensionIndex("fallback_from");
  const texts = { fallback_from: ["gpt-5"] };
  const older = blockOf("a", [{ id: "e1" }], { texts });
  const [group] = older.groups;
  const tuple = Array.from({ length: at + 1 }, (_, index) => group?.tuple[index] ?? null).with(at, "gpt-5");
  const newer = blockOf("b", [{ id: "e1", position: 1 }], {
    texts,
    groups: [{ localHour: "2026-11-02T09+00:00", tuple, rateId: "rate" }],
  });
  expect(foldBlocks([older, newer]).conflictCount).toBe(0);
});
