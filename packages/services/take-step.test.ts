import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limitOf, NOON, runner } from "./step-runner.ts";

describe("steps", () => {
  test("without numbers each is one more", async () => {
    const { take } = runner(limitOf({ steps_max: 2 }));
    expect((await take()).left.steps).toBe(1n);
    expect((await take()).isTaken).toBe(true);
    expect(await take()).toMatchObject({
      isTaken: false,
      reasons: [{ figure: "steps", value: 3n, most: 2n, limit: { id: "rul_1" } }],
      left: { steps: 0n },
    });
    expect((await take({ id: "run_2" })).isTaken).toBe(true);
  });

  test("with numbers it is the number that counts, so a step that comes again counts once", async () => {
    const { take, alerts } = runner(limitOf({ steps_max: 7, repeats_max: 5, on_loop: "deny" }));
    for (const step of [1, 1, 1, 2, 2, 3, 4, 5]) {
      expect((await take({ step, stepName: "search" })).isTaken).toBe(true);
    }
    expect(await take({ step: 6, stepName: "search" })).toMatchObject({
      reasons: [{ figure: "repeats", value: 6n, most: 5n }],
      loop: { stepName: "search", repeats: 6 },
    });
    expect((await take({ step: 5, stepName: "search" })).isTaken).toBe(true);
    expect((await take({ step: 7, stepName: "answer" })).isTaken).toBe(true);
    expect((await take({ step: 8, stepName: "answer" })).reasons).toMatchObject([{ figure: "steps", value: 8n }]);
    expect(await alerts()).toHaveLength(1);
  });

  test("one read and one update a step", async () => {
    const { take, calls } = runner(limitOf({ steps_max: 9 }));
    await take({ step: 1, stepName: "a", progress: "p", toolCalls: 1 });
    await take({ step: 2, stepName: "b", progress: "q", toolCalls: 2 });
    expect(calls).toEqual(["get", "update", "get", "update"]);
  });

  test("a run that nothing is asked of costs nothing", async () => {
    const { take, calls } = runner(limitOf({ scope: { agent: ["a"] }, steps_max: 1 }));
    expect((await take({ step: 5, progress: "p" })).isTaken).toBe(true);
    expect(calls).toEqual([]);
  });
});

describe("what a run is held to", () => {
  test("of the limits that cover it, and of its route's own, the strictest", async () => {
    const { take } = runner(
      limitOf({ id: "rul_1", steps_max: 9 }),
      limitOf({ id: "rul_2", steps_max: 4, scope: { agent: ["a"], task_class: ["research"] } }),
    );
    const routeLimits = { toolCalls: null, agentSteps: 6 };
    const values = { agent: "a", task_class: "research" };
    expect((await take({ step: 5, routeLimits, values })).reasons.map(({ most, limit }) => [most, limit?.id])).toEqual([
      [4n, "rul_2"],
    ]);
    expect((await take({ step: 5, routeLimits, values: { agent: "a" } })).left.steps).toBe(1n);
    expect((await take({ step: 10, routeLimits, values })).reasons.map(({ limit }) => limit?.id ?? "route")).toEqual([
      "rul_1",
      "rul_2",
      "route",
    ]);
  });

  test("tool calls as they were told at the most, also where a later step tells fewer", async () => {
    const { take } = runner(limitOf({ tool_calls_max: 10 }));
    expect((await take({ step: 1, toolCalls: 4 })).left.tool_calls).toBe(6n);
    expect((await take({ step: 2, toolCalls: 2 })).left.tool_calls).toBe(6n);
    expect((await take({ step: 3, toolCalls: 11 })).reasons).toMatchObject([{ figure: "tool_calls", value: 11n }]);
    expect((await take({ step: 3, toolCalls: 10 })).isTaken).toBe(true);
  });

  test("time from the earliest beginning that was told, to the millisecond", async () => {
    const { take } = runner(limitOf({ seconds_max: 60 }));
    expect((await take({ at: NOON, step: 1, startedAtEpochMs: NOON + 5_000 })).left.seconds).toBe(60n);
    expect((await take({ at: NOON + 60_000, step: 2 })).isTaken).toBe(true);
    expect((await take({ at: NOON + 60_001, step: 3 })).reasons).toMatchObject([{ figure: "seconds", value: 61n }]);
    expect((await take({ at: NOON, step: 3, startedAtEpochMs: NOON - 59_000 })).left.seconds).toBe(1n);
    expect((await take({ at: NOON + 1_001, step: 4 })).isTaken).toBe(false);
  });

  test("money by the upper bounds of its decisions, and what is given back is free again", async () => {
    const { take } = runner(limitOf({ amount_max: "1" }));
    const unit = 1_000_000_000_000n;
    const first = await take({ step: 1, picos: (unit * 6n) / 10n });
    expect((await take({ step: 2, picos: (unit * 5n) / 10n })).reasons).toMatchObject([
      { figure: "amount", most: unit },
    ]);
    await Promise.all([first.giveBack(), first.giveBack()]);
    expect((await take({ step: 2, picos: unit })).left.amount).toBe(0n);
    expect((await take({ step: 3, picos: 1n })).isTaken).toBe(false);
  });

  test("what is given back of a step without a number is the step, its name and its standing still", async () => {
    const { take } = runner(limitOf({ steps_max: 2, repeats_max: 2, stalled_steps_max: 1, on_loop: "deny" }));
    const asked = { stepName: "search", progress: "p" };
    await take(asked);
    for (let i = 0; i < 5; i++) {
      const taken = await take(asked);
      expect(taken.reasons).toEqual([]);
      await taken.giveBack();
    }
    expect((await take(asked)).left).toMatchObject({ steps: 0n, repeats: 0n, stalled_steps: 0n });
  });

  test("what is given back comes back once, also where its reply is lost and the SDK sends it again", async () => {
    const { take, repeatReturns } = runner(limitOf({ steps_max: 3, amount_max: "0.00000000003" }));
    repeatReturns();
    const taken = [await take({ picos: 10n }), await take({ picos: 10n }), await take({ picos: 10n })];
    await Promise.all(taken.slice(0, 2).map(({ giveBack }) => giveBack()));
    expect((await take({ picos: 10n })).left).toMatchObject({ steps: 1n, amount: 10n });
  });

  test("a refusal gives nothing back", async () => {
    const { take } = runner(limitOf({ steps_max: 1 }));
    await take();
    await (await take()).giveBack();
    expect((await take()).isTaken).toBe(false);
  });
});

