import { findRate } from "@outlay/prices/catalogue";
import { describe, expect, test } from "vitest";
import { PLANTED_BUGS } from "./planted-bugs.ts";
import { type Code, realCode } from "./run.ts";
import { START_EPOCH_MS } from "./scenario.ts";
import { type Kind, newTally, searchSeed, type Tally } from "./search.ts";

const LIMIT_MS = 600_000;

async function search(code: Code, kind: Kind, seeds: number, tally: Tally): Promise<void> {
  for (let seed = 1; seed <= seeds; seed++) await searchSeed(code, kind, seed, tally);
}

/** By the searches that find it soonest. The message of what is thrown names the seed that replays it. */
async function findBug(code: Code): Promise<void> {
  const tally = newTally();
  for (let seed = 1; seed <= 600; seed++) {
    await searchSeed(code, "parallel", seed, tally);
    if (seed % 4 === 0) await searchSeed(code, "several", seed, tally);
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
    await expect(findBug(code)).rejects.toThrow(/spend|alerts|rest/);
  });
});

test(
  "whatever fails and whenever, every event counts once and every alert is raised once",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newTally();
    await search(realCode, "single", 12, tally);
    await search(realCode, "several", 1400, tally);
    await search(realCode, "parallel", 1100, tally);
    console.log(JSON.stringify(tally));
    expect(tally.crashPoints).toBeGreaterThanOrEqual(100_000);
    const { duplicates, conflicts, lateEvents, multiBucketBatches, sharedIds } = tally;
    for (const count of [duplicates, conflicts, lateEvents, multiBucketBatches, sharedIds]) {
      expect(count).toBeGreaterThanOrEqual(300);
    }
    for (const count of [tally.deliveredTwice, tally.redeliveries, tally.deadLetters]) {
      expect(count).toBeGreaterThanOrEqual(1000);
    }
  },
);
