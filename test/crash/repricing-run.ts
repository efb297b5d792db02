import { dimensionIndex } from "@outlay/domain/dimensions";
import type { Block } from "@outlay/domain/block";
import type { RepricingInput } from "@outlay/domain/repricing";
import { totalsOf } from "@outlay/domain/repricing-result";
import type { BatchVerb } from "@outlay/messaging/consume";
import type { OutgoingMessage, Queue, ReceivedMessage } from "@outlay/messaging/queue";
import { newId as idOf } from "@outlay/platform/ids";
import { PLATFORM } from "@outlay/services/complete-repricing";
import type { JobsWorld } from "@outlay/services/context";
import { createTenant } from "@outlay/services/create-tenant";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { getRepricingProgress } from "@outlay/services/get-repricing";
import { querySpend } from "@outlay/services/query-spend";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { recordUsage } from "@outlay/services/record-usage";
import { runJobs } from "@outlay/services/run-jobs";
import { startRepricing } from "@outlay/services/start-repricing";
import { listEntries } from "@outlay/storage/configuration";
import { decodeBlock, encodeBlock } from "@outlay/storage/journal";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Item, Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";
import { type Copy, isTouched, NOW_EPOCH_MS, priceOf, READ, type Scenario, TENANT } from "./repricing-scenario.ts";
import {
  countFaults,
  deliver,
  type FaultPlan,
  inOrder,
  type Scheduler,
  type SimulatedQueue,
  simulatedQueue,
  startInvocation,
} from "./simulation.ts";

export type Lane = "usage" | "folds" | "jobs" | "asks";
const LANES: readonly Lane[] = ["usage", "folds", "jobs", "asks"];

/** The code under test, or a copy of it with a bug put in: what a consumer sees of the store, and of the queues it sends to. */
export interface Code {
  readonly name: string;
  readonly table: (table: Table, lane: Lane) => Table;
  readonly queue: (queue: Queue, to: "folds" | "jobs", lane: Lane) => Queue;
}

export const realCode: Code = { name: "the code as it is", table: (table) => table, queue: (queue) => queue };

interface Stage {
  readonly table: Table & { dump(): Item[] };
  readonly lanes: Readonly<Record<Lane, SimulatedQueue>>;
  readonly scenario: Scenario;
  readonly code: Code;
  readonly random: Random;
  readonly newId: (prefix: string) => string;
  /** Days that were worked on when a re-pricing was first called complete. */
  readonly daysAtCompletion: Map<string, number>;
  nowEpochMs: number;
}

export interface Outcome {
  readonly faults: number;
  readonly redeliveries: number;
  readonly deliveredTwice: number;
  /** Blocks that a recorder appended by older prices after a re-pricing was decided. */
  readonly late: number;
}

/** Turns of workers, idle ones too: the slowest of the seeds that are run takes some thousands. */
const STEPS_MAX = 10_000;
const noFaults: FaultPlan = () => undefined;

/** A tenant whose first wave lies in merged pages, wrongly priced. */
export async function prepare(scenario: Scenario, random: Random): Promise<readonly Item[]> {
  const stage = makeStage(scenario, realCode, random);
  const world = { ...worldOf(stage, stage.table), usageQueue: stage.lanes.usage };
  const newId = (prefix: string) => (prefix === "ten" ? TENANT : idOf(prefix, NOW_EPOCH_MS, new Uint8Array(10)));
  const owner = { email: "owner@example.com" };
  await createTenant(
    { ...world, newId, randomBytes: (count) => new Uint8Array(count) },
    { name: "prove", time_zone: scenario.zone, owner },
  );
  await stage.lanes.usage.send(scenario.waves[0]);
  await drain(stage, noFaults, inOrder, 1);
  return stage.table.dump();
}

/** Brings the rest in while re-pricings are asked for and calls fail; throws where the outcome is not what the reference says. */
export async function run(
  scenario: Scenario,
  code: Code,
  start: readonly Item[],
  random: Random,
  { plan, scheduler, workers }: { readonly plan: FaultPlan; readonly scheduler: Scheduler; readonly workers: number },
): Promise<Outcome> {
  const stage = makeStage(scenario, code, random, "r");
  for (const item of start) await stage.table.put(item, "always");
  await stage.lanes.usage.send(scenario.waves[1]);
  await stage.lanes.asks.send(scenario.repricings.map((input, index) => askFor(input, index)));
  const faults = await drain(stage, plan, scheduler, workers);
  await redriveAll(stage);
  await check(stage);
  const counts = LANES.map((lane) => stage.lanes[lane].counts);
  return {
    faults,
    redeliveries: counts.reduce((sum, each) => sum + each.redeliveries, 0),
    deliveredTwice: counts.reduce((sum, each) => sum + each.duplicates, 0),
    late: lateBlocks(stage),
  };
}

