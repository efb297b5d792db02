import { expect, test } from "vitest";
import { mostLost, ratioText, wilsonInterval } from "./wilson-interval.ts";

/** Of R. G. Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3. */
test.each([
  { successes: 81, trials: 263, low: 0.2553, high: 0.3662 },
  { successes: 15, trials: 148, low: 0.0624, high: 0.1605 },
  { successes: 0, trials: 20, low: 0, high: 0.1611 },
  { successes: 1, trials: 29, low: 0.0061, high: 0.1718 },
])("$successes of $trials is between $low and $high", ({ successes, trials, low, high }) => {
  const interval = wilsonInterval(successes, trials);
  expect([interval.low, interval.high].map((end) => Number(end.toFixed(4)))).toEqual([low, high]);
});

/** Of R. G. Newcombe, Interval estimation for the difference between independent proportions (1998), table II, method 10. */
test.each([
  { present: [56, 70], other: [48, 80], high: 0.3339 },
  { present: [9, 10], other: [3, 10], high: 0.809 },
  { present: [10, 10], other: [0, 20], high: 1 },
  { present: [10, 10], other: [0, 10], high: 1 },
] as const)("of $present and $other no more than $high is lost", ({ present, other, high }) => {
  const [a, b] = [present, other].map(([successes, trials]) => ({ successes, trials }));
  expect(Number(mostLost(a ?? NEVER, b ?? NEVER).toFixed(4))).toBe(high);
});

const NEVER = { successes: 0, trials: 1 };

test("more outcomes of the same rates say more", () => {
  const lost = (count: number) =>
    mostLost({ successes: count * 19, trials: count * 20 }, { successes: count * 19, trials: count * 20 });
  expect(lost(2)).toBeGreaterThan(lost(20));
  expect(lost(20)).toBeGreaterThan(lost(200));
  expect(lost(200)).toBeGreaterThan(0);
  expect(ratioText(lost(200))).toMatch(/^0\.00\d{1,2}$|^0\.01\d{0,2}$/);
});
