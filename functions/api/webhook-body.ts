import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { parseStrictElements, parseStrictLines, type StrictValue } from "@outlay/domain/strict-json";

/** The records of a webhook's body, each judged by itself. */
export interface WebhookBody {
  readonly isList: boolean;
  readonly elements: readonly StrictValue[];
}

const NDJSON = /^application\/(?:x-)?ndjson\s*(?:;|$)/i;
const limits = { depthMax: LIMITS.foreignNesting, elementsMax: LIMITS.eventsPerRequest };

/**
 * Reads an array, one value, or NDJSON, whatever the media type: senders say JSON of NDJSON, text of JSON, or nothing. Throws
 * `malformed_body` for what is none of these, `too_many_events`.
 */
export function readWebhookBody(bytes: Uint8Array, contentType: string | undefined): WebhookBody {
  if (NDJSON.test(contentType ?? "")) return { isList: true, elements: parseStrictLines(bytes, limits) };
  try {
    return parseStrictElements(bytes, limits);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "malformed_body") throw error;
    const lines = parseStrictLines(bytes, limits);
    // A broken object over several lines is no NDJSON.
    const isNdjson = lines.length > 1 && lines[0]?.faults.length === 0;
    if (!isNdjson) throw error;
    return { isList: true, elements: lines };
  }
}
