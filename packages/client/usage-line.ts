import type { BatchPace } from "./batch-pace.ts";
import { judgeReceipt, type RefusedEvent } from "./judge-receipt.ts";
import { tell } from "./tell.ts";
import { type Reply, type Transport, tryOnce } from "./transport.ts";
import { takeBatch } from "./usage-batch.ts";
import type { UsageEvent } from "./usage-event.ts";
import type { UsageTally } from "./usage-tally.ts";

const ANSWER_MS_MAX = 30_000;

export interface LineSettings {
  /** Outlay counts this event, and says what of it does not hold, e.g. a reservation of another decision. */
  readonly onFlagged: (flagged: RefusedEvent) => void;
  /** What is on its way then is given up. */
  readonly stopped: AbortSignal;
}

/** Events in memory, in order. */
export interface UsageLine {
  readonly push: (event: UsageEvent) => void;
  /** Those on their way not counted. */
  readonly waiting: () => number;
  /** Those on their way included. */
  readonly length: () => number;
  /** Sends one batch. Gives how long to wait before the next, where it failed. Never rejects. */
  readonly sendBatch: () => Promise<number | undefined>;
  /** Takes all that are left, those on their way included. */
  readonly empty: () => readonly UsageEvent[];
}

export function createLine(
  transport: Transport,
  tally: UsageTally,
  pace: BatchPace,
  { onFlagged, stopped }: LineSettings,
): UsageLine {
  let waiting: UsageEvent[] = [];
  let onItsWay: readonly UsageEvent[] = [];

  const send = (body: string): Promise<Reply | undefined> => {
    const headers = { "content-type": "application/x-ndjson" };
    const request = { method: "POST", path: "/v1/events", headers, body, signal: stopped } as const;
    return tryOnce(transport, request, ANSWER_MS_MAX).catch(() => undefined); // Only where it was stopped.
  };

  return {
    push: (event) => void waiting.push(event),
    waiting: () => waiting.length,
    length: () => waiting.length + onItsWay.length,
    async sendBatch() {
      const batch = takeBatch(waiting, pace.batchMax());
      waiting.splice(0, batch.taken);
      onItsWay = batch.events;
      for (const refused of batch.unfit) tally.settle(0, [refused]);
      const reply = batch.events.length === 0 ? undefined : await send(batch.body);
      // Once stopped, what was on its way has been dropped: nobody can tell what became of it.
      if (stopped.aborted || reply === undefined) return undefined;
      const receipt = judgeReceipt(reply, batch.events, transport.clock.nowMs());
      waiting = [...receipt.again, ...waiting];
      onItsWay = [];
      // Told before anyone who flushes goes on.
      for (const each of receipt.flagged) tell(() => onFlagged(each));
      tally.settle(receipt.accepted, receipt.refused);
      return pace.learn(receipt, reply);
    },
    empty() {
      const left = [...onItsWay, ...waiting];
      [onItsWay, waiting] = [[], []];
      return left;
    },
  };
}
