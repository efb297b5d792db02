import type { OutcomeOf } from "@outlay/domain/read-outcome";
import type { Queue, ReceivedMessage } from "@outlay/messaging/queue";
import { foldBuckets } from "@outlay/services/fold-buckets";
import type { FolderWorld } from "@outlay/services/context";
import { listQuarantine } from "@outlay/services/list-quarantine";
import { quarantineDeadLetters } from "@outlay/services/quarantine-dead-letters";
import { querySpend } from "@outlay/services/query-spend";
import { readBudgetSpend } from "@outlay/services/read-budget-spend";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { recordUsage } from "@outlay/services/record-usage";
import { redriveQuarantine } from "@outlay/services/redrive-quarantine";
import { sweepTenant } from "@outlay/services/sweep-tenant";
import { tellOutcomes } from "@outlay/services/tell-outcomes";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Item, Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";
import { MEASURED, READ, type Scenario, START_EPOCH_MS } from "./scenario.ts";
import { seedTenant } from "./seed-tenant.ts";
import {
  countFaults,
  deliver,
  type FaultPlan,
  inOrder,
  type Scheduler,
  type SimulatedQueue,
  simulatedQueue,
  startInvocation,
  type WarmFunction,
  warmFunction,
} from "./simulation.ts";

export type Verb = (world: FolderWorld, messages: readonly ReceivedMessage[]) => Promise<ReadonlySet<string>>;

/** The code under test, or a copy of it with a bug put in. */
export interface Code {
  readonly name: string;
  readonly record: Verb;
  readonly fold: Verb;
  readonly tell: Verb;
  /** What the code sees of the store and of the fold queue. */
  readonly table: (table: Table, newId: FolderWorld["newId"]) => Table;
  readonly foldQueue: (queue: Queue) => Queue;
}

export const realCode: Code = {
  name: "the code as it is",
  record: recordUsage,
  fold: foldBuckets,
  tell: tellRequests,
  table: (table) => table,
  foldQueue: (queue) => queue,
};

/** The code under test with a bug put in. */
export const planted = (name: string, bug: Partial<Code>): Code => ({ ...realCode, ...bug, name });

/** What a request asks, and the api's answer: a message that is not done was not answered by 202, and is sent again. */
export async function tellRequests(world: FolderWorld, messages: readonly ReceivedMessage[]): Promise<Set<string>> {
  const failed = new Set<string>();
  for (const { messageId, body } of messages) {
    try {
      const { tenantId, outcomes } = JSON.parse(body) as { tenantId: string; outcomes: OutcomeOf[] };
      const fit = outcomes.filter(({ outcome: { id: _id, atEpochMs: _at, ...facts } }) =>
        Object.values(facts).some((fact) => fact !== null),
      );
      const configuration = await loadConfiguration(world, tenantId);
      const actor = { kind: "api_key", id: "key_1", scopes: new Set(["outcomes:write"] as const) } as const;
      const { accepted } = await tellOutcomes(
        { ...world, usageQueue: world.foldQueue, tenantId, actor, configuration },
        fit,
      );
      if (accepted < fit.length) failed.add(messageId);
    } catch {
      failed.add(messageId);
    }
  }
  return failed;
}

export interface Outcome {
  readonly calls: number;
  readonly faults: number;
  readonly duplicates: number;
  readonly redeliveries: number;
  readonly deadLetters: number;
}

/** A state of the store from which runs start. */
export type Start = readonly Item[];

interface Stage {
  readonly table: Table & { dump(): Item[] };
  readonly usage: SimulatedQueue;
  readonly folds: SimulatedQueue;
  readonly tells: SimulatedQueue;
  readonly scenario: Scenario;
  readonly code: Code;
  readonly random: Random;
  nowEpochMs: number;
  /** By kind and worker; none where each invocation starts a function of its own. */
  readonly warm: Map<string, WarmFunction> | undefined;
  readonly newId: (prefix: string) => string;
}

/** Steps in which a small scenario must have come to rest. */
const STEPS_MAX = 5000;
const noFaults: FaultPlan = () => undefined;

/** Brings the first wave all the way into merged pages, without a fault. */
export async function prepare(scenario: Scenario, random: Random): Promise<Start> {
  const table = memoryTable();
  for (const tenant of scenario.tenants) await seedTenant(table, tenant);
  const stage = await makeStage(scenario, realCode, random, table.dump(), 0);
  await drain(stage, noFaults, inOrder, 1);
  return stage.table.dump();
}

