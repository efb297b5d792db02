import { parseArgs } from "node:util";
import { realCode } from "./run.ts";
import { type Kind, newTally, searchSeed } from "./search.ts";

/**
 * Searches for as long as it is let: `npm run prove -- --minutes 10 --from 1000000`, or one seed again:
 * `npm run prove -- --kind parallel --seed 42`. With `--focus outcomes` it looks where outcomes meet. Ends with 1 at the first wrong outcome, and prints what replays it.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    from: { type: "string", default: "1000000" },
    seed: { type: "string" },
    kind: { type: "string" },
    focus: { type: "string", default: "usage" },
  },
});

const KINDS: readonly Kind[] = ["parallel", "several", "single"];
/** One fault at every call takes some 600 runs: such seeds are rarer. */
const EVERY: Readonly<Record<Kind, number>> = { parallel: 1, several: 1, single: 40 };
const PROGRESS_MS = 10_000;

const kinds = values.kind === undefined ? KINDS : KINDS.filter((kind) => kind === values.kind);
const focus = (["usage", "outcomes"] as const).find((each) => each === values.focus);
if (focus === undefined) throw new Error("A focus is usage or outcomes.");
if (kinds.length === 0) throw new Error(`A kind is one of ${KINDS.join(", ")}.`);
const startedAt = Date.now();
const tally = newTally();
let saidAt = startedAt;
const say = () => console.log(`${Math.round((Date.now() - startedAt) / 1000)} s ${JSON.stringify(tally)}`);

try {
  if (values.seed !== undefined) {
    for (const kind of kinds) await searchSeed(realCode, kind, Number(values.seed), tally, focus);
  } else {
    const endsAt = startedAt + Number(values.minutes) * 60_000;
    for (let seed = Number(values.from); Date.now() < endsAt; seed++) {
      for (const kind of kinds) if (seed % EVERY[kind] === 0) await searchSeed(realCode, kind, seed, tally, focus);
      if (Date.now() - saidAt < PROGRESS_MS) continue;
      saidAt = Date.now();
      say();
    }
  }
  say();
  console.log("0 lost, 0 doubled.");
} catch (error) {
  say();
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
