import type { LoopAlert } from "@outlay/domain/alert";
import { newLife } from "@outlay/domain/alert-life";
import type { NotifierWorld } from "@outlay/services/context";
import { raiseAlert } from "@outlay/services/raise-alert";
import { sendNotifications } from "@outlay/services/send-notifications";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createWorld } from "./world.ts";

const GOOD = 99;
const ALERTS = 30;
/** Batches that are worked on at a time. */
const FUNCTIONS = 20;
const ANSWERS_MS = 20;
const HANGS_MS = 15_000;

// Time passes only where something waits, so what is measured is who waits for whom, and not this machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] }));
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

const alertOf = (index: number): LoopAlert => ({
  id: `loop.2026-11-02.${index}`,
  kind: "loop",
  run_id: `run_${index}`,
  step: null,
  step_name: "search",
  repeats: 11,
  stalled_steps: null,
  most: 10,
  run_limit_id: null,
  refused: false,
  values: {},
  next_step: "Stop it.",
  ...newLife("warning", "2026-11-02T09:00:00.000Z"),
});

/** When each delivery to a good receiver came, in ms from when all messages were on the queue, in order; and calls of the other. */
async function deliveriesBeside(otherTakesMs: number) {
  const { world, queues, signUp } = createWorld();
  const { owner, tenantId } = await signUp();
  for (let index = 0; index <= GOOD; index++)
    await owner.post("/v1/notification-channels", {
      kind: "webhook",
      name: "x",
      url: `https://r${index}.example.com/`,
    });
  const arrived: number[] = [];
  const calls: number[] = [];
  const began = Date.now();
  const notifier: NotifierWorld = {
    ...world,
    random: () => 0.5,
    now: () => new Date(world.now().getTime() + Date.now() - began),
    post: async ({ url }) => {
      if (url === "https://r0.example.com/") {
        calls.push(Date.now() - began);
        await wait(otherTakesMs);
        if (otherTakesMs >= HANGS_MS) return { statusCode: null, error: "timeout", retryAfter: null };
      } else {
        await wait(ANSWERS_MS);
        arrived.push(Date.now() - began);
      }
      return { statusCode: 204, error: null, retryAfter: null };
    },
    sendMail: () => Promise.reject(new Error("There is no mail here.")),
  };
  for (let index = 0; index < ALERTS; index++) await raiseAlert(notifier, tenantId, alertOf(index));
  const announced = queues.notify.receive(ALERTS);
  queues.notify.settle(announced, await sendNotifications(notifier, announced));

  // A delayed message comes when its delay is over, as SQS does it.
  const later = {
    ...queues.notify,
    send: async (messages: Parameters<typeof queues.notify.send>[0]) => {
      for (const message of messages)
        void wait((message.delaySeconds ?? 0) * 1000).then(() => queues.notify.send([{ ...message, delaySeconds: 0 }]));
      return [];
    },
  };
  const worker = async () => {
    while (arrived.length < GOOD * ALERTS) {
      const batch = queues.notify.receive(10);
      if (batch.length === 0) await wait(5);
      queues.notify.settle(batch, await sendNotifications({ ...notifier, notifyQueue: later }, batch));
    }
  };
  const working = Promise.all(Array.from({ length: FUNCTIONS }, worker));
  while (arrived.length < GOOD * ALERTS) await vi.advanceTimersByTimeAsync(5);
  await vi.advanceTimersByTimeAsync(2 * HANGS_MS);
  await working;
  return { arrived: arrived.toSorted((a, b) => a - b), calls };
}

const at = (sorted: readonly number[], part: number) => sorted[Math.floor(sorted.length * part)] ?? 0;

test("one receiver that hangs does not delay 99 others", { timeout: 300_000 }, async () => {
  const healthy = await deliveriesBeside(ANSWERS_MS);
  const hanging = await deliveriesBeside(HANGS_MS);
  const figures = [healthy, hanging].map(({ arrived, calls }) => ({
    p50: at(arrived, 0.5),
    p99: at(arrived, 0.99),
    calls: calls.length,
  }));
  console.log(JSON.stringify(figures));
  expect(hanging.arrived).toHaveLength(GOOD * ALERTS);
  expect(at(hanging.arrived, 0.99)).toBeLessThanOrEqual(at(healthy.arrived, 0.99) * 1.1);
});
