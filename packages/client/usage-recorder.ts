import { backOffMs } from "./back-off.ts";
import type { Clock } from "./clock.ts";
import { judgeReceipt, type Receipt, type RefusedEvent } from "./judge-receipt.ts";
import type { OutlayError } from "./outlay-error.ts";
import { askedWaitMs, type Reply, type Transport, tryOnce } from "./transport.ts";
import { takeBatch } from "./usage-batch.ts";
import type { NewUsageEvent, UsageEvent } from "./usage-event.ts";

export interface RecorderSettings {
  /** The source of events that name none. */
  readonly source: string;
  readonly newId: () => string;
  /** Sent as soon as so many wait. */
  readonly batchEvents: number;
  /** How long an event waits for others at most. */
  readonly batchMs: number;
  /** Events in memory at most, those on their way included. */
  readonly waitingMax: number;
  /** Outlay does not take this event, and why. It is sent no more. */
  readonly onRefused: (refused: RefusedEvent) => void;
  /** Outlay counts this event, and says what of it does not hold, e.g. a reservation of another decision. */
  readonly onFlagged: (flagged: RefusedEvent) => void;
  /** This event is not kept: too many wait, or the recorder is closed. It has its id, so sending it elsewise counts once too. */
  readonly onDropped: (event: UsageEvent) => void;
  /** A request failed, and its events are sent again after so many ms. */
  readonly onDelayed: (error: OutlayError, waitMs: number) => void;
}

export interface RecorderCounts {
  /** All that were given, each of which is in one of the others. */
  readonly recorded: number;
  readonly accepted: number;
  readonly refused: number;
  readonly dropped: number;
  /** In memory, those on their way included. */
  readonly waiting: number;
}

export interface UsageRecorder {
  /** Takes an event, to be sent with others; the caller changes it no more. False where it is dropped. */
  readonly record: (event: NewUsageEvent) => boolean;
  /** Sends all that was recorded so far, for at most so many ms. Gives how many events wait still. */
  readonly flush: (timeoutMs: number) => Promise<number>;
  /** Flushes, drops what waits still, and takes no more. Gives how many were dropped. */
  readonly close: (timeoutMs: number) => Promise<number>;
  readonly counts: () => RecorderCounts;
}

const ANSWER_MS_MAX = 30_000;

/**
 * Sends usage in the background, one request at a time and in order. An event keeps its id, source and time through all tries,
 * so none counts twice. Where more wait than may, the newest is dropped: what was taken once is not taken back.
 */
