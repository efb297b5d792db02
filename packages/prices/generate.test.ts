import { readFileSync } from "node:fs";
import { waitForUpdate } from "@pydantic/genai-prices";
import { describe, expect, test } from "vitest";
import { femtos, generateCatalogue } from "./generate.ts";

test("the committed catalogue is what the pinned price library gives", async () => {
  const committed = readFileSync(new URL("catalogue.json", import.meta.url), "utf8");
  expect(committed === (await generateCatalogue()), "run: node packages/prices/generate.ts").toBe(true);
});

describe("rates", () => {
  test.each([
    [3, 3_000_000_000],
    [0.0028, 2_800_000],
    [3.4375, 3_437_500_000],
    [0.18000000000000002, 180_000_000],
    [0.0000015, 1500],
    [12.3456789015, 12_345_678_902],
    [0, 0],
  ])("%d dollars a million are %i of 10^-15 a token", (dollars, expected) => {
    expect(femtos(dollars)).toBe(expected);
  });

  test("a price whose text is not plain decimal is refused, so that a new one is seen when it comes", () => {
    expect(() => femtos(5e-10)).toThrow("plain decimal");
    expect(() => femtos(-1)).toThrow("plain decimal");
  });

  test("every price in the library is an integer within a relative error of 10^-12, save endless fractions", async () => {
    const endless = new Set<number>();
    let seen = 0;
    for (const price of await libraryPrices()) {
      seen += 1;
      const rate = femtos(price);
      expect(Number.isSafeInteger(rate)).toBe(true);
      if (Math.abs(rate / 1e9 - price) > price * 1e-12) endless.add(price);
    }
    expect(seen).toBeGreaterThan(4000);
    // A twelfth of a dollar has no end in decimals; it is nearest to 0.083333333, off by 4 in 10^9.
    expect([...endless]).toEqual([0.08333333333333334]);
    expect(femtos(0.08333333333333334)).toBe(83_333_333);
  });
});

async function libraryPrices(): Promise<number[]> {
  const rows = ((await waitForUpdate()) ?? [])
    .flatMap(({ models }) => models)
    .flatMap(({ prices }) => (Array.isArray(prices) ? prices.map((row) => row.prices) : [prices]));
  return rows
    .flatMap((row) => Object.values(row))
    .flatMap((price) =>
      typeof price === "object" ? [price.base, ...price.tiers.map((tier) => tier.price)] : (price ?? []),
    );
}
