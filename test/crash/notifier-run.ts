import type { Alert, LoopAlert } from "@outlay/domain/alert";
import { acknowledge, newLife, resolve } from "@outlay/domain/alert-life";
import type { AlertEvent } from "@outlay/domain/announcement";
import { Delivery, deliveryId } from "@outlay/domain/delivery";
import { RETRY_DELAYS_MS } from "@outlay/domain/retry-schedule";
import { ROLE_SCOPES } from "@outlay/domain/role";
import { isStandardWebhook } from "@outlay/domain/webhook-signature";
import type { Queue, ReceivedMessage } from "@outlay/messaging/queue";
import { announceAlert } from "@outlay/services/announce-alert";
import type { JobsWorld, NotifierWorld, Post, Reached } from "@outlay/services/context";
import { createTenant } from "@outlay/services/create-tenant";
import { createNotificationChannel } from "@outlay/services/notification-channels";
import { raiseAlert } from "@outlay/services/raise-alert";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { runJobs } from "@outlay/services/run-jobs";
import { sendNotifications } from "@outlay/services/send-notifications";
import { sweepNotifications } from "@outlay/services/sweep-notifications";
import { getAlert, saveAlert } from "@outlay/storage/alerts";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Item, Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";
import {
  countFaults,
  deliver,
  type FaultPlan,
  type Scheduler,
  type SimulatedQueue,
  simulatedQueue,
  startInvocation,
} from "./simulation.ts";

const TENANT = "ten_1";
const NOON = Date.parse("2026-11-02T12:00:00Z");
const DATE = "2026-11-02";
const SEALING_SECRET = "sealing-secret-of-tests-only-0123456789";
const CHANGES = ["acknowledged", "resolved"] as const;

/** The code under test, or a copy of it with a bug put in. */
export interface NotifierCode {
  readonly name: string;
  readonly table: (table: Table) => Table;
  readonly post: (post: Post) => Post;
  readonly jobsQueue: (queue: Queue) => Queue;
}

export const realNotifier: NotifierCode = {
  name: "the code as it is",
  table: (table) => table,
  post: (post) => post,
  jobsQueue: (queue) => queue,
};

export interface NotifierOutcome {
  readonly calls: number;
  readonly faults: number;
  readonly redeliveries: number;
  /** Requests that receivers got, and those of them that they knew already. */
  readonly requests: number;
  readonly repeats: number;
  readonly lost: number;
}

type Lane = "asks" | "notify" | "jobs" | "sweeps";

/** What one receiver got, and how it answers. */
interface Receiver {
  readonly secret: string;
  readonly channelId: string;
  readonly events: readonly AlertEvent[];
  readonly isGone: boolean;
  /** Requests that it still answers badly. */
  failures: number;
  readonly seen: Map<string, string>;
  requests: number;
}

interface Stage {
  readonly code: NotifierCode;
  readonly table: Table & { dump(): Item[] };
  readonly lanes: Readonly<Record<Lane, SimulatedQueue>>;
  readonly receivers: ReadonlyMap<string, Receiver>;
  readonly random: Random;
  readonly newId: (prefix: string) => string;
  /** Attempts that the code made, by delivery. */
  readonly posts: Map<string, number>;
  nowEpochMs: number;
  lost: number;
}

/** Steps, and sweeps, in which a small scenario must have come to rest. */
const STEPS_MAX = 4_000;
const SWEEPS_MAX = 60;

/**
 * Alerts are raised, acknowledged and resolved by several at once, and told by the notifier to receivers that fail, while calls fail by
 * `plan` and messages get lost; throws where a receiver did not get just what it is to get, or it is not known what became of it.
 */
