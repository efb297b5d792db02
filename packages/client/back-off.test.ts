import { expect, test } from "vitest";
import { backOffMs, retryAfterMs } from "./back-off.ts";

test("waits double from 100 ms to 30 s, and a random half of each spreads the callers", () => {
  expect([1, 2, 3, 9, 10, 1000].map((failures) => backOffMs(failures, () => 1))).toEqual([
    100, 200, 400, 25_600, 30_000, 30_000,
  ]);
  expect(backOffMs(3, () => 0)).toBe(200);
  expect(backOffMs(3, () => 0.5)).toBe(300);
});

const NOW_MS = Date.parse("2026-11-02T09:00:00Z");

test.each([
  [null, undefined],
  ["7", 7_000],
  ["0", 0],
  ["86400", 300_000],
  ["Mon, 02 Nov 2026 09:00:30 GMT", 30_000],
  ["Mon, 02 Nov 2026 08:00:00 GMT", 0],
  ["soon", undefined],
])("Retry-After %s is %s ms", (header, ms) => {
  expect(retryAfterMs(header, NOW_MS)).toBe(ms);
});
