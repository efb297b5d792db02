import { DAY_MS } from "@outlay/domain/bucket";
import type { Queue } from "@outlay/messaging/queue";
import type { FolderWorld } from "@outlay/services/context";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { recordUsage } from "@outlay/services/record-usage";
import type { GiveBack } from "@outlay/services/give-back";
import { type ReleasedReservation, releaseReservation } from "@outlay/services/release-reservation";
import { reservationKeys, signReservation } from "@outlay/domain/reservation";
import { memoryTable } from "@outlay/storage/memory-table";
import { decodePage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import type { Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";
import { expectedOf, type ReservationScenario, reservationOf, TENANT, timesIn } from "./reservation-scenario.ts";
import type { Verb } from "./run.ts";
import { START_EPOCH_MS } from "./scenario.ts";
import { seedTenant } from "./seed-tenant.ts";
import {
  countFaults,
  deliver,
  type FaultPlan,
  type Faults,
  type Scheduler,
  type SimulatedQueue,
  simulatedQueue,
  startInvocation,
} from "./simulation.ts";

const SECRET = "sealing-secret-of-the-search";
const STEPS_MAX = 2000;

type ReleaseContext = Parameters<typeof releaseReservation>[0];

/** The code under test, or a copy of it with a bug put in. */
export interface Code {
  readonly name: string;
  readonly record: Verb;
  readonly fold: Verb;
  readonly release: (ctx: ReleaseContext, giveBack: GiveBack, decision: number) => Promise<ReleasedReservation>;
  readonly table: (table: Table) => Table;
}

export const realCode: Code = {
  name: "the code as it is",
  record: recordUsage,
  fold: foldBuckets,
  release: (ctx, giveBack, decision) => releaseReservation(ctx, giveBack, askedOf(decision)),
  table: (table) => table,
};

export function askedOf(decision: number) {
  const reservation = reservationOf(decision);
  const reservationId = signReservation(reservation, reservationKeys(SECRET, TENANT));
  return { decisionId: reservation.decisionId, reservationId };
}

export interface ReservationOutcome {
  readonly calls: number;
  readonly faults: number;
  readonly redeliveries: number;
}

interface Stage {
  readonly table: Table;
  readonly queues: Readonly<Record<Kind, SimulatedQueue>>;
  readonly code: Code;
  readonly random: Random;
  /** Picos by decision that releases took off the counters. */
  readonly given: Map<number, bigint>;
  readonly newId: (prefix: string) => string;
  nowEpochMs: number;
}

const KINDS = ["record", "fold", "release"] as const;
type Kind = (typeof KINDS)[number];

interface Run {
  readonly plan: FaultPlan;
  readonly scheduler: Scheduler;
  readonly workers: number;
}

/**
 * Brings usage in and releases what was reserved while calls fail by `plan`; throws where an attempt is set free twice, by a row that
 * does not count, or never although only its events could.
 */
export async function runReservations(
  scenario: ReservationScenario,
  code: Code,
  random: Random,
  run: Run,
): Promise<ReservationOutcome> {
  const stage = await makeStage(scenario, code, random);
  const { calls, fired } = await drain(stage, run);
  for (const kind of KINDS) {
    const dead = stage.queues[kind].takeDeadLetters();
    await stage.queues[kind].send(dead.map(({ body }) => ({ body, groupId: "" })));
  }
  await drain(stage, { ...run, plan: () => undefined });
  await check(scenario, stage, fired === 0);
  const counts = KINDS.map((kind) => stage.queues[kind].counts);
  const redeliveries = counts.reduce((sum, each) => sum + each.redeliveries + each.duplicates, 0);
  return { calls, faults: fired, redeliveries };
}

async function makeStage(scenario: ReservationScenario, code: Code, random: Random): Promise<Stage> {
  const table = memoryTable();
  await seedTenant(table, { id: TENANT, zone: "UTC" });
  const queues = { record: simulatedQueue(random), fold: simulatedQueue(random), release: simulatedQueue(random) };
  await queues.record.send(scenario.messages);
  await queues.release.send(scenario.releases.map((decision) => ({ body: String(decision), groupId: "" })));
  let ids = 0;
  const newId = (prefix: string) => `${prefix}_${String(ids++).padStart(6, "0")}`;
  return { table, queues, code, random, given: new Map(), newId, nowEpochMs: START_EPOCH_MS };
}

/** Works until all queues are empty. */
async function drain(stage: Stage, { plan, scheduler, workers }: Run) {
  const faults = countFaults(plan);
  let [busy, steps] = [0, 0];
  const dueKinds = () => KINDS.filter((kind) => stage.queues[kind].due() > 0);
  const loop = async (worker: number) => {
    while (busy + dueKinds().length > 0) {
      await scheduler.turn(worker);
      const kinds = dueKinds();
      if (kinds.length === 0) continue; // Others are at work.
      if (steps++ > STEPS_MAX) throw new Error("The queues do not come to rest.");
      busy++;
      await work(stage, stage.random.pick(kinds), faults, () => scheduler.turn(worker));
      busy--;
    }
  };
  await scheduler.run(Array.from({ length: workers }, (_, worker) => loop(worker)));
  return { calls: faults.calls(), fired: faults.fired() };
}

async function work(stage: Stage, kind: Kind, faults: Faults, turn: () => Promise<void>): Promise<void> {
  const { code, queues } = stage;
  const batch = queues[kind].receive();
  stage.nowEpochMs += 1000;
  const { table, queue, isKilled } = startInvocation(stage.table, faults, turn, stage.random);
  const world: FolderWorld = {
    table: code.table(table),
    foldQueue: queue(withoutMerges(queues.fold)),
    jobsQueue: { send: async () => [] },
    notifyQueue: { send: async () => [] },
    newId: stage.newId,
    now: () => new Date(stage.nowEpochMs),
    log: () => {},
  };
  const verb = kind === "release" ? releaseRequests(stage) : code[kind];
  queues[kind].settle(batch, await deliver((messages) => verb(world, messages), batch, isKilled));
}

/** Hours and days say nothing of what was set free, and their merges are not worked off. */
const withoutMerges = (queue: Queue): Queue => ({
  send: (messages) => queue.send(messages.filter(({ delaySeconds = 0 }) => delaySeconds === 0)),
});

/** As the api answers them; whoever got no 2xx asks again. */
const releaseRequests =
  ({ code, given, random, table }: Stage): Verb =>
  async (world, messages) => {
    const failed = new Set<string>();
    for (const { messageId, body } of messages) {
      const decision = Number(body);
      const giveBack: GiveBack = async (by, _tenantId, { picos }) => {
        await by.table.get({ pk: "counters", sk: "before" });
        given.set(decision, (given.get(decision) ?? 0n) + picos);
        await by.table.get({ pk: "counters", sk: "after" });
      };
      try {
        await code.release(await contextOf(world, table, random), giveBack, decision);
      } catch {
        failed.add(messageId);
      }
    }
    return failed;
  };

const contextOf = async (world: FolderWorld, inner: Table, random: Random): Promise<ReleaseContext> => ({
  ...world,
  usageQueue: { send: async () => [] },
  tenantId: TENANT,
  actor: { kind: "api_key", id: "key_1", scopes: new Set(["decisions:write"] as const) },
  configuration: await loadConfiguration({ table: inner }, TENANT),
  randomBytes: (count) => Uint8Array.from({ length: count }, () => random.int(256)),
  sealingSecret: SECRET,
});

async function check(scenario: ReservationScenario, { table, given }: Stage, isFaultless: boolean): Promise<void> {
  const freed = await freedByPages(table);
  for (let decision = 0; decision < scenario.decisions; decision++) {
    const { may, must } = expectedOf(scenario, decision);
    const [byEvents, byRelease] = [timesIn(freed.get(`hold${decision}`) ?? 0n), timesIn(given.get(decision) ?? 0n)];
    for (const [index, times] of byEvents.entries()) {
      const attempt = index + 1;
      const all = times + (byRelease[index] ?? 0);
      const is = (wrong: boolean, what: string) => {
        if (wrong) throw new Error(`released: attempt ${attempt} of decision ${decision} was set free ${what}`);
      };
      is(all > 1, `${all} times`);
      is(times > 0 && !may.has(attempt), "by an event that does not count");
      is(must?.has(attempt) === true && times === 0, "never");
      is(isFaultless && scenario.releases.includes(decision) && mustBeFree(scenario, decision) && all === 0, "never");
    }
  }
}

/** Of a decision without conflicts that somebody released, all is free. */
const mustBeFree = (scenario: ReservationScenario, decision: number): boolean =>
  expectedOf({ ...scenario, releases: [] }, decision).must !== undefined;

/** By hold. */
async function freedByPages(table: Table): Promise<ReadonlyMap<string, bigint>> {
  const fromEpochMs = START_EPOCH_MS - (START_EPOCH_MS % DAY_MS);
  const range = { fromEpochMs, toEpochMs: fromEpochMs + DAY_MS };
  const sums = new Map<string, bigint>();
  for (const { body } of await readPages(table, TENANT, { level: "bucket", ...range }))
    for (const { hold, picos } of decodePage(body).releases) sums.set(hold, (sums.get(hold) ?? 0n) + picos);
  return sums;
}
