import { describe, expect, test } from "vitest";
import { limitOf, NOON, runner } from "./step-runner.ts";

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
