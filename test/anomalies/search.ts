import { parseArgs } from "node:util";
import { meanOf } from "@outlay/domain/statistics";
import { freshSets, knownSets, monthsOf, type Sets } from "./comparison.ts";
import { evaluate, outlay } from "./evaluate.ts";
import type { Labelled } from "./labelled.ts";
import { add, f1, NOTHING, precision, recall, type Tally } from "./score.ts";

/**
 * How often a clean scope is told something false, over many seeds: `node test/anomalies/search.ts --seeds 50 --first 1 --rule missing_data`.
 * Prints for each family the mean and the worst scope, and in how many scopes it was one a month or more.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "50" },
    first: { type: "string", default: "1" },
    rule: { type: "string" },
  },
});
const SEEDS_APART = 1_000_000;

interface Row {
  readonly rates: number[];
  tally: Tally;
}
const rows = new Map<string, Row>();
const rowOf = (name: string): Row => {
  const row = rows.get(name) ?? { rates: [], tally: NOTHING };
  rows.set(name, row);
  return row;
};

function note(title: string, sets: Sets): void {
  for (const [name, all] of Object.entries(sets)) {
    if (values.rule !== undefined && !name.startsWith(values.rule)) continue;
    for (const one of all) {
      const tally = evaluate([one], outlay);
      const family = rowOf(`${title} | ${name} | ${one.name.replace(/^.*: /, "")}`);
      for (const row of [family, rowOf(`${title} | ${name} | all`)]) {
        if (isClean(one)) row.rates.push(tally.incidents / monthsOf(one.series));
        else row.tally = add(row.tally, tally);
      }
    }
  }
}

function isClean({ windows }: Labelled): boolean {
  return windows.length === 0;
}

for (let seed = Number(values.first); seed < Number(values.first) + Number(values.seeds); seed++) {
  note("known", knownSets(seed * SEEDS_APART));
  note("fresh", freshSets(seed * SEEDS_APART));
}
for (const [name, { rates, tally }] of rows) {
  const many = rates.filter((rate) => rate >= 1).length;
  const clean =
    rates.length === 0
      ? ""
      : `clean ${rates.length}: mean ${meanOf(rates).toFixed(3)}, worst ${Math.max(...rates).toFixed(2)}, ${many} with 1 or more`;
  const found =
    tally.windows === 0
      ? ""
      : `F1 ${f1(tally).toFixed(3)} / ${precision(tally).toFixed(3)} / ${recall(tally).toFixed(3)}`;
  console.log([name, clean, found].filter((text) => text !== "").join(" | "));
}
