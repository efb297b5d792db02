import { expect, test } from "vitest";
import { startSchedule } from "./schedules.ts";

const from = new Date("2026-11-24T12:00:00Z"); // a Tuesday

test.each([
  ["cron(5 * * * ? *)", "UTC", "2026-11-24T12:05:00.000Z"],
  ["cron(30 2 * * ? *)", "UTC", "2026-11-25T02:30:00.000Z"],
  ["cron(30 2 * * ? *)", "Asia/Tokyo", "2026-11-24T17:30:00.000Z"],
  ["cron(0 0 ? * 1 *)", "UTC", "2026-11-29T00:00:00.000Z"], // AWS counts Sunday as 1
  ["cron(0 0 ? * 7 *)", "UTC", "2026-11-28T00:00:00.000Z"],
  ["cron(0 0 ? * 2#1 *)", "UTC", "2026-12-07T00:00:00.000Z"],
  ["cron(0/15 * * * ? *)", "UTC", "2026-11-24T12:15:00.000Z"],
  ["cron(0 0 L * ? *)", "UTC", "2026-11-30T00:00:00.000Z"],
])("%s in %s next runs at %s", (expression, timeZone, expected) => {
  const job = startSchedule({ name: "it", expression, timeZone }, () => {});
  expect(job.nextRun(from)?.toISOString()).toBe(expected);
  job.stop();
});

test("an expression that is not known is refused", () => {
  expect(() => startSchedule({ name: "it", expression: "rate(5 minutes)", timeZone: "UTC" }, () => {})).toThrow(
    "only cron(...) is known here",
  );
});
