import { readFile } from "node:fs/promises";
import { BUDGET_METRICS } from "@outlay/domain/budget-metrics";
import { FORECAST_METRICS } from "@outlay/domain/forecast-metrics";
import { METRICS } from "@outlay/domain/metrics";
import { expect, test } from "vitest";

test("every metric is explained with the unit, formula and edge that the code has, and no other", async () => {
  const text = await readFile(new URL("../../docs/metrics.md", import.meta.url), "utf8");
  const explained = [...text.matchAll(/^\| `(\w+)` +\| (\w+) +\| (.+?) +\| (.*?) *\|$/gm)].map(
    ([, name, unit, formula = "", nullWhen]) => [name, unit, plain(formula), nullWhen],
  );
  const known = Object.entries({ ...METRICS, ...BUDGET_METRICS, ...FORECAST_METRICS }).map(
    ([name, { unit, formula, nullWhen }]) => [name, unit, plain(formula), nullWhen ?? ""],
  );
  expect(explained).toEqual(known);
});

const plain = (formula: string): string => formula.replaceAll("`", "");
