import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { benchAdapters } from "./adapters.ts";
import { benchClient } from "./client.ts";
import { benchCold } from "./cold.ts";
import { benchCore } from "./core.ts";
import { benchCost } from "./cost.ts";
import { benchDecisions } from "./decisions.ts";
import { benchEndToEnd } from "./end-to-end.ts";
import { toText, type Report, type Size } from "./figures.ts";
import { benchFreshness } from "./freshness.ts";
import { keepFigures, type Run } from "./keep-figures.ts";
import { benchQuery } from "./query.ts";
import { benchWatch } from "./watch.ts";

/** `npm run bench -- core cost ...`: the named benchmarks, by default all; `--write` keeps their figures in docs/benchmarks.md. */
const BENCHES: Readonly<Record<string, (size: Size) => Promise<Report>>> = {
  core: benchCore,
  adapters: benchAdapters,
  cost: benchCost,
  "end-to-end": benchEndToEnd,
  freshness: benchFreshness,
  query: benchQuery,
  decisions: benchDecisions,
  watch: benchWatch,
  cold: benchCold,
  client: benchClient,
};

const asked = process.argv.slice(2).filter((argument) => argument !== "--write");
const isWriting = process.argv.includes("--write");
const unknown = asked.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}

const machine = `${cpus().length} cores of ${cpus()[0]?.model ?? "an unknown CPU"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
const runs: Run[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const circumstances = { date: new Date().toISOString().slice(0, 10), machine, load: loadavg()[0] ?? 0 };
  console.log(`${machine}; load average ${circumstances.load.toFixed(2)} before.`);
  const report = await bench("full");
  runs.push({ report, circumstances });
  console.log(toText(report));
}
if (isWriting) {
  const path = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));
  writeFileSync(path, keepFigures(readFileSync(path, "utf8"), runs));
}