/** Brings the second wave in while calls fail by `plan`; throws where what can be read then is not what the ledger says. */
export async function run(
  scenario: Scenario,
  code: Code,
  start: Start,
  random: Random,
  { plan, scheduler, workers }: { readonly plan: FaultPlan; readonly scheduler: Scheduler; readonly workers: number },
): Promise<Outcome> {
  const stage = await makeStage(scenario, code, random, start, 1);
  const { calls, faults } = await drain(stage, plan, scheduler, workers);
  await redriveAll(stage);
  await check(stage);
  const counts = [stage.usage.counts, stage.folds.counts, stage.tells.counts];
  const sum = (name: keyof SimulatedQueue["counts"]) => counts.reduce((total, each) => total + each[name], 0);
  return {
    calls,
    faults,
    duplicates: sum("duplicates"),
    redeliveries: sum("redeliveries"),
    deadLetters: sum("deadLetters"),
  };
}

async function makeStage(scenario: Scenario, code: Code, random: Random, start: Start, wave: 0 | 1): Promise<Stage> {
  const table = memoryTable();
  for (const item of start) await table.put(item, "always");
  const usage = simulatedQueue(random);
  await usage.send(scenario.waves[wave]);
  const tells = simulatedQueue(random);
  await tells.send(scenario.tells[wave]);
  let ids = start.length;
  const newId = (prefix: string) => `${prefix}_${String(ids++).padStart(6, "0")}`;
  const folds = simulatedQueue(random);
  const warm = random.chance(0.7) ? new Map<string, WarmFunction>() : undefined;
  return { table, usage, folds, tells, scenario, code, random, nowEpochMs: START_EPOCH_MS, warm, newId };
}

/** Works until all queues are empty. Where nothing but delays is left, time passes; every hour the sweep looks around. */
async function drain(stage: Stage, plan: FaultPlan, scheduler: Scheduler, workers: number) {
  const faults = countFaults(plan);
  const { usage, folds, tells, random } = stage;
  let busy = 0;
  let steps = 0;
  const due = () => usage.due() + folds.due() + tells.due();
  const loop = async (worker: number) => {
    while (busy + due() + folds.delayed() > 0) {
      if (steps++ > STEPS_MAX) throw new Error("The queues do not come to rest.");
      await scheduler.turn(worker);
      if (folds.delayed() > 0 && (busy + due() === 0 || random.chance(0.1))) await passTime(stage);
      if (due() === 0) continue;
      const kinds = (["record", "fold", "tell"] as const).filter((kind) => queueOf(stage, kind).due() > 0);
      busy++;
      await work(stage, random.pick(kinds), faults, worker, () => scheduler.turn(worker));
      busy--;
    }
  };
  await scheduler.run(Array.from({ length: workers }, (_, worker) => loop(worker)));
  return { calls: faults.calls(), faults: faults.fired() };
}

type Kind = "record" | "fold" | "tell";

const queueOf = ({ usage, folds, tells }: Stage, kind: Kind): SimulatedQueue =>
  ({ record: usage, fold: folds, tell: tells })[kind];

const MERGE_DELAY_MS = 601_000;

async function passTime(stage: Stage): Promise<void> {
  const hour = Math.floor(stage.nowEpochMs / 3_600_000);
  stage.nowEpochMs += MERGE_DELAY_MS;
  stage.folds.endDelays();
  if (Math.floor(stage.nowEpochMs / 3_600_000) === hour) return;
  for (const { id } of stage.scenario.tenants) await sweepTenant(worldOf(stage, stage.table, stage.folds), id);
}

async function work(
  stage: Stage,
  kind: Kind,
  faults: ReturnType<typeof countFaults>,
  worker: number,
  turn: () => Promise<void>,
): Promise<void> {
  const source = queueOf(stage, kind);
  const batch = source.receive();
  stage.nowEpochMs += 1000;
  const { table, queue, isKilled } = startInvocation(stage.table, faults, turn, stage.random);
  const { code, warm } = stage;
  const place = `${kind} ${worker}`;
  const serving = warm?.get(place) ?? warmFunction();
  serving.serve(code.table(table, stage.newId));
  const world = worldOf(stage, serving.table, code.foldQueue(queue(stage.folds)));
  const failed = await deliver((messages) => code[kind](world, messages), batch, isKilled);
  if (isKilled()) warm?.delete(place);
  else warm?.set(place, serving);
  source.settle(batch, failed);
}

