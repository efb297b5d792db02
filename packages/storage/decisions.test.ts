import type { Decision } from "@outlay/domain/decision";
import { expect, test } from "vitest";
import { appendDecisions, encodeDecisions, readDecisionMinute, readDecisions } from "./decisions.ts";
import { memoryTable } from "./memory-table.ts";

const HOUR = Date.UTC(2026, 10, 2, 9);
const MINUTE_MS = 60_000;

/** A store reads nothing of a decision but its id. */
const decisionOf = (minute: number, random: number): Decision =>
  ({ id: `dec_${String(minute).padStart(2, "0")}${random}` }) as unknown as Decision;

async function storeOf(blocks: readonly (readonly [minute: number, randoms: readonly number[]])[]) {
  const table = memoryTable();
  for (const [index, [minute, randoms]] of blocks.entries()) {
    const body = encodeDecisions(randoms.map((random) => decisionOf(minute, random)));
    await appendDecisions(table, "ten_1", HOUR + minute * MINUTE_MS, { id: `blk_${index}`, body });
  }
  return table;
}

/** All that an hour holds from a minute on, read in parts. */
async function readAll(table: Awaited<ReturnType<typeof storeOf>>, fromMinute: number, blocksMax: number) {
  const seen: [number, string[]][] = [];
  let reads = 0;
  for (let next: number | undefined = HOUR + fromMinute * MINUTE_MS; next !== undefined; reads++) {
    const read = await readDecisions(table, "ten_1", next, blocksMax);
    seen.push(
      ...read.minutes.map(({ startEpochMs, decisions }): [number, string[]] => [
        (startEpochMs - HOUR) / MINUTE_MS,
        decisions.map(({ id }) => id),
      ]),
    );
    next = read.nextEpochMs;
  }
  return { seen, reads };
}

const idsOf = (minute: number, ...randoms: number[]) => randoms.map((random) => decisionOf(minute, random).id);

test("minutes are whole and in order, and each decision is there once, however many blocks one read takes", async () => {
  const table = await storeOf([
    [0, [3, 1]],
    [59, [9]],
    [7, [2]],
    [7, [2, 5]],
    [0, [1, 2]],
    [7, [1]],
  ]);
  const whole = [
    [0, idsOf(0, 1, 2, 3)],
    [7, idsOf(7, 1, 2, 5)],
    [59, idsOf(59, 9)],
  ];
  for (const blocksMax of [1, 2, 3, 4, 5, 6, 7]) expect((await readAll(table, 0, blocksMax)).seen).toEqual(whole);
  expect((await readAll(table, 0, 7)).reads).toBe(1);
  expect((await readAll(table, 7, 2)).seen).toEqual(whole.slice(1));
  expect((await readDecisionMinute(table, "ten_1", HOUR + 7 * MINUTE_MS)).map(({ id }) => id)).toEqual(
    idsOf(7, 1, 2, 5),
  );
  expect(await readDecisionMinute(table, "ten_1", HOUR + 8 * MINUTE_MS)).toEqual([]);
});

test("a block's id is taken once, and no other tenant's decisions are read", async () => {
  const table = await storeOf([[0, [1]]]);
  const again = appendDecisions(table, "ten_1", HOUR, { id: "blk_0", body: encodeDecisions([]) });
  await expect(again).rejects.toThrow("exists already");
  expect((await readDecisions(table, "ten_2", HOUR, 10)).minutes).toEqual([]);
});
