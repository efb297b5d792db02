import { loopAlert } from "@outlay/domain/loop-alert";
import { sweepAlertActs } from "@outlay/services/log-alert-act";
import { putAlert } from "@outlay/storage/alerts";
import { listEntries } from "@outlay/storage/configuration";
import type { Table } from "@outlay/storage/table";
import { expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

/** A tenant with an alert, in a table of which one write may fail, done or not. */
async function withAlert() {
  let breaks: (sk: string) => "before" | "after" | undefined = () => undefined;
  const wrapTable = (inner: Table): Table => {
    const write = async <Result>(sk: string, work: () => Promise<Result>): Promise<Result> => {
      const when = breaks(sk);
      if (when === "before") throw new Error("The store did not answer.");
      const result = await work();
      if (when === "after") throw new Error("The reply was lost.");
      return result;
    };
    return {
      ...inner,
      put: (item, condition) => write(item.sk, () => inner.put(item, condition)),
      remove: (key, condition) => write(key.sk, () => inner.remove(key, condition)),
    };
  };
  const testWorld = createWorld({ wrapTable });
  const { world, signUp, advance, table } = testWorld;
  const { owner, tenantId, keyId } = await signUp();
  const step = { id: "run_1", step: 6, stepName: "search", startedAtEpochMs: null, toolCalls: null, progress: null };
  const figures = { steps: 6n, tool_calls: 0n, seconds: 0n, amount: 0n, repeats: 6n, stalled_steps: 0n };
  const sight = { step, figures, passed: [], values: new Map(), date: "2026-11-02", isRefused: false };
  const alert = loopAlert({ ...sight, nowEpochMs: world.now().getTime() }, { stepName: "search", repeats: 6 });
  await putAlert(world.table, tenantId, alert);
  const path = `/v1/alerts/${alert.id}`;
  const acts = async () =>
    itemsOf((await owner.get("/v1/audit-log?limit=100")).body)
      .filter((entry) => at(entry, "entity") === "alert")
      .toReversed();
  const marks = () => table.dump().filter(({ pk, sk }) => pk === `T#${tenantId}#T` && sk.startsWith("L#"));
  const sweep = async () => {
    advance(15 * 60_000);
    await sweepAlertActs(world, tenantId);
  };
  const breakAt = (which: typeof breaks) => {
    let isLeft = true;
    breaks = (sk) => {
      const when = isLeft ? which(sk) : undefined;
      if (when) isLeft = false;
      return when;
    };
  };
  return { ...testWorld, owner, tenantId, keyId, id: alert.id, path, acts, marks, sweep, breakAt };
}

test("whatever somebody does to an alert is in the audit log, with who, why and what it was", async () => {
  const { owner, path, id, keyId, acts, marks } = await withAlert();
  const until = "2026-11-03T09:00:00.000Z";
  await owner.post(`${path}/acknowledge`, { note: "On it" });
  await owner.post(`${path}/acknowledge`, { note: "Twice" });
  await owner.post(`${path}/snooze`, { until, note: "Later" });
  await owner.post(`${path}/resolve`, {});
  await owner.post(`${path}/reopen`);
  await owner.send("PUT", `${path}/feedback`, { useful: false, note: "x".repeat(1000) });
  const found = await acts();
  expect(found.map((entry) => at(entry, "operation"))).toEqual([
    "alert.acknowledged",
    "alert.snoozed",
    "alert.resolved",
    "alert.reopened",
    "alert.marked",
  ]);
  expect(found[0]).toMatchObject({
    entity_id: id,
    reason: "On it",
    actor: { kind: "api_key", id: keyId },
    before: { version: 1, status: "open", snoozed_until: null, useful: null },
    after: { version: 2, status: "acknowledged", snoozed_until: null, useful: null },
  });
  expect(found[1]).toMatchObject({ after: { version: 3, status: "snoozed", snoozed_until: until }, reason: "Later" });
  expect(found[4]).toMatchObject({ after: { version: 6, useful: false }, reason: "x".repeat(1000) });
  expect(marks()).toEqual([]);
  expect((await owner.get("/v1/audit-log/verification")).body).toMatchObject({ first_broken_seq: null });
  // What reads the configuration afterwards is not disturbed.
  expect((await owner.get("/v1/budgets")).status).toBe(200);
});

test.each([
  ["the alert is written", (sk: string) => (sk.startsWith("loop.") ? ("after" as const) : undefined)],
  ["the entry could be written", (sk: string) => (/^\d{12}$/.test(sk) ? ("before" as const) : undefined)],
  ["the entry was written", (sk: string) => (/^\d{12}$/.test(sk) ? ("after" as const) : undefined)],
])("broken off when %s, it is in the log once, after the sweep at the latest", async (_, which) => {
  const { owner, path, acts, marks, sweep, breakAt } = await withAlert();
  breakAt(which);
  await owner.post(`${path}/acknowledge`, { note: "On it" });
  await sweep();
  await sweep();
  expect((await owner.get(path)).body).toMatchObject({ status: "acknowledged", version: 2 });
  expect((await acts()).map((entry) => at(entry, "operation"))).toEqual(["alert.acknowledged"]);
  expect(marks()).toEqual([]);
});

test("an entry is there once, also where the mark of it could not be removed", async () => {
  const { owner, path, acts, marks, sweep, breakAt } = await withAlert();
  let puts = 0;
  breakAt((sk) => (sk.startsWith("L#") && ++puts === 2 ? "before" : undefined));
  expect((await owner.post(`${path}/acknowledge`)).status).toBe(200);
  expect(marks()).toHaveLength(1);
  await sweep();
  expect(await acts()).toHaveLength(1);
  expect(marks()).toEqual([]);
});

test("an entry is there once, however many others came after it", async () => {
  const { owner, path, table, tenantId, sweep, breakAt } = await withAlert();
  let puts = 0;
  breakAt((sk) => (sk.startsWith("L#") && ++puts === 2 ? "before" : undefined));
  await owner.post(`${path}/acknowledge`);
  for (let budget = 0; budget < 210; budget++)
    await owner.post("/v1/budgets", { name: `${budget}`, scope: {}, amount: "1" });
  await sweep();
  const { entries } = await listEntries(table, tenantId, {});
  expect(entries.filter(({ entity }) => entity === "alert")).toHaveLength(1);
  expect(entries).toHaveLength(212); // With the sign-up and the budgets.
});

test("what was not done is not in the log, and forgotten after a day", async () => {
  const { owner, path, acts, marks, sweep, breakAt, advance } = await withAlert();
  breakAt((sk) => (sk.startsWith("loop.") ? "before" : undefined));
  expect((await owner.post(`${path}/acknowledge`)).status).toBe(500);
  await sweep();
  expect(marks()).toHaveLength(1);
  advance(86_400_000);
  await sweep();
  expect(marks()).toEqual([]);
  expect(await acts()).toEqual([]);
});

test("of two at once who did the change is in the log, and nobody else", async () => {
  const { owner, path, acts, sweep } = await withAlert();
  await Promise.all([1, 2, 3].map((n) => owner.post(`${path}/acknowledge`, { note: `${n}` })));
  await sweep();
  const history = valueAt((await owner.get(path)).body, "history") as { note: string }[];
  expect((await acts()).map((entry) => at(entry, "reason"))).toEqual(history.map(({ note }) => note));
});

test("of two different acts at once nothing is in the log that never was", async () => {
  const { owner, path, acts, marks, sweep } = await withAlert();
  const untils = [3, 4, 5].map((day) => `2026-11-0${day}T09:00:00.000Z`);
  await Promise.all(untils.map((until) => owner.post(`${path}/snooze`, { until })));
  await sweep();
  const found = await acts();
  expect(found.map((entry) => valueAt(entry, "after", "version"))).toEqual([2, 3, 4]);
  expect(new Set(found.map((entry) => at(entry, "after", "snoozed_until")))).toEqual(new Set(untils));
  expect(marks()).toEqual([]);
});
