import { noCollections } from "@outlay/domain/collections";
import type { RunLimit } from "@outlay/domain/run-limit";
import type { RunStep } from "@outlay/domain/run-step";
import { newLife } from "@outlay/domain/alert-life";
import { listAlerts } from "@outlay/storage/alerts";
import { systemId } from "@outlay/platform/ids";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type StepRequest, takeStep } from "./take-step.ts";

const TENANT = "ten_1";
const NOON = Date.parse("2026-11-02T12:00:00Z");
const TENANT_SETTINGS = {
  id: TENANT,
  name: "Acme",
  time_zone: "UTC",
  currency: "USD",
  created_at: "2026-01-01T00:00:00Z",
};

const limitOf = (limit: Partial<RunLimit>): RunLimit => ({
  id: "rul_1",
  name: "Limit",
  scope: {},
  steps_max: null,
  tool_calls_max: null,
  seconds_max: null,
  amount_max: null,
  repeats_max: null,
  stalled_steps_max: null,
  on_loop: "alert",
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
  ...limit,
});

interface Asked extends Partial<RunStep> {
  readonly at?: number;
  readonly picos?: bigint;
  readonly values?: Readonly<Record<string, string>>;
  readonly routeLimits?: StepRequest["routeLimits"];
}

function runner(...limits: readonly RunLimit[]) {
  const memory = memoryTable();
  const calls: string[] = [];
  let doesRepeat = false;
  let between: (() => Promise<unknown>) | undefined;
  const table: Table = {
    ...memory,
    get: (key) => (calls.push("get"), memory.get(key)),
    async update(key, change) {
      calls.push("update");
      const first = between;
      between = undefined;
      await first?.();
      const isReturn = Object.values(change.add ?? {}).some((amount) => amount < 0n);
      if (doesRepeat && isReturn) await memory.update(key, change);
      return memory.update(key, change);
    },
  };
  const notifyQueue = memoryQueue();
  const configuration = {
    ...noCollections(),
    tenant: TENANT_SETTINGS,
    runLimits: new Map(limits.map((limit) => [limit.id, limit])),
  };
  return {
    calls,
    /** Once, after the next step has read and before it writes. */
    beforeWriting: (work: () => Promise<unknown>) => {
      between = work;
    },
    repeatReturns: () => {
      doesRepeat = true;
    },
    take: ({ at = NOON, picos = 0n, values = {}, routeLimits, ...step }: Asked = {}) => {
      const nothing = { step: null, stepName: null, startedAtEpochMs: null, toolCalls: null, progress: null };
      const request = {
        run: { id: "run_1", ...nothing, ...step },
        values: new Map(Object.entries(values)),
        routeLimits: routeLimits ?? { toolCalls: null, agentSteps: null },
        picos,
      };
      const now = () => new Date(at);
      const world = { table, notifyQueue, now, log: () => {}, newId: systemId };
      return takeStep(world, TENANT, configuration, request, now());
    },
    /** What is asked to be told. */
    told: () => notifyQueue.waiting.map(({ body }) => JSON.parse(body) as unknown),
    alerts: async (month = "2026-11") => {
      const page = { kind: "loop" as const, budgetId: undefined, afterId: undefined, limit: 100 };
      return (await listAlerts(table, TENANT, month, page)).flatMap((alert) => (alert.kind === "loop" ? [alert] : []));
    },
  };
}

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

describe("what another step changes between a step's read and its write", () => {
  test("the time that the run has gone on", async () => {
    const { take, beforeWriting } = runner(limitOf({ seconds_max: 60 }));
    await take({ step: 1, at: NOON + 30_000 });
    beforeWriting(() => take({ step: 2, at: NOON + 60_000, startedAtEpochMs: NOON }));
    expect((await take({ step: 3, at: NOON + 70_000 })).reasons).toMatchObject([{ figure: "seconds", value: 70n }]);
  });

  test("its tool calls, which a stricter limit of the next step does not allow", async () => {
    const { take, beforeWriting } = runner(
      limitOf({ scope: { agent: ["a"] }, tool_calls_max: 5 }),
      limitOf({ id: "rul_2", steps_max: 9 }),
    );
    await take({ step: 1 });
    beforeWriting(() => take({ step: 2, toolCalls: 6, values: { agent: "b" } }));
    expect((await take({ step: 3, values: { agent: "a" } })).reasons).toMatchObject([
      { figure: "tool_calls", value: 6n },
    ]);
  });

  test("how long it stands still", async () => {
    const { take, beforeWriting } = runner(limitOf({ stalled_steps_max: 1, on_loop: "deny" }));
    await take({ step: 1, progress: "p" });
    beforeWriting(() => take({ step: 2, progress: "p" }));
    expect((await take({ step: 3, progress: "p" })).reasons).toMatchObject([{ figure: "stalled_steps", value: 2n }]);
  });

  test("what its progress is", async () => {
    const { take, beforeWriting } = runner(limitOf({ stalled_steps_max: 1, on_loop: "deny" }));
    await take({ step: 1, progress: "p" });
    beforeWriting(() => take({ step: 2, progress: "q" }));
    const taken = [];
    for (const step of [3, 4, 5]) taken.push((await take({ step, progress: "p" })).isTaken);
    expect(taken).toEqual([true, true, false]);
  });

  test("its highest number, so that a step comes late and is counted no more", async () => {
    const { take, beforeWriting } = runner(limitOf({ repeats_max: 3, on_loop: "deny" }));
    await take({ step: 1, stepName: "a" });
    beforeWriting(() => take({ step: 3, stepName: "a" }));
    expect((await take({ step: 2, stepName: "a" })).reasons).toEqual([]);
    expect((await take({ step: 4, stepName: "a" })).reasons).toEqual([]);
    expect((await take({ step: 5, stepName: "a" })).reasons).toMatchObject([{ figure: "repeats", value: 4n }]);
  });

  test("how much of it is left, and how often its step came", async () => {
    const { take, beforeWriting } = runner(limitOf({ repeats_max: 1, steps_max: 9, amount_max: "0.00000000003" }));
    await take({ stepName: "a", picos: 10n });
    beforeWriting(() => take({ stepName: "a", picos: 10n }));
    expect(await take({ stepName: "a", picos: 10n })).toMatchObject({
      loop: { stepName: "a", repeats: 3 },
      left: { steps: 6n, amount: 0n },
    });
  });
});

