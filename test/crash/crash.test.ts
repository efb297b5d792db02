import { findRate } from "@outlay/prices/catalogue";
import { expect, test } from "vitest";
import { realCode } from "./run.ts";
import { type Focus, START_EPOCH_MS } from "./scenario.ts";
import { type Kind, newTally, searchSeed, type Tally } from "./search.ts";

/** Some nine minutes of one core, which others may share. */
const LIMIT_MS = 1_800_000;

async function search(kind: Kind, seeds: number, tally: Tally, focus: Focus = "usage"): Promise<void> {
  for (let seed = 1; seed <= seeds; seed++) await searchSeed(realCode, kind, seed, tally, focus);
}

test("the ledger reckons with list prices", () => {
  const rate = findRate("openai", "gpt-4o", null, START_EPOCH_MS);
  expect([rate?.tokens.input_tokens?.base, rate?.tokens.output_tokens?.base]).toEqual([
    2_500_000_000n,
    10_000_000_000n,
  ]);
});

test(
  "whatever fails and whenever, every event and outcome counts once and every alert is raised once",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newTally();
    await search("single", 4, tally);
    await search("single", 1, tally, "outcomes");
    await search("several", 900, tally);
    await search("several", 150, tally, "outcomes");
    await search("parallel", 600, tally);
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
