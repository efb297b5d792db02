// Writes the tables of docs/anomalies.md: node test/anomalies/write-figures.ts, and then oxfmt.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { ANOMALY_RULES } from "@outlay/domain/anomaly-rule";
import { compare, freshSets, knownSets, type Sets, tableOf } from "./comparison.ts";
import { outlay } from "./evaluate.ts";
import type { Labelled } from "./labelled.ts";
import { seededNoise } from "./noise.ts";
import { numentaSeries } from "./numenta.ts";
import { dates, hours } from "./periods.ts";
import { timeInAlarmTable } from "./time-in-alarm.ts";

const PAGE = fileURLToPath(new URL("../../docs/anomalies.md", import.meta.url));
const [BEGIN, END] = ["<!-- figures -->", "<!-- end of figures -->"];
const ROUNDS = 40;

const tableOfSets = (sets: Sets) => tableOf(Object.entries(sets).map(([name, all]) => compare(name, all, outlay)));

/** How long a rule judges 60 days or 28 days of hours, in microseconds: the fastest and the median of some rounds. */
function timesOfRules(): string {
  const noise = seededNoise(1);
  const rows = Object.entries(ANOMALY_RULES).flatMap(([name, rule]) =>
    rule.granularities.map((granularity) => {
      const periods = granularity === "day" ? dates(60, 0) : hours(28, 0);
      const values = Object.fromEntries(
        Object.keys(rule.parts).map((part) => [part, periods.map(() => noise.poisson(100))]),
      );
      const times = Array.from({ length: ROUNDS }, () => {
        const start = performance.now();
        rule.judge({ granularity, periods, values }, {});
        return (performance.now() - start) * 1000;
      }).toSorted((a, b) => a - b);
      return `| ${name} | ${granularity} | ${Math.round(times[0] ?? 0)} | ${Math.round(times[ROUNDS / 2] ?? 0)} |`;
    }),
  );
  return ["| rule | by the | fastest, µs | median, µs |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function numentaFigures(all: readonly Labelled[]): readonly string[] {
  const comparison = compare("growth (hourly, both ways)", all, outlay);
  return [tableOf([comparison]), timeInAlarmTable(all, comparison.percent)];
}

const numenta = numentaSeries();
const figures = [
  `Figures of ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}, Node ${process.version}. Each is F1 / precision / recall.`,
  "### Families on which thresholds were chosen, or that were looked at since",
  tableOfSets(knownSets()),
  "### Other families, on which nothing was chosen",
  tableOfSets(freshSets()),
  "### The labelled series of the Numenta benchmark",
  ...(numenta ? numentaFigures(numenta) : ["Not at hand when this was written."]),
  "### Time of one judgement",
  timesOfRules(),
];
const page = readFileSync(PAGE, "utf8");
const [before, after] = [page.split(BEGIN)[0] ?? "", page.split(END)[1] ?? ""];
writeFileSync(PAGE, `${before}${BEGIN}\n\n${figures.join("\n\n")}\n\n${END}${after}`);
