import { describe, expect, test } from "vitest";
import { REPRICING_BUGS } from "./repricing-bugs.ts";
import { realCode } from "./repricing-stage.ts";
import { newRepricingTally, searchRepricing } from "./repricing-search.ts";

const LIMIT_MS = 600_000;
const SEEDS = 250;
const SEEDS_FOR_A_BUG = 600;

describe("a search finds what was planted", () => {
  test.each(REPRICING_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    const tally = newRepricingTally();
    const search = async () => {
      for (let seed = 1; seed <= SEEDS_FOR_A_BUG; seed++) await searchRepricing(code, seed, tally);
    };
    await expect(search()).rejects.toThrow(/spend|before and after|completion|rest/);
  });
});

test(
  "whatever fails and whenever, a re-priced period costs what its events cost, and before and after are exact",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newRepricingTally();
    for (let seed = 1; seed <= SEEDS; seed++) await searchRepricing(realCode, seed, tally);
    console.log(JSON.stringify(tally));
    expect(tally.faults).toBeGreaterThanOrEqual(1000);
    expect(tally.late).toBeGreaterThanOrEqual(50);
  },
);
