import { expect, test } from "vitest";
import { parseAmount } from "./money.ts";
import { countText, listText, moneyText, percentText, subjectText } from "./report-text.ts";

test.each([
  ["1234.565", "USD 1234.56"],
  ["1234.575", "USD 1234.58"],
  ["12", "USD 12.00"],
  ["0.4649", "USD 0.46"],
  ["0.999", "USD 1.00"],
  ["0.01436", "USD 0.014"],
  ["0.000000000001", "USD 0.000000000001"],
  ["0", "USD 0.00"],
  ["-3.5", "USD -3.50"],
])("%s is said as %s", (amount, said) => expect(moneyText(parseAmount(amount) ?? -1n, "USD")).toBe(said));

test.each([
  [1n, 3n, "33 %"],
  [1n, 1000n, "less than 1 %"],
  [0n, 5n, "0 %"],
  [5n, 0n, "0 %"],
  [5n, 2n, "250 %"],
])("%s of %s is %s", (part, whole, said) => expect(percentText(part, whole)).toBe(said));

test("names and counts read as a sentence has them", () => {
  expect(listText(["a", "b"])).toBe("a, b");
  expect(listText(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
  expect([countText(1n, "day"), countText(0n, "day")]).toEqual(["1 day", "0 days"]);
  expect(subjectText("user group", "new")).toBe("User group new");
  expect(subjectText("user group", "unattributed")).toBe("Usage that states no user group");
});
