import { describe, expect, test } from "vitest";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { PLANTED_OUTCOME_BUGS } from "./planted-outcome-bugs.ts";
import type { Code } from "./run.ts";
import type { Focus } from "./scenario.ts";
import { newTally, searchSeed } from "./search.ts";

const LIMIT_MS = 600_000;

/** By the searches that find it soonest. The message of what is thrown names the seed that replays it. */
async function findBug(code: Code, focus: Focus): Promise<void> {
  const tally = newTally();
  for (let seed = 1; seed <= 600; seed++) {
    await searchSeed(code, "parallel", seed, tally, focus);
    if (seed % 4 === 0) await searchSeed(code, "several", seed, tally, focus);
  }
}

describe("a search finds what was planted", () => {
  test.each(PLANTED_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    await expect(findBug(code, "usage")).rejects.toThrow(/spend|alerts|rest/);
  });

  test.each(PLANTED_OUTCOME_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    await expect(findBug(code, "outcomes")).rejects.toThrow(/spend/);
  });
});
