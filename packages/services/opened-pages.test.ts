import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import { memoryTable } from "@outlay/storage/memory-table";
import { encodePage } from "@outlay/storage/page-codec";
import type { StoredPage } from "@outlay/storage/pages";
import { expect, test } from "vitest";
import { openedPage } from "./opened-pages.ts";

const pageOf = (cost: bigint, more: Partial<StoredPage> = {}): StoredPage => {
  const sums = MEASURES.map((name) => (name === "cost_input" ? cost : 0n));
  const rows = [{ period: "2026-11-02", tuple: TUPLE_FIELDS.map(() => "a"), sums }];
  const body = encodePage({ rows, conflictCount: 0, conflicts: [], releases: [] });
  return { sk: "D", version: 1n, basis: "made", body, ...more };
};
const costOf = (page: ReturnType<typeof openedPage>) => page.measure("cost_input")?.[0];

test("what was decoded is used again, as long as the page is of the same version and basis", () => {
  const table = memoryTable();
  const first = openedPage(table, "t", 1, pageOf(5n));
  expect(openedPage(table, "t", 1, pageOf(5n))).toBe(first);
  expect(costOf(openedPage(table, "t", 1, pageOf(6n, { version: 2n })))).toBe(6);
  expect(costOf(openedPage(table, "t", 1, pageOf(7n, { version: 2n, basis: "made otherwise" })))).toBe(7);
});

test("no two tenants, days, pages or tables share what is kept", () => {
  const table = memoryTable();
  const pages = [
    openedPage(table, "t", 1, pageOf(1n)),
    openedPage(table, "u", 1, pageOf(2n)),
    openedPage(table, "t", 2, pageOf(3n)),
    openedPage(table, "t", 1, pageOf(4n, { sk: "H#09" })),
    openedPage(memoryTable(), "t", 1, pageOf(5n)),
  ];
  expect(pages.map(costOf)).toEqual([1, 2, 3, 4, 5]);
});

test("what was not used for long goes when there is too much, what is used stays", () => {
  const table = memoryTable();
  const large = (name: string): StoredPage => ({ ...pageOf(1n), sk: name, body: bulkyBody });
  const rows = Array.from({ length: 50_000 }, (_, index) => ({
    period: "2026-11-02",
    tuple: TUPLE_FIELDS.map((name) => (name === "user" ? `u${index}` : null)),
    sums: MEASURES.map((name) => (name === "events" ? BigInt(index) : 0n)),
  }));
  const bulkyBody = encodePage({ rows, conflictCount: 0, conflicts: [], releases: [] });
  const kept = openedPage(table, "t", 0, large("kept"));
  const forgotten = openedPage(table, "t", 0, large("forgotten"));
  for (let index = 0; index < 110; index++) {
    openedPage(table, "t", 0, large(`other ${index}`));
    expect(openedPage(table, "t", 0, large("kept"))).toBe(kept);
  }
  expect(openedPage(table, "t", 0, large("forgotten"))).not.toBe(forgotten);
});
