import { createServer, type RequestListener, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoopAlert } from "@outlay/domain/alert";
import { newLife } from "@outlay/domain/alert-life";
import { Delivery } from "@outlay/domain/delivery";
import { publicPost } from "@outlay/notifier/post";
import type { NotifierWorld } from "@outlay/services/context";
import { raiseAlert } from "@outlay/services/raise-alert";
import { sendNotifications } from "@outlay/services/send-notifications";
import { afterEach, expect, test } from "vitest";
import { at, createWorld } from "./world.ts";

const GOOD = 99;
const ALERTS = 6;
/** Batches at a time, as many functions would take them. */
const FUNCTIONS = 20;
const HANGS_MS = 1_500;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

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

/** How long each delivery to a good receiver took from when its message was on the queue, in ms, in order. */
async function deliveriesBeside(other: RequestListener): Promise<readonly number[]> {
  const { world, queues, signUp, table } = createWorld();
  const { owner, tenantId } = await signUp();
  const arrived: number[] = [];
  const good = await serve((_req, res) => {
    arrived.push(performance.now());
    res.writeHead(204).end();
  });
  const bad = await serve(other);
  for (let index = 0; index <= GOOD; index++) {
    const url = index === 0 ? `${bad}/` : `${good}/${index}`;
    at((await owner.post("/v1/notification-channels", { kind: "webhook", name: "x", url })).body, "secret");
  }
  const notifier: NotifierWorld = {
    ...world,
    now: () => new Date(),
    random: () => 0,
    post: publicPost({
      connectMs: HANGS_MS,
      totalMs: HANGS_MS,
      bodyMs: 100,
      bodyBytesMax: 65_536,
      allowsLoopback: true,
      resolveAll: async () => [],
    }),
    sendMail: () => Promise.reject(new Error("There is no mail here.")),
  };
  const tell = { ...notifier, now: world.now };
  for (let index = 0; index < ALERTS; index++) await raiseAlert(tell, tenantId, alertOf(index));
  const announced = queues.notify.receive(ALERTS);
  queues.notify.settle(announced, await sendNotifications(tell, announced));

  const began = performance.now();
  const worker = async () => {
    while (arrived.length < GOOD * ALERTS) {
      const batch = queues.notify.receive(10);
      if (batch.length === 0) await sleep(5);
      queues.notify.settle(batch, await sendNotifications(notifier, batch));
    }
  };
  await Promise.race([
    Promise.all(Array.from({ length: FUNCTIONS }, worker)),
    (async () => {
      while (arrived.length < GOOD * ALERTS) await sleep(5);
    })(),
  ]);
  const attempts = table.dump().flatMap(({ delivery }) => {
    const read = typeof delivery === "string" ? Delivery.parse(JSON.parse(delivery)) : undefined;
    return read && read.channelId !== "" ? [read] : [];
  });
  expect(attempts).toHaveLength((GOOD + 1) * ALERTS);
  return arrived.map((time) => time - began).toSorted((a, b) => a - b);
}

const at99 = (sorted: readonly number[]) => sorted[Math.floor(sorted.length * 0.99)] ?? 0;

test("one receiver that hangs does not delay 99 others", { timeout: 120_000 }, async () => {
  await deliveriesBeside((_req, res) => void res.writeHead(204).end()); // Warms up.
  const [without, beside]: [number[], number[]] = [[], []];
  for (let times = 0; times < 3; times++) {
    without.push(at99(await deliveriesBeside((_req, res) => void res.writeHead(204).end())));
    beside.push(at99(await deliveriesBeside(() => {})));
  }
  console.log(JSON.stringify({ without, beside }));
  // The machine's own noise is larger than 10 %: what a receiver that hangs could cost is what it hangs for.
  expect(Math.min(...beside)).toBeLessThan(Math.min(...without) * 1.1 + HANGS_MS / 10);
});
