import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseTime } from "./rfc3339.ts";

test.each([
  ["2026-11-02T09:30:00.123Z", Date.UTC(2026, 10, 2, 9, 30, 0, 123)],
  ["2026-11-02t09:30:00z", Date.UTC(2026, 10, 2, 9, 30)],
  ["2026-11-02T09:30:00.123999999+05:30", Date.UTC(2026, 10, 2, 4, 0, 0, 123)],
  ["2026-11-02T09:30:00.1-00:30", Date.UTC(2026, 10, 2, 10, 0, 0, 100)],
  ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
  ["2000-02-29T00:00:00Z", Date.UTC(2000, 1, 29)],
  ["1969-12-31T23:59:59.999Z", -1],
  ["0001-01-01T00:00:00Z", Date.parse("0001-01-01T00:00:00Z")],
])("%s is %i", (text, epochMs) => {
  expect(parseTime(text)).toBe(epochMs);
});

test.each([
  "2026-02-30T00:00:00Z",
  "2026-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-00-01T00:00:00Z",
  "2026-01-00T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:60:00Z",
  "2016-12-31T23:59:60Z",
  "2026-01-01T00:00:00",
  "2026-01-01",
  "2026-01-01 00:00:00Z",
  "2026-01-01T00:00Z",
  "2026-01-01T00:00:00.Z",
  "2026-01-01T00:00:00+0530",
  "2026-01-01T00:00:00+24:00",
  "+275760-09-13T00:00:00Z",
  "275760-09-13T00:00:00Z",
  "1",
  "",
  "٢٠٢٦-01-01T00:00:00Z",
  "2026-01-01T00:00:00Z\n",
])("%j is no time", (text) => {
  expect(parseTime(text)).toBeUndefined();
});

test("every instant is read as it was written", () => {
  const instant = fc.date({
    min: new Date("0000-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instant, (date) => {
      expect(parseTime(date.toISOString())).toBe(date.getTime());
    }),
  );
});