const worldOf = (stage: Stage, table: Table, foldQueue: Queue): FolderWorld => ({
  table,
  foldQueue,
  jobsQueue: { send: async () => [] },
  notifyQueue: { send: async () => [] },
  newId: stage.newId,
  now: () => new Date(stage.nowEpochMs),
  log: () => {},
});

/** What reached the dead letters is quarantined, redriven once the fault is gone, and worked off. */
async function redriveAll(stage: Stage): Promise<void> {
  const { table, usage, folds, tells, scenario } = stage;
  const world = { ...worldOf(stage, table, folds), usageQueue: usage };
  const dead = [usage.takeDeadLetters(), folds.takeDeadLetters()];
  const untold = tells.takeDeadLetters().map(({ body }) => ({ body, groupId: "" }));
  await tells.send(untold);
  if ([...dead, untold].every(({ length }) => length === 0)) return;
  await quarantineDeadLetters(world, "usage", dead[0] ?? []);
  await quarantineDeadLetters(world, "fold", dead[1] ?? []);
  for (const { id: tenantId } of scenario.tenants) {
    const configuration = await loadConfiguration(world, tenantId);
    const actor = { kind: "api_key", id: "key_1", scopes: new Set<never>() } as const;
    const tenant = { ...configuration.tenant, created_at: "1970-01-01T00:00:00Z" };
    const ctx = { ...world, tenantId, actor, configuration: { ...configuration, tenant }, now: () => new Date(0) };
    for (const { id } of await listQuarantine(ctx, { limit: 1000 })) await redriveQuarantine(ctx, { id });
  }
  await drain(stage, noFaults, inOrder, 1);
}

/** Holds what the read paths answer to the reference ledger. */
async function check({ table, scenario }: Stage): Promise<void> {
  const spend = new Map<string, readonly bigint[]>();
  const budgets = new Map<string, bigint>();
  for (const { id } of scenario.tenants) {
    const { items } = await querySpend({ table }, id, {
      ...READ,
      granularity: "day",
      groupBy: ["department", "source", "model"],
      filters: new Map(),
      measures: MEASURED,
    });
    for (const { period, dimensions, sums } of items) spend.set([id, period, ...dimensions].join("|"), sums);
    const configuration = await loadConfiguration({ table }, id);
    const range = { from: "2026-11-01", to: "2026-12-01", isRepairing: false };
    for (const [budget, byDate] of await readBudgetSpend({ table }, id, configuration, range)) {
      for (const [date, picos] of byDate) if (picos !== 0n) budgets.set([id, budget, date].join("|"), picos);
    }
  }
  same("spend", spend, scenario.expected);
  same("budget spend", budgets, scenario.budgets);
  checkAlerts(table.dump(), scenario);
}

function checkAlerts(items: readonly Item[], { alerts, hasConflicts }: Scenario): void {
  const raised = items.flatMap(({ pk, alert }) => {
    if (typeof alert !== "string") return [];
    const { budget_id, threshold, basis } = JSON.parse(alert) as {
      budget_id: string;
      threshold: number;
      basis: string;
    };
    return basis === "actual" ? [`${pk.split("#")[1]}|${budget_id}|${threshold}`] : [];
  });
  const distinct = new Set(raised);
  if (distinct.size !== raised.length) throw new Error(`alerts: some were raised twice: ${raised.toSorted().join()}`);
  const isRight = hasConflicts ? alerts.isSubsetOf(distinct) : alerts.symmetricDifference(distinct).size === 0;
  if (!isRight)
    throw new Error(`alerts: ${[...distinct].toSorted().join()} instead of ${[...alerts].toSorted().join()}`);
}

function same(what: string, got: ReadonlyMap<string, unknown>, expected: ReadonlyMap<string, unknown>): void {
  const text = (map: ReadonlyMap<string, unknown>) =>
    [...map]
      .map(([key, value]) => `${key}=${String(value)}`)
      .toSorted()
      .join("\n");
  if (text(got) !== text(expected)) throw new Error(`${what}:\n${text(got)}\ninstead of\n${text(expected)}`);
}
