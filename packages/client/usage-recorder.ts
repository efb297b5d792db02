import { createPace, type PaceSettings } from "./batch-pace.ts";
import type { Clock } from "./clock.ts";
import type { Transport } from "./transport.ts";
import type { NewUsageEvent, UsageEvent } from "./usage-event.ts";
import { createLine, type LineSettings } from "./usage-line.ts";
import { createTally, type TallySettings } from "./usage-tally.ts";

export interface RecorderSettings extends TallySettings, PaceSettings, Pick<LineSettings, "onFlagged"> {
  /** The source of events that name none. */
  readonly source: string;
  readonly newId: () => string;
  /** How long an event waits for others at most. */
  readonly batchMs: number;
  /** Events in memory at most, those on their way included. */
  readonly waitingMax: number;
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

/**
 * Sends usage in the background, one request at a time and in order. An event keeps its id, source and time through all tries,
 * so none counts twice. Where more wait than may, the newest is dropped: what was taken once is not taken back.
 */
export function createRecorder(transport: Transport, settings: RecorderSettings): UsageRecorder {
  const { clock } = transport;
  const { batchEvents, batchMs, waitingMax, onFlagged } = settings;
  const stop = new AbortController();
  const tally = createTally(clock, settings);
  const pace = createPace(transport, settings);
  const line = createLine(transport, tally, pace, { onFlagged, stopped: stop.signal });
  let running = false;
  /** A request that is due at a time, whether for a first or another try. */
  let due: { readonly atOnce: boolean; readonly cancel: () => void } | undefined;
  /** How many must be settled before whoever flushes goes on. */
  let flushedTo = 0;

  function record(event: NewUsageEvent): boolean {
    tally.total.recorded += 1;
    const whole = complete(event, settings, clock);
    if (stop.signal.aborted || line.length() >= waitingMax) {
      tally.drop([whole]);
      return false;
    }
    line.push(whole);
    // While requests fail, or one is on its way, what comes waits for the next.
    if (!running && !pace.isFailing()) {
      if (due === undefined) schedule(batchMs);
      if (line.waiting() >= batchEvents && due?.atOnce === false) schedule(0);
    }
    return true;
  }

  function schedule(ms: number): void {
    due?.cancel();
    due = { atOnce: ms === 0, cancel: clock.after(ms, () => void run(), false) };
  }

  /** Sends what is due, and goes on while there are whole batches, or someone flushes, and nothing fails. Never rejects. */
  async function run(): Promise<void> {
    if (running || line.waiting() === 0) return;
    running = true;
    due?.cancel();
    due = undefined;
    let waitMs: number | undefined;
    do waitMs = await line.sendBatch();
    while (waitMs === undefined && isMoreDue());
    running = false;
    if (line.waiting() > 0) schedule(waitMs ?? batchMs);
  }

  const isMoreDue = () => line.waiting() >= pace.batchMax() || (line.waiting() > 0 && tally.settled() < flushedTo);

  async function flush(timeoutMs: number): Promise<number> {
    const target = tally.settled() + line.length();
    flushedTo = Math.max(flushedTo, target);
    const left = () => target - Math.min(target, tally.settled());
    void run();
    await tally.until(() => left() === 0 || stop.signal.aborted, timeoutMs);
    return left();
  }

  async function close(timeoutMs: number): Promise<number> {
    await flush(timeoutMs);
    const left = line.empty();
    due?.cancel();
    stop.abort(new Error("The recorder is closed."));
    tally.drop(left);
    return left.length;
  }

  return { record, flush, close, counts: () => ({ ...tally.total, waiting: line.length() }) };
}

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
