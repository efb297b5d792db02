import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BudgetPeriod } from "./budget.ts";
import { addDays } from "./local-date.ts";
import { type Period, periodInstants, periodKey, periodOf } from "./period.ts";
import { localDateOf } from "./zone.ts";

const zones = Intl.supportedValuesOf("timeZone");
/** Zones with half-hour changes, odd offsets, no midnight on some dates, or late decisions. */
const named = [
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/Asuncion",
  "America/Havana",
  "America/Nuuk",
  "America/New_York",
  "America/Santiago",
  "America/Scoresbysund",
  "America/St_Johns",
  "Asia/Beirut",
  "Asia/Gaza",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Atlantic/Azores",
  "Australia/Lord_Howe",
  "Europe/Paris",
  "Pacific/Apia",
  "Pacific/Chatham",
  "UTC",
];
/** Of 1,200; all of them take some ten seconds. */
const SAMPLED_MONTHS = 100;
const repeating = ["day", "week", "month", "quarter", "year"] as const;

test.each([
  ["day", "2024-02-29", "2024-02-29", "2024-03-01", "2024-02-29"],
  ["week", "2026-11-02", "2026-11-02", "2026-11-09", "2026-W45"], // a Monday
  ["week", "2026-11-01", "2026-10-26", "2026-11-02", "2026-W44"], // a Sunday
  ["week", "2027-01-03", "2026-12-28", "2027-01-04", "2026-W53"], // a week of the year before
  ["week", "2024-12-30", "2024-12-30", "2025-01-06", "2025-W01"], // a week of the year after
  ["month", "2024-02-29", "2024-02-01", "2024-03-01", "2024-02"],
  ["month", "2026-12-31", "2026-12-01", "2027-01-01", "2026-12"],
  ["quarter", "2026-12-31", "2026-10-01", "2027-01-01", "2026-Q4"],
  ["quarter", "2026-02-28", "2026-01-01", "2026-04-01", "2026-Q1"],
  ["year", "2026-01-01", "2026-01-01", "2027-01-01", "2026"],
] as const)("the %s of %s runs from %s to %s and is named %s", (type, date, from, to, key) => {
  const period = periodOf({ type }, date);
  expect(period).toEqual({ from, to });
  expect(periodKey(type, { from, to })).toBe(key);
});

test.each([
  ["2026-10-31", false],
  ["2026-11-01", true],
  ["2026-12-14", true],
  ["2026-12-15", false],
])("%s lies in the range from 2026-11-01 to 2026-12-15: %s", (date, inside) => {
  const range = { type: "range", from: "2026-11-01", to: "2026-12-15" } as const;
  expect(periodOf(range, date)).toEqual(inside ? { from: range.from, to: range.to } : undefined);
  expect(periodKey("range", range)).toBe("2026-11-01/2026-12-15");
});

describe("periods tile time", () => {
  test("every date lies in the one period that it is given, and the next begins where it ends", () => {
    const dates = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays("1970-01-01", days));
    fc.assert(
      fc.property(dates, fc.constantFrom(...repeating), (date, type) => {
        const period = required({ type }, date);
        expect(period.from <= date && date < period.to).toBe(true);
        expect(periodOf({ type }, period.from)).toEqual(period);
        expect(periodOf({ type }, addDays(period.to, -1))).toEqual(period);
        expect(required({ type }, period.to).from).toBe(period.to);
      }),
    );
  });

  test.each(named)("in %s, every day, week, month, quarter and year of 2022 to 2027", (zone) => {
    for (const type of repeating) expect(faultOf(type, zone, "2022-01-03", "2028-01-01")).toBeUndefined();
  });

  test("in every zone, a sampled month of 2000 to 2100", () => {
    const months = fc.integer({ min: 0, max: 1200 });
    fc.assert(
      fc.property(months, (month) => {
        const from = `${2000 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
        for (const zone of zones) expect(faultOf("month", zone, from, addDays(from, 1))).toBeUndefined();
      }),
      { numRuns: SAMPLED_MONTHS },
    );
  });
});

function required(period: BudgetPeriod, date: string): Period {
  const found = periodOf(period, date);
  if (!found) throw new Error("a repeating period holds every date");
  return found;
}

/** The first place where a period does not begin where the one before ends, or does not hold its first or last millisecond. */
function faultOf(type: (typeof repeating)[number], zone: string, first: string, end: string): string | undefined {
  let period = required({ type }, first);
  let expectedFrom = periodInstants(period, zone).fromEpochMs;
  for (; period.from < end; period = required({ type }, period.to)) {
    const { fromEpochMs, toEpochMs } = periodInstants(period, zone);
    if (fromEpochMs !== expectedFrom) return `${zone} ${period.from}: a gap or an overlap`;
    for (const epochMs of [fromEpochMs, toEpochMs - 1]) {
      const date = localDateOf(epochMs, zone);
      if (required({ type }, date).from !== period.from) return `${zone} ${period.from}: ${epochMs} is ${date}`;
    }
    expectedFrom = toEpochMs;
  }
  return undefined;
}