export async function runNotifier(
  code: NotifierCode,
  random: Random,
  { plan, scheduler, workers }: { readonly plan: FaultPlan; readonly scheduler: Scheduler; readonly workers: number },
): Promise<NotifierOutcome> {
  const stage = await makeStage(code, random);
  const alerts = Array.from({ length: 1 + random.int(3) }, (_, index) => alertOf(index));
  for (const alert of alerts) await ask(stage, { alertId: alert.id, change: "opened" });
  const faults = countFaults(plan);
  for (let steps = 0; ; steps++) {
    if (steps > STEPS_MAX) throw new Error("told: it does not come to rest");
    const lanes = (["asks", "notify", "jobs", "sweeps"] as const).filter((lane) => stage.lanes[lane].due() > 0);
    if (lanes.length > 0) {
      const turns = Array.from({ length: workers }, (_, worker) =>
        work(stage, random.pick(lanes), faults, () => scheduler.turn(worker)),
      );
      await scheduler.run(turns);
      continue;
    }
    if (Object.values(stage.lanes).some((lane) => lane.delayed() > 0)) {
      stage.nowEpochMs += 1_000 * (1 + random.int(900));
      for (const lane of Object.values(stage.lanes)) lane.endDelays();
      continue;
    }
    if (marksOf(stage.table.dump()).length === 0) break;
    stage.nowEpochMs += 3_600_000;
    sweeps.set(stage, (sweeps.get(stage) ?? 0) + 1);
    if ((sweeps.get(stage) ?? 0) > SWEEPS_MAX)
      throw new Error(`told: marks stay: ${marksOf(stage.table.dump()).join()}`);
    await stage.lanes.sweeps.send([{ body: "{}", groupId: TENANT }]);
  }
  await check(stage, alerts);
  const receivers = [...stage.receivers.values()];
  const requests = receivers.reduce((sum, each) => sum + each.requests, 0);
  const distinct = receivers.reduce((sum, { seen }) => sum + seen.size, 0);
  const redeliveries = Object.values(stage.lanes).reduce((sum, { counts }) => sum + counts.redeliveries, 0);
  return {
    calls: faults.calls(),
    faults: faults.fired(),
    redeliveries,
    requests,
    repeats: requests - distinct,
    lost: stage.lost,
  };
}
const sweeps = new WeakMap<Stage, number>();

async function makeStage(code: NotifierCode, random: Random): Promise<Stage> {
  const table = memoryTable();
  let ids = 0;
  const newId = (prefix: string) => (prefix === "ten" ? TENANT : `${prefix}_${String(ids++).padStart(26, "0")}`);
  const lanes = {
    asks: simulatedQueue(random),
    notify: simulatedQueue(random),
    jobs: simulatedQueue(random),
    sweeps: simulatedQueue(random),
  };
  const nobody: Queue = { send: async () => [] };
  const world = {
    table,
    usageQueue: nobody,
    foldQueue: nobody,
    jobsQueue: nobody,
    notifyQueue: nobody,
    now: () => new Date(NOON),
    newId,
    randomBytes: (count: number) => Uint8Array.from({ length: count }, () => random.int(256)),
    log: () => {},
  };
  await createTenant(world, { name: "Example", time_zone: "UTC", owner: { email: "owner@example.com" } });
  const receivers = new Map<string, Receiver>();
  for (let index = 1 + random.int(3); index > 0; index--) {
    const events = random.pick<AlertEvent[]>([
      ["opened", "resolved"],
      ["opened", "updated", "acknowledged", "resolved"],
      ["acknowledged"],
    ]);
    const actor = { kind: "api_key", id: "key_1", scopes: new Set(ROLE_SCOPES.owner) } as const;
    const configuration = await loadConfiguration(world, TENANT);
    const ctx = { ...world, tenantId: TENANT, actor, configuration, sealingSecret: SEALING_SECRET };
    const url = `https://receiver-${index}.example.com/`;
    const reaching = { allowsLoopback: false, canMail: false, resolveHost: async () => ["93.184.215.14"] };
    const { channel, text } = await createNotificationChannel(
      { ...ctx, ...reaching },
      { kind: "webhook", name: url, url, alert_kinds: [], rules: [], severity_min: "info", scope: {}, events },
    );
    receivers.set(url, {
      secret: text ?? "",
      channelId: channel.id,
      events,
      isGone: random.chance(0.15),
      failures: random.pick([0, 0, 1, 3]),
      seen: new Map(),
      requests: 0,
    });
  }
  return { code, table, lanes, receivers, random, newId, posts: new Map(), nowEpochMs: NOON, lost: 0 };
}

const alertOf = (index: number): LoopAlert => ({
  id: `loop.${DATE}.${index}`,
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
  ...newLife("warning", new Date(NOON).toISOString()),
});

interface Ask {
  readonly alertId: string;
  readonly change: "opened" | (typeof CHANGES)[number];
}

const ask = (stage: Stage, asked: Ask): Promise<readonly number[]> =>
  stage.lanes.asks.send([{ body: JSON.stringify(asked), groupId: TENANT }]);

