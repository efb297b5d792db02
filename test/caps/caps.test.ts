import { describe, expect, test } from "vitest";
import { PLANTED_CAP_BUGS, type PlantedBug } from "./planted-bugs.ts";
import { newCapsTally, searchCaps } from "./search.ts";
import { realCapsCode } from "./stage.ts";

const LIMIT_MS = 1_200_000;
/** Within so many seeds each planted bug shows. */
const BUG_SEEDS = 400;

async function findBug({ code, from }: PlantedBug): Promise<void> {
  for (let seed = from; seed < from + BUG_SEEDS; seed++) await searchCaps(code, seed, newCapsTally());
}

describe("a search finds what was planted", () => {
  test.each(PLANTED_CAP_BUGS)("$name", { timeout: LIMIT_MS }, async (bug) => {
    await expect(findBug(bug)).rejects.toThrow(/: (cap|denial|used|held|leak)/);
  });
});

test(
  "caps hold at five levels, whoever asks at once, settles late or twice, crashes, or changes budgets meanwhile",
  { timeout: LIMIT_MS },
  async () => {
    const tally = newCapsTally();
    for (let seed = 1; seed <= 400; seed++) await searchCaps(realCapsCode, seed, tally);
    for (const callers of [50, 50, 200, 1_000])
      await searchCaps(realCapsCode, 10_000 + callers + tally.runs, tally, callers);
    console.log(JSON.stringify(tally));
    expect(tally.callers).toBe(1_000);
    for (const count of [tally.admitted, tally.denied]) expect(count).toBeGreaterThanOrEqual(1_000);
    for (const count of [tally.late, tally.expired, tally.released, tally.edits, tally.faults])
      expect(count).toBeGreaterThanOrEqual(100);
    expect(tally.rollovers).toBeGreaterThanOrEqual(30);
    expect(tally.rooms).toBeGreaterThanOrEqual(500);
  },
);