export function createRecorder(transport: Transport, settings: RecorderSettings): UsageRecorder {
  const { clock, random } = transport;
  const { batchEvents, waitingMax } = settings;
  const stop = new AbortController();
  const total = { recorded: 0, accepted: 0, refused: 0, dropped: 0 };
  let waiting: UsageEvent[] = [];
  let onItsWay: readonly UsageEvent[] = [];
  let batchMax = batchEvents;
  let failures = 0;
  let running = false;
  /** A request that is due at a time, whether for a first or another try. */
  let due: { readonly atOnce: boolean; readonly cancel: () => void } | undefined;
  let onSettled: (() => void)[] = [];

  /** How many must be settled before whoever flushes goes on. */
  let flushedTo = 0;

  const waitingCount = () => waiting.length + onItsWay.length;
  const settledCount = () => total.accepted + total.refused;

  function record(event: NewUsageEvent): boolean {
    total.recorded += 1;
    const whole = complete(event, settings, clock);
    if (stop.signal.aborted || waitingCount() >= waitingMax) {
      drop([whole]);
      return false;
    }
    waiting.push(whole);
    // While requests fail, or one is on its way, what comes waits for the next.
    if (!running && failures === 0) {
      if (due === undefined) schedule(settings.batchMs);
      if (waiting.length >= batchEvents && due?.atOnce === false) schedule(0);
    }
    return true;
  }

  function schedule(ms: number): void {
    due?.cancel();
    due = { atOnce: ms === 0, cancel: clock.after(ms, () => void run(), false) };
  }

  /** Sends what is due, and goes on while there are whole batches, or someone flushes, and nothing fails. Never rejects. */
  async function run(): Promise<void> {
    if (running || waiting.length === 0) return;
    running = true;
    due?.cancel();
    due = undefined;
    let waitMs: number | undefined;
    do waitMs = await sendBatch();
    while (waitMs === undefined && isMoreDue());
    running = false;
    if (waiting.length > 0) schedule(waitMs ?? settings.batchMs);
  }

  const isMoreDue = () => waiting.length >= batchMax || (waiting.length > 0 && settledCount() < flushedTo);

  /** Sends one batch. Gives how long to wait before the next, where it failed. */
  async function sendBatch(): Promise<number | undefined> {
    const batch = takeBatch(waiting, batchMax);
    waiting.splice(0, batch.taken);
    onItsWay = batch.events;
    for (const refused of batch.unfit) settle(0, [refused]);
    const reply = batch.events.length === 0 ? undefined : await send(batch.body);
    // Once stopped, what was on its way has been dropped: nobody can tell what became of it.
    if (stop.signal.aborted || reply === undefined) return undefined;
    const receipt = judgeReceipt(reply, batch.events, clock.nowMs());
    waiting = [...receipt.again, ...waiting];
    onItsWay = [];
    // Told before anyone who flushes goes on.
    for (const each of receipt.flagged) tell(() => settings.onFlagged(each));
    settle(receipt.accepted, receipt.refused);
    return next(receipt, reply);
  }

  const send = (body: string): Promise<Reply | undefined> =>
    tryOnce(
      transport,
      {
        method: "POST",
        path: "/v1/events",
        headers: { "content-type": "application/x-ndjson" },
        body,
        signal: stop.signal,
      },
      ANSWER_MS_MAX,
    ).catch(() => undefined); // Only where it was stopped.

  function next({ why, again }: Receipt, reply: Reply): number | undefined {
    if (why === "divided") {
      batchMax = Math.ceil(again.length / 2);
      return undefined;
    }
    if (why === undefined) {
      batchMax = Math.min(batchEvents, batchMax * 2);
      failures = 0;
      return undefined;
    }
    failures += 1;
    const waitMs = askedWaitMs(reply, clock.nowMs()) ?? backOffMs(failures, random);
    tell(() => settings.onDelayed(why, waitMs));
    return waitMs;
  }

  function settle(accepted: number, refused: readonly RefusedEvent[]): void {
    total.accepted += accepted;
    total.refused += refused.length;
    for (const each of refused) tell(() => settings.onRefused(each));
    wake();
  }

  function drop(events: readonly UsageEvent[]): void {
    total.dropped += events.length;
    for (const event of events) tell(() => settings.onDropped(event));
    wake();
  }

  function wake(): void {
    const woken = onSettled;
    onSettled = [];
    for (const each of woken) each();
  }

  function flush(timeoutMs: number): Promise<number> {
    const target = settledCount() + waitingCount();
    flushedTo = Math.max(flushedTo, target);
    const left = () => target - Math.min(target, settledCount());
    void run();
    return new Promise((resolve) => {
      const cancel = clock.after(timeoutMs, () => resolve(left()), true);
      const look = () => {
        if (left() > 0 && !stop.signal.aborted) return void onSettled.push(look);
        cancel();
        return resolve(left());
      };
      look();
    });
  }

  async function close(timeoutMs: number): Promise<number> {
    await flush(timeoutMs);
    const left = [...onItsWay, ...waiting];
    [onItsWay, waiting] = [[], []];
    due?.cancel();
    stop.abort(new Error("The recorder is closed."));
    drop(left);
    return left.length;
  }

  return { record, flush, close, counts: () => ({ ...total, waiting: waitingCount() }) };
}

/** What the caller does then is no part of sending: if it throws, it throws by itself. */
const tell = (callback: () => void): void => queueMicrotask(callback);

function complete(event: NewUsageEvent, { source, newId }: RecorderSettings, clock: Clock): UsageEvent {
  const { id, time } = event;
  // Most events are whole; then nothing is copied.
  if (id !== undefined && time !== undefined && event.source !== undefined) return event as UsageEvent;
  return {
    ...event,
    id: id ?? newId(),
    source: event.source ?? source,
    time: time ?? new Date(clock.nowMs()).toISOString(),
  };
}
