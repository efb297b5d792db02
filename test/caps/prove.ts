import { parseArgs } from "node:util";
import { newCapsTally, searchCaps } from "./search.ts";
import { realCapsCode } from "./stage.ts";

/**
 * Searches for as long as it is let: `npm run prove:caps -- --minutes 10 --from 1000000`, with many callers in one of 20 seeds; or one
 * seed again: `npm run prove:caps -- --seed 42 --callers 50`. Ends with 1 at the first cap that does not hold, and prints what replays it.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    from: { type: "string", default: "1000000" },
    seed: { type: "string" },
    callers: { type: "string" },
  },
});

const MANY_EVERY = 20;
const MANY = [30, 60, 100, 200, 1_000] as const;
const PROGRESS_MS = 10_000;

const startedAt = Date.now();
const tally = newCapsTally();
let saidAt = startedAt;
const say = () => console.log(`${Math.round((Date.now() - startedAt) / 1000)} s ${JSON.stringify(tally)}`);
const asked = values.callers === undefined ? undefined : Number(values.callers);

try {
  if (values.seed !== undefined) {
    await searchCaps(realCapsCode, Number(values.seed), tally, asked);
  } else {
    const endsAt = startedAt + Number(values.minutes) * 60_000;
    for (let seed = Number(values.from); Date.now() < endsAt; seed++) {
      const many = seed % MANY_EVERY === 0 ? MANY[(seed / MANY_EVERY) % MANY.length] : undefined;
      await searchCaps(realCapsCode, seed, tally, asked ?? many);
      if (Date.now() - saidAt < PROGRESS_MS) continue;
      saidAt = Date.now();
      say();
    }
  }
  say();
  console.log("No cap was passed, nothing is held for good, and nothing that fitted was denied.");
} catch (error) {
  say();
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
