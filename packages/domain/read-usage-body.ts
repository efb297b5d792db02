import { LIMITS } from "./limits.ts";
import { readListBody, type Refusal } from "./read-list-body.ts";
import { type EventRules, readUsageEvent } from "./read-usage-event.ts";
import type { UsageEvent } from "./usage-event.ts";

export type { Refusal } from "./read-list-body.ts";

export interface UsageBody {
  /** Fit to be accepted, with their places in the body. */
  readonly events: readonly { readonly index: number; readonly event: UsageEvent }[];
  readonly refused: readonly Refusal[];
  /** Of a member of an event; of the event itself for "". */
  readonly pointerOf: (index: number, pointer: string) => string;
}

/** Judges each event of a body by itself; see readListBody for what it throws. */
export function readUsageBody(format: "json" | "ndjson", bytes: Uint8Array, rules: EventRules): UsageBody {
  const { fit, refused, pointerOf } = readListBody(format, bytes, {
    noun: "event",
    elementsMax: LIMITS.eventsPerRequest,
    read: (value) => {
      const read = readUsageEvent(value, rules);
      return "event" in read ? { fit: read.event } : read;
    },
  });
  const events = fit.map(({ index, thing }) => ({ index, event: thing }));
  return { events, refused, pointerOf: (index, pointer) => pointerOf(index) + pointer };
}
