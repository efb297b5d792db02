import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextAttemptAt, RETRY_DELAYS_MS, retryAfterMs } from "./retry-schedule.ts";

const HOUR = 3_600_000;
const failed = (made: number, retryAfter: number | null = null) => ({
  made,
  failedAtEpochMs: 0,
  retryAfterMs: retryAfter,
});

test("ten attempts over 75 h 35 min 5 s, as the specification shows them", () => {
  const starts: number[] = [0];
  for (let made = 1; ; made++) {
    const next = nextAttemptAt({ ...failed(made), failedAtEpochMs: starts.at(-1) ?? 0 }, 0);
    if (next === null) break;
    starts.push(next);
  }
  const clock = (ms: number) => {
    const seconds = ms / 1000;
    return [seconds / 3600, (seconds % 3600) / 60, seconds % 60].map((part) =>
      String(Math.floor(part)).padStart(2, "0"),
    );
  };
  expect(starts.map((start) => clock(start).join(":"))).toEqual([
    "00:00:00",
    "00:00:05",
    "00:05:05",
    "00:35:05",
    "02:35:05",
    "07:35:05",
    "17:35:05",
    "31:35:05",
    "51:35:05",
    "75:35:05",
  ]);
});

test("jitter lengthens a delay by less than a tenth, and never shortens it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (made, random) => {
      const delay = RETRY_DELAYS_MS[made] ?? 0;
      const next = nextAttemptAt(failed(made), random) ?? -1;
      expect(next).toBeGreaterThanOrEqual(delay);
      expect(next).toBeLessThan(delay * 1.1 + 1);
    }),
  );
});

describe("a receiver", () => {
  test("can ask for a later time, up to a day, and not for an earlier", () => {
    expect(nextAttemptAt(failed(1, 60_000), 0)).toBe(60_000);
    expect(nextAttemptAt(failed(3, 1_000), 0)).toBe(30 * 60_000);
    expect(nextAttemptAt(failed(1, 400 * HOUR), 0)).toBe(24 * HOUR);
    expect(nextAttemptAt(failed(10, 1_000), 0)).toBe(null);
  });

  test.each([
    ["120", 120_000],
    [" 7 ", 7_000],
    ["0", 0],
    ["Mon, 02 Nov 2026 10:01:00 GMT", 60_000],
    ["Mon, 02 Nov 2026 09:00:00 GMT", null],
    ["-5", null],
    ["1.5", null],
    ["99999999999999", null],
    ["soon", null],
    ["", null],
    [undefined, null],
  ])("that says %j asks for %j ms", (header, ms) =>
    expect(retryAfterMs(header, Date.parse("2026-11-02T10:00:00Z"))).toBe(ms),
  );
});
