import { randomBytes } from "node:crypto";
import type { LoopAlert } from "@outlay/domain/alert";
import { newLife } from "@outlay/domain/alert-life";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { systemId } from "@outlay/platform/ids";
import { putAlert } from "@outlay/storage/alerts";
import { memoryTable } from "@outlay/storage/memory-table";
import { expect, test } from "vitest";
import { announceAlert } from "./announce-alert.ts";
import { createTenant } from "./create-tenant.ts";
import { raiseAlert } from "./raise-alert.ts";
import { tellAlert } from "./tell-alert.ts";
import { sweepNotifications } from "./sweep-notifications.ts";

const TENANT = "ten_1";
const HOUR = 3_600_000;
const alert: LoopAlert = {
  id: "loop.2026-11-02.abc",
  kind: "loop",
  run_id: "run_1",
  step: null,
  step_name: "search",
  repeats: 11,
  stalled_steps: null,
  most: 10,
  run_limit_id: null,
  refused: false,
  values: {},
  next_step: "Stop it.",
  ...newLife("warning", "2026-11-02T10:00:00.000Z"),
};
const opened = { alertId: alert.id, sequence: 1, event: "opened" } as const;
const message = { kind: "alert", tenantId: TENANT, announcement: opened };

async function setUp() {
  const clock = { epochMs: Date.parse("2026-11-02T10:00:00Z") };
  const table = memoryTable();
  const notifyQueue = memoryQueue();
  const world = { table, notifyQueue, now: () => new Date(clock.epochMs), log: () => {} };
  const newId = (prefix: string) => (prefix === "ten" ? TENANT : systemId(prefix));
  const signingUp = { ...world, usageQueue: notifyQueue, foldQueue: notifyQueue, jobsQueue: notifyQueue, newId };
  await createTenant(
    { ...signingUp, randomBytes },
    { name: "Example", time_zone: "UTC", owner: { email: "o@example.com" } },
  );
  return {
    clock,
    world,
    marks: () => table.dump().flatMap(({ pk, sk }) => (pk === `T#${TENANT}#T` ? [sk] : [])),
    asked: () => notifyQueue.waiting.map(({ body }) => JSON.parse(body) as unknown),
    notify: async () => {
      notifyQueue.settle(notifyQueue.receive(10), new Set());
      await tellAlert(world, TENANT, opened);
    },
  };
}

test("the mark is there before the alert, and the message comes last", async () => {
  const { world, marks, asked } = await setUp();
  const seen: unknown[] = [];
  await announceAlert(world, TENANT, opened, async () => {
    seen.push(marks(), asked());
    return putAlert(world.table, TENANT, alert);
  });
  expect(seen).toEqual([[`A#${alert.id}#00000001#opened`], []]);
  expect(asked()).toEqual([message]);
});

test("what another raised first is not asked for again", async () => {
  const { world, asked } = await setUp();
  expect([await raiseAlert(world, TENANT, alert), await raiseAlert(world, TENANT, alert)]).toEqual([true, false]);
  expect(asked()).toEqual([message]);
});

test("once told, nothing is left to remember, and the sweep asks for nothing", async () => {
  const { world, marks, asked, clock, notify } = await setUp();
  await raiseAlert(world, TENANT, alert);
  await notify();
  expect(marks()).toEqual([]);
  clock.epochMs += HOUR;
  await sweepNotifications(world, TENANT);
  expect(asked()).toEqual([]);
});

test("a queue that does not answer harms nobody: the sweep asks an hour later", async () => {
  const { world, asked, clock } = await setUp();
  const broken = { send: () => Promise.reject(new Error("no answer")) };
  expect(await raiseAlert({ ...world, notifyQueue: broken }, TENANT, alert)).toBe(true);
  clock.epochMs += HOUR / 10;
  await sweepNotifications(world, TENANT);
  expect(asked()).toEqual([]); // It may still be on its way.
  clock.epochMs += HOUR;
  await sweepNotifications(world, TENANT);
  expect(asked()).toEqual([message]);
});

test("the mark of an alert that never came is kept for a day, then forgotten, unless it was made anew", async () => {
  const { world, marks, asked, clock } = await setUp();
  const fails = () => Promise.reject(new Error("The store did not answer."));
  await expect(announceAlert(world, TENANT, opened, fails)).rejects.toThrow("did not answer");
  clock.epochMs += 23 * HOUR;
  await sweepNotifications(world, TENANT);
  expect(marks()).toHaveLength(1);
  await expect(announceAlert(world, TENANT, opened, fails)).rejects.toThrow("did not answer");
  clock.epochMs += 23 * HOUR;
  await sweepNotifications(world, TENANT);
  expect(marks()).toHaveLength(1);
  clock.epochMs += 2 * HOUR;
  await sweepNotifications(world, TENANT);
  expect([marks(), asked()]).toEqual([[], []]);
});
