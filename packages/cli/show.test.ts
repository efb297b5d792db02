import { expect, test } from "vitest";
import { barTable } from "./bar-table.ts";
import { dollars } from "./json-body.ts";
import { bar, startProgress } from "./progress.ts";

test.each([
  ["1234567.895", "$1,234,567.90"],
  ["0.004999999999", "$0.00"],
  ["0.125", "$0.12"], // half to even
  ["-12.5", "-$12.50"],
  ["0", "$0.00"],
  ["n/a", "n/a"],
])("%s is shown as %s", (text, shown) => {
  expect(dollars(text)).toBe(shown);
});

test.each([
  [0, "····"],
  [0.5, "██··"],
  [0.53, "██▏·"],
  [1, "████"],
  [7, "████"],
  [-1, "····"],
])("a bar of %d", (share, drawn) => {
  expect(bar(share, 4)).toBe(drawn);
});

test("cells end under one another, and the longest bar is full", () => {
  const lines = barTable([
    { label: "sales", size: 4, cells: ["$4.00", "12"] },
    { label: "legal affairs", size: 2, cells: ["$2.00", "1,000"] },
  ]);
  expect(lines[0]).toBe(`  sales          ${"█".repeat(24)}  $4.00     12`);
  expect(lines[1]).toBe(`  legal affairs  ${"█".repeat(12)}${"·".repeat(12)}  $2.00  1,000`);
  expect(barTable([])).toEqual([]);
});

test("progress writes over one line on a terminal, and plain lines elsewhere", () => {
  let nowMs = 0;
  const write = (isTTY: boolean) => {
    const written: string[] = [];
    const progress = startProgress(
      { isTTY, columns: 60, write: (text) => written.push(text), nowMs: () => nowMs },
      "rows",
    );
    nowMs = 6_000;
    progress.show(0.5, 1_200);
    progress.show(0.6, 1_300);
    progress.end();
    nowMs = 0;
    return written.join("");
  };
  expect(write(false)).toBe("1,200 rows  50%  200/s\n1,300 rows  60%  217/s\n");
  expect(write(true).split("\r").length).toBe(3);
  expect(write(true)).not.toContain("\n1");
});
