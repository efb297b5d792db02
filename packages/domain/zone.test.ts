import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "./local-date.ts";
import { instantsOfHour, isZone, localHourOf, localTime, startOfLocalDate } from "./zone.ts";

/** A second opinion: another formatter in another notation. */
const formats = new Map<string, Intl.DateTimeFormat>();
function shown(epochMs: number, timeZone: string): string {
  let format = formats.get(timeZone);
  format ??= new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  formats.set(timeZone, format);
  return format.format(epochMs);
}
const at = (text: string): number => Date.parse(text);
const zones = Intl.supportedValuesOf("timeZone");

test.each([
  ["2026-10-25T00:30:00Z", "Europe/Paris", "2026-10-25T02+02:00"],
  ["2026-10-25T01:30:00Z", "Europe/Paris", "2026-10-25T02+01:00"],
  ["2026-11-01T18:20:00Z", "Asia/Kathmandu", "2026-11-02T00+05:45"],
  ["2026-11-02T00:00:00Z", "America/St_Johns", "2026-11-01T20-03:30"],
  ["2026-04-04T14:59:59.999Z", "Australia/Lord_Howe", "2026-04-05T01+11:00"],
  ["2026-04-04T15:00:00.000Z", "Australia/Lord_Howe", "2026-04-05T01+10:30"],
  ["2010-11-07T02:30:59.999Z", "America/St_Johns", "2010-11-07T00-02:30"], // changes at 00:01, within a slot
  ["2010-11-07T02:31:00.000Z", "America/St_Johns", "2010-11-06T23-03:30"],
  ["1970-01-01T00:00:00Z", "Africa/Monrovia", "1969-12-31T23-00:44:30"],
  ["2026-11-02T09:30:00Z", "UTC", "2026-11-02T09+00:00"],
])("at %s clocks in %s show %s", (instant, zone, hour) => {
  expect(localTime(at(instant), zone)).toEqual({ date: hour.slice(0, 10), hour });
});

test("an instant's date and hour are what another formatter shows, in every zone, asked in any order", () => {
  const instants = fc.integer({ min: at("1990-01-01T00:00Z"), max: at("2037-01-01T00:00Z") });
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), fc.integer({ min: 0, max: 3_600_000 }), (instant, zone, later) => {
      for (const epochMs of [instant, instant + later, instant]) {
        const { date, hour } = localTime(epochMs, zone);
        expect(`${date} ${hour.slice(11, 13)}`).toBe(shown(epochMs, zone).slice(0, 13));
      }
    }),
    { numRuns: 2000 },
  );
});

