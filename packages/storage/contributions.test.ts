import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { getContribution, readContributions, replaceContribution, type SpendVector } from "./contributions.ts";
import { memoryTable } from "./memory-table.ts";
import type { Table } from "./table.ts";

const dayMs = Date.parse("2026-11-02T00:00:00Z");
const place = { level: "day", startEpochMs: dayMs } as const;
const wholeDay = { level: "day", fromEpochMs: dayMs, toEpochMs: dayMs + 86_400_000 } as const;

/** Of that many values that do not repeat; 30,000 are about 1 MB as they are kept. */
const vectorOf = (values: number, seed = ""): SpendVector =>
  Array.from({ length: values }, (_, index) => {
    const hash = createHash("sha256").update(`${seed}${index}`).digest("hex");
    return [`bud_1:${hash}`, "2026-11-02", BigInt(`0x${hash.slice(0, 12)}`)] as const;
  });

const replace = (table: Table, pageVersion: bigint, vector: SpendVector) =>
  replaceContribution(table, "ten_1", place, { pageVersion, budgetsSeq: 1, vector, releases: [] });

const partsIn = (table: ReturnType<typeof memoryTable>) => table.dump().filter(({ pk }) => pk.startsWith("T#ten_1#O#"));

test("a vector of more values than an item holds is read as it was written, alone and with its day", async () => {
  const table = memoryTable();
  const vector = vectorOf(9_000);
  await replace(table, 1n, vector);
  expect(partsIn(table).length).toBeGreaterThan(1);
  expect((await getContribution(table, "ten_1", place))?.vector).toEqual(vector);
  expect((await readContributions(table, "ten_1", wholeDay)).map((one) => one.vector)).toEqual([vector]);
});

test("what a bucket releases is written and read with what it spent, however much", async () => {
  for (const values of [0, 1, 20_000]) {
    const table = memoryTable();
    const releases = vectorOf(values, "released").map(([hold, slot, picos]) => ({ hold, slot, picos }));
    await replaceContribution(table, "ten_1", place, { pageVersion: 1n, budgetsSeq: 1, vector: vectorOf(2), releases });
    expect(await getContribution(table, "ten_1", place)).toMatchObject({ vector: vectorOf(2), releases });
  }
});

test("what was replaced leaves no parts behind, and an older page's neither replaces nor leaves any", async () => {
  const table = memoryTable();
  await replace(table, 1n, vectorOf(9_000, "first"));
  await replace(table, 3n, vectorOf(8_000, "third"));
  const parts = partsIn(table);
  await replace(table, 2n, vectorOf(9_000, "second"));
  await replace(table, 3n, vectorOf(8_000, "third"));
  expect(partsIn(table)).toEqual(parts);
  expect((await getContribution(table, "ten_1", place))?.vector).toEqual(vectorOf(8_000, "third"));
});

test("of a write whose reply was lost, and that was sent again, the parts stay and those before it go", async () => {
  const inner = memoryTable();
  await replace(inner, 1n, vectorOf(9_000, "first"));
  const table: Table = {
    ...inner,
    put: async (item, condition) => (await inner.put(item, condition)) && condition === "always",
  };
  await replace(table, 2n, vectorOf(8_000, "second"));
  expect((await getContribution(inner, "ten_1", place))?.vector).toEqual(vectorOf(8_000, "second"));
  const alone = memoryTable();
  await replace(alone, 2n, vectorOf(8_000, "second"));
  expect(partsIn(inner)).toEqual(partsIn(alone));
});

test("a reader whose parts are removed under it reads the newer vector", async () => {
  const inner = memoryTable();
  await replace(inner, 1n, vectorOf(9_000, "first"));
  let isReplaced = false;
  const table: Table = {
    ...inner,
    async query(range) {
      if (range.pk.includes("#O#") && !isReplaced) {
        isReplaced = true;
        await replace(inner, 2n, vectorOf(8_000, "second"));
      }
      return inner.query(range);
    },
  };
  const [read] = await readContributions(table, "ten_1", wholeDay);
  expect(read?.vector).toEqual(vectorOf(8_000, "second"));
  expect(read?.pageVersion).toBe(2n);
});

test("of two that say the same at once, the parts stay", async () => {
  const table = memoryTable();
  const vector = vectorOf(9_000);
  await Promise.all([replace(table, 1n, vector), replace(table, 1n, vector)]);
  expect((await getContribution(table, "ten_1", place))?.vector).toEqual(vector);
});
