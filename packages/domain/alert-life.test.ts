import { describe, expect, test } from "vitest";
import {
  acknowledge,
  type AlertLife,
  type AlertTransition,
  mark,
  newLife,
  reopen,
  resolve,
  snooze,
  statusAt,
  wake,
} from "./alert-life.ts";
import { LIMITS } from "./limits.ts";

const ada = { kind: "member", id: "mem_1", name: "ada@example.com" } as const;
const RAISED = "2026-11-02T09:00:00.000Z";
const at = new Date("2026-11-02T10:00:00Z");
const until = new Date("2026-11-03T00:00:00Z");
const changed = { by: ada, at, note: "why" };
const open = newLife("warning", RAISED);
const done = (alert: AlertLife, ...transitions: readonly AlertTransition[]) =>
  transitions.reduce((life, transition) => transition(life, changed), alert);

describe("what becomes of an alert", () => {
  test.each<[string, AlertTransition, AlertLife["status"]]>([
    ["acknowledged", acknowledge, "acknowledged"],
    ["snoozed", snooze(until), "snoozed"],
    ["resolved", resolve, "resolved"],
  ])("%s, it says so, by whom, when and why, in its next version", (change, transition, status) => {
    const after = done(open, transition);
    expect(after).toMatchObject({ status, version: 2, updated_at: at.toISOString(), raised_at: RAISED });
    expect(after.history).toEqual([{ version: 2, at: at.toISOString(), change, by: ada, note: "why" }]);
    expect(after.snoozed_until).toBe(status === "snoozed" ? until.toISOString() : null);
  });

  test.each<[string, AlertTransition]>([
    ["acknowledge", acknowledge],
    ["snooze", snooze(until)],
    ["resolve", resolve],
    ["mark", mark(true, ada)],
  ])("%s a second time changes nothing", (_, transition) => {
    const once = done(open, transition);
    expect(transition(once, changed)).toBe(once);
  });

  test("reopened, it is as open as before; what is open stays as it is", () => {
    expect(reopen(open, changed)).toBe(open);
    for (const transition of [acknowledge, snooze(until), resolve]) {
      expect(done(open, transition, reopen)).toMatchObject({ status: "open", version: 3, snoozed_until: null });
    }
  });

  test("what is resolved is neither acknowledged nor snoozed", () => {
    const resolved = done(open, resolve);
    for (const transition of [acknowledge, snooze(until)])
      expect(() => transition(resolved, changed)).toThrow(expect.objectContaining({ code: "alert_resolved" }));
  });

  test("the last word on its use counts, whatever its status", () => {
    const marked = done(open, resolve, mark(true, ada), mark(false, ada));
    expect(marked).toMatchObject({ status: "resolved", version: 4, feedback: { useful: false, note: "why", by: ada } });
  });

  test("it remembers its newest changes alone", () => {
    let alert: AlertLife = open;
    for (let i = 0; i < LIMITS.alertHistory; i++) alert = done(alert, acknowledge, reopen);
    expect(alert.history).toHaveLength(LIMITS.alertHistory);
    expect(alert.history.at(-1)?.version).toBe(alert.version);
  });
});

describe("what is snoozed", () => {
  const snoozed = done(open, snooze(until));
  const before = new Date(until.getTime() - 1);

  test("is open again from its time on, not before", () => {
    expect(statusAt(snoozed, before)).toBe("snoozed");
    expect(statusAt(snoozed, until)).toBe("open");
  });

  test("wakes once it is over, and once", () => {
    expect(wake(snoozed, { ...changed, at: before })).toBe(snoozed);
    const woken = wake(snoozed, { by: null, at: until, note: null });
    expect(woken).toMatchObject({ status: "open", snoozed_until: null, version: 3, history: [{}, { by: null }] });
    expect(wake(woken, { ...changed, at: until })).toBe(woken);
  });

  test("can be acknowledged after it is over, and reopened by nobody", () => {
    const later = { ...changed, at: until };
    expect(acknowledge(snoozed, later).status).toBe("acknowledged");
    expect(reopen(snoozed, later)).toBe(snoozed);
  });
});