describe("the start of a local date", () => {
  test.each([
    ["2026-11-02", "UTC", "2026-11-02T00:00:00Z"],
    ["2026-11-02", "America/New_York", "2026-11-02T05:00:00Z"],
    ["2024-04-26", "Africa/Cairo", "2024-04-25T22:00:00Z"], // no midnight: 00:00 is 01:00
    ["2024-09-08", "America/Santiago", "2024-09-08T04:00:00Z"], // no midnight
    ["2024-03-10", "America/Havana", "2024-03-10T05:00:00Z"], // no midnight
    ["2024-11-03", "America/Havana", "2024-11-03T04:00:00Z"], // two: 00:00 comes again an hour later
    ["2023-03-30", "Asia/Beirut", "2023-03-29T21:00:00Z"], // the change came four days late that year
    ["1919-03-31", "America/Toronto", "1919-03-31T04:30:00Z"], // 23:30 was 00:30
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z"], // never was
    ["2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z"],
    ["2010-11-07", "America/St_Johns", "2010-11-07T02:30:00Z"], // shown for a minute, then again from 03:30Z
  ])("%s in %s is %s", (date, zone, instant) => {
    expect(new Date(startOfLocalDate(date, zone)).toISOString()).toBe(new Date(instant).toISOString());
  });

  test("is the first instant that shows the date, on the days around every change of 2022 to 2027 in every zone", () => {
    let changes = 0;
    for (const zone of zones) {
      for (const date of datesOfChanges(zone)) {
        changes++;
        for (const day of [addDays(date, -1), date, addDays(date, 1)]) {
          const start = startOfLocalDate(day, zone);
          expect([zone, shown(start, zone).slice(0, 10)]).toEqual([zone, day]);
          expect([zone, shown(start - 1, zone).slice(0, 10)]).toEqual([zone, addDays(day, -1)]);
        }
      }
    }
    expect(changes).toBeGreaterThan(1000);
  });

  test("days have 23 and 25 hours where clocks change", () => {
    expect(hoursOf("2026-03-29", "Europe/Paris")).toBe(23);
    expect(hoursOf("2026-10-25", "Europe/Paris")).toBe(25);
    expect(hoursOf("2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
    expect(hoursOf("2011-12-30", "Pacific/Apia")).toBe(0);
  });
});

const hoursOf = (date: string, zone: string): number =>
  (startOfLocalDate(addDays(date, 1), zone) - startOfLocalDate(date, zone)) / 3_600_000;

/** Dates between whose noons a zone's offset changes. */
function datesOfChanges(zone: string): string[] {
  const dates: string[] = [];
  let before = localTime(at("2022-01-01T12:00Z"), zone).hour.slice(13);
  for (let date = "2022-01-02"; date < "2028-01-01"; date = addDays(date, 7)) {
    const after = localTime(at(`${date}T12:00Z`), zone).hour.slice(13);
    if (after === before) continue;
    before = after;
    for (let back = 0; back < 8; back++) dates.push(addDays(date, -back));
  }
  return dates;
}

test.each([
  ["Europe/Paris", true],
  ["Asia/Kolkata", true],
  ["America/Argentina/Buenos_Aires", true],
  ["UTC", true],
  ["Etc/GMT+5", true],
  ["+01:00", false],
  ["Mars/Olympus", false],
  ["", false],
  ["Europe/Paris ", false],
  ["__proto__", false],
])("%j is a zone: %s", (name, expected) => {
  expect(isZone(name)).toBe(expected);
});

test("a known quarter of an hour is looked up, not formatted", () => {
  const epochMs = at("2026-11-02T09:30:00Z");
  expect(localTime(epochMs + 899_999, "Europe/Rome")).toBe(localTime(epochMs, "Europe/Rome"));
});

describe("the instants of a local hour", () => {
  test.each([
    ["2026-11-02T09+01:00", "Europe/Paris", "2026-11-02T08:00:00Z", "2026-11-02T09:00:00Z"],
    ["2026-10-25T02+02:00", "Europe/Paris", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"],
    ["2026-10-25T02+01:00", "Europe/Paris", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"],
    // Lord Howe sets its clocks back from 02:00 to 01:30: the hour from 01:00 is one of half an hour the second time.
    ["2026-04-05T01+10:30", "Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-04T15:30:00Z"],
    // St. John's set its clocks back at one minute past midnight.
    ["2010-11-07T00-02:30", "America/St_Johns", "2010-11-07T02:30:00Z", "2010-11-07T02:31:00Z"],
    ["2010-11-06T23-03:30", "America/St_Johns", "2010-11-07T02:31:00Z", "2010-11-07T03:30:00Z"],
    ["2026-04-05T01+11:00", "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T15:00:00Z"],
  ])("%s in %s are from %s to %s", (hour, zone, from, to) => {
    const { fromEpochMs, toEpochMs } = instantsOfHour(hour, zone);
    expect([new Date(fromEpochMs), new Date(toEpochMs)]).toEqual([new Date(from), new Date(to)]);
  });

  test("are exactly those that have its name", () => {
    const zones = fc.constantFrom(
      "Europe/Paris",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "America/St_Johns",
      "Africa/Cairo",
    );
    const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(zones, instant, (zone, epochMs) => {
        const { fromEpochMs, toEpochMs } = instantsOfHour(localHourOf(epochMs, zone), zone);
        expect(fromEpochMs <= epochMs && epochMs < toEpochMs).toBe(true);
        const names = [fromEpochMs - 1, fromEpochMs, toEpochMs - 1, toEpochMs].map((at) => localHourOf(at, zone));
        const own = localHourOf(epochMs, zone);
        expect(names.map((name) => name === own)).toEqual([false, true, true, false]);
      }),
    );
  });
});
