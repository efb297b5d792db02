import { expect, test } from "vitest";
import { forecastVariance } from "./forecast-metrics.ts";
import { RATIO_DECIMALS } from "./metrics.ts";
import { PICOS_PER_UNIT } from "./money.ts";

const share = (text: number) => BigInt(Math.round(text * 10 ** RATIO_DECIMALS));

test("is what came beyond what was forecast, by what was forecast", () => {
  expect(forecastVariance(8, 10n * PICOS_PER_UNIT)).toBe(share(0.25));
  expect(forecastVariance(8, 6n * PICOS_PER_UNIT)).toBe(share(-0.25));
  expect(forecastVariance(8, 8n * PICOS_PER_UNIT)).toBe(0n);
});

test("says nothing of a forecast of nothing", () => {
  expect(forecastVariance(0, PICOS_PER_UNIT)).toBeNull();
});
