import { describe, expect, test } from "vitest";
import { WATCH_BUGS } from "./watch-bugs.ts";
import { realWatch, searchWatch, type WatchTally } from "./watch-run.ts";

const LIMIT_MS = 600_000;
const SEEDS = 60;
const SEEDS_FOR_A_BUG = 60;
const newTally = (): WatchTally => ({ runs: 0, faults: 0, twice: 0, acknowledged: 0, incidents: 0 });

describe("a search finds what was planted", () => {
  test.each(WATCH_BUGS)("$name", { timeout: LIMIT_MS }, async (code) => {
    const search = async () => {
      for (let seed = 1; seed <= SEEDS_FOR_A_BUG; seed++) await searchWatch(code, seed, newTally());
    };
    await expect(search()).rejects.toThrow(code.tells);
  });
});

test(
  "whatever fails and whenever, each incident is raised once, told, resolved, and keeps what people did",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newTally();
    for (let seed = 1; seed <= SEEDS; seed++) await searchWatch(realWatch, seed, tally);
    console.log(JSON.stringify(tally));
    expect(tally.faults).toBeGreaterThanOrEqual(1_000);
    expect(Math.min(tally.twice, tally.acknowledged)).toBeGreaterThanOrEqual(500);
  },
);
