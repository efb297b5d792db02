import { describe, expect, test } from "vitest";
import { NOTIFIER_BUGS } from "./notifier-bugs.ts";
import { runNotifier } from "./notifier-run.ts";
import { type NotifierCode, realNotifier } from "./notifier-stage.ts";
import { seededRandom } from "./random.ts";
import { type Fault, type FaultPlan, FAULTS, inOrder, seededScheduler } from "./simulation.ts";

const LIMIT_MS = 1_200_000;
const SEEDS = 300;
const SEEDS_FOR_A_BUG = 1500;
/** One fault at every call of a run, each kind in turn. */
const SINGLE_SEEDS = 4;
const RATES = [0, 0.02, 0.05, 0.15];
const FAULTS_MAX = 12;

const newTally = () => ({ runs: 0, faults: 0, redeliveries: 0, requests: 0, repeats: 0, lost: 0 });
type Tally = ReturnType<typeof newTally>;

async function attempt(code: NotifierCode, seed: number, plan: FaultPlan, tally: Tally): Promise<number> {
  const random = seededRandom(seed);
  const workers = random.chance(0.4) ? 1 : 2 + random.int(3);
  const scheduler = workers > 1 ? seededScheduler(random) : inOrder;
  try {
    const { calls, ...counts } = await runNotifier(code, random, { plan, scheduler, workers });
    tally.runs++;
    for (const name of ["faults", "redeliveries", "requests", "repeats", "lost"] as const) tally[name] += counts[name];
    return calls;
  } catch (error) {
    throw new Error(`${code.name}: seed ${seed}: ${String(error)}`, { cause: error });
  }
}

function randomFaults(seed: number): FaultPlan {
  const random = seededRandom(seed ^ 0x5f356495);
  const rate = random.pick(RATES);
  let left = FAULTS_MAX;
  return () => {
    if (left === 0 || !random.chance(rate)) return undefined;
    left--;
    return random.pick<Fault>([...FAULTS]);
  };
}

describe("a search finds what was planted", () => {
  test.each(NOTIFIER_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    const search = async () => {
      for (let seed = 1; seed <= SEEDS_FOR_A_BUG; seed++) await attempt(code, seed, randomFaults(seed), newTally());
    };
    await expect(search()).rejects.toThrow(/: told: /);
  });
});

test(
  "whatever fails, races or gets lost, each receiver is told each change of each alert, under one id, and every attempt is known",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newTally();
    for (let seed = 1; seed <= SEEDS; seed++) await attempt(realNotifier, seed, randomFaults(seed), tally);
    for (let seed = 1; seed <= SINGLE_SEEDS; seed++) {
      const calls = await attempt(realNotifier, seed, () => undefined, tally);
      for (let at = 0; at < calls; at++) {
        const fault = FAULTS[(at + seed) % FAULTS.length];
        await attempt(realNotifier, seed, (call) => (call === at ? fault : undefined), tally);
      }
    }
    console.log(JSON.stringify(tally));
    expect(tally.faults).toBeGreaterThanOrEqual(1000);
    expect(tally.repeats).toBeGreaterThanOrEqual(100);
    expect(tally.lost).toBeGreaterThanOrEqual(100);
  },
);
