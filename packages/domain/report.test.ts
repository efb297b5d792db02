import { describe, expect, test } from "vitest";
import { REPORTS } from "./report-registry.ts";
import { askedSpend, finishReport, type ReportAsk, reportGroups, type ReportRow } from "./report.ts";
import { ReportParameters } from "./report-parameters.ts";
import { routeAsks } from "./report-data-class-routes.ts";
import { abandonedRuns } from "./report-abandoned-runs.ts";

const range = { from: "2026-11-01", to: "2026-12-01" };
const ask: ReportAsk = {
  range,
  granularity: "total",
  groupBy: ["workflow"],
  measures: ["cost"],
  filters: new Map([["model_tier", new Set(["premium"])]]),
};
const request = (filters: Record<string, readonly string[]>) => ({
  range,
  filters: new Map(Object.entries(filters).map(([name, values]) => [name, new Set(values)] as const)),
  not: new Map([["environment", new Set(["test"])]]),
  parameters: ReportParameters.parse({}),
});

describe("what is asked", () => {
  test("passes both the request's filters and the report's own", () => {
    const { filters, not } = askedSpend(ask, request({ department: ["sales"], model_tier: ["premium", "economy"] }));
    expect(filters).toEqual(
      new Map([
        ["department", new Set(["sales"])],
        ["model_tier", new Set(["premium"])],
      ]),
    );
    expect(not).toEqual(new Map([["environment", new Set(["test"])]]));
    expect(askedSpend(ask, request({ model_tier: ["economy"] })).filters.get("model_tier")).toEqual(new Set());
  });

  test("is all that is read", () => {
    const [group] = reportGroups(ask, [{ period: "2026-11-01", dimensions: ["a"], sums: [1n] }]);
    expect(() => group?.sumOf("events")).toThrow("a report reads what it asked for: events");
    expect(() => group?.valueOf("agent")).toThrow("a report reads what it asked for: agent");
  });
});

describe("what is answered", () => {
  const row = (name: string, abandoned: bigint, events: bigint, amount?: bigint): ReportRow => ({
    keys: [name],
    figures: { cost: 100n, events, abandoned_cost: abandoned, abandoned_share: "0.5" },
    saving: amount === undefined ? null : { amount, isEstimated: amount > 5n },
    advice: "",
    events: {},
  });
  const rows = [row("a", 3n, 1n, 3n), row("b", 9n, 1n, 9n), row("c", 3n, 7n), row("d", 2n, 9n, 2n)];
  const finished = (parameters: Record<string, unknown>) =>
    finishReport(abandonedRuns, { rows, apart: [] }, { ...ReportParameters.parse({}), ...parameters });

  test("is in order of its column, then of money, then of key", () => {
    const keys = (order?: string) => finished({ order_by: order }).rows.map(({ keys: [key] }) => key);
    expect(keys()).toEqual(["b", "a", "c", "d"]);
    expect(keys("events")).toEqual(["d", "c", "b", "a"]);
  });

  test("adds up with what is below the least amount, and says that a sum of estimates is one", () => {
    const { rows: listed, totals, below } = finished({ min_cost: 3n });
    expect(listed.map(({ keys: [key] }) => key)).toEqual(["b", "a", "c"]);
    expect(totals).toMatchObject({
      count: 3,
      figures: { cost: 300n, events: 9n, abandoned_cost: 15n },
      saving: { amount: 12n, isEstimated: true },
    });
    expect(totals.figures).not.toHaveProperty("abandoned_share");
    expect(below).toMatchObject({ count: 1, figures: { cost: 100n }, saving: { amount: 2n, isEstimated: false } });
  });
});

test("every report orders by, and is about, a column of its own that has a number", () => {
  for (const { columns, order, money, name } of REPORTS) {
    const kinds = new Map(columns.map((column) => [column.name, column.kind]));
    expect([name, kinds.get(money)]).toEqual([name, "amount"]);
    expect(["amount", "count"]).toContain(kinds.get(order));
    expect(kinds.size).toBe(columns.length);
  }
  expect(new Set(REPORTS.map(({ name }) => name)).size).toBe(REPORTS.length);
});

test.each([
  [{ match: {}, data_classes: null }, "no"],
  [{ match: { data_class: ["secret"] }, data_classes: null }, "yes"],
  [{ match: { data_class: ["public"] }, data_classes: null }, "refused"],
  [{ match: {}, data_classes: ["public"] }, "refused"],
  [{ match: { data_class: ["secret"] }, data_classes: ["public", "secret"] }, "yes"],
  [undefined, null],
])("of secret data, a route of %j asks: %s", (route, asks) => expect(routeAsks(route, "secret")).toBe(asks));
