import { expect, test } from "vitest";
import { eventsPathOf } from "./anomaly-advice.ts";
import { drillQuery, eventsPath, pairsOf, spendPath } from "./drill-paths.ts";

const EPOCH_MS = Date.parse("2026-11-02T00:00:00Z");

test("a name stands once for each of its values, and what a query takes for its own is escaped", () => {
  const pairs = pairsOf("tag:a&b", ["x=1", "y #2"]);
  expect(eventsPath(drillQuery({ fromEpochMs: EPOCH_MS, toEpochMs: EPOCH_MS + 1 }, pairs))).toBe(
    "/v1/events?from=2026-11-02T00%3A00%3A00.000Z&to=2026-11-02T00%3A00%3A00.001Z&tag%3Aa%26b=x%3D1&tag%3Aa%26b=y+%232",
  );
  expect(spendPath({ from: "2026-11-01", to: "2026-12-01" }, [["group_by", "source"]])).toBe(
    "/v1/spend?from=2026-11-01&to=2026-12-01&group_by=source",
  );
});

test("the events behind an incident are those that its rule looks at, of no more days than may be listed", () => {
  const startOf = (date: string) => Date.parse(`${date}T00:00:00Z`);
  const span = { from: "2020-01-01", to: "2026-11-02" };
  const [path = "", query] = eventsPathOf("failed_runs", { workflow: "triage" }, span, startOf).split("?");
  const asked = new URLSearchParams(query);
  expect([path, asked.get("workflow"), asked.get("to")]).toEqual(["/v1/events", "triage", "2026-11-03T00:00:00.000Z"]);
  expect(asked.getAll("status").length).toBeGreaterThan(0);
  expect(Date.parse(asked.get("from") ?? "")).toBeGreaterThan(startOf("2023-10-01"));
});
