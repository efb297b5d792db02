import { newLife } from "@outlay/domain/alert-life";
import { describe, expect, test } from "vitest";
import { limitOf, NOON, runner } from "./step-runner.ts";

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
