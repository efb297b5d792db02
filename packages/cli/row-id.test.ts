import { expect, test } from "vitest";
import { countTable, rowIds } from "./row-id.ts";

const named = (rows: readonly object[]) => {
  const idOf = rowIds();
  return rows.map((row) => idOf(row));
};
const [a, b] = [
  { time: "2026-11-02T09:30:00.000Z", usage: { input_tokens: 1 } },
  { time: "2026-11-02T09:30:00.000Z", usage: { input_tokens: 2 } },
];

test("rows that say the same have ids of their own", () => {
  expect(new Set(named([a, a, a, b, b])).size).toBe(5);
});

test("a file that is read again gives the same ids, and appended rows leave them as they were", () => {
  expect(named([a, b, a])).toEqual(named([a, b, a]));
  expect(named([a, b, a, b, a]).slice(0, 3)).toEqual(named([a, b, a]));
});

test("a row's id does not depend on other rows around it", () => {
  expect(named([b, b, a])[2]).toBe(named([a])[0]);
});

test("a table of counts grows without losing any", () => {
  const count = countTable(4);
  const keys = Array.from({ length: 5000 }, (_, index) => BigInt(index) * 0x1_0000_0001n);
  for (const round of [0, 1, 2]) expect(keys.map((key) => count(key))).toEqual(keys.map(() => round));
});