const askFor = (input: RepricingInput, index: number): OutgoingMessage => ({
  body: JSON.stringify({ input, index }),
  groupId: TENANT,
});

/** `series` keeps the ids of one stage apart from those of the stage whose store it starts from. */
function makeStage(scenario: Scenario, code: Code, random: Random, series = "p"): Stage {
  const daysAtCompletion = new Map<string, number>();
  const inner = memoryTable();
  const table = {
    ...inner,
    put: async (item: Item, condition: Parameters<Table["put"]>[1]) => {
      const done = await inner.put(item, condition);
      const { entry } = item;
      if (done && typeof entry === "string" && entry.includes('"repricing.completed"')) {
        const { entity_id } = JSON.parse(entry) as { entity_id: string };
        const days = inner.dump().filter(({ pk }) => pk === `T#${TENANT}#G#${entity_id}`);
        daysAtCompletion.set(entity_id, days.length);
      }
      return done;
    },
  };
  let ids = 0;
  const queue = () => simulatedQueue(random);
  return {
    table,
    lanes: { usage: queue(), folds: queue(), jobs: queue(), asks: queue() },
    scenario,
    code,
    random,
    newId: (prefix) => `${prefix}_${series}${String(ids++).padStart(6, "0")}`,
    daysAtCompletion,
    nowEpochMs: NOW_EPOCH_MS,
  };
}

const worldOf = ({ lanes, newId, ...stage }: Stage, table: Table): JobsWorld => ({
  table,
  foldQueue: lanes.folds,
  jobsQueue: lanes.jobs,
  newId,
  now: () => new Date(stage.nowEpochMs),
  log: () => {},
});

/** What prices wrongly until it knows of a re-pricing: recorders, by the configuration that their blocks name. */
const spoiling = (table: Table, { scenario: { fault, repricings }, table: store }: Stage): Table => ({
  ...table,
  async put(item, condition) {
    const { body } = item;
    if (!isBlock(item.pk) || !(body instanceof Uint8Array)) return table.put(item, condition);
    const block = decodeBlock(body);
    const known = (await loadConfiguration({ table: store }, TENANT)).repricings.values().toArray()[0]?.seq;
    if (known !== undefined && block.configurationSeq >= known) return table.put(item, condition);
    const [touch] = repricings;
    const isSpoilt = block.ids.map((_, row) => touch !== undefined && isTouched(touch, rowOf(block, row)));
    return table.put({ ...item, body: encodeBlock(spoil(block, fault, isSpoilt)).body }, condition);
  },
});

const isBlock = (pk: string) => pk.split("#")[2] === "J";
const at = { model: dimensionIndex("model"), reason: dimensionIndex("unpriced_reason") };
const rowOf = (block: Block, row: number) => {
  const group = block.groups[block.groupOf[row] ?? -1];
  return { date: group?.localHour.slice(0, 10) ?? "", model: group?.tuple[at.model] ?? "" };
};

function spoil(block: Block, fault: Scenario["fault"], isSpoilt: readonly boolean[]): Block {
  const factor = fault === "threefold" ? 3 : 0;
  const costs = Object.entries(block.costs).map(
    ([name, cells]) => [name, cells.map((cell, row) => (isSpoilt[row] ? Number(cell) * factor : cell))] as const,
  );
  if (fault === "threefold") return { ...block, costs: Object.fromEntries(costs) };
  const groups = [...block.groups];
  const groupOf = block.groupOf.map((of, row) => {
    const group = block.groups[of];
    if (!group || !isSpoilt[row]) return of;
    return groups.push({ ...group, rateId: null, tuple: group.tuple.with(at.reason, "unknown_model") }) - 1;
  });
  const unpriced_events = isSpoilt.map((spoilt) => (spoilt ? 1 : null));
  return {
    ...block,
    groups,
    groupOf,
    costs: Object.fromEntries(costs),
    numbers: { ...block.numbers, unpriced_events },
  };
}

/** As a recorder sees it that read the configuration before any re-pricing was decided, and writes only now. */
const slow = (table: Table): Table => ({
  ...table,
  async query(range) {
    const items = await table.query(range);
    return range.pk.endsWith("#C") ? items.filter(({ sk }) => Number(sk) <= 1) : items;
  },
});

const VERBS: Readonly<Record<Lane, (stage: Stage, world: JobsWorld) => BatchVerb>> = {
  usage: (stage, world) => (messages) => {
    const table = stage.random.chance(0.3) ? slow(world.table) : world.table;
    return recordUsage({ ...world, table: spoiling(table, stage) }, messages);
  },
  folds: (_, world) => (messages) => foldBuckets(world, messages),
  jobs: (_, world) => (messages) => runJobs(world, messages),
  asks: (_, world) => (messages) => askRepricings(world, messages),
};

