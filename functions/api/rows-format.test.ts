import { expect, test } from "vitest";
import { csvText, toCsv } from "./rows-format.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ["\r=1", `"'\r=1"`],
  ["\n=1", `"'\n=1"`],
  [' "=1', `"' ""=1"`],
  ['"=1', `"'""=1"`],
  ["'=1", "''=1"],
  ["＝1", "'＝1"],
  ["＋1", "'＋1"],
  ["－1", "'－1"],
  ["＠1", "'＠1"],
  ["support", "support"],
  ["a=b", "a=b"],
  ["o'brien", "o'brien"],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["two\nlines", '"two\nlines"'],
  [" padded ", '" padded "'],
  ["", ""],
])("%j as a cell is %j", (text, cell) => {
  expect(csvText(text)).toBe(cell);
});

test("numbers below zero stay numbers, what is null is empty, and lines end as RFC 4180 says", () => {
  const columns = [
    { name: "=name", kind: "text", read: (item: readonly (string | null)[]) => item[0] },
    { name: "cost", kind: "number", read: (item: readonly (string | null)[]) => item[1] },
  ] as const;
  expect(
    toCsv({
      columns,
      items: [
        ["-1", "-1.5"],
        [null, null],
      ],
    }),
  ).toBe("'=name,cost\r\n'-1,-1.5\r\n,\r\n");
});
