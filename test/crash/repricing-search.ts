import { type Outcome, prepare, run } from "./repricing-run.ts";
import type { Code } from "./repricing-stage.ts";
import { makeRepricingScenario } from "./repricing-scenario.ts";
import { seededRandom } from "./random.ts";
import { type Fault, type FaultPlan, FAULTS, inOrder, seededScheduler } from "./simulation.ts";

export type RepricingTally = Outcome & { readonly runs: number };
export const newRepricingTally = (): { -readonly [K in keyof RepricingTally]: number } => ({
  runs: 0,
  faults: 0,
  redeliveries: 0,
  deliveredTwice: 0,
  late: 0,
});

const RUNS_A_SEED = 4;
const FAULTS_MAX = 12;
/** Races show best where nothing fails: a retry also heals what they spoilt. */
const RATES = [0, 0, 0.002, 0.01, 0.05] as const;

/** Searches one seed with one to four workers. Throws at the first run whose outcome is wrong, with what replays it. */
export async function searchRepricing(
  code: Code,
  seed: number,
  tally: ReturnType<typeof newRepricingTally>,
): Promise<void> {
  const scenario = makeRepricingScenario(seed);
  const start = await prepare(scenario, seededRandom(seed));
  for (let nth = 0; nth < RUNS_A_SEED; nth++) {
    const random = seededRandom(seed * RUNS_A_SEED + nth);
    const workers = 1 + random.int(4);
    const scheduler = workers === 1 ? inOrder : seededScheduler(random);
    try {
      const outcome = await run(scenario, code, start, random, {
        plan: randomFaults(random.int(2 ** 31)),
        scheduler,
        workers,
      });
      tally.runs++;
      tally.faults += outcome.faults;
      tally.redeliveries += outcome.redeliveries;
      tally.deliveredTwice += outcome.deliveredTwice;
      tally.late += outcome.late;
    } catch (error) {
      throw new Error(`${code.name}: re-pricing ${seed} (run ${nth}): ${String(error)}`, { cause: error });
    }
  }
}

function randomFaults(seed: number): FaultPlan {
  const random = seededRandom(seed);
  const rate = random.pick(RATES);
  let left = FAULTS_MAX;
  return () => {
    if (left === 0 || !random.chance(rate)) return undefined;
    left--;
    return random.pick<Fault>([...FAULTS]);
  };
}
