import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import { canonicalPage, type Page } from "@outlay/domain/page";
import { decodePage, encodePage, openPage } from "./page-codec.ts";

const text = fc.option(fc.constantFrom("a", "b", "é", "\u{1F600}", "__proto__", ""), { nil: null });
const row = fc.record({
  period: fc.constantFrom("2026-11-02T09+00:00", "2026-11-02T10+00:00"),
  tuple: fc.tuple(...TUPLE_FIELDS.map(() => text)),
  sums: fc.tuple(...MEASURES.map(() => fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 10n ** 30n })))),
});
const page: fc.Arbitrary<Page> = fc.record({
  rows: fc.array(row, { maxLength: 8 }),
  conflictCount: fc.nat({ max: 3 }),
  conflicts: fc.constant([{ source: "gateway", id: "e1" }]),
  releases: fc.array(
    fc.record({
      hold: fc.constantFrom("def456", "abc123.0123456789abcdef"),
      slot: fc.constantFrom("3qk2f", "3qk2g"),
      picos: fc.bigInt({ min: 1n, max: 10n ** 30n }),
    }),
    { maxLength: 4 },
  ),
});

test("a page comes back as it was, to the last digit", () => {
  fc.assert(
    fc.property(page, (given) => {
      expect(canonicalPage(decodePage(encodePage(given)))).toBe(canonicalPage(given));
    }),
  );
});

test("columns can be read one by one, and an empty one takes no room", () => {
  const tuple = TUPLE_FIELDS.map((name) => (name === "department" ? "support" : null));
  const sums = MEASURES.map((name) => (name === "cost_input" ? 9007199254740993n : 0n));
  const columns = openPage(
    encodePage({ rows: [{ period: "2026-11-02", tuple: tuple, sums }], conflictCount: 0, conflicts: [], releases: [] }),
  );
  expect(columns.text("department")).toEqual({ values: ["support"], of: Uint32Array.of(0), hasNone: false });
  expect(columns.text("user")).toBeUndefined();
  expect(columns.measure("cost_input")).toEqual([9007199254740993n]);
  expect(columns.measure("cost_output")).toBeUndefined();
});

test("a page too large to be one frame comes back as well, its columns compressed each by itself", () => {
  const rows = Array.from({ length: 1_200 }, (_, index) => ({
    period: "2026-11-02",
    tuple: TUPLE_FIELDS.map((name) => (name === "user" ? `user-${index}` : null)),
    sums: MEASURES.map((_name, measure) => (measure % 2 === 0 ? 10n ** 20n : 0n) + BigInt(index * measure)),
  }));
  const given = (count: number): Page => ({
    rows: rows.slice(0, count),
    conflictCount: 0,
    conflicts: [],
    releases: [],
  });
  for (const count of [0, 1, 1_200]) expect(decodePage(encodePage(given(count))).rows).toEqual(rows.slice(0, count));
  const [small, large] = [encodePage(given(1)), encodePage(given(1_200))].map((bytes) => ({
    bytes: bytes.byteLength,
    held: openPage(bytes).bytes,
  }));
  expect(small?.held).toBeGreaterThan(small?.bytes ?? 0);
  expect(large?.held).toBe(large?.bytes);
});

test("a page from before columns were bytes is read as it was meant", () => {
  const older =
    "AAAA23sicm93cyI6MiwiY29uZmxpY3RDb3VudCI6MSwiY29uZmxpY3RzIjpbeyJzb3VyY2UiOiJnYXRld2F5IiwiaWQiOiJlMSJ9XSwiY29sdW1ucyI6eyJwZXJpb2QiOlswLDY3XSwiZGVwYXJ0bWVudCI6WzY3LDM2XSwiZXZlbnRzIjpbMTAzLDVdLCJjb3N0X2lucHV0IjpbMTA4LDI0XSwiY29zdF9vdXRwdXQiOlsxMzIsOF0sInJlbGVhc2VzIjpbMTQwLDIxXX0sImlzUGFja2VkIjp0cnVlfSi1L/0goX0DAHLHFxqAOW3agL749bv4HfluQnOUHMLuliR71MGMjrtWbGbQgEBsJgwWq+6hJUpdI5uRzCcoUTDz0J/WRTttrFLroEg0jrOexp5dk5nGtj/zn35AXoA/7o4AHq3JT2GpZWFGBABEDcMI/IMMJ7n5BA==";
  const { rows, ...rest } = decodePage(Buffer.from(older, "base64"));
  const sumsOf = (sums: readonly bigint[]) =>
    Object.fromEntries(MEASURES.map((name, index) => [name, sums[index]] as const).filter(([, sum]) => sum !== 0n));
  expect(
    rows.map(({ period, tuple, sums }) => [period, tuple.filter((value) => value !== null), sumsOf(sums)]),
  ).toEqual([
    ["2026-11-02T09+00:00", ["support"], { events: 1n, cost_input: 9007199254740993n, cost_output: 979n }],
    ["2026-11-02T10+00:00", [], { events: 2n, cost_input: 7n, cost_output: 21n }],
  ]);
  expect(rest).toEqual({
    conflictCount: 1,
    conflicts: [{ source: "gateway", id: "e1" }],
    releases: [{ hold: "abc", slot: "3qk2f", picos: 5n }],
  });
});
