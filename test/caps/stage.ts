import type { Queue } from "@outlay/messaging/queue";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { giveBack } from "@outlay/services/give-back";
import { recordUsage } from "@outlay/services/record-usage";
import { reserveCaps } from "@outlay/services/reserve-caps";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Item, Table } from "@outlay/storage/table";
import type { Random } from "../crash/random.ts";
import type { Verb } from "../crash/run.ts";
import { type Faults, type Scheduler, type SimulatedQueue, simulatedQueue } from "../crash/simulation.ts";
import { beginJournal, type Journal } from "./configure.ts";
import type { Admitted } from "./ledger.ts";
import type { CapsScenario } from "./scenario.ts";

/** The code under test, or a copy of it with a bug put in. */
export interface CapsCode {
  readonly name: string;
  readonly reserve: typeof reserveCaps;
  readonly giveBack: typeof giveBack;
  readonly record: Verb;
  readonly fold: Verb;
  /** What one invocation of it sees of the store. */
  readonly table: (table: Table) => Table;
  /** What it sees of the usage queue. */
  readonly usageQueue: (queue: Queue) => Queue;
  /** What else a change of a budget does. */
  readonly afterEdit: (table: Table) => Promise<void>;
}

export const realCapsCode: CapsCode = {
  name: "the code as it is",
  reserve: reserveCaps,
  giveBack,
  record: recordUsage,
  fold: foldBuckets,
  table: (table) => table,
  usageQueue: (queue) => queue,
  afterEdit: async () => {},
};

/** All that one run shares. */
export interface Stage {
  readonly scenario: CapsScenario;
  readonly code: CapsCode;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly table: Table & { dump(): Item[] };
  readonly journal: Journal;
  readonly usage: SimulatedQueue;
  readonly folds: SimulatedQueue;
  /** What asks to end what is over: it comes once the usage before it is counted. */
  readonly probes: SimulatedQueue;
  /** To whoever records and folds: probes go to their own. */
  readonly foldQueue: Queue;
  readonly jobsQueue: Queue;
  readonly newId: (prefix: string) => string;
  readonly clock: Clock;
  readonly admitted: Admitted[];
  /** Callers that have not ended; batches that are being worked on. */
  callers: number;
  busy: number;
  /** Decisions and releases that are under way. */
  asking: number;
  /** How often something was asked that changes what is used, or may. */
  asks: number;
  /** All that was accepted until then is recorded and folded. */
  countedUntilEpochMs: number;
  /** The first thing that must not be. */
  wrong: string | undefined;
  /** The jobs that were asked for. */
  probesAsked: number;
  readonly counts: Counts;
}

export interface Counts {
  admitted: number;
  denied: number;
  failed: number;
  settled: number;
  late: number;
  expired: number;
  released: number;
  quietDenials: number;
  /** How often, with nothing open, a call of all the room was admitted and one of a unit more was not. */
  rooms: number;
  rollovers: number;
  edits: number;
  probes: number;
}

export const newCounts = (): Counts => ({
  admitted: 0,
  denied: 0,
  failed: 0,
  settled: 0,
  late: 0,
  expired: 0,
  released: 0,
  quietDenials: 0,
  rooms: 0,
  rollovers: 0,
  edits: 0,
  probes: 0,
});

/** Time as all see it. Nobody waits in the scheduler for time to pass. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Lets a bit of time pass; where nobody else has anything to do, until the next one wakes. */
  readonly pass: (isIdle: boolean, random: Random) => void;
  /** Lets time pass, and wakes nobody. */
  readonly skip: (ms: number) => void;
}

export function makeClock(startEpochMs: number): Clock {
  let now = startEpochMs;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
    pass(isIdle, random) {
      now += random.pick([0, 1, 20, 1_000]);
      const next = Math.min(...sleepers.map(({ at }) => at));
      if (isIdle || random.chance(0.05)) now = Math.max(now, Number.isFinite(next) ? next : now);
      const due = sleepers.filter(({ at }) => at <= now);
      sleepers = sleepers.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
    },
    skip(ms) {
      now += ms;
    },
  };
}

export async function makeStage(
  scenario: CapsScenario,
  code: CapsCode,
  random: Random,
  { scheduler, faults }: { readonly scheduler: Scheduler; readonly faults: Faults },
): Promise<Stage> {
  const table = memoryTable();
  const folds = simulatedQueue(random);
  const probes = simulatedQueue(random);
  let ids = 0;
  const isProbe = ({ body }: { readonly body: string }) => body.includes('"kind":"caps"');
  const stage: Stage = {
    scenario,
    code,
    random,
    scheduler,
    faults,
    table,
    journal: await beginJournal(table, scenario.startEpochMs),
    usage: simulatedQueue(random),
    folds,
    probes,
    foldQueue: {
      async send(messages) {
        await probes.send(messages.filter(isProbe));
        await folds.send(messages.filter((message) => !isProbe(message)));
        return [];
      },
    },
    jobsQueue: {
      async send(messages) {
        stage.probesAsked += messages.filter(({ body }) => body.includes('"job":"probe"')).length;
        return [];
      },
    },
    newId: (prefix) => `${prefix}_${String(ids++).padStart(6, "0")}`,
    clock: makeClock(scenario.startEpochMs),
    admitted: [],
    callers: 0,
    busy: 0,
    asking: 0,
    asks: 0,
    countedUntilEpochMs: 0,
    wrong: undefined,
    probesAsked: 0,
    counts: newCounts(),
  };
  return stage;
}
