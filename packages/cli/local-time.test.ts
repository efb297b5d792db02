import { expect, test } from "vitest";
import { readTime } from "./local-time.ts";

const shown = (text: string, zone = "UTC") => {
  const read = readTime(text, zone);
  return "fault" in read ? read.fault : new Date(read.epochMs).toISOString() + (read.isAmbiguous ? " twice" : "");
};

test.each([
  ["2026-11-02T09:30:00.123Z", "Europe/Paris", "2026-11-02T09:30:00.123Z"],
  ["2026-11-02 09:30:00+05:30", "Europe/Paris", "2026-11-02T04:00:00.000Z"],
  ["2026-11-02 09:30:00.5 -0330", "UTC", "2026-11-02T13:00:00.500Z"],
  ["2023-11-16 18:15:46.6805900", "UTC", "2023-11-16T18:15:46.680Z"], // cut off, not rounded up
  ["2023-11-16 18:15:46.9999999", "UTC", "2023-11-16T18:15:46.999Z"],
  ["2026-07-01 12:00", "Europe/Paris", "2026-07-01T10:00:00.000Z"],
  ["2026-01-01 12:00", "Europe/Paris", "2026-01-01T11:00:00.000Z"],
  ["2026-07-01", "America/New_York", "2026-07-01T04:00:00.000Z"],
  ["2026-03-29 01:59:59", "Europe/Paris", "2026-03-29T00:59:59.000Z"], // the last second before the jump
  ["2026-03-29 03:00:00", "Europe/Paris", "2026-03-29T01:00:00.000Z"],
  ["2026-10-25 02:30:00", "Europe/Paris", "2026-10-25T00:30:00.000Z twice"], // the first of the two
  ["2026-10-25 03:00:00", "Europe/Paris", "2026-10-25T02:00:00.000Z"],
  ["2026-04-05 01:45:00", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z twice"], // set back by half an hour
  ["1700158546", "Europe/Paris", "2023-11-16T18:15:46.000Z"],
  ["1700158546.9876", "UTC", "2023-11-16T18:15:46.987Z"],
  ["1700158546123", "UTC", "2023-11-16T18:15:46.123Z"],
  ["1700158546123456", "UTC", "2023-11-16T18:15:46.123Z"],
  ["1700158546123456789", "UTC", "2023-11-16T18:15:46.123Z"],
])("%s in %s is %s", (text, zone, instant) => {
  expect(shown(text, zone)).toBe(instant);
});

test.each([
  ["2026-03-29 02:30:00", "Europe/Paris"], // clocks went from 02:00 to 03:00
  ["2024-09-08", "America/Santiago"], // no midnight
])("%s never was in %s", (text, zone) => {
  expect(shown(text, zone)).toContain("skipped");
});

test.each([
  "2026-02-30 12:00",
  "2026-13-01",
  "2026-11-02 24:00",
  "2026-11-02 12:60",
  "02/11/2026",
  "11:30",
  "123",
  "NaN",
  "tomorrow",
])("%s is no time", (text) => {
  expect(shown(text)).toContain("is no time");
});
