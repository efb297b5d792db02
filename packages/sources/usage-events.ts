import type { Fault } from "@outlay/domain/errors";
import type { UsageEventBody } from "@outlay/domain/usage-event-schema";
import { refusal } from "./json-members.ts";
import type { ResponseReading } from "./responses/response-reading.ts";

/** What the sender says of an event beside the source's record. An id names the event, `source` the system that tells of it. */
export type GivenMembers = Partial<UsageEventBody> & { readonly source: string };

/**
 * An event in our own wire format, to be judged by readUsageEvent. Without a time, the source states none, and the first receipt
 * of (source, id) is its time.
 */
export interface SourceEvent {
  readonly body: Omit<UsageEventBody, "time"> & { readonly time?: string };
  /** Where the source contradicts itself. */
  readonly flags: readonly Fault[];
}

/** The tag by which spend finds the events whose source contradicts itself. */
export const FLAG_TAG = "usage_flag";
export const FLAG_VALUE = "contradicts_itself";

/**
 * The events of one provider response: the call, and each call of another model within it. The sender's id, time, operation and
 * status stand before the response's; for model, tier and region the response knows what it was. Throws a refusal where
 * neither names an id.
 */
export function responseEvents(
  provider: string,
  reading: ResponseReading,
  given: GivenMembers,
): readonly SourceEvent[] {
  const id = given.id ?? reading.id;
  if (id === undefined) throw refusal("/id", "This response states no id: name it, so that a repeat counts once.");
  const time = given.time ?? (reading.timeEpochMs === undefined ? undefined : isoTime(reading.timeEpochMs));
  const isFlagged = reading.flags.length > 0;
  const shared: SourceEvent["body"] = {
    ...given,
    ...(time !== undefined && { time }),
    id,
    source: given.source,
    operation: given.operation ?? reading.operation,
    provider: given.provider ?? provider,
    service_tier: reading.serviceTier ?? given.service_tier,
    region: reading.region ?? given.region,
  };
  const call: SourceEvent["body"] = {
    ...shared,
    model: reading.model ?? given.model,
    usage: reading.usage,
    status: given.status ?? reading.status,
    duration_ms: given.duration_ms ?? reading.durationMs,
    ...(reading.reportedCost !== undefined && { reported_cost: { amount: reading.reportedCost, currency: "USD" } }),
    ...(isFlagged && { attribution: withFlag(given.attribution) }),
  };
  const further = (reading.further ?? []).map(({ name, model, usage }): SourceEvent => ({
    body: {
      ...shared,
      id: `${id}/${name}`,
      operation: reading.operation,
      model,
      usage: usage,
    },
    flags: [],
  }));
  return [{ body: call, flags: reading.flags }, ...further];
}

const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();

function withFlag(attribution: UsageEventBody["attribution"]): UsageEventBody["attribution"] {
  const tags = attribution?.tags;
  return {
    ...attribution,
    tags: { ...(typeof tags === "object" && tags !== null ? tags : {}), [FLAG_TAG]: FLAG_VALUE },
  };
}
