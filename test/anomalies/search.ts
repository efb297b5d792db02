import { parseArgs } from "node:util";
import { meanOf } from "@outlay/domain/statistics";
import { freshSets, knownSets, monthsOf, type Sets } from "./comparison.ts";
import { evaluate, outlay } from "./evaluate.ts";
import { add, f1, NOTHING, precision, recall, type Tally } from "./score.ts";

/**
 * How often clean scopes are told something false, and how well the others are told, over many seeds of all families:
 * `node test/anomalies/search.ts --seeds 50 --first 1 --rule missing_data`. Prints a table in Markdown, and the families in which a
 * scope had one false alert a month or more.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "50" },
    first: { type: "string", default: "1" },
    rule: { type: "string", default: "" },
  },
});
const SEEDS_APART = 1_000_000;

interface Row {
  /** False alerts a month, of each clean scope. */
  readonly rates: number[];
  tally: Tally;
}
const rules = new Map<string, Row>();
const families = new Map<string, Row>();

function rowOf(rows: Map<string, Row>, name: string): Row {
  const row = rows.get(name) ?? { rates: [], tally: NOTHING };
  rows.set(name, row);
  return row;
}

function note(title: string, sets: Sets): void {
  for (const [name, all] of Object.entries(sets)) {
    if (!name.startsWith(values.rule)) continue;
    for (const one of all) {
      const tally = evaluate([one], outlay);
      for (const row of [
        rowOf(rules, `${name}, ${title}`),
        rowOf(families, `${title}, ${name}: ${one.name.replace(/^.*: /, "")}`),
      ]) {
        row.tally = add(row.tally, tally);
        if (one.windows.length === 0) row.rates.push(tally.incidents / monthsOf(one.series));
      }
    }
  }
}

const isMany = (rate: number) => rate >= 1;

function cellsOf({ rates, tally }: Row): readonly string[] {
  const many = rates.filter(isMany).length;
  return [
    [f1(tally), precision(tally), recall(tally)].map((figure) => figure.toFixed(2)).join(" / "),
    `${rates.length}`,
    meanOf(rates).toFixed(3),
    Math.max(...rates).toFixed(2),
    `${many} (${((100 * many) / rates.length).toFixed(2)} %)`,
  ];
}

const first = Number(values.first);
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  note("known", knownSets(seed * SEEDS_APART));
  note("held out", freshSets(seed * SEEDS_APART));
}
const head = [
  "rule",
  "F1 / precision / recall",
  "clean scopes",
  "false a month",
  "worst scope",
  "scopes with 1 or more",
];
const lines = [head, head.map(() => "---"), ...[...rules].map(([name, row]) => [name, ...cellsOf(row)])];
console.log(lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
for (const [name, row] of families) {
  if (row.rates.some(isMany)) console.log(`${name}: ${cellsOf(row).slice(1).join(", ")}`);
}
