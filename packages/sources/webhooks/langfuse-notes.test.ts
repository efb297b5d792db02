import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readLangfuseBatch } from "./langfuse.ts";
import { callNotesOf, entriesOf, notesOf, traceNotesOf } from "./langfuse-notes.ts";

const entry = (type: string, body: Record<string, unknown>) => ({ id: "e", type, body });
const create = entry("generation-create", {
  id: "g",
  traceId: "t",
  model: "gpt-4o",
  startTime: "2026-11-02T13:05:09Z",
});
const update = entry("generation-update", { id: "g", usageDetails: { input: 1, output: 2 } });
const keptOf = (
  batch: readonly unknown[],
  before: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map(),
) => new Map(notesOf(batch, before).map(({ name, body }) => [name, body]));

test("a call that states usage needs no note and leaves none; one that states none leaves one", () => {
  expect([callNotesOf([create, update]), [...keptOf([create, update]).keys()]]).toEqual([[], []]);
  expect([callNotesOf([update]), [...keptOf([create]).keys()]]).toEqual([["call:g"], ["call:g"]]);
});

test("an update alone, after what was kept of its create, reads as both in one batch", () => {
  const trace = entry("trace-create", { id: "t", userId: "ada", tags: ["x: y"], metadata: { department: "legal" } });
  const notes = keptOf([trace, create]);
  expect(callNotesOf([update])).toEqual(["call:g"]);
  expect(traceNotesOf([update], notes)).toEqual(["trace:t"]);
  const said = entriesOf(notes);
  const apart = readLangfuseBatch({ batch: [...said, update] }, "langfuse").at(-1);
  const together = readLangfuseBatch({ batch: [trace, create, update] }, "langfuse").at(-1);
  expect(apart).toEqual(together);
  expect(said).toHaveLength(2);
});

test("a trace that is told of again keeps what it does not say anew", () => {
  const first = keptOf([
    entry("trace-create", { id: "t", userId: "ada", name: "a", metadata: { department: "x", a: "1" } }),
  ]);
  const again = keptOf([entry("trace-create", { id: "t", name: "b", metadata: { department: "y" } })], first);
  expect(again.get("trace:t")).toMatchObject({ userId: "ada", name: "b", metadata: { department: "y", a: "1" } });
});

test("an embedding stays one, and an update before its create loses to nothing", () => {
  const notes = keptOf([
    entry("observation-update", { id: "g", type: "EMBEDDING", environment: "staging" }),
    entry("observation-create", {
      id: "g",
      type: "EMBEDDING",
      model: "text-embedding-3-small",
      environment: "default",
    }),
  ]);
  expect(notes.get("call:g")).toMatchObject({ kind: "embedding", environment: "staging" });
  expect(entriesOf(notes)).toMatchObject([{ type: "embedding-create", body: { id: "g" } }]);
});

test("what is no short text is not kept", () => {
  const long = "x".repeat(129);
  const body = {
    id: "g",
    model: long,
    input: "secret",
    output: "secret",
    metadata: { a: long, b: { c: "secret" }, d: 1 },
  };
  expect(JSON.stringify([...keptOf([entry("generation-create", body)])])).not.toMatch(/secret|xxx/);
});

test("no batch is too strange for it, and what is kept of one is bounded", () => {
  const name = fc.constantFrom(
    "id",
    "type",
    "body",
    "metadata",
    "traceId",
    "tags",
    "toString",
    "constructor",
    "attributes",
  );
  const type = fc.constantFrom("trace-create", "generation-create", "generation-update", "observation-create", "x");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("GENERATION", "t", ""),
      type,
      fc.integer(),
      fc.constant(null),
      fc.string({ maxLength: 300 }),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(name, tie("tree"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.array(fc.oneof(tree, fc.record({ id: tree, type, body: tree })), { maxLength: 6 }), (batch) => {
      const notes = keptOf(batch);
      const names = [...callNotesOf(batch), ...traceNotesOf(batch, notes)];
      expect(new Set(names).size).toBe(names.length);
      expect(entriesOf(notes)).toHaveLength(notes.size);
      for (const body of notes.values()) expect(JSON.stringify(body).length).toBeLessThan(100_000);
      readLangfuseBatch({ batch: [...entriesOf(notes), ...batch] }, "langfuse");
    }),
    { numRuns: 3000 },
  );
});
