import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Forecast, forecastSeries } from "./forecast.ts";

const day = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 1e-12, max: 1e6, noNaN: true }) },
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.double({ min: 1e-12, max: 1e9, noNaN: true }) },
);
const history = fc.array(day, { maxLength: 60 });
const horizon = fc.integer({ min: 0, max: 20 });
/** Where a forecast is asked of anything, these many histories are enough: each costs milliseconds. */
const RUNS = { numRuns: 60 };

const numbersOf = ({ days, sums }: Forecast): number[] =>
  [...days, ...sums].flatMap((interval) => Object.values(interval).map(Number));

const week = [10, 11, 12, 11, 10, 4, 3];
const weeks = (count: number): number[] => Array.from({ length: count * 7 }, (_, index) => week[index % 7] ?? 0);

describe("whatever the history", () => {
  test("no figure is negative or no number, and there is one for each day", () => {
    fc.assert(
      fc.property(history, horizon, (days, ahead) => {
        const forecast = forecastSeries(days, { horizon: ahead });
        expect(numbersOf(forecast).every((number) => Number.isFinite(number) && number >= 0)).toBe(true);
        const expected = forecast.method === null ? 0 : ahead;
        expect([forecast.days.length, forecast.sums.length]).toEqual([expected, expected]);
        expect(forecast.reason).not.toBe("");
      }),
      RUNS,
    );
  });

  test("80 % lie within 95 %, and the mean within both", () => {
    fc.assert(
      fc.property(history, horizon, (days, ahead) => {
        const forecast = forecastSeries(days, { horizon: ahead });
        for (const { low95, low80, mean, high80, high95 } of [...forecast.days, ...forecast.sums]) {
          const ordered = [low95, low80, mean, high80, high95];
          expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
        }
      }),
      RUNS,
    );
  });

  test("a sum's mean is its days' means, and it does not fall as days come to it", () => {
    fc.assert(
      fc.property(history, horizon, (days, ahead) => {
        const forecast = forecastSeries(days, { horizon: ahead });
        let sum = 0;
        forecast.days.forEach(({ mean }, index) => {
          sum += mean;
          expect(forecast.sums[index]?.mean).toBeCloseTo(sum, 6);
          for (const edge of ["low95", "low80", "high80", "high95"] as const)
            expect(forecast.sums[index]?.[edge]).toBeGreaterThanOrEqual(forecast.sums[index - 1]?.[edge] ?? 0);
        });
      }),
      RUNS,
    );
  });

  test("twice the history is twice the forecast", () => {
    fc.assert(
      fc.property(history, horizon, fc.constantFrom(0.25, 2, 1024), (days, ahead, factor) => {
        const once = forecastSeries(days, { horizon: ahead });
        const scaled = forecastSeries(
          days.map((value) => value * factor),
          { horizon: ahead },
        );
        expect(scaled.method).toBe(once.method);
        numbersOf(once).forEach((number, index) => {
          const other = numbersOf(scaled)[index] ?? -1;
          expect(Math.abs(other - number * factor)).toBeLessThanOrEqual(1e-9 * factor * number);
        });
      }),
      RUNS,
    );
  });

  test("the same history gives the same forecast; days before the first spend and below zero change nothing", () => {
    fc.assert(
      fc.property(history, horizon, fc.integer({ min: 0, max: 9 }), (days, ahead, before) => {
        const once = forecastSeries(days, { horizon: ahead });
        expect(forecastSeries([...days], { horizon: ahead })).toEqual(once);
        const nothing = Array.from({ length: before }, () => -1);
        expect(forecastSeries([...nothing, ...days], { horizon: ahead })).toEqual(once);
      }),
      RUNS,
    );
  });
});

