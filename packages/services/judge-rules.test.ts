import type { Finding } from "@outlay/domain/finding";
import type { Sighting } from "@outlay/domain/incident";
import { LIMITS } from "@outlay/domain/limits";
import { addDays } from "@outlay/domain/local-date";
import { formatAmount } from "@outlay/domain/money";
import { measureColumn, type PageColumns, textColumn } from "@outlay/domain/page-columns";
import { sumSpend } from "@outlay/domain/spend";
import { datesIn, hoursUntil } from "@outlay/domain/watch-periods";
import { describe, expect, test } from "vitest";
import { explainsIn, factsIn } from "./judge-rules.ts";
import type { OpenSpend } from "./open-spend.ts";
import { watchedSeries } from "./watched-series.ts";

const FROM = "2026-09-01";
const DAYS = 62;
const TO = addDays(FROM, DAYS);
const periods = hoursUntil(FROM, Date.parse(TO), "UTC");
/** All of them together, by hour, are more than one query of spend may have items. */
const KEYS = 100;
const names = Array.from({ length: KEYS }, (_, index) => `key_${String(index).padStart(3, "0")}`);
const MICRO = 1_000_000n;
/** In the last two days from six o'clock on the first key spends ten times as much. */
const BEGIN = periods.findIndex((hour) => hour.startsWith(`${addDays(FROM, DAYS - 2)}T06`));
const END = periods.findIndex((hour) => hour.startsWith(`${addDays(FROM, DAYS - 1)}T20`));
const costOf = (hour: number, key: number): bigint =>
  MICRO * BigInt(key + 1) * (key === 0 && hour >= BEGIN && hour <= END ? 1000n : 1n);

/** A page a day: each key spends each hour, in one department and a workflow of its own. */
const pages: readonly PageColumns[] = datesIn(FROM, TO).map((_, day) => {
  const rows = 24 * KEYS;
  const hourOf = (row: number) => day * 24 + Math.floor(row / KEYS);
  const columns = new Map([
    ["period", textColumn(Array.from({ length: rows }, (_row, row) => periods[hourOf(row)] ?? ""))],
    ["api_key", textColumn(Array.from({ length: rows }, (_row, row) => names[row % KEYS] ?? ""))],
    ["department", textColumn(Array.from({ length: rows }, () => "support"))],
  ]);
  const costs = measureColumn(Array.from({ length: rows }, (_row, row) => costOf(hourOf(row), row % KEYS)));
  const ones = measureColumn(Array.from({ length: rows }, () => 1n));
  return {
    rows,
    text: (name) => columns.get(name === "workflow" ? "api_key" : name),
    measure: (name) => (name === "cost_input" ? costs : name === "events" ? ones : undefined),
  };
});

const range = { from: FROM, to: TO, granularity: "hour" } as const;
const spend: OpenSpend = {
  range,
  sum: (query) => sumSpend({ ...range, ...query }, pages, (date) => date),
  pages: pages.length,
  bytes: 0,
};

const finding: Finding = {
  from: periods[BEGIN] ?? "",
  to: periods[END] ?? "",
  isOpen: true,
  measure: "spend",
  unit: "USD",
  expected: 0,
  low: 0,
  high: 0,
  observed: 1,
  excess: 1,
  cost: 1,
  score: 1,
};

describe("what is watched by hour of a hundred keys that never sleep, more than one query answers", () => {
  test("has the series of each", () => {
    expect(KEYS * periods.length).toBeGreaterThan(LIMITS.spendItemsMax);
    const asked = { rule: "off_hours", granularity: "hour", periods, limit: KEYS, also: [], newFrom: FROM } as const;
    const { watched } = watchedSeries(spend, asked);
    const byKey = watched.filter(({ scope }) => scope["api_key"] !== undefined);
    expect(byKey).toHaveLength(KEYS);
    const cost = Object.entries(byKey.find(({ scope }) => scope["api_key"] === "key_007")?.series.values ?? {});
    expect(cost.length).toBeGreaterThan(0);
    for (const [, values] of cost) expect(values).toEqual(Array.from({ length: periods.length }, () => values[0]));
  });

  test("has the facts of an incident, to the last digit", () => {
    const scope = { department: "support" };
    const span = { since: finding.from, until: finding.to, carried: undefined };
    const incident = { rule: "off_hours", scope, granularity: "hour", ...span } as const;
    const { cost, contributors } = factsIn(spend, "UTC", incident);
    let sum = 0n;
    for (let hour = BEGIN; hour <= END; hour++) for (const key of names.keys()) sum += costOf(hour, key);
    expect(cost).toBe(formatAmount(sum));
    const most = formatAmount(costOf(BEGIN, 0) * BigInt(END - BEGIN + 1));
    expect(contributors).toContainEqual({ dimension: "workflow", value: "key_000", cost: most });
  });

  test("has the scope that explains an incident", () => {
    const whole: Sighting = {
      rule: "off_hours",
      scope: { department: "support" },
      granularity: "hour",
      finding,
      severity: "warning",
      parameters: { sensitivity: 1 },
    };
    const explains = explainsIn(spend, periods);
    expect(explains(whole, { api_key: "key_000" })).toBeCloseTo(1, 6);
    expect(explains(whole, { api_key: "key_001" })).toBeCloseTo(0, 6);
  });
});
