import { DAY_MS } from "@outlay/domain/bucket";
import { expect, test } from "vitest";
import { memoryTable } from "./memory-table.ts";
import { firstReceipt } from "./receipts.ts";

const NOW = Date.parse("2026-11-02T09:00:00Z");

test("a repeat has the time of the first, for 90 days", async () => {
  const table = memoryTable();
  expect(await firstReceipt(table, "ten_1", "s", "a", NOW)).toBe(NOW);
  expect(await firstReceipt(table, "ten_1", "s", "a", NOW + 1)).toBe(NOW);
  expect(await firstReceipt(table, "ten_1", "s", "a", NOW + 90 * DAY_MS - 1)).toBe(NOW);
  const later = NOW + 90 * DAY_MS;
  expect(await firstReceipt(table, "ten_1", "s", "a", later)).toBe(later);
  expect(await firstReceipt(table, "ten_1", "s", "a", later + 1)).toBe(later);
});

test("a stated time is that of every later record of the event, whatever it states; so is the receipt of one without", async () => {
  const table = memoryTable();
  const started = NOW - 35 * DAY_MS;
  expect(await firstReceipt(table, "ten_1", "s", "a", NOW, started)).toBe(started);
  expect(await firstReceipt(table, "ten_1", "s", "a", NOW + 1)).toBe(started);
  expect(await firstReceipt(table, "ten_1", "s", "a", NOW + 54 * DAY_MS, NOW)).toBe(started);
  expect(await firstReceipt(table, "ten_1", "s", "b", NOW)).toBe(NOW);
  expect(await firstReceipt(table, "ten_1", "s", "b", NOW + 9, started)).toBe(NOW);
});

test("another id, source or tenant is another event", async () => {
  const table = memoryTable();
  await firstReceipt(table, "ten_1", "s", "a", NOW);
  const others = [
    ["ten_1", "s", "b"],
    ["ten_1", "t", "a"],
    ["ten_2", "s", "a"],
  ] as const;
  for (const [tenant, source, id] of others) {
    expect(await firstReceipt(table, tenant, source, id, NOW + 5)).toBe(NOW + 5);
  }
});

test("of many at once, all have the time of one", async () => {
  const table = memoryTable();
  const starts = Array.from({ length: 20 }, (_, index) => NOW + index);
  const race = () => Promise.all(starts.map((start) => firstReceipt(table, "ten_1", "s", "a", start)));
  expect(new Set(await race()).size).toBe(1);
  const over = starts.map((start) => firstReceipt(table, "ten_1", "s", "a", start + 91 * DAY_MS));
  expect(new Set(await Promise.all(over)).size).toBe(1);
});

test("it leaves the table by itself, a second after the last instant at the latest", async () => {
  const table = memoryTable();
  await firstReceipt(table, "ten_1", "s", "a", NOW + 1);
  expect(table.dump()[0]?.["expiresAtEpochS"]).toBe(BigInt((NOW + 90 * DAY_MS) / 1000 + 1));
});
