import type { Fault } from "./errors.ts";
import { DomainError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { textFault } from "./plain-text.ts";
import { type EventRules, readUsageEvent } from "./read-usage-event.ts";
import { parseStrictElements, parseStrictLines, type StrictValue } from "./strict-json.ts";
import type { UsageEvent } from "./usage-event.ts";

/** An event that was not taken. `index` is its place in the body, from 0; pointers start at the body. */
export interface Refusal {
  readonly index: number;
  /** What the event calls itself, where that much can be read. */
  readonly id?: string;
  readonly code: "invalid_request" | "unavailable";
  readonly errors: readonly Fault[];
}

export interface UsageBody {
  /** Fit to be accepted, with their places in the body. */
  readonly events: readonly { readonly index: number; readonly event: UsageEvent }[];
  readonly refused: readonly Refusal[];
  /** Of an event's place: "/3" in a list (an NDJSON body is one, empty lines not counted), "" where the body is the event. */
  readonly pointerOf: (index: number) => string;
}

/**
 * Judges each event of a body by itself: one JSON object, an array of them, or NDJSON. Throws `malformed_body` where the body is
 * not JSON, `too_many_events`, `invalid_request` where it holds no event.
 */
export function readUsageBody(format: "json" | "ndjson", bytes: Uint8Array, rules: EventRules): UsageBody {
  const limits = { depthMax: LIMITS.nesting, elementsMax: LIMITS.eventsPerRequest };
  const { isList, elements } =
    format === "json"
      ? parseStrictElements(bytes, limits)
      : { isList: true, elements: parseStrictLines(bytes, limits) };
  if (elements.length === 0) throw new DomainError("invalid_request", "The body holds no event.");

  const pointerOf = (index: number) => (isList ? `/${index}` : "");
  const events: { index: number; event: UsageEvent }[] = [];
  const refused: Refusal[] = [];
  let faultsListed = 0;
  for (const [index, element] of elements.entries()) {
    const read = element.faults.length > 0 ? { faults: element.faults } : readUsageEvent(element.value, rules);
    if ("event" in read) {
      events.push({ index, event: read.event });
      continue;
    }
    const listed = faultsListed < LIMITS.faultsPerAnswer ? read.faults : read.faults.slice(0, 1);
    faultsListed += listed.length;
    const errors = listed.map(({ pointer, detail }) => ({ pointer: pointerOf(index) + pointer, detail }));
    refused.push({ index, ...idOf(element), code: "invalid_request", errors });
  }
  return { events, refused, pointerOf };
}

/** Only an id that could be one is sent back. */
function idOf({ value }: StrictValue): { id?: string } {
  if (typeof value !== "object" || value === null || !("id" in value)) return {};
  const { id } = value;
  return typeof id === "string" && textFault(id, LIMITS.idCharacters) === undefined ? { id } : {};
}