/** A caller with an Idempotency-Key: every try makes the same ids. */
async function askRepricings(world: JobsWorld, messages: readonly ReceivedMessage[]): Promise<ReadonlySet<string>> {
  for (const { body } of messages) {
    const { input, index } = JSON.parse(body) as { input: RepricingInput; index: number };
    let made = 0;
    const newId = (prefix: string) => `${prefix}_ask${index}_${made++}`;
    const configuration = await loadConfiguration(world, TENANT);
    await startRepricing({ ...world, newId, tenantId: TENANT, actor: PLATFORM, configuration }, input);
  }
  return new Set();
}

/** Works until nothing is left to do. Where nothing but delays is left, time passes; each hour what is not complete is asked for again. */
async function drain(stage: Stage, plan: FaultPlan, scheduler: Scheduler, workers: number): Promise<number> {
  const faults = countFaults(plan);
  const { lanes, random } = stage;
  let busy = 0;
  let steps = 0;
  const waiting = () => LANES.filter((lane) => lanes[lane].due() > 0);
  const loop = async (worker: number) => {
    while (busy + waiting().length + lanes.folds.delayed() > 0) {
      if (steps++ > STEPS_MAX) return;
      await scheduler.turn(worker);
      if (lanes.folds.delayed() > 0 && (busy + waiting().length === 0 || random.chance(0.05))) await passTime(stage);
      const due = waiting();
      if (due.length === 0) continue;
      busy++;
      await work(stage, random.pick(due), faults, () => scheduler.turn(worker));
      busy--;
    }
  };
  await scheduler.run(Array.from({ length: workers }, (_, worker) => loop(worker)));
  if (steps > STEPS_MAX) throw new Error("The queues do not come to rest.");
  return faults.fired();
}

async function passTime(stage: Stage): Promise<void> {
  const hour = Math.floor(stage.nowEpochMs / 3_600_000);
  stage.nowEpochMs += 601_000;
  stage.lanes.folds.endDelays();
  if (Math.floor(stage.nowEpochMs / 3_600_000) === hour) return;
  await stage.lanes.jobs.send([sweep]);
}

const sweep = { body: JSON.stringify({ job: "sweep", tenantId: TENANT }), groupId: TENANT };

async function work(
  stage: Stage,
  lane: Lane,
  faults: ReturnType<typeof countFaults>,
  turn: () => Promise<void>,
): Promise<void> {
  const source = stage.lanes[lane];
  const batch = source.receive();
  stage.nowEpochMs += 1000;
  const { code, lanes } = stage;
  const { table, queue, isKilled } = startInvocation(stage.table, faults, turn, stage.random);
  const seen = code.table(table, lane);
  const world = {
    ...worldOf(stage, seen),
    foldQueue: code.queue(queue(lanes.folds), "folds", lane),
    jobsQueue: code.queue(queue(lanes.jobs), "jobs", lane),
  };
  source.settle(batch, await deliver(VERBS[lane](stage, world), batch, isKilled));
}

/** What reached the dead letters is sent again once the fault is gone; then an hour passes, in which the sweep looks around. */
async function redriveAll(stage: Stage): Promise<void> {
  for (const lane of LANES) {
    const dead = stage.lanes[lane].takeDeadLetters();
    await stage.lanes[lane].send(dead.map(({ body }) => ({ body, groupId: TENANT })));
  }
  await stage.lanes.jobs.send([sweep]);
  await drain(stage, noFaults, inOrder, 1);
}

async function check(stage: Stage): Promise<void> {
  const { table, scenario } = stage;
  const { items } = await querySpend({ table }, TENANT, {
    ...READ,
    granularity: "day",
    groupBy: ["department", "source", "model"],
    filters: new Map(),
    measures: ["events", "unpriced_events", "input_tokens", "output_tokens", "cost"],
  });
  const spend = items.map(({ period, dimensions, sums }) => `${[period, ...dimensions].join("|")}=${sums.join()}`);
  same("spend", spend, reckonSpend(scenario.copies));
  const configuration = await loadConfiguration({ table }, TENANT);
  const { entries } = await listEntries(table, TENANT, {});
  for (const { id, seq, completed_at, totals } of configuration.repricings.values()) {
    const completions = entries.filter(
      ({ operation, entity_id }) => operation === "repricing.completed" && entity_id === id,
    );
    const progress = await getRepricingProgress({ table, tenantId: TENANT, configuration }, id);
    same("completion", [completions.length, completed_at !== null, progress.daysDone], [1, true, progress.days]);
    same("completion", [stage.daysAtCompletion.get(id)], [progress.days]);
    same("before and after", [JSON.stringify(totals)], [JSON.stringify(totalsOf(progress.result))]);
    same("before and after", sidesOf(progress.result.models), reckonSides(stage, seq));
  }
}

