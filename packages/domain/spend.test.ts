import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { measureColumn, type PageColumns, textColumn } from "./page-columns.ts";
import { sumSpend, type SpendQuery } from "./spend.ts";

interface Row {
  readonly period: string;
  readonly department: string | null;
  readonly model: string | null;
  readonly tags: string | null;
  readonly cost_input: bigint;
  readonly cost_output: bigint;
  readonly events: bigint;
}

function columnsOf(rows: readonly Row[]): PageColumns {
  return {
    rows: rows.length,
    text(name) {
      if (name !== "period" && name !== "department" && name !== "model" && name !== "tags") return undefined;
      return textColumn(rows.map((row) => row[name]));
    },
    measure: (name) =>
      name === "cost_input" || name === "cost_output" || name === "events"
        ? measureColumn(rows.map((row) => row[name]))
        : undefined,
  };
}

const query: SpendQuery = {
  from: "2026-11-01",
  to: "2026-12-01",
  granularity: "total",
  groupBy: [],
  filters: new Map(),
  measures: ["cost", "events"],
};
const weekOf = (date: string) => `week of ${date.slice(0, 7)}`;
const row: Row = {
  period: "2026-11-02T09+01:00",
  department: "support",
  model: "m",
  tags: '[["site","paris"]]',
  cost_input: 3n,
  cost_output: 4n,
  events: 1n,
};

test("cost is the sum of its components", () => {
  expect(sumSpend(query, [columnsOf([row])], weekOf).totals).toEqual([7n, 1n]);
});

test("a row without a value is unattributed, and can be asked for by that name", () => {
  const rows = [row, { ...row, department: null }];
  const filters = new Map([["department", new Set(["unattributed"])]]);
  const { items } = sumSpend({ ...query, groupBy: ["department"], filters }, [columnsOf(rows)], weekOf);
  expect(items).toEqual([{ period: "2026-11-01", dimensions: ["unattributed"], sums: [7n, 1n] }]);
});

test("tags are grouped and filtered by name", () => {
  const rows = [row, { ...row, tags: '[["site","rome"],["team","a"]]' }, { ...row, tags: null }];
  const { items } = sumSpend({ ...query, groupBy: ["tag:site"] }, [columnsOf(rows)], weekOf);
  expect(items.map(({ dimensions }) => dimensions)).toEqual([["paris"], ["rome"], ["unattributed"]]);
  const filters = new Map([["tag:team", new Set(["a"])]]);
  expect(sumSpend({ ...query, filters }, [columnsOf(rows)], weekOf).totals).toEqual([7n, 1n]);
});

test("dates are half-open", () => {
  const rows = ["2026-10-31T23+01:00", "2026-11-01T00+01:00", "2026-11-30T23+01:00", "2026-12-01T00+01:00"];
  const { totals } = sumSpend(query, [columnsOf(rows.map((period) => ({ ...row, period })))], weekOf);
  expect(totals).toEqual([14n, 2n]);
});

test.each([
  ["hour", "2026-11-02T09+01:00"],
  ["day", "2026-11-02"],
  ["week", "week of 2026-11"],
  ["month", "2026-11"],
  ["total", "2026-11-01"],
] as const)("by %s the period is %s", (granularity, period) => {
  expect(sumSpend({ ...query, granularity }, [columnsOf([row])], weekOf).items[0]?.period).toBe(period);
});

const rows = fc.array(
  fc.record({
    period: fc.constantFrom("2026-11-02T09+01:00", "2026-11-03T10+01:00", "2026-10-01T00+01:00"),
    department: fc.constantFrom("support", "sales", null),
    model: fc.constantFrom("a", "b", null),
    tags: fc.constantFrom(null, '[["site","paris"]]', '[["site","rome"]]'),
    cost_input: fc.bigInt({ min: 0n, max: 10n ** 20n }),
    cost_output: fc.bigInt({ min: 0n, max: 10n ** 20n }),
    events: fc.bigInt({ min: 0n, max: 9n }),
  }),
  { maxLength: 12 },
);

test("parts add up to the same totals under every grouping and granularity, and however rows lie in pages", () => {
  const groupings = fc.subarray(["department", "model", "tag:site", "user"], { minLength: 0 });
  const granularities = fc.constantFrom("hour", "day", "week", "month", "total" as const);
  fc.assert(
    fc.property(rows, groupings, granularities, fc.nat(), (given, groupBy, granularity, cut) => {
      const at = given.length === 0 ? 0 : cut % given.length;
      const pages = [columnsOf(given.slice(0, at)), columnsOf(given.slice(at))];
      const { items, totals } = sumSpend({ ...query, groupBy, granularity }, pages, weekOf);
      const inside = given.filter(({ period }) => period >= "2026-11");
      expect(totals).toEqual([
        inside.reduce((sum, each) => sum + each.cost_input + each.cost_output, 0n),
        inside.reduce((sum, each) => sum + each.events, 0n),
      ]);
      expect(query.measures.map((_, index) => items.reduce((sum, { sums }) => sum + (sums[index] ?? 0n), 0n))).toEqual(
        totals,
      );
      expect(new Set(items.map(({ period, dimensions }) => JSON.stringify([period, dimensions]))).size).toBe(
        items.length,
      );
    }),
  );
});

test("more items than one answer is made of are refused with the limit", () => {
  const values = Array.from({ length: LIMITS.spendItemsMax + 1 }, (_, index) => `u${index}`);
  const page = (count: number): PageColumns => ({
    rows: count,
    text: (name) => {
      if (name === "period") return textColumn(Array.from({ length: count }, () => "2026-11-02"));
      return name === "user" ? textColumn(values.slice(0, count)) : undefined;
    },
    measure: () => undefined,
  });
  const by = { ...query, groupBy: ["user"], measures: ["events"] as const };
  expect(sumSpend(by, [page(LIMITS.spendItemsMax)], weekOf).items).toHaveLength(LIMITS.spendItemsMax);
  expect(() => sumSpend(by, [page(LIMITS.spendItemsMax + 1)], weekOf)).toThrow(
    `more than ${LIMITS.spendItemsMax} items`,
  );
});

test("the two hours of one name, when clocks go back, stand in order of time, also west of Greenwich", () => {
  const hour = (period: string): Row => ({ ...row, period });
  const periodsOf = (...periods: string[]) =>
    sumSpend(
      { ...query, from: "2026-10-25", to: "2026-11-02", granularity: "hour" },
      [columnsOf(periods.map(hour))],
      weekOf,
    ).items.map(({ period }) => period);
  const paris = ["2026-10-25T01+02:00", "2026-10-25T02+02:00", "2026-10-25T02+01:00", "2026-10-25T03+01:00"];
  const newYork = ["2026-11-01T00-04:00", "2026-11-01T01-04:00", "2026-11-01T01-05:00", "2026-11-01T02-05:00"];
  for (const inOrder of [paris, newYork]) expect(periodsOf(...inOrder.toReversed())).toEqual(inOrder);
});
