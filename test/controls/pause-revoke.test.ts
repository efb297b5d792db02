import { createApp } from "@outlay/api/app";
import { describe, expect, test } from "vitest";
import { PLANTED_CONTROL_BUGS } from "./planted-control-bugs.ts";
import { newTally, searchSeed, startInstances } from "./race.ts";
import { type Code, realCode, WAYS_BY_HTTP, WAYS_OF_SERVICES } from "./ways.ts";

const LIMIT_MS = 300_000;

async function search(code: Code, seeds: number) {
  const tally = newTally();
  const started = startInstances(code, () => undefined);
  for (let seed = 1; seed <= seeds; seed++) await searchSeed(started, WAYS_OF_SERVICES, seed, tally);
  return tally;
}

describe("a search finds what was planted", () => {
  test.each(PLANTED_CONTROL_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    // An overwritten pause also shows where it cannot be resumed, or where the journal's chain is broken.
    await expect(search(code, 100)).rejects.toThrow(/let in|refused|There is no pause|names the hash before it/);
  });
});

test("the same seed goes the same way", async () => {
  const [first, second] = [await search(realCode, 3), await search(realCode, 3)];
  expect([...first.schedules]).toEqual([...second.schedules]);
});

test(
  "whatever begins after a pause or a revocation was answered is refused until it is resumed, and nothing else is",
  { timeout: LIMIT_MS },
  async () => {
    const tally = await search(realCode, 520);
    console.log(JSON.stringify({ ...tally, schedules: tally.schedules.size }));
    expect(tally.schedules.size).toBeGreaterThanOrEqual(10_000);
    for (const count of [tally.refusedAfter, tally.letInBefore, tally.letInResumed, tally.either]) {
      expect(count).toBeGreaterThanOrEqual(3_000);
    }
  },
);

test("so it is by whole requests, at every way in", { timeout: LIMIT_MS }, async () => {
  const tally = newTally();
  const started = startInstances(realCode, createApp);
  for (let seed = 1; seed <= 8; seed++) await searchSeed(started, WAYS_BY_HTTP, seed, tally);
  console.log(JSON.stringify({ ...tally, schedules: tally.schedules.size }));
  for (const count of [tally.refusedAfter, tally.letInBefore, tally.letInResumed, tally.either]) {
    expect(count).toBeGreaterThanOrEqual(20);
  }
});
