import { expect, test } from "vitest";
import { keepFigures } from "./keep-figures.ts";

const circumstances = { date: "2026-11-26", machine: "2 cores", load: 0.5 };
const reportOf = (title: string, value: string) => ({ title, workload: "some", figures: [{ name: "speed", value }] });

test("figures of a run take the place of their older ones, and no others", () => {
  const both = keepFigures("", [
    { report: reportOf("One: first", "1 ms"), circumstances },
    { report: reportOf("Two", "2 ms"), circumstances },
  ]);
  const later = { ...circumstances, date: "2026-11-27" };
  const page = keepFigures(both, [{ report: reportOf("One: first", "3 ms"), circumstances: later }]);
  expect(page).toBe(both.replace("2026-11-26", "2026-11-27").replace("| 1 ms |", "| 3 ms |"));
  expect(page).toContain("| speed | 2 ms |");
  expect(keepFigures(page, [])).toBe(page);
});
