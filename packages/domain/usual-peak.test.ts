import { expect, test } from "vitest";
import { seededUniform } from "./seeded-random.ts";
import { usualPeak } from "./usual-peak.ts";

const tail = { rarity: 0.05, seen: 1, scale: 1 };
/** Of an exponential distribution with a mean of `mean`. */
function peaksOf(count: number, mean: number, uniform: () => number): readonly number[] {
  return Array.from({ length: count }, () => -mean * Math.log(1 - uniform()));
}

test("of none, and of one, nothing is usual", () => {
  expect(usualPeak([], tail)).toBe(0);
  expect(usualPeak([50], tail)).toBe(0);
});

test("one outage counts as no more than twice the second", () => {
  expect(usualPeak([500, 3, 2, 2, 1, 1], tail)).toBe(usualPeak([6, 3, 2, 2, 1, 1], tail));
});

test("the order of peaks says nothing", () => {
  expect(usualPeak([1, 4, 2, 8, 3, 3], tail)).toBe(usualPeak([8, 4, 3, 3, 2, 1], tail));
});

test("it is in the unit of the peaks", () => {
  const peaks = peaksOf(30, 2, seededUniform(1));
  const twice = peaks.map((peak) => 2 * peak);
  expect(usualPeak(twice, { ...tail, scale: 2 })).toBeCloseTo(2 * usualPeak(peaks, tail), 9);
});

test("the fewer peaks were seen, the wider is the margin beyond them", () => {
  const beyond = (count: number) => usualPeak(Array<number>(count).fill(4), { ...tail, scale: 4 }) - 4;
  expect(beyond(2)).toBeGreaterThan(beyond(6));
  expect(beyond(6)).toBeGreaterThan(beyond(20));
});

test("what was seen for half the time goes further in all of it", () => {
  const peaks = peaksOf(10, 2, seededUniform(2));
  expect(usualPeak(peaks, { ...tail, seen: 0.5 })).toBeGreaterThan(usualPeak(peaks, tail));
});

test.each([5, 12, 40, 200])("of %i peaks a time, about as many go beyond as are put up with", (count) => {
  const uniform = seededUniform(count);
  const times = 4000;
  let over = 0;
  for (let time = 0; time < times; time++) {
    const bound = usualPeak(peaksOf(count, 1, uniform), { ...tail, rarity: 0.1 });
    over += peaksOf(count, 1, uniform).filter((peak) => peak > bound).length;
  }
  expect(over / times).toBeGreaterThan(0.02);
  expect(over / times).toBeLessThan(0.2);
});
