import { expect, test } from "vitest";
import { PLANTED_STEP_BUGS } from "./planted-step-bugs.ts";
import { runSteps, type StepRun } from "./step-run.ts";

const LIMIT_MS = 120_000;

test(
  "2 to 200 at once: no run beyond a limit, no step refused that had room, each loop one alert, and states end up right",
  async () => {
    const runs: StepRun[] = [];
    for (let seed = 1; seed <= 250; seed++) {
      try {
        runs.push(await runSteps(seed));
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
    const sum = (of: Exclude<keyof StepRun, "callers">) => runs.reduce((total, run) => total + run[of], 0);
    expect(Math.max(...runs.map(({ callers }) => callers))).toBe(200);
    // All of these happen often, or the run would show little.
    expect(Math.min(sum("passed"), sum("refused"), sum("returned"), sum("alerts"))).toBeGreaterThan(200);
  },
  LIMIT_MS,
);

test.each(PLANTED_STEP_BUGS)(
  "found where planted: $name",
  async ({ plant, tells }) => {
    const find = async () => {
      for (let seed = 1; seed <= 250; seed++) await runSteps(seed, plant);
    };
    await expect(find()).rejects.toThrow(tells);
  },
  LIMIT_MS,
);
