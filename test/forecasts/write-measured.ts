import { readFileSync, writeFileSync } from "node:fs";
import { alertTable, tallyRules } from "./alert-rules.ts";
import { evaluate, originsOfAll, type Round, ROUNDS } from "./evaluation.ts";
import type { MadeSeries } from "./make-series.ts";
import { sampleSeries } from "./samples.ts";
import { ALERT_SERIES, SETS } from "./sets.ts";
import { tableOf } from "./table.ts";

/** Writes what forecasts are measured to do into their document; `oxfmt docs` sets the tables in order after. */
const DOCUMENT = new URL("../../docs/forecasts.md", import.meta.url);

const measured = (says: string, series: readonly MadeSeries[], round: Round): string => {
  const { results, byFamily } = evaluate(originsOfAll(series, round));
  return tableOf(`### ${says}; ${round.says}`, results, byFamily);
};

function between(text: string, first: string, last: string, put: string): string {
  const start = text.indexOf(first);
  const end = text.indexOf(last, start);
  if (start === -1 || end === -1) throw new Error(`The document has no place between ${first} and ${last}.`);
  return text.slice(0, start) + put + text.slice(end);
}

const { month, week, young, new: fresh, real } = ROUNDS;
const tables = [
  ...SETS.flatMap(({ says, series }) => [month, week, young, fresh].map((round) => measured(says, series, round))),
  measured("8 real series", sampleSeries(), real),
];
const before = readFileSync(DOCUMENT, "utf8");
const alerts = between(before, "| rule ", "\nA run rate", `${alertTable(tallyRules(ALERT_SERIES))}\n`);
writeFileSync(DOCUMENT, between(alerts, "### ", "Bugs planted", `${tables.join("\n\n")}\n\n`));
