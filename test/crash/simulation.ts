import { consume, type BatchVerb } from "@outlay/messaging/consume";
import type { OutgoingMessage, Queue, ReceivedMessage } from "@outlay/messaging/queue";
import type { Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";

/**
 * What can befall a call to the store or a queue. `lost-reply`: it was done, its reply got lost, and the SDK, which sends it
 * again, answers what the second time answers; what is sent once throws. `throttle` of a send refuses some of its messages, as SQS does.
 */
export const FAULTS = ["throttle", "fail-before", "fail-after", "kill-before", "kill-after", "lost-reply"] as const;
export type Fault = (typeof FAULTS)[number];

/** Which fault, if any, befalls the nth call of a run (from 0). */
export type FaultPlan = (call: number) => Fault | undefined;

/** Ends an invocation for good: whatever it tries afterwards throws this again, and its result counts for nothing. */
class Killed extends Error {}

/** Lets one of the waiting calls go at a time, chosen by the seed, once nothing else can run. */
export interface Scheduler {
  turn(worker: number): Promise<void>;
  run(tasks: readonly Promise<unknown>[]): Promise<void>;
}

/** For one worker: calls go in the order in which the code makes them. */
export const inOrder: Scheduler = {
  turn: async () => {},
  run: async (tasks) => {
    await Promise.all(tasks);
  },
};

/** In some runs workers alternate call by call, in others one is held up while another does much. */
export function seededScheduler(random: Random): Scheduler {
  const waiting: { readonly worker: number; readonly go: () => void }[] = [];
  const stickiness = random.pick([0, 0.6, 0.9, 0.97]);
  let last = 0;
  const next = () => {
    const again = random.chance(stickiness) ? waiting.findIndex(({ worker }) => worker === last) : -1;
    const [chosen] = waiting.splice(again === -1 ? random.int(waiting.length) : again, 1);
    if (!chosen) return;
    last = chosen.worker;
    chosen.go();
  };
  return {
    turn: (worker) => new Promise((go) => waiting.push({ worker, go })),
    async run(tasks) {
      const state = { isDone: false };
      const all = Promise.all(tasks).finally(() => {
        state.isDone = true;
      });
      while (!state.isDone) {
        await new Promise((resolve) => setImmediate(resolve));
        next();
      }
      await all;
    },
  };
}

/** Counts the calls of a run and decides their faults. */
export interface Faults {
  readonly calls: () => number;
  readonly fired: () => number;
  readonly next: () => Fault | undefined;
}

export function countFaults(plan: FaultPlan): Faults {
  let calls = 0;
  let fired = 0;
  return {
    calls: () => calls,
    fired: () => fired,
    next: () => {
      const fault = plan(calls++);
      if (fault) fired++;
      return fault;
    },
  };
}

export interface Invocation {
  readonly table: Table;
  readonly queue: (inner: Queue) => Queue;
  readonly isKilled: () => boolean;
}

/** The world as one invocation of a function sees it, until it is killed. */
export function startInvocation(inner: Table, faults: Faults, turn: () => Promise<void>, random: Random): Invocation {
  let isKilled = false;
  const call = async <T>(apply: () => Promise<T>, refuse?: () => Promise<T>, isSentOnce = false): Promise<T> => {
    await turn();
    if (isKilled) throw new Killed("This invocation was killed.");
    const fault = faults.next();
    if (fault === undefined) return apply();
    if (fault === "throttle" && refuse) return refuse();
    if (fault === "fail-after" || fault === "kill-after" || fault === "lost-reply") await apply();
    if (fault === "lost-reply" && !isSentOnce) return apply();
    isKilled = fault === "kill-before" || fault === "kill-after";
    throw isKilled ? new Killed("killed") : new Error(fault);
  };
  const table: Table = {
    get: (key) => call(() => inner.get(key)),
    getAll: (keys) => call(() => inner.getAll(keys)),
    query: (range) => call(() => inner.query(range)),
    put: (item, condition) => call(() => inner.put(item, condition)),
    putAll: (items) =>
      call(
        () => inner.putAll(items),
        async () => {
          const some = items.filter(() => random.chance(0.5));
          if (some.length > 0) await inner.putAll(some);
          throw new Error("Some of a batch was left undone.");
        },
      ),
    remove: (key, condition) => call(() => inner.remove(key, condition)),
    addToSets: (key, sets) => call(() => inner.addToSets(key, sets)),
    update: (key, change) => call(() => inner.update(key, change), undefined, change.once),
  };
  const queue = (target: Queue): Queue => ({
    send: (messages) =>
      call(
        () => target.send(messages),
        async () => {
          const refused = messages.map((_, index) => index).filter((index) => index === 0 || random.chance(0.5));
          await target.send(messages.filter((_, index) => !refused.includes(index)));
          return refused;
        },
      ),
  });
  return { table, queue, isKilled: () => isKilled };
}

/**
 * A function between its invocations: what the code keeps in memory by its table lasts until an invocation is killed, which starts
 * another function.
 */
export interface WarmFunction {
  readonly table: Table;
  readonly serve: (invocation: Table) => void;
}

export function warmFunction(): WarmFunction {
  let current: Table | undefined;
  const now = (): Table => {
    if (!current) throw new Error("No invocation is served.");
    return current;
  };
  const table: Table = {
    get: (key) => now().get(key),
    getAll: (keys) => now().getAll(keys),
    query: (range) => now().query(range),
    put: (item, condition) => now().put(item, condition),
    putAll: (items) => now().putAll(items),
    remove: (key, condition) => now().remove(key, condition),
    addToSets: (key, sets) => now().addToSets(key, sets),
    update: (key, change) => now().update(key, change),
  };
  return { table, serve: (invocation) => void (current = invocation) };
}

interface Stored extends OutgoingMessage {
  readonly messageId: string;
  receiveCount: number;
  isDue: boolean;
}

/** A standard queue at its worst: it delivers in any order, in batches of any size, and some messages twice. */
export interface SimulatedQueue extends Queue {
  /** Messages that can be received now, and those whose delay is not over. */
  readonly due: () => number;
  readonly delayed: () => number;
  readonly endDelays: () => void;
  readonly receive: () => Delivery[];
  /** Ends receipts: those that failed come again, or lie among the dead letters after five. */
  readonly settle: (batch: readonly Delivery[], failed: ReadonlySet<string>) => void;
  readonly takeDeadLetters: () => ReceivedMessage[];
  readonly counts: { duplicates: number; redeliveries: number; deadLetters: number };
}

interface Delivery extends ReceivedMessage {
  readonly stored: Stored;
}

const MAX_RECEIVE_COUNT = 5;

export function simulatedQueue(random: Random): SimulatedQueue {
  let waiting: Stored[] = [];
  let dead: Stored[] = [];
  let sent = 0;
  const counts = { duplicates: 0, redeliveries: 0, deadLetters: 0 };
  // None in some runs: what is delivered twice also heals what a race has spoilt.
  const twice = random.pick([0, 0, 0.1, 0.3]);
  return {
    counts,
    async send(messages) {
      for (const message of messages) {
        const isDue = (message.delaySeconds ?? 0) === 0;
        waiting.push({ ...message, messageId: `sqs-${sent++}`, receiveCount: 0, isDue });
      }
      return [];
    },
    due: () => waiting.filter(({ isDue }) => isDue).length,
    delayed: () => waiting.filter(({ isDue }) => !isDue).length,
    endDelays: () => {
      for (const message of waiting) message.isDue = true;
    },
    receive() {
      const due = random.shuffle(waiting.filter(({ isDue }) => isDue));
      const taken = due.slice(0, random.chance(0.5) ? 1 : 1 + random.int(due.length));
      const kept = taken.filter(() => random.chance(twice));
      counts.duplicates += kept.length;
      waiting = waiting.filter((message) => !taken.includes(message) || kept.includes(message));
      return taken.map((stored) => {
        stored.receiveCount++;
        const { messageId, body, receiveCount } = stored;
        return { messageId, body, receiveCount, stored };
      });
    },
    settle(batch, failed) {
      for (const { messageId, stored } of batch) {
        if (!failed.has(messageId) || waiting.includes(stored)) continue;
        counts.redeliveries++;
        const isDead = stored.receiveCount >= MAX_RECEIVE_COUNT;
        if (isDead) counts.deadLetters++;
        (isDead ? dead : waiting).push(stored);
      }
    },
    takeDeadLetters() {
      const taken = dead.map(({ messageId, body, receiveCount }) => ({
        messageId,
        body,
        receiveCount,
        sentAtEpochMs: 0,
      }));
      dead = [];
      return taken;
    },
  };
}

/** Runs a verb as its Lambda function does. Resolves with the ids that come again; of a killed invocation, all. */
export async function deliver(
  verb: BatchVerb,
  batch: readonly ReceivedMessage[],
  isKilled: () => boolean,
): Promise<ReadonlySet<string>> {
  const handler = consume(verb, () => {});
  const Records = batch.map(({ messageId, body, receiveCount }) => ({
    messageId,
    body,
    attributes: { ApproximateReceiveCount: String(receiveCount) },
  }));
  const { batchItemFailures } = await handler({ Records });
  const failed = isKilled()
    ? batch.map(({ messageId }) => messageId)
    : batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return new Set(failed);
}