/** Each event once, by the copy that was accepted first, at its right price. */
function reckonSpend(copies: readonly Copy[]): string[] {
  const sums = new Map<string, bigint[]>();
  for (const copy of winners(copies)) {
    const key = [copy.date, copy.department, copy.source, copy.model].join("|");
    const [events = 0n, , input = 0n, output = 0n, cost = 0n] = sums.get(key) ?? [];
    const added = [events + 1n, 0n, input + BigInt(copy.input), output + BigInt(copy.output), cost + priceOf(copy)];
    sums.set(key, added);
  }
  return [...sums].map(([key, values]) => `${key}=${values.join()}`);
}

function winners(copies: readonly Copy[]): Copy[] {
  const groups = Map.groupBy(copies, ({ source, id }) => `${source}|${id}`);
  return [...groups.values()].flatMap((same) =>
    same
      .toSorted(
        (a, b) =>
          a.acceptedAtEpochMs - b.acceptedAtEpochMs ||
          (a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : a.position - b.position),
      )
      .slice(0, 1),
  );
}

const sidesOf = (models: readonly { model: string | null; before: object; after: object }[]): string[] =>
  models.map(({ model, before, after }) => {
    const side = (sums: Readonly<Record<string, string>>) => {
      const { events = "0", unpriced_events = "0", cost_input = "0", cost_output = "0" } = sums;
      return [events, unpriced_events, BigInt(cost_input) + BigInt(cost_output)].join();
    };
    return `${model}: ${side({ ...before })} > ${side({ ...after })}`;
  });

/** What a re-pricing must have said: of the copies that lay in the journal by older prices, as a plain sum. */
function reckonSides({ scenario, table }: Stage, seq: number): string[] {
  const { copies, fault, repricings } = scenario;
  const [touch] = repricings;
  const first = firstSeq(table.dump());
  const older = new Map<string, number>();
  for (const block of blocksOf(table.dump())) {
    if (block.generation > 0 || block.configurationSeq >= seq) continue;
    block.ids.forEach((_, row) => {
      const key = `${block.messages[block.messageOf[row] ?? -1]?.id}|${block.positions[row]}`;
      // Of a message that was recorded twice, the lower configuration's row counts.
      older.set(key, Math.min(older.get(key) ?? Number.POSITIVE_INFINITY, block.configurationSeq));
    });
  }
  const seqOf = ({ messageId, position }: Copy) => older.get(`${messageId}|${position}`);
  const sums = new Map<string, [bigint, bigint, bigint, bigint]>();
  for (const copy of winners(copies.filter((each) => seqOf(each) !== undefined))) {
    if (!touch || !isTouched(touch, copy)) continue;
    // A later re-pricing finds right what the first one priced.
    const isWrong = seq === first && (seqOf(copy) ?? 0) < first;
    const [events, unpriced, before, after] = sums.get(copy.model) ?? [0n, 0n, 0n, 0n];
    const price = priceOf(copy);
    const was = isWrong ? price * (fault === "threefold" ? 3n : 0n) : price;
    sums.set(copy.model, [
      events + 1n,
      unpriced + (isWrong && fault === "unpriced" ? 1n : 0n),
      before + was,
      after + price,
    ]);
  }
  return [...sums].map(
    ([model, [events, unpriced, was, is]]) => `${model}: ${events},${unpriced},${was} > ${events},0,${is}`,
  );
}

const blocksOf = (items: readonly Item[]): Block[] =>
  items.flatMap(({ pk, body }) => (isBlock(pk) && body instanceof Uint8Array ? [decodeBlock(body)] : []));

/** The number of the first entry that made a re-pricing. */
function firstSeq(items: readonly Item[]): number {
  const seqs = items.flatMap(({ entry }) => {
    if (typeof entry !== "string") return [];
    const { seq, operation } = JSON.parse(entry) as { seq: number; operation: string };
    return operation === "repricing.created" ? [seq] : [];
  });
  return Math.min(...seqs);
}

/** Blocks that a bucket got of a re-pricing beyond the first, which cover what came late. */
function lateBlocks({ table }: Stage): number {
  const own = table.dump().filter(({ pk, sk }) => isBlock(pk) && sk.startsWith("rpr_"));
  return own.length - new Set(own.map(({ pk, sk }) => `${pk} ${sk.split("_")[1]}`)).size;
}

function same(what: string, got: readonly unknown[], expected: readonly unknown[]): void {
  const text = (list: readonly unknown[]) => list.map(String).toSorted().join("\n");
  if (text(got) !== text(expected)) throw new Error(`${what}:\n${text(got)}\ninstead of\n${text(expected)}`);
}
