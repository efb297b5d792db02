import { expect, test } from "vitest";
import { judgeForecasts, leftOutOf, summarise, whyNothing } from "./forecast-accuracy.ts";
import type { ForecastRecord } from "./forecast-record.ts";
import { PICOS_PER_UNIT } from "./money.ts";

const recordOf = (value: string | null, mean: number, overrides: Partial<ForecastRecord> = {}): ForecastRecord => ({
  dimension: value === null ? null : "department",
  value,
  scope: null,
  period: { from: "2026-10-01", to: "2026-11-01" },
  method: "level",
  spent: 0,
  end: { mean, low95: mean - 20, low80: mean - 10, high80: mean + 10, high95: mean + 20 },
  ...overrides,
});

const came = new Map<string | null, bigint>([
  [null, 100n],
  ["support", 50n],
  ["sales", 0n],
]);
const actualOf = ({ value }: ForecastRecord): bigint | undefined => {
  const units = came.get(value);
  return units === undefined ? undefined : units * PICOS_PER_UNIT;
};

const nights = [
  { date: "2026-10-01", records: [recordOf(null, 115), recordOf("support", 75), recordOf("sales", 5)] },
  { date: "2026-10-15", records: [recordOf(null, 110), recordOf("gone", 5), recordOf("support", 0, { end: null })] },
];

test("each scope has what was forecast of it on each date, and how far off that was", () => {
  const scopes = judgeForecasts(nights, actualOf);
  expect(scopes.map(({ value }) => value)).toEqual([null, "sales", "support"]);
  expect(scopes[0]).toMatchObject({
    dimension: null,
    actual: 100n * PICOS_PER_UNIT,
    forecasts: [
      { on: "2026-10-01", error: 15, errorPercent: 15, isWithin80: false, isWithin95: true },
      { on: "2026-10-15", error: 10, errorPercent: 10, isWithin80: true, isWithin95: true },
    ],
  });
  expect(scopes[1]?.forecasts).toMatchObject([{ error: 5, errorPercent: null, isWithin80: true }]);
  expect(scopes[2]?.forecasts).toMatchObject([{ error: 25, errorPercent: 50, isWithin95: false }]);
});

test("the summary counts by kind and date; what nothing came of has no error in per cents", () => {
  expect(summarise(judgeForecasts(nights, actualOf))).toEqual([
    { dimension: null, on: "2026-10-01", forecasts: 1, meanErrorPercent: 15, within80: 0, within95: 1 },
    { dimension: null, on: "2026-10-15", forecasts: 1, meanErrorPercent: 10, within80: 1, within95: 1 },
    { dimension: "department", on: "2026-10-01", forecasts: 2, meanErrorPercent: 50, within80: 1, within95: 1 },
  ]);
});

test.each([
  { mean: 89, within80: false, within95: true },
  { mean: 90, within80: true, within95: true },
  { mean: 110, within80: true, within95: true },
  { mean: 111, within80: false, within95: true },
  { mean: 79, within80: false, within95: false },
  { mean: 121, within80: false, within95: false },
])(
  "100 came of $mean, ten and twenty about it: within 80 % $within80, 95 % $within95",
  ({ mean, within80, within95 }) => {
    const [scope] = judgeForecasts([{ date: "2026-10-01", records: [recordOf(null, mean)] }], actualOf);
    expect(scope?.forecasts).toMatchObject([{ isWithin80: within80, isWithin95: within95 }]);
  },
);

const unsaid = recordOf("support", 0, { method: null, end: null, reason: "Two days." });

test.each([
  { kept: [], why: "No forecast of 2026-10 was kept" },
  { kept: [{ date: "2026-10-01", records: [] }], why: "Nothing of what is asked had spent" },
  { kept: [{ date: "2026-10-01", records: [unsaid] }], why: "Two days." },
  { kept: [{ date: "2026-10-01", records: [unsaid, recordOf("sales", 5)] }], why: "What came is not known" },
])("nothing to judge: $why", ({ kept, why }) => expect(whyNothing(kept, "2026-10")).toContain(why));

test("left out is a whole dimension, not one of its values", () => {
  const whole = recordOf(null, 0, { dimension: "model", end: null, reason: "Too many." });
  expect(leftOutOf([{ date: "2026-10-01", records: [unsaid, whole, recordOf(null, 5)] }])).toEqual([
    { dimension: "model", on: "2026-10-01", reason: "Too many." },
  ]);
});