describe("loops", () => {
  test("the sixth step of a name raises one alert, which names run, step, count, values and what to do", async () => {
    const { take, alerts } = runner();
    const asked = { stepName: "search", values: { agent: "a", "tag:site": "paris" } };
    for (let step = 1; step <= 5; step++) expect((await take({ ...asked, step })).loop).toBeNull();
    expect(await alerts()).toEqual([]);
    for (let step = 6; step <= 9; step++) {
      expect(await take({ ...asked, step })).toMatchObject({
        isTaken: true,
        loop: { stepName: "search", repeats: step },
      });
    }
    expect(await alerts()).toEqual([
      {
        id: expect.stringMatching(/^loop\.2026-11-02\.[0-9a-f]{32}$/),
        kind: "loop",
        run_id: "run_1",
        step: 6,
        step_name: "search",
        repeats: 6,
        stalled_steps: null,
        most: 5,
        run_limit_id: null,
        refused: false,
        values: { agent: "a", "tag:site": "paris" },
        next_step:
          "The run goes on and spends. Stop it, or pause its agent; if all is well, make a run limit that allows more repeats for such runs.",
        ...newLife("critical", "2026-11-02T12:00:00.000Z"),
      },
    ]);
  });

  test("a run limit says how often instead, also that it does not matter", async () => {
    const { take } = runner(limitOf({ repeats_max: null, steps_max: 100 }));
    for (let step = 1; step <= 9; step++) expect((await take({ step, stepName: "search" })).loop).toBeNull();
  });

  test("each run and each name raises its own, in the month in which the run began", async () => {
    const { take, alerts } = runner(limitOf({ repeats_max: 1 }));
    for (const id of ["run_1", "run_2"]) {
      for (const stepName of ["a", "b", "a", "b"]) await take({ id, stepName, at: NOON });
      await take({ id, stepName: "a", at: NOON + 35 * 86_400_000 });
    }
    expect((await alerts()).map(({ run_id, step_name }) => `${run_id} ${step_name}`).toSorted()).toEqual(
      ["run_1 a", "run_1 b", "run_2 a", "run_2 b"], // prettier-ignore
    );
    expect(await alerts("2026-12")).toEqual([]);
  });

  test("steps that tell the same progress on end are one, of which name ever", async () => {
    const { take, alerts } = runner(limitOf({ stalled_steps_max: 2, on_loop: "deny" }));
    const told = ["a", "a", "a", "b", null, "b", "b"];
    for (const [i, progress] of told.entries()) {
      expect((await take({ step: i + 1, stepName: `step ${i}`, progress })).loop).toBeNull();
    }
    const refused = await take({ step: 8, progress: "b" });
    expect(refused).toMatchObject({ loop: { stalledSteps: 3 }, reasons: [{ figure: "stalled_steps", value: 3n }] });
    expect(await alerts()).toMatchObject([{ step: 8, step_name: null, stalled_steps: 3, most: 2, refused: true }]);
    expect((await take({ step: 8, progress: "c" })).isTaken).toBe(true);
  });

  test("one limit tells sooner than another refuses", async () => {
    const { take, alerts } = runner(
      limitOf({ id: "rul_1", repeats_max: 2 }),
      limitOf({ id: "rul_2", repeats_max: 4, on_loop: "deny" }),
    );
    const taken = [];
    for (let step = 1; step <= 6; step++) taken.push(await take({ step, stepName: "a" }));
    expect(taken.map(({ isTaken }) => isTaken)).toEqual([true, true, true, true, false, false]);
    expect(taken.map(({ loop }) => loop !== null)).toEqual([false, false, true, true, true, true]);
    expect(await alerts()).toMatchObject([{ step: 3, most: 2, run_limit_id: "rul_1", refused: false }]);
  });

  test("of more than a hundred names the first hundred are counted", async () => {
    const { take, alerts } = runner(limitOf({ repeats_max: 1 }));
    for (let i = 0; i < 100; i++) await take({ stepName: `step ${i}` });
    for (let i = 0; i < 3; i++) expect((await take({ stepName: "another" })).loop).toBeNull();
    expect((await take({ stepName: "step 99" })).loop).toEqual({ stepName: "step 99", repeats: 2 });
    expect(await alerts()).toHaveLength(1);
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
