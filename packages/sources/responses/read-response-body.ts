import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictElements, parseStrictLines, type StrictValue } from "@outlay/domain/strict-json";
import { type Members, objectAt } from "../json-members.ts";
import type { ReadRecord, WireEvent } from "../usage-events.ts";
import { readEventStream } from "./event-stream.ts";
import { isOneStream } from "./merge-stream.ts";
import type { Flavour } from "./read-provider-response.ts";
import { readResponseRecord, readStreamRecord } from "./read-response-record.ts";

/** JSON, one value or a list; NDJSON; or a recorded stream of server-sent events. */
export type ResponseFormat = "json" | "ndjson" | "event-stream";

export interface ReadResponses {
  readonly records: readonly ReadRecord[];
  /** Whether each record has a place of its own in the body; else the body is the one record. */
  readonly isList: boolean;
}

/**
 * Reads a body of `POST /v1/responses/{provider}`: one response, several (each judged by itself), or one recorded stream: of
 * server-sent events, or a list whose elements are the parts of one. Throws as parseStrictElements does, `invalid_request` for an empty
 * body.
 */
export function readResponseBody(
  provider: string,
  flavour: Flavour | undefined,
  body: { readonly format: ResponseFormat; readonly bytes: Uint8Array },
  given: WireEvent,
): ReadResponses {
  const { elements, isList, isDone } = elementsOf(body);
  if (elements.length === 0) throw new DomainError("invalid_request", "The body holds no response.");
  const parts = partsOf(elements, body.format === "event-stream");
  if (parts !== undefined && (body.format === "event-stream" || (isList && isOneStream(parts)))) {
    return { records: [readStreamRecord(provider, flavour, { parts, isDone }, given)], isList: false };
  }
  if (body.format === "event-stream") return { records: [{ faults: faultsOf(elements) }], isList: false };
  if (elements.length > LIMITS.eventsPerRequest) {
    throw new DomainError("too_many_events", `A request holds at most ${LIMITS.eventsPerRequest} events.`);
  }
  const records = elements.map(({ value, faults }) =>
    faults.length > 0 ? { faults } : readResponseRecord(provider, flavour, value, given, isList),
  );
  return { records, isList };
}

function elementsOf({ format, bytes }: { readonly format: ResponseFormat; readonly bytes: Uint8Array }) {
  const limits = { depthMax: LIMITS.foreignNesting, elementsMax: LIMITS.streamParts };
  if (format === "json") return { ...parseStrictElements(bytes, limits), isDone: false };
  if (format === "ndjson") return { elements: parseStrictLines(bytes, limits), isList: true, isDone: false };
  const { parts, isDone } = readEventStream(bytes);
  return { elements: parts, isList: false, isDone };
}

/**
 * The parts of a stream, where all are objects. The last of a recorded stream may be broken off: a cut recording ends anywhere.
 * Undefined: it is no stream.
 */
function partsOf(elements: readonly StrictValue[], isStream: boolean): readonly Members[] | undefined {
  const whole = isStream && (elements.at(-1)?.faults.length ?? 0) > 0 ? elements.slice(0, -1) : elements;
  const isObject = ({ value, faults }: StrictValue) =>
    faults.length === 0 && typeof value === "object" && value !== null && !Array.isArray(value);
  return whole.every(isObject) ? whole.map(({ value }, index) => objectAt(value, `/${index}`)) : undefined;
}

/** The faults of a stream's parts, by their places among the events. */
const faultsOf = (elements: readonly StrictValue[]) =>
  elements
    .flatMap(({ faults }, index) =>
      (faults.length > 0 ? faults : []).map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail })),
    )
    .concat({ pointer: "", detail: "Each event of a stream holds one JSON object." })
    .slice(0, LIMITS.faultsPerEvent);
