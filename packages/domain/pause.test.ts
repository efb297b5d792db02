import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { activePauses, forgetResumed, Pause, PauseInput, pauseOfTarget, pausesOf } from "./pause.ts";

const person = { kind: "member", id: "mem_1", name: "a@example.com" };
const AT = "2026-11-02T09:00:00.000Z";
const pauseFor = (id: string, kind: string, targetId: string, overrides: object = {}): Pause =>
  Pause.parse({
    id,
    target: { kind, id: targetId },
    status: "active",
    reason: "it loops",
    paused_by: person,
    created_at: AT,
    resumed_by: null,
    resumed_at: null,
    resume_reason: null,
    ...overrides,
  });
const resumed = { status: "resumed", resumed_by: person, resumed_at: AT, resume_reason: "fixed" };
const holding = (...pauses: readonly Pause[]) => ({ pauses: new Map(pauses.map((pause) => [pause.id, pause])) });
const call = (values: Record<string, string>) => new Map(Object.entries(values));

describe("a call is paused", () => {
  const all = holding(
    pauseFor("pau_1", "agent", "triage"),
    pauseFor("pau_2", "workflow", "refunds"),
    pauseFor("pau_3", "application", "copilot"),
    pauseFor("pau_4", "api_key", "key_1"),
    pauseFor("pau_5", "route", "premium-work"),
    pauseFor("pau_6", "agent", "writer", resumed),
  );
  test.each([
    ["by its workflow", { workflow: "refunds" }, null, ["pau_2"]],
    ["by its agent", { agent: "triage" }, null, ["pau_1"]],
    ["by its application", { application: "copilot" }, null, ["pau_3"]],
    ["by its key", { api_key: "key_1" }, null, ["pau_4"]],
    ["by its route", {}, "premium-work", ["pau_5"]],
    [
      "by all of them, in one order",
      { agent: "triage", api_key: "key_1", workflow: "refunds" },
      "premium-work",
      ["pau_2", "pau_1", "pau_4", "pau_5"],
    ],
    ["not by what was resumed", { agent: "writer" }, null, []],
    [
      "not by the same name of another kind",
      { workflow: "triage", agent: "refunds", application: "key_1" },
      "copilot",
      [],
    ],
    ["not by another case", { agent: "Triage" }, null, []],
    ["not where it says nothing", {}, null, []],
  ])("%s", (_, values, routeId, ids) => {
    expect(pausesOf(all, call(values), routeId).map(({ id }) => id)).toEqual(ids);
    expect(pausesOf(all, call(values), routeId)[0]?.id).toBe(ids[0]);
  });

  test("and resumed beside another pause of the same thing", () => {
    const again = holding(pauseFor("pau_1", "agent", "a", resumed), pauseFor("pau_2", "agent", "a"));
    expect(pauseOfTarget(again, { kind: "agent", id: "a" })?.id).toBe("pau_2");
    expect(activePauses(again)).toBe(1);
  });
});

test("among 10,000 pauses a call finds its own within a microsecond or few", () => {
  const pauses = Array.from({ length: 10_000 }, (_, n) => pauseFor(`pau_${n}`, "agent", `agent ${n}`));
  const many = holding(...pauses);
  expect(pausesOf(many, call({ agent: "agent 9999" }), null)[0]?.id).toBe("pau_9999");
  const startedMs = performance.now();
  for (let n = 0; n < 100_000; n++) pausesOf(many, call({ agent: `agent ${n}`, workflow: "w" }), "r");
  // A look at each of 10,000 pauses would take minutes.
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});

test("of the resumed ones the last are kept, and every active one", () => {
  const pauses = new Map(
    Array.from({ length: LIMITS.resumedPausesKept + 3 }, (_, n) => {
      const pause = pauseFor(`pau_${n}`, "agent", `agent ${n}`, n === 1 ? {} : resumed);
      return [pause.id, pause] as const;
    }),
  );
  forgetResumed(pauses);
  expect(pauses.size).toBe(LIMITS.resumedPausesKept + 1);
  expect([...pauses.keys()].slice(0, 2)).toEqual(["pau_1", "pau_3"]);
});

describe("pausing is refused for", () => {
  const good = { target: { kind: "agent", id: "triage" }, reason: "it loops" };
  test("nothing that is whole", () => expect(PauseInput.safeParse(good).success).toBe(true));
  test.each([
    ["another kind", { ...good, target: { kind: "department", id: "sales" } }],
    ["no name", { ...good, target: { kind: "agent", id: "" } }],
    ["a hidden character", { ...good, target: { kind: "agent", id: "tri\u200bage" } }],
    ["what has no value", { ...good, target: { kind: "agent", id: "unattributed" } }],
    ["no reason", { ...good, reason: "" }],
    ["a list", { ...good, target: { kind: "agent", id: ["a"] } }],
    ["a member that it does not know", { ...good, until: "2026-12-01" }],
  ])("%s", (_, input) => {
    expect(PauseInput.safeParse(input).success).toBe(false);
  });
});
