import type { Block } from "@outlay/domain/block";
import type { Queue } from "@outlay/messaging/queue";
import type { JobsWorld } from "@outlay/services/context";
import { decodeBlock } from "@outlay/storage/journal";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Item, Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";
import { NOW_EPOCH_MS, type Scenario, TENANT } from "./repricing-scenario.ts";
import { type SimulatedQueue, simulatedQueue } from "./simulation.ts";

export type Lane = "usage" | "folds" | "jobs" | "asks";
export const LANES: readonly Lane[] = ["usage", "folds", "jobs", "asks"];

/** The code under test, or a copy of it with a bug put in: what a consumer sees of the store, and of the queues it sends to. */
export interface Code {
  readonly name: string;
  readonly table: (table: Table, lane: Lane) => Table;
  readonly queue: (queue: Queue, to: "folds" | "jobs", lane: Lane) => Queue;
}

export const realCode: Code = { name: "the code as it is", table: (table) => table, queue: (queue) => queue };

export interface Stage {
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

/** `series` keeps the ids of one stage apart from those of the stage whose store it starts from. */
export function makeStage(scenario: Scenario, code: Code, random: Random, series = "p"): Stage {
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

export const worldOf = ({ lanes, newId, ...stage }: Stage, table: Table): JobsWorld => ({
  table,
  usageQueue: lanes.usage,
  foldQueue: lanes.folds,
  jobsQueue: lanes.jobs,
  notifyQueue: { send: async () => [] },
  newId,
  now: () => new Date(stage.nowEpochMs),
  log: () => {},
});

export const isBlock = (pk: string) => pk.split("#")[2] === "J";

export const blocksOf = (items: readonly Item[]): Block[] =>
  items.flatMap(({ pk, body }) => (isBlock(pk) && body instanceof Uint8Array ? [decodeBlock(body)] : []));
