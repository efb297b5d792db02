import type { Alert } from "@outlay/domain/alert";
import { acknowledge, resolve } from "@outlay/domain/alert-life";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { announceAlert } from "@outlay/services/announce-alert";
import type { JobsWorld, NotifierWorld } from "@outlay/services/context";
import { raiseAlert } from "@outlay/services/raise-alert";
import { runJobs } from "@outlay/services/run-jobs";
import { sendNotifications } from "@outlay/services/send-notifications";
import { sweepNotifications } from "@outlay/services/sweep-notifications";
import { getAlert, saveAlert } from "@outlay/storage/alerts";
import type { Item, Table } from "@outlay/storage/table";
import { check } from "./notifier-check.ts";
import { counted, lossy, reaching } from "./notifier-receivers.ts";
import {
  alertOf,
  type Lane,
  makeStage,
  type NotifierCode,
  SEALING_SECRET,
  type Stage,
  TENANT,
} from "./notifier-stage.ts";
import type { Random } from "./random.ts";
import { countFaults, deliver, type FaultPlan, type Scheduler, startInvocation } from "./simulation.ts";

const CHANGES = ["acknowledged", "resolved"] as const;

export interface NotifierOutcome {
  readonly calls: number;
  readonly faults: number;
  readonly redeliveries: number;
  /** Requests that receivers got, and those of them that they knew already. */
  readonly requests: number;
  readonly repeats: number;
  readonly lost: number;
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

const marksOf = (items: readonly Item[]): string[] =>
  items.flatMap(({ pk, sk }) => (pk === `T#${TENANT}#T` && !sk.startsWith("H#") ? [sk] : []));
