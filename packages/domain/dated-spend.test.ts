import { expect, test } from "vitest";
import { dearest, restOf, since, totalOf, totalWithin } from "./dated-spend.ts";

const spent = new Map([
  ["2026-10-31", 1n],
  ["2026-11-01", 10n],
  ["2026-11-02", 100n],
]);

test("a range holds its first date and not its last", () => {
  expect(totalWithin(spent, "2026-11-01", "2026-11-02")).toBe(10n);
  expect([...since(spent, "2026-11-01").keys()]).toEqual(["2026-11-01", "2026-11-02"]);
});

test("the rest and the parts are the whole, on every date", () => {
  const part = new Map([["2026-11-01", 4n]]);
  const rest = restOf(spent, [part, part]);
  expect(rest.get("2026-11-01")).toBe(2n);
  expect(totalOf(rest) + 2n * totalOf(part)).toBe(totalOf(spent));
});

test("the dearest come first, also beyond what a double tells apart; of equals the first", () => {
  const items = [
    { n: "a", s: 2n ** 60n },
    { n: "b", s: 2n ** 60n + 1n },
    { n: "c", s: 2n ** 60n },
  ];
  expect(dearest(items, ({ s }) => s, 2).map(({ n }) => n)).toEqual(["b", "a"]);
});
