import { dimensionIndex, TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import type { PageRow } from "@outlay/domain/page";
import { measureColumn, type PageColumns, textColumn } from "@outlay/domain/page-columns";
import { sumSpend } from "@outlay/domain/spend";
import { memoryTable } from "@outlay/storage/memory-table";
import { encodePage, openPage } from "@outlay/storage/page-codec";
import type { StoredPage } from "@outlay/storage/pages";
import * as fc from "fast-check";
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

/** Columns of the rows' cells, each made anew whenever it is asked for. */
const cellsOf = (rows: readonly PageRow[]): PageColumns => ({
  rows: rows.length,
  text: (name) =>
    textColumn(rows.map(({ period, tuple }) => (name === "period" ? period : (tuple[dimensionIndex(name)] ?? null)))),
  measure: (name) => measureColumn(rows.map(({ sums }) => sums[MEASURES.findIndex((each) => each === name)] ?? 0n)),
});

test("pages as they are stored say of every question what their cells say", () => {
  const named = ["department", "model", "user", "model_tier"];
  const value = (name: string) =>
    fc.option(fc.constantFrom(...(name === "model_tier" ? ["premium", "economy"] : ["a", "b", "c", "unattributed"])), {
      nil: null,
    });
  const row = fc
    .record({
      period: fc.constantFrom(
        "2026-11-02T09+01:00",
        "2026-11-02T10+01:00",
        "2026-11-03T10+01:00",
        "2026-12-01T10+01:00",
      ),
      values: fc.tuple(...named.map(value)),
      sums: fc.tuple(
        ...MEASURES.map(() =>
          fc.oneof(fc.constant(0n), fc.bigInt({ min: -9n, max: 70_000n }), fc.bigInt({ min: 0n, max: 2n ** 60n })),
        ),
      ),
    })
    .map(({ period, values, sums }): PageRow => {
      const tuple = TUPLE_FIELDS.map((name) => values[named.indexOf(name)] ?? null);
      return { period, tuple, sums };
    });
  const dimensions = fc.subarray(named);
  const filters = fc
    .dictionary(fc.constantFrom(...named), fc.uniqueArray(fc.constantFrom("a", "premium", "unattributed")))
    .map((given) => new Map(Object.entries(given).map(([name, values]) => [name, new Set(values)])));
  const query = fc.record({
    from: fc.constant("2026-11-01"),
    to: fc.constant("2026-12-01"),
    granularity: fc.constantFrom("hour" as const, "day" as const, "total" as const),
    groupBy: dimensions,
    filters,
    not: filters,
    measures: fc.constant(["cost", "cost_premium", "events", "input_tokens"] as const),
    withUsers: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 9 }), { maxLength: 4 }), query, (pages, asked) => {
      const stored = pages.map((rows) => openPage(encodePage({ rows, conflictCount: 0, conflicts: [], releases: [] })));
      expect(sumSpend(asked, stored, (date) => date)).toEqual(sumSpend(asked, pages.map(cellsOf), (date) => date));
    }),
    { numRuns: 300 },
  );
});
