import type { RefusedEvent } from "./judge-receipt.ts";
import type { UsageEvent } from "./usage-event.ts";

/** UTF-16 units of a body: at three bytes each still within the 4 MiB that the API takes. */
const BODY_UNITS_MAX = 1_300_000;
/** Minutes that the times of one request may lie in: the API takes no more buckets at once, and a bucket is a minute by default. */
const MINUTES_MAX = 50;
const MINUTE_LENGTH = "2026-11-02T09:30".length;

export interface Batch {
  /** NDJSON of `events`, in order. */
  readonly body: string;
  readonly events: readonly UsageEvent[];
  /** Events that cannot be written as JSON. */
  readonly unfit: readonly RefusedEvent[];
  /** So many were taken from the front of what waits. */
  readonly taken: number;
}

/** The next request of what waits: as many of the first `eventsMax` as fit into one. At least one is taken. */
export function takeBatch(waiting: readonly UsageEvent[], eventsMax: number): Batch {
  const lines: string[] = [];
  const events: UsageEvent[] = [];
  const unfit: RefusedEvent[] = [];
  const minutes = new Set<string>();
  let units = 0;
  let taken = 0;
  for (const event of waiting) {
    if (events.length === eventsMax) break;
    const line = lineOf(event);
    if (typeof line === "string") {
      minutes.add(event.time.slice(0, MINUTE_LENGTH));
      units += line.length;
      if (events.length > 0 && (units > BODY_UNITS_MAX || minutes.size > MINUTES_MAX)) break;
      lines.push(line);
      events.push(event);
    } else {
      unfit.push(line);
    }
    taken += 1;
  }
  return { body: lines.join("\n"), events, unfit, taken };
}

function lineOf(event: UsageEvent): string | RefusedEvent {
  try {
    return JSON.stringify(event);
  } catch (error) {
    const detail = `This is no JSON: ${error instanceof Error ? error.message : String(error)}`;
    return { event, errors: [{ pointer: "", detail }] };
  }
}
