import { expect, test } from "vitest";
import { addDays } from "./local-date.ts";
import { seededUniform } from "./seeded-random.ts";
import { weekdayOf } from "./series.ts";
import { rhythmOf } from "./source-rhythm.ts";

const DAYS = 36;
const periods = Array.from({ length: DAYS }, (_, day) => addDays("2026-01-05", day)).flatMap((date) =>
  Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, "0")}+00:00`),
);
const rhythmFor = (isOn: (weekday: number, hour: number) => boolean) =>
  rhythmOf(
    { granularity: "hour", periods, values: {} },
    periods.map((period, index) => (isOn(weekdayOf(period), index % 24) ? 4 : 0)),
  );
/** The last week's Monday is the first day after four weeks and more. */
const at = (weekday: number, hour: number) => (28 + weekday) * 24 + hour;

test("a weekday with hours of its own is expected by them", () => {
  const rhythm = rhythmFor((weekday, hour) => weekday === 1 && hour >= 9 && hour < 17);
  const chance = (weekday: number, hour: number) => rhythm.expect(at(weekday, hour), at(weekday, hour)).chance;
  expect(chance(1, 10)).toBeGreaterThan(0.95);
  expect(chance(2, 10)).toBeLessThan(0.02);
  expect(chance(1, 20)).toBe(0);
});

test("what comes by chance is expected alike on like days, whatever a weekday had", () => {
  const uniform = seededUniform(3);
  const rhythm = rhythmFor(() => uniform() < 0.4);
  const chances = Array.from({ length: 24 }, (_, hour) => rhythm.expect(at(2, hour), at(2, hour)).chance);
  expect(Math.max(...chances)).toBeLessThan(0.75);
  expect(Math.min(...chances)).toBeGreaterThan(0.1);
});

test("what came from an instant on is not looked at", () => {
  const until = 20 * 24;
  const whole = rhythmFor(() => true);
  const ended = rhythmOf(
    { granularity: "hour", periods, values: {} },
    periods.map((_, index) => (index < until ? 4 : 0)),
  );
  expect(whole.expect(at(0, 5), until)).toEqual(ended.expect(at(0, 5), until));
  expect(whole.chanceWithin(until)(5)).toBe(ended.chanceWithin(until)(5));
});
