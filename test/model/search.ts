import { parseArgs } from "node:util";
import { type Difference, search, shown } from "./run-history.ts";
import { newTally, realCode } from "./stage.ts";

/**
 * Searches for as long as it is let: `node test/model/search.ts --minutes 10 --seed 1000`; one seed again: `--seed 1234 --minutes 0`.
 * Ends with 1 at the first difference, and prints a small history that shows it.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: "1000" },
    histories: { type: "string", default: "10" },
    commands: { type: "string", default: "80" },
  },
});

const tally = newTally();
const endsAt = Date.now() + Number(values.minutes) * 60_000;
const size = { histories: Number(values.histories), commandsMax: Number(values.commands), minimisingRuns: 400 };
let seed = Number(values.seed);
let found: Difference | undefined;
do {
  found = await search(realCode, { ...size, seed }, tally);
  seed += 1;
} while (found === undefined && Date.now() < endsAt);
console.log(`Up to seed ${seed - 1}: ${JSON.stringify(tally)}`);
console.log(found ? shown(found) : "No difference.");
process.exitCode = found ? 1 : 0;
