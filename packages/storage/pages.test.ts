import { describe, expect, test } from "vitest";
import { memoryTable } from "./memory-table.ts";
import { BODY_PART_BYTES } from "./body-parts.ts";
import { readPage, readPages, writePage } from "./pages.ts";
import { EXPIRES_AT, type Table } from "./table.ts";

const tenant = "ten_1";
const startEpochMs = Date.UTC(2026, 10, 2);
const place = { level: "day", startEpochMs } as const;
const nowEpochMs = Date.UTC(2026, 10, 3);

/** Bytes that tell one part of a body from another. */
const bodyOf = (length: number, seed: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + seed) % 251);
const write = (token: string, body: Uint8Array) => ({ basis: `basis of ${token}`, body, token, nowEpochMs });

async function store(table: Table, token: string, body: Uint8Array) {
  return writePage(table, tenant, place, await readPage(table, tenant, place), write(token, body));
}

/** What a token's chunks are: how many, and how many of them expire. */
function chunksOf(table: ReturnType<typeof memoryTable>, token: string) {
  const chunks = table.dump().filter(({ pk }) => pk.endsWith(`X#${token}`));
  return { count: chunks.length, expiring: chunks.filter((chunk) => chunk[EXPIRES_AT] !== undefined).length };
}

/** What DynamoDB's time to live takes away at last. */
async function expire(table: ReturnType<typeof memoryTable>): Promise<void> {
  for (const item of table.dump()) if (item[EXPIRES_AT] !== undefined) await table.remove(item, "always");
}

describe("a body longer than an item", () => {
  test.each([BODY_PART_BYTES, BODY_PART_BYTES + 1, 2 * BODY_PART_BYTES, 3 * BODY_PART_BYTES - 1])(
    "of %i bytes comes back as it was",
    async (length) => {
      const table = memoryTable();
      const body = bodyOf(length, 1);
      expect(await store(table, "a", body)).toBe(1n);
      const part = { level: "day", fromEpochMs: startEpochMs, toEpochMs: startEpochMs + 86_400_000 } as const;
      const [read] = await readPages(table, tenant, part);
      expect(read && Buffer.compare(read.body, body)).toBe(0);
      expect(chunksOf(table, "a").expiring).toBe(0);
    },
  );

  test("expires once another took its place, and no sooner", async () => {
    const table = memoryTable();
    await store(table, "a", bodyOf(800_000, 1));
    await store(table, "b", bodyOf(700_001, 2));
    expect([chunksOf(table, "a"), chunksOf(table, "b")]).toEqual([
      { count: 3, expiring: 3 },
      { count: 3, expiring: 0 },
    ]);
    await store(table, "c", bodyOf(10, 3));
    await expire(table);
    expect((await readPage(table, tenant, place))?.body).toEqual(bodyOf(10, 3));
    expect(table.dump()).toHaveLength(1);
  });

  test("that lost the race to another write is left to expire, the other's stays", async () => {
    const table = memoryTable();
    const none = await readPage(table, tenant, place);
    await store(table, "a", bodyOf(400_000, 1));
    expect(await writePage(table, tenant, place, none, write("b", bodyOf(400_000, 2)))).toBeUndefined();
    await expire(table);
    const read = await readPage(table, tenant, place);
    expect(read && Buffer.compare(read.body, bodyOf(400_000, 1))).toBe(0);
    expect(chunksOf(table, "b").count).toBe(0);
  });

  test("whose write was acknowledged late, so that its repeat found the condition broken, stays", async () => {
    const inner = memoryTable();
    const table: Table = {
      ...inner,
      async put(item, condition) {
        const isWritten = await inner.put(item, condition);
        return condition === "always" ? isWritten : inner.put(item, condition); // The reply got lost; sent again.
      },
    };
    const body = bodyOf(800_000, 1);
    expect(await store(table, "a", body)).toBe(1n);
    expect(await store(table, "b", body)).toBe(2n);
    expect(chunksOf(inner, "a").expiring).toBe(3);
    await expire(inner);
    const read = await readPage(inner, tenant, place);
    expect(read && Buffer.compare(read.body, body)).toBe(0);
  });

  test("that is swept while it is being read is read anew", async () => {
    const inner = memoryTable();
    await store(inner, "a", bodyOf(800_000, 1));
    let isOvertaken = false;
    const table: Table = {
      ...inner,
      async query(range) {
        if (!isOvertaken) {
          isOvertaken = true;
          await store(inner, "b", bodyOf(750_000, 2));
          await inner.remove({ pk: range.pk, sk: "0001" }, "always"); // Its second part is gone first.
        }
        return inner.query(range);
      },
    };
    const read = await readPage(table, tenant, place);
    expect([read?.version, read && Buffer.compare(read.body, bodyOf(750_000, 2))]).toEqual([2n, 0]);
  });

  test("that is gone although the page still names it is an error, not an empty page", async () => {
    const table = memoryTable();
    await store(table, "a", bodyOf(800_000, 1));
    for (const { pk, sk } of table.dump()) if (pk.endsWith("X#a")) await table.remove({ pk, sk }, "always");
    await expect(readPage(table, tenant, place)).rejects.toThrow("has lost its body");
  });
});
