import { findRate } from "@outlay/prices/catalogue";
import { describe, expect, test } from "vitest";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { PLANTED_OUTCOME_BUGS } from "./planted-outcome-bugs.ts";
import { type Code, realCode } from "./run.ts";
import { type Focus, START_EPOCH_MS } from "./scenario.ts";
import { type Kind, newTally, searchSeed, type Tally } from "./search.ts";

const LIMIT_MS = 600_000;

async function search(kind: Kind, seeds: number, tally: Tally, focus: Focus = "usage"): Promise<void> {
  for (let seed = 1; seed <= seeds; seed++) await searchSeed(realCode, kind, seed, tally, focus);
}

/** By the searches that find it soonest. The message of what is thrown names the seed that replays it. */
async function findBug(code: Code, focus: Focus): Promise<void> {
  const tally = newTally();
  for (let seed = 1; seed <= 600; seed++) {
    await searchSeed(code, "parallel", seed, tally, focus);
    if (seed % 4 === 0) await searchSeed(code, "several", seed, tally, focus);
  }
}

test("the ledger reckons with list prices", () => {
  const rate = findRate("openai", "gpt-4o", null, START_EPOCH_MS);
  expect([rate?.tokens.input_tokens?.base, rate?.tokens.output_tokens?.base]).toEqual([
    2_500_000_000n,
    10_000_000_000n,
  ]);
});

describe("a search finds what was planted", () => {
  test.each(PLANTED_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    await expect(findBug(code, "usage")).rejects.toThrow(/spend|alerts|rest/);
  });

  test.each(PLANTED_OUTCOME_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    await expect(findBug(code, "outcomes")).rejects.toThrow(/spend/);
  });
});

test(
  "whatever fails and whenever, every event and outcome counts once and every alert is raised once",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newTally();
    await search("single", 10, tally);
    await search("single", 2, tally, "outcomes");
    await search("several", 900, tally);
    await search("several", 150, tally, "outcomes");
    await search("parallel", 700, tally);
    await search("parallel", 150, tally, "outcomes");
    console.log(JSON.stringify(tally));
    expect(tally.crashPoints).toBeGreaterThanOrEqual(100_000);
    const { duplicates, conflicts, lateEvents, multiBucketBatches, sharedIds } = tally;
    expect(tally.outcomes).toBeGreaterThanOrEqual(1000);
    for (const count of [duplicates, conflicts, lateEvents, multiBucketBatches, sharedIds]) {
      expect(count).toBeGreaterThanOrEqual(300);
    }
    for (const count of [tally.deliveredTwice, tally.redeliveries, tally.deadLetters]) {
      expect(count).toBeGreaterThanOrEqual(1000);
    }
  },
);