describe("what is said of", () => {
  test.each([
    [[], "Nothing was spent"],
    [[0, 0, 0, 0, 0], "Nothing was spent"],
    [[5], "3 whole days"],
    [[0, 0, 0, 5, 6], "3 whole days"],
  ])("%j: nothing, and why", (days, reason) => {
    const forecast = forecastSeries(days, { horizon: 10 });
    expect(forecast).toMatchObject({ method: null, days: [], sums: [] });
    expect(forecast.reason).toContain(reason);
  });

  test("three days: their mean, with room", () => {
    const { method, days, reason } = forecastSeries([9, 10, 11], { horizon: 2 });
    expect(method).toBe("mean");
    expect(days[0]?.mean).toBeCloseTo(10, 0);
    expect(days[0]?.high80).toBeGreaterThan(12);
    expect(reason).toBe("Only 3 days are known: the mean of the days so far.");
  });

  test("a week that says it best: its error once, and not beside itself", () => {
    const days = weeks(10).map((value, index) => value * (1 + 0.2 * Math.sin(index * 40)));
    const reasons = [days, days.slice(7), weeks(10)].map((known) => forecastSeries(known, { horizon: 7 }));
    for (const { method, reason } of reasons) {
      const said = reason.split("the same as last week").length - 1;
      expect([method, said]).toEqual([method, 1]);
    }
    expect(reasons.map(({ method }) => method)).toContain("last_week");
  });

  test("a steady week: the week again, each weekday in its place", () => {
    const { isWeekly, days } = forecastSeries([...weeks(8), 10, 11], { horizon: 7 });
    expect(isWeekly).toBe(true);
    const expected = [12, 11, 10, 4, 3, 10, 11];
    days.forEach(({ mean }, index) => expect(mean).toBeCloseTo(expected[index] ?? 0, 0));
  });

  test("weekends on which nothing is spent: nothing", () => {
    const off = weeks(6).map((value, index) => (index % 7 > 4 ? 0 : value));
    const { days } = forecastSeries(off, { horizon: 7 });
    expect(days.slice(5)).toEqual(
      [0, 0].map((none) => ({ mean: none, low80: none, high80: none, low95: none, high95: none })),
    );
  });

  test("one spike: as if it had not been", () => {
    const spiked = weeks(8).map((value, index) => (index === 40 ? 50 * value : value));
    const spend = (days: readonly number[]) => forecastSeries(days, { horizon: 28 }).sums.at(-1)?.mean ?? 0;
    expect(spend(spiked) / spend(weeks(8))).toBeCloseTo(1, 1);
  });

  test("a level that doubled two weeks ago: the new level", () => {
    const jumped = weeks(10).map((value, index) => (index >= 56 ? 2 * value : value));
    const { sums } = forecastSeries(jumped, { horizon: 7 });
    expect((sums.at(-1)?.mean ?? 0) / 122).toBeCloseTo(1, 1);
  });

  test("a scope that ended: nothing more", () => {
    const ended = weeks(10).map((value, index) => (index >= 50 ? 0 : value));
    expect(forecastSeries(ended, { horizon: 7 }).sums.at(-1)?.mean).toBeLessThan(6);
  });

  test("growth: on, and slower", () => {
    const grown = weeks(12).map((value, index) => value * 1.01 ** index);
    const { method, sums } = forecastSeries(grown, { horizon: 28 });
    const flat = 4 * grown.slice(-7).reduce((sum, value) => sum + value, 0);
    expect(method).toBe("trend");
    expect((sums.at(-1)?.mean ?? 0) / flat).toBeGreaterThan(1.08);
    expect((sums.at(-1)?.mean ?? 0) / flat).toBeLessThan(1.2);
  });
});

test("a sum may begin later: it leaves out the days before, and their chance", () => {
  const whole = forecastSeries(weeks(8), { horizon: 14 });
  const { days, sums } = forecastSeries(weeks(8), { horizon: 14, sumAfter: 7 });
  expect(days).toEqual(whole.days);
  expect(sums[6]).toEqual({ mean: 0, low80: 0, high80: 0, low95: 0, high95: 0 });
  expect(sums[13]?.mean).toBeCloseTo((whole.sums[13]?.mean ?? 0) - (whole.sums[6]?.mean ?? 0), 9);
  expect(sums[13]?.low95).toBeGreaterThan(0);
});

describe("a day that has begun", () => {
  const ahead = (spent: number, elapsedShare: number) =>
    forecastSeries(weeks(8), { horizon: 2, begun: { spent, elapsedShare } }).days.map(({ mean }) => mean);
  const [whole = 0, next = 0] = forecastSeries(weeks(8), { horizon: 2 }).days.map(({ mean }) => mean);

  test("at its start is a whole day, at its end nothing, and the next day does not change", () => {
    expect(ahead(0, 0)).toEqual([whole, next]);
    expect(ahead(whole, 1)).toEqual([0, next]);
    expect(ahead(whole / 2, 0.5)).toEqual([whole / 2, next]);
  });

  test("that spent nothing by noon is between half a day and a whole one; that spent all, between none and half", () => {
    expect(ahead(0, 0.5)[0]).toBeCloseTo(0.75 * whole, 6);
    expect(ahead(5 * whole, 0.5)[0]).toBeCloseTo(0.25 * whole, 6);
  });
});
