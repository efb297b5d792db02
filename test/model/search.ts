import { parseArgs } from "node:util";
import { search } from "./run-history.ts";
import { newTally, realCode } from "./stage.ts";

/** Searches on: `node test/model/search.ts --minutes 10 --seed 1000`, or one seed again: `--seed 1234 --minutes 0`. Ends with 1 at a difference. */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: "1000" },
    histories: { type: "string", default: "20" },
    commands: { type: "string", default: "80" },
  },
});

const tally = newTally();
const endsAt = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let found: string | undefined;
do {
  found = await search(realCode, { seed, histories: Number(values.histories), commandsMax: Number(values.commands) }, tally);
  seed += 1;
} while (found === undefined && Date.now() < endsAt);
console.log(JSON.stringify(tally));
console.log(found ?? "No difference.");
process.exitCode = found === undefined ? 0 : 1;
