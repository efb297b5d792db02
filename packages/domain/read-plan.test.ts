import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "./bucket.ts";
import { planHours, planRead } from "./read-plan.ts";

const day = Date.UTC(2026, 10, 2);
const none = { hours: new Set<number>(), days: new Set<number>() };

test("clean days are read whole", () => {
  expect(planRead(none, day, day + DAY_MS)).toEqual([{ level: "day", fromEpochMs: day, toEpochMs: day + DAY_MS }]);
});

test("a dirty hour makes its day dirty, and is read from its buckets", () => {
  const nine = day + 9 * HOUR_MS;
  const plan = planRead({ ...none, hours: new Set([nine]) }, day, day + DAY_MS);
  expect(plan).toEqual([
    { level: "hour", fromEpochMs: day, toEpochMs: nine },
    { level: "bucket", fromEpochMs: nine, toEpochMs: nine + HOUR_MS },
    { level: "hour", fromEpochMs: nine + HOUR_MS, toEpochMs: day + DAY_MS },
  ]);
});

test("a dirty day is read from its hours", () => {
  expect(planRead({ ...none, days: new Set([day]) }, day, day + DAY_MS)).toEqual([
    { level: "hour", fromEpochMs: day, toEpochMs: day + DAY_MS },
  ]);
});

test("the parts of a plan cover each instant once, within one UTC day each, and no dirty page is used", () => {
  const hour = fc.nat({ max: 71 }).map((index) => day + index * HOUR_MS);
  fc.assert(
    fc.property(fc.array(hour), fc.array(fc.nat({ max: 2 })), (dirtyHours, dirtyDays) => {
      const marks = { hours: new Set(dirtyHours), days: new Set(dirtyDays.map((index) => day + index * DAY_MS)) };
      let covered = day;
      for (const { level, fromEpochMs, toEpochMs } of planRead(marks, day, day + 3 * DAY_MS)) {
        expect(fromEpochMs).toBe(covered);
        expect(Math.floor(fromEpochMs / DAY_MS)).toBe(Math.floor((toEpochMs - 1) / DAY_MS));
        const hours = dirtyHours.filter((dirty) => dirty >= fromEpochMs && dirty < toEpochMs);
        expect(level === "bucket" ? [] : hours).toEqual([]);
        expect(level === "day" && marks.days.has(fromEpochMs)).toBe(false);
        covered = toEpochMs;
      }
      expect(covered).toBe(day + 3 * DAY_MS);
    }),
  );
});

test("hours alone never use a day", () => {
  expect(planHours(none, [day, day + HOUR_MS])).toEqual([
    { level: "hour", fromEpochMs: day, toEpochMs: day + 2 * HOUR_MS },
  ]);
});
