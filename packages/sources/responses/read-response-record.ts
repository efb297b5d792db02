import { refusal } from "../json-members.ts";
import { flaggedAttribution, readRecord, type ReadRecord, type SourceEvent, type WireEvent } from "../usage-events.ts";
import { type Flavour, readProviderResponse } from "./read-provider-response.ts";
import type { ResponseReading } from "./response-reading.ts";

/** One raw response of a provider as events. `given` is what the sender says beside it. `body` is strict JSON. Never throws. */
export function readResponseRecord(
  provider: string,
  flavour: Flavour | undefined,
  body: unknown,
  given: WireEvent,
): ReadRecord {
  const read = readProviderResponse(provider, flavour, body);
  return "faults" in read ? read : readRecord(() => responseEvents(provider, read.reading, given));
}

/**
 * The events of one provider response: the call, and each call of another model within it. `given` is what the sender says
 * beside the response: its id, time, operation, status and duration stand before the response's; of model, tier and region the
 * response knows better. Throws a refusal where neither has an id.
 */
function responseEvents(provider: string, reading: ResponseReading, given: WireEvent): readonly SourceEvent[] {
  const id = given.id ?? reading.id;
  if (id === undefined)
    throw refusal("/id", "This response has no id. Name the event (x-outlay-id), so that a repeat counts once.");
  const shared = {
    ...given,
    id,
    time: given.time ?? timeText(reading.timeEpochMs),
    operation: given.operation ?? reading.operation,
    provider: given.provider ?? provider,
    service_tier: reading.serviceTier ?? given.service_tier,
    region: reading.region ?? given.region,
  };
  const { reportedCost } = reading;
  const call: WireEvent = {
    ...shared,
    model: reading.model ?? given.model,
    usage: reading.usage,
    status: given.status ?? reading.status,
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

const timeText = (epochMs: number | undefined): string | undefined =>
  epochMs === undefined ? undefined : new Date(epochMs).toISOString();
