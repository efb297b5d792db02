import { describe, expect, test } from "vitest";
import { seededRandom } from "./random.ts";
import { RESERVATION_BUGS } from "./reservation-bugs.ts";
import { type Code, realCode, runReservations } from "./reservation-run.ts";
import { makeReservationScenario } from "./reservation-scenario.ts";
import { type Fault, type FaultPlan, FAULTS, inOrder, seededScheduler } from "./simulation.ts";

const LIMIT_MS = 1_200_000;
const SEEDS = 400;
const SEEDS_FOR_A_BUG = 1500;
/** One fault at every call of a run, each kind in turn. */
const SINGLE_SEEDS = 3;
const RATES = [0, 0, 0.02, 0.05, 0.15];
const FAULTS_MAX = 12;

const newTally = () => ({ runs: 0, faults: 0, redeliveries: 0 });
type Tally = ReturnType<typeof newTally>;

async function attempt(code: Code, seed: number, plan: FaultPlan, tally: Tally): Promise<number> {
  const random = seededRandom(seed);
  const workers = random.chance(0.5) ? 1 : 2 + random.int(3);
  const scheduler = workers > 1 ? seededScheduler(random) : inOrder;
  try {
    const scenario = makeReservationScenario(seed);
    const { calls, faults, redeliveries } = await runReservations(scenario, code, random, { plan, scheduler, workers });
    tally.runs++;
    tally.faults += faults;
    tally.redeliveries += redeliveries;
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
  test.each(RESERVATION_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    const search = async () => {
      for (let seed = 1; seed <= SEEDS_FOR_A_BUG; seed++) await attempt(code, seed, randomFaults(seed), newTally());
    };
    await expect(search()).rejects.toThrow(/: released: /);
  });
});

test(
  "whatever fails and whoever comes first, each attempt's money is set free at most once, and is where only its events can",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newTally();
    for (let seed = 1; seed <= SEEDS; seed++) await attempt(realCode, seed, randomFaults(seed), tally);
    for (let seed = 1; seed <= SINGLE_SEEDS; seed++) {
      const calls = await attempt(realCode, seed, () => undefined, tally);
      for (let at = 0; at < calls; at++) {
        const fault = FAULTS[(at + seed) % FAULTS.length];
        await attempt(realCode, seed, (call) => (call === at ? fault : undefined), tally);
      }
    }
    console.log(JSON.stringify(tally));
    expect(tally.faults).toBeGreaterThanOrEqual(1500);
    expect(tally.redeliveries).toBeGreaterThanOrEqual(3000);
  },
);
