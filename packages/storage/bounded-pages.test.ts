import { MEASURES } from "@outlay/domain/measures";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import type { Page } from "@outlay/domain/page";
import { HOUR_MS } from "@outlay/domain/bucket";
import { expect, test } from "vitest";
import { boundedPages, PagesTooLarge } from "./bounded-pages.ts";
import { memoryTable } from "./memory-table.ts";
import { encodePage, openPage } from "./page-codec.ts";
import { readPages, writePage } from "./pages.ts";

const DAY = Date.parse("2026-11-02T00:00:00Z");

/** Rows that nothing makes short: of `isNoisy` ones a page lies in chunks. */
function pageOf(rows: number, isNoisy = false): Page {
  let seed = 1;
  const noise = () => BigInt((seed = (seed * 48_271) % 2_147_483_647)) * 1_000_003n;
  return {
    rows: Array.from({ length: rows }, (_, index) => ({
      period: "2026-11-02T00:00:00Z",
      tuple: TUPLE_FIELDS.map((_name, place) => (place === 7 ? `workflow ${index}` : null)),
      sums: MEASURES.map((_name, place) => (isNoisy && place < 8 ? noise() : 1n)),
    })),
    conflictCount: 0,
    conflicts: [],
    releases: [],
  };
}

async function tableWith(...pages: readonly Page[]) {
  const table = memoryTable();
  for (const [hour, page] of pages.entries()) {
    const body = encodePage(page);
    const place = { level: "hour" as const, startEpochMs: DAY + hour * HOUR_MS };
    await writePage(table, "ten_1", place, undefined, { basis: "x", body, token: `t${hour}`, nowEpochMs: DAY });
  }
  const read = (bounds: { rows: number; bytes: number }) =>
    readPages(boundedPages(table, bounds), "ten_1", {
      level: "hour",
      fromEpochMs: DAY,
      toEpochMs: DAY + 24 * HOUR_MS,
    });
  return { table, read };
}

test("as many rows as there may be are read, and not one more", async () => {
  const { read } = await tableWith(pageOf(1_000), pageOf(2_000));
  expect(await read({ rows: 3_000, bytes: 1e9 })).toHaveLength(2);
  const refused = await read({ rows: 2_999, bytes: 1e9 }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(PagesTooLarge);
  expect(refused).toMatchObject({ found: { rows: 3_000 } });
});

test("bytes count as they are in memory, not as they are kept", async () => {
  const page = pageOf(5_000);
  const body = encodePage(page);
  const inMemory = openPage(body).bytes;
  expect(inMemory).toBeGreaterThan(3 * body.byteLength);
  const { read } = await tableWith(page);
  expect(await read({ rows: 1e9, bytes: inMemory })).toHaveLength(1);
  await expect(read({ rows: 1e9, bytes: inMemory - 1 })).rejects.toThrow(PagesTooLarge);
});

test("a page that lies in chunks counts once", async () => {
  const page = pageOf(12_000, true);
  expect(encodePage(page).byteLength).toBeGreaterThan(350_000);
  const { read } = await tableWith(page);
  expect(await read({ rows: 12_000, bytes: 1e9 })).toHaveLength(1);
  await expect(read({ rows: 11_999, bytes: 1e9 })).rejects.toThrow(PagesTooLarge);
});
