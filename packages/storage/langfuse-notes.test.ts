import { DAY_MS } from "@outlay/domain/bucket";
import { expect, test } from "vitest";
import { getLangfuseNote, putLangfuseNote } from "./langfuse-notes.ts";
import { memoryTable } from "./memory-table.ts";

const NOW = Date.parse("2026-11-02T13:06:00.000Z");

test("a note is read as it was kept last, by its tenant alone, for two days, also where the table has not dropped it", async () => {
  const table = memoryTable();
  await putLangfuseNote(table, "ten_1", "call:g", "1", NOW - 1000);
  await putLangfuseNote(table, "ten_1", "call:g", "2", NOW);
  const read = (tenant: string, name: string, atMs: number) => getLangfuseNote(table, tenant, name, atMs);
  expect(await read("ten_1", "call:g", NOW)).toBe("2");
  expect(await read("ten_2", "call:g", NOW)).toBeUndefined();
  expect(await read("ten_1", "trace:g", NOW)).toBeUndefined();
  expect(await read("ten_1", "call:g", NOW + 2 * DAY_MS - 1)).toBe("2");
  expect(await read("ten_1", "call:g", NOW + 2 * DAY_MS)).toBeUndefined();
});