async function work(
  stage: Stage,
  lane: Lane,
  faults: ReturnType<typeof countFaults>,
  turn: () => Promise<void>,
): Promise<void> {
  const { code, lanes, random } = stage;
  const source = lanes[lane];
  const batch = source.receive();
  if (batch.length === 0) return;
  stage.nowEpochMs += 1_000;
  const invocation = startInvocation(stage.table, faults, turn, random);
  const world: NotifierWorld & JobsWorld = {
    table: code.table(invocation.table),
    usageQueue: lanes.sweeps,
    foldQueue: lanes.sweeps,
    notifyQueue: invocation.queue(lossy(stage, lanes.notify)),
    jobsQueue: code.jobsQueue(invocation.queue(lanes.jobs)),
    now: () => new Date(stage.nowEpochMs),
    newId: stage.newId,
    random: () => random.int(1_000) / 1_000,
    sealingSecret: SEALING_SECRET,
    post: counted(stage, code.post(reaching(stage, invocation))),
    sendMail: () => Promise.reject(new Error("There is no mail here.")),
    log: () => {},
  };
  const verbs = { asks: answerAsks, notify: sendNotifications, jobs: runJobs, sweeps: sweepAll } as const;
  const failed = await deliver((messages) => verbs[lane](world, messages), batch, invocation.isKilled);
  source.settle(batch, failed);
  // What fails five times is redriven at once.
  await source.send(source.takeDeadLetters().map(({ body }) => ({ body, groupId: TENANT })));
  if (lane === "asks")
    for (const done of batch.filter(({ messageId }) => !failed.has(messageId))) await askOn(stage, done);
}

/** Once an alert is raised, two change it at once. */
async function askOn(stage: Stage, { body }: ReceivedMessage): Promise<void> {
  const { alertId, change } = JSON.parse(body) as Ask;
  if (change !== "opened" || asked.get(stage.table)?.has(alertId)) return;
  asked.set(stage.table, (asked.get(stage.table) ?? new Set<string>()).add(alertId));
  for (const next of CHANGES) await ask(stage, { alertId, change: next });
}
const asked = new WeakMap<Table, Set<string>>();

/** What a request does; one that was not answered is sent again. */
async function answerAsks(world: NotifierWorld, messages: readonly ReceivedMessage[]): Promise<Set<string>> {
  const failed = new Set<string>();
  for (const { messageId, body } of messages) {
    try {
      await answer(world, JSON.parse(body) as Ask);
    } catch {
      failed.add(messageId);
    }
  }
  return failed;
}

async function answer(world: NotifierWorld, { alertId, change }: Ask): Promise<void> {
  if (change === "opened") {
    await raiseAlert(world, TENANT, alertOf(Number(alertId.split(".").at(-1))));
    return;
  }
  for (;;) {
    const kept = await getAlert(world.table, TENANT, alertId);
    if (!kept) throw new Error("It was raised before.");
    const changed = { by: null, at: world.now(), note: null };
    const { alert } = kept;
    const isOver = alert.status === "resolved" || alert.history.some((each) => each.change === change);
    const after: Alert = isOver ? alert : change === "resolved" ? resolve(alert, changed) : acknowledge(alert, changed);
    if (after === alert) return;
    const announcement = { alertId, sequence: after.version, event: change } as const;
    if (await announceAlert(world, TENANT, announcement, () => saveAlert(world.table, TENANT, kept, after))) return;
  }
}

async function sweepAll(world: NotifierWorld, messages: readonly ReceivedMessage[]): Promise<Set<string>> {
  try {
    await sweepNotifications(world, TENANT);
    return new Set();
  } catch {
    return new Set(messages.map(({ messageId }) => messageId));
  }
}

/** A queue that now and then keeps nothing of what it took: the sweep is for that. */
const lossy = (stage: Stage, queue: Queue): Queue => ({
  async send(messages) {
    const kept = messages.filter(() => stage.lost >= 6 || !stage.random.chance(0.03));
    stage.lost += messages.length - kept.length;
    if (kept.length > 0) await queue.send(kept);
    return [];
  },
});

/** The way to the receivers, on which whatever befalls other calls may befall a request. */
const reaching =
  (stage: Stage, { queue, isKilled }: ReturnType<typeof startInvocation>): Post =>
  async (request) => {
    let reached: Reached | undefined;
    const way = queue({
      send: async () => {
        reached = receive(stage, request);
        return [];
      },
    });
    try {
      await way.send([{ body: "", groupId: TENANT }]);
    } catch (error) {
      if (isKilled()) throw error;
      return { statusCode: null, error: "connection_failed", retryAfter: null };
    }
    return reached ?? { statusCode: null, error: "timeout", retryAfter: null };
  };

const counted =
  (stage: Stage, post: Post): Post =>
  (request) => {
    const id = request.headers["webhook-id"] ?? "";
    stage.posts.set(id, (stage.posts.get(id) ?? 0) + 1);
    return post(request);
  };

