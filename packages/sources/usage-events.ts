import { DomainError, type Fault } from "@outlay/domain/errors";
import type { UsageEventBody } from "@outlay/domain/usage-event-schema";

/** Members of our own wire format. What they hold is anybody's word until readUsageEvent has judged it. */
export type WireEvent = Readonly<Partial<Record<keyof UsageEventBody, unknown>>>;

/** What an adapter makes of one record of its source. */
export interface SourceEvent {
  /** Without a time, the source states none, and the first receipt of (source, id) is its time. */
  readonly body: WireEvent;
  /** Where the source contradicts itself. The event is counted, and carries the tag FLAG_TAG. */
  readonly flags: readonly Fault[];
  /** Other records may tell of the same event with another time, or none: the first that came decides for all of them. */
  readonly isTimeOfFirst?: boolean;
}

/** What an adapter makes of one record: its events, or why it is not taken. */
export type ReadRecord = { readonly events: readonly SourceEvent[] } | { readonly faults: readonly Fault[] };

/** The tag by which spend finds the events whose source contradicts itself. */
export const FLAG_TAG = "usage_flag";
const FLAG_VALUE = "contradicts_itself";

/** The attribution of an event whose source contradicts itself. */
export function flaggedAttribution(attribution: unknown): unknown {
  const members = typeof attribution === "object" && attribution !== null ? attribution : {};
  const tags = "tags" in members && typeof members.tags === "object" ? members.tags : {};
  return { ...members, tags: { ...tags, [FLAG_TAG]: FLAG_VALUE } };
}

/** Runs an adapter, which throws where it refuses its record. */
export function readRecord(adapter: () => readonly SourceEvent[]): ReadRecord {
  try {
    return { events: adapter() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { faults: error.faults };
  }
}
