import * as fc from "fast-check";
import { expect, test } from "vitest";
import { forecastSeries } from "./forecast.ts";
import { ForecastOutline, outlineForecast, reachedOn, restOfPeriod } from "./forecast-outline.ts";
import { addDays } from "./local-date.ts";

const FROM = "2026-11-11";
const history = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 10, maxLength: 60 });
const startOfDay = { spent: 0, elapsedShare: 0 };

test("an outline says at its start what the forecast says, to a thousandth, at every length that it keeps", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 40 }), (days, horizon) => {
      const outline = outlineForecast(days, FROM, horizon);
      const { method, sums } = forecastSeries(days, { horizon });
      expect(outline.method).toBe(method);
      if (outline.method === null) return;
      expect(ForecastOutline.parse(JSON.parse(JSON.stringify(outline)))).toEqual(outline);
      const rest = restOfPeriod(outline, { today: FROM, begun: startOfDay }, addDays(FROM, horizon));
      expect(rest).toHaveLength(horizon);
      for (const length of [1, 2, 3, 5, 7, 10, 14, 21, 28, 35, horizon].filter((each) => each <= horizon))
        for (const edge of ["mean", "low80", "high80", "low95", "high95"] as const) {
          const exact = sums[length - 1]?.[edge] ?? 0;
          const mean = sums[length - 1]?.mean ?? 0;
          expect(Math.abs((rest?.[length - 1]?.[edge] ?? -1) - exact)).toBeLessThanOrEqual(
            0.002 * Math.max(mean, exact),
          );
        }
    }),
    { numRuns: 40 },
  );
});

test("where nothing can be said, an outline says why", () => {
  expect(outlineForecast([0, 0], FROM, 5)).toEqual({
    method: null,
    reason: "Nothing was spent in the days that were looked at.",
  });
});

test("a sum reaches what is left on the first date by whose end it is that much, or not at all", () => {
  const rest = [10, 20, 30].map((mean) => ({ mean, low80: mean - 5, high80: mean + 5, low95: 0, high95: 99 }));
  expect(reachedOn(rest, FROM, 20, "mean")).toBe("2026-11-12");
  expect(reachedOn(rest, FROM, 20, "low80")).toBe("2026-11-13");
  expect(reachedOn(rest, FROM, 20, "high95")).toBe(FROM);
  expect(reachedOn(rest, FROM, 31, "mean")).toBeUndefined();
});
