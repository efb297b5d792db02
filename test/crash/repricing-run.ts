import { dimensionIndex } from "@outlay/domain/dimensions";
import type { Block } from "@outlay/domain/block";
import type { RepricingInput } from "@outlay/domain/repricing";
import type { BatchVerb } from "@outlay/messaging/consume";
import type { OutgoingMessage, ReceivedMessage } from "@outlay/messaging/queue";
import { newId as idOf } from "@outlay/platform/ids";
import { PLATFORM } from "@outlay/services/complete-repricing";
import type { JobsWorld } from "@outlay/services/context";
import { createTenant } from "@outlay/services/create-tenant";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { recordUsage } from "@outlay/services/record-usage";
import { runJobs } from "@outlay/services/run-jobs";
import { startRepricing } from "@outlay/services/start-repricing";
import { decodeBlock, encodeBlock } from "@outlay/storage/journal";
import type { Item, Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";
import { check } from "./repricing-check.ts";
import { isTouched, NOW_EPOCH_MS, type Scenario, TENANT } from "./repricing-scenario.ts";
import { type Code, isBlock, type Lane, LANES, makeStage, realCode, type Stage, worldOf } from "./repricing-stage.ts";
import { countFaults, deliver, type FaultPlan, inOrder, type Scheduler, startInvocation } from "./simulation.ts";

export interface Outcome {
  readonly faults: number;
  readonly redeliveries: number;
  readonly deliveredTwice: number;
  /** Blocks that a recorder appended by older prices after a re-pricing was decided. */
  readonly late: number;
}

/** Turns of waiting workers count as well: a run takes some thousand. */
const STEPS_MAX = 20_000;
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

/** Blocks that a bucket got of a re-pricing beyond the first, which cover what came late. */
function lateBlocks({ table }: Stage): number {
  const own = table.dump().filter(({ pk, sk }) => isBlock(pk) && sk.startsWith("rpr_"));
  return own.length - new Set(own.map(({ pk, sk }) => `${pk} ${sk.split("_")[1]}`)).size;
}