function receive(stage: Stage, { url, headers, body }: Parameters<Post>[0]): Reached {
  const receiver = stage.receivers.get(url);
  if (!receiver) throw new Error(`told: nobody is at ${url}`);
  const known = new Map(Object.entries(headers));
  const signed = { header: (name: string) => known.get(name), bytes: Buffer.from(body) };
  if (!isStandardWebhook(signed, [receiver.secret], stage.nowEpochMs)) stray.set(stage, `told: not signed: ${body}`);
  receiver.requests++;
  if (receiver.isGone) return { statusCode: 410, error: "http_status", retryAfter: null };
  const id = known.get("webhook-id") ?? "";
  // It may have taken it and still answer badly: what it got it knows by its id.
  if (receiver.failures > 0) {
    receiver.failures--;
    if (stage.random.chance(0.5)) take(stage, receiver, id, body);
    return { statusCode: 500, error: "http_status", retryAfter: stage.random.chance(0.2) ? "30" : null };
  }
  take(stage, receiver, id, body);
  return { statusCode: 204, error: null, retryAfter: null };
}
const stray = new WeakMap<Stage, string>();

function take(stage: Stage, { seen }: Receiver, id: string, body: string): void {
  if (seen.has(id) && seen.get(id) !== body) stray.set(stage, `told: another body under ${id}`);
  seen.set(id, body);
}

const marksOf = (items: readonly Item[]): string[] =>
  items.flatMap(({ pk, sk }) => (pk === `T#${TENANT}#T` && !sk.startsWith("H#") ? [sk] : []));

/** Holds what receivers got, and what is kept of it, to what became of the alerts. */
async function check(stage: Stage, alerts: readonly Alert[]): Promise<void> {
  const { table, receivers } = stage;
  const fault = stray.get(stage);
  if (fault !== undefined) throw new Error(fault);
  const histories: [string, [number, AlertEvent][]][] = [];
  for (const { id } of alerts) {
    const kept = await getAlert(table, TENANT, id);
    if (!kept) throw new Error(`told: ${id} was not raised`);
    const changes = kept.alert.history.map((each): [number, AlertEvent] => [
      each.version,
      each.change === "acknowledged" ? "acknowledged" : "resolved",
    ]);
    histories.push([id, [[1, "opened"], ...changes]]);
  }
  const { notificationChannels } = await loadConfiguration({ table }, TENANT);
  const disabled = [...notificationChannels.values()].filter(({ enabled }) => !enabled).length;
  const deliveries = new Map(
    table.dump().flatMap(({ delivery }) => {
      if (typeof delivery !== "string") return [];
      const read = Delivery.parse(JSON.parse(delivery));
      return [[read.id, read] as const];
    }),
  );
  for (const { channelId, events, seen, isGone, requests } of receivers.values()) {
    const due = histories.flatMap(([alertId, changes]) =>
      changes.flatMap(([version, event]) =>
        events.includes(event) ? [{ id: deliveryId(alertId, version, channelId), event }] : [],
      ),
    );
    const channel = notificationChannels.get(channelId);
    if (isGone) {
      if (requests > 0 && channel?.disabled_reason !== "gone")
        throw new Error("told: a receiver that is gone is not switched off");
      continue;
    }
    if (!channel?.enabled) throw new Error("told: a channel was switched off for nothing");
    const news = [...seen].map(([id, body]) => `${id} ${(JSON.parse(body) as { type: string }).type}`);
    const got = news.filter((each) => !each.endsWith("channel.disabled"));
    if (news.length - got.length !== disabled)
      throw new Error(`told: not of each of ${disabled} channels switched off`);
    const expected = due.map(({ id, event }) => `${id} alert.${event}`);
    if (got.toSorted().join() !== expected.toSorted().join())
      throw new Error(`told: ${got.toSorted().join()} instead of ${expected.toSorted().join()}`);
    for (const { id } of due) checkDelivery(stage, deliveries.get(id), id);
  }
}

function checkDelivery({ posts }: Stage, delivery: Delivery | undefined, id: string): void {
  if (delivery?.state !== "delivered") throw new Error(`told: ${id} is ${delivery?.state ?? "not kept"}`);
  const { attempts, made, interruptions } = delivery;
  const numbers = attempts.map(({ number }) => number);
  if (made === 0 || numbers.join() !== Array.from({ length: made }, (_, i) => i + 1).join())
    throw new Error(`told: of ${made} attempts of ${id} these are kept: ${numbers.join()}`);
  if ((posts.get(id) ?? 0) > made + interruptions)
    throw new Error(`told: ${posts.get(id)} attempts of ${id}, and ${made} + ${interruptions} are known`);
  for (const [index, { startedAtEpochMs, durationMs }] of attempts.entries()) {
    const next = attempts[index + 1];
    const dueAtEpochMs = startedAtEpochMs + (durationMs ?? 0) + (RETRY_DELAYS_MS[index + 1] ?? 0);
    if (next && next.startedAtEpochMs < dueAtEpochMs)
      throw new Error(`told: attempt ${index + 2} of ${id} came too early`);
  }
}
