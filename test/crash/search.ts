import { type Code, prepare, run } from "./run.ts";
import { seededRandom } from "./random.ts";
import { type Coverage, type Focus, makeScenario } from "./scenario.ts";
import { type Fault, type FaultPlan, FAULTS, inOrder, seededScheduler } from "./simulation.ts";

/** What a search went through. A crash point is a call of a run that a fault befell. */
export interface Tally extends Coverage {
  seeds: number;
  runs: number;
  crashPoints: number;
  deliveredTwice: number;
  redeliveries: number;
  deadLetters: number;
}

export const newTally = (): Tally => ({
  seeds: 0,
  runs: 0,
  crashPoints: 0,
  duplicates: 0,
  conflicts: 0,
  lateEvents: 0,
  multiBucketBatches: 0,
  sharedIds: 0,
  outcomes: 0,
  deliveredTwice: 0,
  redeliveries: 0,
  deadLetters: 0,
});

/** `single`: every fault at every call, one a run. `several`: random faults. `parallel`: those, and two to four workers. */
export type Kind = "single" | "several" | "parallel";

const FAULTS_MAX = 12;
const RUNS_A_SEED = 8;
/** Races show best where nothing fails: a retry also heals what they spoilt. */
const RATES = { several: [0.01, 0.05, 0.15, 0.33], parallel: [0, 0, 0.01, 0.05, 0.2] } as const;

/** Searches one seed. Throws at the first run whose outcome is wrong, with what replays it. */
export async function searchSeed(
  code: Code,
  kind: Kind,
  seed: number,
  tally: Tally,
  focus: Focus = "usage",
): Promise<void> {
  const scenario = makeScenario(seed, focus);
  const start = await prepare(scenario, seededRandom(seed));
  tally.seeds++;
  for (const name of Object.keys(scenario.counts) as (keyof Coverage)[]) tally[name] += scenario.counts[name];

  const attempt = async (plan: FaultPlan, runSeed: number, what: string) => {
    const random = seededRandom(runSeed);
    const workers = kind === "parallel" ? 2 + random.int(3) : 1;
    const scheduler = kind === "parallel" ? seededScheduler(random) : inOrder;
    try {
      const outcome = await run(scenario, code, start, random, { plan, scheduler, workers });
      tally.runs++;
      tally.crashPoints += outcome.faults;
      tally.deliveredTwice += outcome.duplicates;
      tally.redeliveries += outcome.redeliveries;
      tally.deadLetters += outcome.deadLetters;
      return outcome.calls;
    } catch (error) {
      throw new Error(`${code.name}: ${focus}, ${kind} ${seed} (${what}): ${String(error)}`, { cause: error });
    }
  };

  if (kind !== "single") {
    for (let nth = 0; nth < RUNS_A_SEED; nth++)
      await attempt(randomFaults(seed * RUNS_A_SEED + nth, RATES[kind]), seed * RUNS_A_SEED + nth, `run ${nth}`);
    return;
  }
  const calls = await attempt(() => undefined, seed, "no fault");
  for (let at = 0; at < calls; at++) {
    for (const fault of FAULTS)
      await attempt((call) => (call === at ? fault : undefined), seed, `${fault} at call ${at}`);
  }
}

/** From a fault in a hundred calls to one in three, until there were enough of them. */
function randomFaults(seed: number, rates: readonly number[]): FaultPlan {
  const random = seededRandom(seed ^ 0x5f356495);
  const rate = random.pick(rates);
  let left = FAULTS_MAX;
  return () => {
    if (left === 0 || !random.chance(rate)) return undefined;
    left--;
    return random.pick<Fault>([...FAULTS]);
  };
}
