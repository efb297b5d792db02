import { expect, test } from "vitest";
import { addDays } from "./local-date.ts";
import { PICOS_PER_UNIT } from "./money.ts";
import { forecastScope } from "./scope-forecast.ts";

const TODAY = "2026-11-13";
/** Ten every day before today. */
const spent = new Map(
  Array.from({ length: 60 }, (_, day) => [addDays(TODAY, -1 - day), 10n * PICOS_PER_UNIT] as const),
);
const asked = {
  period: { from: "2026-11-01", to: "2026-12-01" },
  today: TODAY,
  historyDays: 56,
  elapsedShare: 0.5,
};

test("what was spent is exact, and the rest is added to it: twelve days of ten, half a day, and 17 days", () => {
  const forecast = forecastScope(new Map(spent).set(TODAY, 5n * PICOS_PER_UNIT + 1n), asked);
  expect(forecast.spent).toBe(125n * PICOS_PER_UNIT + 1n);
  expect(forecast.end?.mean).toBeCloseTo(300, 6);
  expect(forecast.days[12]).toMatchObject({ date: TODAY, spent: 5n * PICOS_PER_UNIT + 1n });
  expect(forecast.days[12]?.expected?.mean).toBeCloseTo(10, 6);
  expect(forecast.days[11]).toEqual({ date: "2026-11-12", spent: 10n * PICOS_PER_UNIT, expected: null });
  expect(forecast.days[13]).toMatchObject({ date: "2026-11-14", spent: null });
});

test("today is in no history: nothing spent by noon is a day of less, and no new level", () => {
  const forecast = forecastScope(spent, asked);
  expect(forecast.end?.mean).toBeCloseTo(120 + 7.5 + 170, 6);
});

test("what was spent after the period, or before it, is not in it", () => {
  const over = forecastScope(spent, { ...asked, period: { from: "2026-10-25", to: "2026-10-28" } });
  expect(over).toMatchObject({ spent: 30n * PICOS_PER_UNIT, method: null, end: null });
  expect(over.days.map(({ expected }) => expected)).toEqual([null, null, null]);
});

test("a period to come is forecast by its own days alone", () => {
  const next = forecastScope(spent, { ...asked, period: { from: "2026-12-01", to: "2026-12-11" } });
  expect(next.spent).toBe(0n);
  expect(next.end?.mean).toBeCloseTo(100, 6);
  expect(next.days).toHaveLength(10);
});
