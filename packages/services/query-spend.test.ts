import { LIMITS } from "@outlay/domain/limits";
import { memoryTable } from "@outlay/storage/memory-table";
import { writePage } from "@outlay/storage/pages";
import { expect, test } from "vitest";
import { querySpend } from "./query-spend.ts";

/** A page that says it has so many rows, and holds nothing. */
function bodyOf(rows: number): Uint8Array {
  const header = Buffer.from(JSON.stringify({ rows, conflictCount: 0, conflicts: [], columns: {} }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.byteLength);
  return Buffer.concat([length, header]);
}

const query = {
  from: "2026-11-02",
  to: "2026-11-04",
  granularity: "total",
  groupBy: [],
  filters: new Map(),
  measures: ["cost"],
} as const;

test("a range with more rows than a query may read is refused with the limit, before they are summed", async () => {
  const table = memoryTable();
  const lay = async (date: string, rows: number) => {
    const place = { level: "day", startEpochMs: Date.parse(date) } as const;
    const write = { basis: "laid", body: bodyOf(rows), token: date, nowEpochMs: 0 };
    await writePage(table, "t", place, undefined, write);
  };
  await lay("2026-11-02", LIMITS.spendRowsMax);
  expect((await querySpend({ table }, "t", query)).totals).toEqual([0n]);
  await lay("2026-11-03", 1);
  await expect(querySpend({ table }, "t", query)).rejects.toThrow(`more than ${LIMITS.spendRowsMax} rows`);
});
