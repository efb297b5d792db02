import { expect, test } from "vitest";
import { PLANTED_RATE_BUGS } from "./planted-rate-bugs.ts";
import { type RateRun, runRates } from "./rate-run.ts";

const LIMIT_MS = 120_000;

test(
  "2 to 200 at once: none beyond a limit, none refused that had room, and the counters end up right",
  async () => {
    const runs: RateRun[] = [];
    for (let seed = 1; seed <= 250; seed++) {
      try {
        runs.push(await runRates(seed));
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
    const sum = (of: "passed" | "refused" | "returned") => runs.reduce((total, run) => total + run[of], 0);
    expect(Math.max(...runs.map(({ callers }) => callers))).toBe(200);
    // All three happen often, or the run would show little.
    expect(Math.min(sum("passed"), sum("refused"), sum("returned"))).toBeGreaterThan(1_000);
  },
  LIMIT_MS,
);

test.each(PLANTED_RATE_BUGS)(
  "found where planted: $name",
  async ({ plant, tells }) => {
    const find = async () => {
      for (let seed = 1; seed <= 250; seed++) await runRates(seed, plant);
    };
    await expect(find()).rejects.toThrow(tells);
  },
  LIMIT_MS,
);
