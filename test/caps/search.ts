import { seededRandom } from "../crash/random.ts";
import { type Fault, type FaultPlan, FAULTS, seededScheduler } from "../crash/simulation.ts";
import { type CapsOutcome, runCaps } from "./run.ts";
import { focusOf, makeCapsScenario } from "./scenario.ts";
import { type CapsCode, newCounts } from "./stage.ts";

/** What a search went through, summed over its runs; of overshoots the worst. */
export interface CapsTally extends CapsOutcome {
  runs: number;
  /** The most callers at once. */
  callers: number;
}

export const newCapsTally = (): CapsTally => ({
  ...newCounts(),
  runs: 0,
  callers: 0,
  calls: 0,
  faults: 0,
  overshoot: 0,
  bound: 0,
});

/** Most races show where nothing fails: what fails is tried again, and heals what they spoilt. */
const RATES = [0, 0, 0, 0.01, 0.05, 0.2];
const FAULTS_MAX = 12;

/** Searches one seed with so many callers, or a few. Throws with what replays it. */
export async function searchCaps(code: CapsCode, seed: number, tally: CapsTally, callers?: number): Promise<void> {
  const scenario = makeCapsScenario(seed, callers);
  const random = seededRandom(seed ^ 0x2545f491);
  try {
    const outcome = await runCaps(scenario, code, random, {
      plan: randomFaults(seed),
      scheduler: seededScheduler(random),
    });
    tally.runs++;
    tally.callers = Math.max(tally.callers, scenario.callers.length);
    for (const [name, value] of Object.entries(outcome) as [keyof CapsOutcome, number][]) {
      const isMost = name === "overshoot" || name === "bound";
      Object.assign(tally, { [name]: isMost ? Math.max(tally[name], value) : tally[name] + value });
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(`${code.name}: seed ${seed}, ${scenario.callers.length} callers: ${what}`, { cause: error });
  }
}

function randomFaults(seed: number): FaultPlan {
  const random = seededRandom(seed ^ 0x5f356495);
  // In some runs replies get lost again and again, and nothing else happens.
  if (focusOf(seed) === "releases" && random.chance(0.5)) return () => (random.chance(0.3) ? "lost-reply" : undefined);
  const rate = random.pick(RATES);
  let left = FAULTS_MAX;
  return () => {
    if (left === 0 || !random.chance(rate)) return undefined;
    left--;
    return random.pick<Fault>([...FAULTS]);
  };
}
