import { has, type Members, objectAt, refusal } from "../json-members.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type SourceEvent, type WireEvent } from "../usage-events.ts";
import { readBatchLine } from "./batch-line.ts";
import { mergeStream } from "./merge-stream.ts";
import { type Flavour, readResponse } from "./read-provider-response.ts";
import type { ResponseReading } from "./response-reading.ts";

/** What is known of a response beside its body. */
interface About {
  readonly provider: string;
  /** What the sender says beside it. */
  readonly given: WireEvent;
  /** Names the event where the response does not. */
  readonly spareId?: string | undefined;
  readonly isBatch?: boolean;
  readonly isCut?: boolean;
  readonly isFailed?: boolean;
}

/**
 * One raw response of a provider, or one line of the results of a batch, as events. `given` is what the sender says beside it; of
 * a batch its id names the batch, and of `many` it may be said of no other. `body` is strict JSON. Never throws.
 */
export function readResponseRecord(
  provider: string,
  flavour: Flavour | undefined,
  body: unknown,
  given: WireEvent,
  isOneOfMany = false,
): ReadRecord {
  return readRecord(() => {
    const line = readBatchLine(body);
    if (line !== undefined) {
      const spareId = typeof given.id === "string" ? `${given.id}/${line.name}` : line.id;
      const about = { provider, given: { ...given, id: undefined }, spareId, isBatch: true };
      return responseEvents(readResponse(provider, flavour, line.response), line.response, about);
    }
    if (isOneOfMany && given.id !== undefined) throw refusal("", "Of several responses, x-outlay-id can name none.");
    const response = objectAt(body, "");
    return responseEvents(readResponse(provider, flavour, response), response, { provider, given });
  });
}

/** One recorded stream as events: the answer that its parts add up to, estimated where it was cut. Never throws. */
export function readStreamRecord(
  provider: string,
  flavour: Flavour | undefined,
  { parts, isDone }: { readonly parts: readonly Members[]; readonly isDone: boolean },
  given: WireEvent,
): ReadRecord {
  return readRecord(() => {
    const { body, flavour: shown, isCut, isFailed } = mergeStream(parts, flavour, isDone);
    const reading = readResponse(provider, flavour ?? shown, body);
    return responseEvents(reading, body, { provider, given, isCut, isFailed });
  });
}

/**
 * The events of one provider response: the call, and each call of another model within it. What the sender gives beside it stands
 * before the response's id, time, operation, status and duration; of model, tier and region the response knows better. Throws a
 * refusal where neither has an id.
 */
function responseEvents(reading: ResponseReading, response: Members, about: About): readonly SourceEvent[] {
  const { provider, given, spareId, isBatch = false, isCut = false } = about;
  const id = given.id ?? reading.id ?? spareId;
  if (id === undefined)
    throw refusal("/id", "This response has no id. Name the event (x-outlay-id), so that a repeat counts once.");
  const shared = {
    ...given,
    id,
    time: given.time ?? timeText(reading.timeEpochMs),
    operation: given.operation ?? reading.operation,
    provider: given.provider ?? provider,
    service_tier: isBatch ? "batch" : (reading.serviceTier ?? given.service_tier),
    region: reading.region ?? given.region,
    usage_basis: isCut ? "estimated" : given.usage_basis,
  };
  const { reportedCost } = reading;
  const call: WireEvent = {
    ...shared,
    ...fallback(reading.fallbackFrom, given),
    model: reading.model ?? given.model,
    usage: reading.usage,
    status: given.status ?? reading.status ?? endOf(response, about),
    duration_ms: given.duration_ms ?? reading.durationMs,
    reported_cost: reportedCost === undefined ? given.reported_cost : { amount: reportedCost, currency: "USD" },
    attribution: reading.flags.length === 0 ? given.attribution : flaggedAttribution(given.attribution),
  };
  const further = (reading.further ?? []).map(({ name, model, usage }) => ({
    body: { ...shared, id: typeof id === "string" ? `${id}/${name}` : id, operation: reading.operation, model, usage },
    flags: [],
  }));
  return [{ body: call, flags: reading.flags }, ...further];
}

/** An error beside usage is a call that failed; a stream that was cut without one was left by its reader. */
function endOf(response: Members, { isCut = false, isFailed = false }: About): "failed" | "abandoned" | undefined {
  if (isFailed || has(response, "error")) return "failed";
  return isCut ? "abandoned" : undefined;
}

/** What the sender says of the route stands; the provider's own fallback is said where the sender says nothing. */
function fallback(from: string | undefined, given: WireEvent): WireEvent {
  if (from === undefined) return {};
  return {
    requested_model: given.requested_model ?? from,
    route: given.route ?? { type: "fallback", fallback_from: from },
  };
}

const timeText = (epochMs: number | undefined): string | undefined =>
  epochMs === undefined ? undefined : new Date(epochMs).toISOString();