/** What was taken, as a list: the figures are read off it, with no state that is kept along. */
interface Past {
  readonly step: number | null;
  readonly name: string;
  readonly progress: string;
  readonly picos: bigint;
  readonly isCounted: boolean;
}

test("one after another, steps pass and are refused as the list of those before them says", async () => {
  const step = fc.record({
    by: fc.integer({ min: -1, max: 2 }),
    name: fc.constantFrom("a", "b", "c"),
    progress: fc.constantFrom("x", "y"),
    picos: fc.bigInt(0n, 4n),
    isReturned: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 25 }), async (isNumbered, steps) => {
      const most = { steps: 12, picos: 20n, repeats: 4, stalled: 3 };
      const { take } = runner(
        limitOf({
          steps_max: most.steps,
          amount_max: "0.00000000002",
          repeats_max: most.repeats,
          stalled_steps_max: most.stalled,
          on_loop: "deny",
        }),
      );
      let past: Past[] = [];
      let number = 1;
      for (const { by, name, progress, picos, isReturned } of steps) {
        number = Math.max(1, number + by);
        const highest = Math.max(0, ...past.map((each) => each.step ?? 0));
        const isCounted = !isNumbered || number > highest;
        const counted = past.filter((each) => each.isCounted);
        const sameOnEnd = counted.length - 1 - counted.findLastIndex((each) => each.progress !== progress);
        const would = {
          steps: isNumbered ? number : past.length + 1,
          amount: past.reduce((sum, each) => sum + each.picos, picos),
          repeats: counted.filter((each) => each.name === name).length + (isCounted ? 1 : 0),
          stalled_steps: sameOnEnd === 0 ? 0 : sameOnEnd - 1 + (isCounted ? 1 : 0),
        };
        const refused = [
          ...(would.steps > most.steps ? ["steps"] : []),
          ...(would.amount > most.picos ? ["amount"] : []),
          ...(would.repeats > most.repeats ? ["repeats"] : []),
          ...(would.stalled_steps > most.stalled ? ["stalled_steps"] : []),
        ];
        const taken = await take({ step: isNumbered ? number : null, stepName: name, progress, picos });
        expect(taken.reasons.map(({ figure }) => figure)).toEqual(refused);
        if (!taken.isTaken) continue;
        const one = { step: isNumbered ? number : null, name, progress, picos, isCounted };
        past = [...past, one];
        // Of a step with a number only the money comes back. One without is gone, where it changed no progress.
        if (!isReturned || (!isNumbered && sameOnEnd === 0)) continue;
        await taken.giveBack();
        past = isNumbered ? [...past.slice(0, -1), { ...one, picos: 0n }] : past.slice(0, -1);
      }
    }),
    { numRuns: 300 },
  );
});
