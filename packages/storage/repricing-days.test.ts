import { NO_RESULT } from "@outlay/domain/repricing-result";
import { expect, test } from "vitest";
import { memoryTable } from "./memory-table.ts";
import { listRepricingDays, readRepricingDay, replaceRepricingDay } from "./repricing-days.ts";

const DATE = "2026-11-02";
const result = (changed_events: number) => ({ ...NO_RESULT, changed_events });

test("of two runs of one day, the one that read the day before the other wrote it replaces nothing", async () => {
  const table = memoryTable();
  const replace = (read: Awaited<ReturnType<typeof readRepricingDay>>, changed: number) =>
    replaceRepricingDay(table, "ten_1", "rpr_1", DATE, { read, result: result(changed) });
  expect(await replace(undefined, 1)).toBe(true);
  expect(await replace(undefined, 2)).toBe(false); // It read before the first wrote.
  const read = await readRepricingDay(table, "ten_1", "rpr_1", DATE);
  expect(await replace(read, 3)).toBe(true);
  expect(await replace(read, 4)).toBe(false);
  expect(await listRepricingDays(table, "ten_1", "rpr_1")).toEqual([{ date: DATE, version: 2n, result: result(3) }]);
});

test("the same result is not written again, so that its version tells of changes", async () => {
  const table = memoryTable();
  await replaceRepricingDay(table, "ten_1", "rpr_1", DATE, { read: undefined, result: result(1) });
  const read = await readRepricingDay(table, "ten_1", "rpr_1", DATE);
  expect(await replaceRepricingDay(table, "ten_1", "rpr_1", DATE, { read, result: result(1) })).toBe(true);
  expect((await readRepricingDay(table, "ten_1", "rpr_1", DATE))?.version).toBe(1n);
});
