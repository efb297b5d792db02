import { spanAt } from "@outlay/domain/bucket";
import { DomainError, type Fault } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { readUsageEvent } from "@outlay/domain/read-usage-event";
import type { UsageEvent } from "@outlay/domain/usage-event";
import { acceptUsage } from "@outlay/services/accept-usage";
import { boundValuesOf } from "@outlay/services/bound-values";
import type { Context, Sealing } from "@outlay/services/context";
import type { TraceAnswer } from "@outlay/sources/otlp/encode-answer";
import { readTraces } from "@outlay/sources/otlp/read-traces";
import type { DecodedSpan } from "@outlay/sources/otlp/span";
import type { ReadRecord } from "@outlay/sources/usage-events";

/** A span and what is wrong with it, or where it contradicts itself. */
interface Told {
  readonly span: string;
  readonly faults: readonly Fault[];
}

/**
 * Makes durable what spans tell of usage, each judged like an event of ours once `stamp` has changed it. Throws `unavailable` unless all of it is durable: an
 * exporter that is told of success sends nothing again, and one that sends all again counts nothing twice.
 */
export async function takeSpans(
  ctx: Context & Sealing,
  decoded: readonly DecodedSpan[],
  stamp: (read: ReadRecord) => ReadRecord = (read) => read,
): Promise<TraceAnswer> {
  const rules = { kind: "live", nowEpochMs: ctx.now().getTime(), bound: boundValuesOf(ctx) } as const;
  const [events, rejected, flagged, unbound]: [UsageEvent[], Told[], Told[], Told[]] = [[], [], [], []];
  const spanOf = new Map<UsageEvent, string>();
  for (const { at, id, name, read: said } of readTraces(decoded)) {
    const read = stamp(said);
    const span = id === undefined ? `The span at ${at}` : `Span ${id} (${name.slice(0, NAME_CHARACTERS)})`;
    if ("faults" in read) rejected.push({ span, faults: read.faults });
    for (const { body, flags } of "events" in read ? read.events : []) {
      const judged = readUsageEvent(body, rules);
      if ("faults" in judged) rejected.push({ span, faults: judged.faults });
      else {
        events.push(judged.event);
        spanOf.set(judged.event, span);
      }
      if ("event" in judged && flags.length > 0) flagged.push({ span, faults: flags });
    }
  }
  for (const group of narrowGroups(ctx, events)) {
    const acceptance = await acceptUsage(ctx, group, "live");
    if (acceptance.unavailable.length > 0)
      throw new DomainError("unavailable", "Not all was taken. Send the same request again.");
    for (const { place, fault } of acceptance.flagged) {
      const span = group[place] && spanOf.get(group[place]);
      if (span !== undefined) unbound.push({ span, faults: [fault] });
    }
  }
  return { rejectedSpans: rejected.length, errorMessage: messageOf(rejected, flagged, unbound) };
}

/**
 * Groups that each span no more buckets than one request of events may: a collector that was cut off sends hours at once, and cannot be
 * told to send less.
 */
function narrowGroups({ configuration: { schedule } }: Context, events: readonly UsageEvent[]): UsageEvent[][] {
  const byBucket = Map.groupBy(events, ({ timeEpochMs: time }) => time - (time % spanAt(time, schedule)));
  const buckets = [...byBucket].toSorted(([a], [b]) => a - b).map(([, ofBucket]) => ofBucket);
  const groups: UsageEvent[][] = [];
  for (let from = 0; from < buckets.length; from += LIMITS.bucketsPerRequest) {
    groups.push(buckets.slice(from, from + LIMITS.bucketsPerRequest).flat());
  }
  return groups;
}

const NAME_CHARACTERS = 60;
const SPANS_TOLD = 10;
const MESSAGE_CHARACTERS = 4_000;

/** For the log of whoever runs the exporter: the first spans, with their reasons. Never what prompts or answers say. */
function messageOf(rejected: readonly Told[], flagged: readonly Told[], unbound: readonly Told[]): string {
  const parts = [
    listOf("rejected", rejected),
    listOf("counted, though they contradict themselves", flagged),
    listOf("counted without their reservations", unbound),
  ];
  return parts
    .filter((part) => part !== "")
    .join(" ")
    .slice(0, MESSAGE_CHARACTERS);
}

function listOf(what: string, told: readonly Told[]): string {
  if (told.length === 0) return "";
  const lines = told.slice(0, SPANS_TOLD).map(({ span, faults }) => {
    const reasons = faults.map(({ pointer, detail }) => (pointer === "" ? detail : `${pointer}: ${detail}`));
    return `${span}: ${reasons.join(" ")}`;
  });
  const more = told.length > SPANS_TOLD ? ` And ${told.length - SPANS_TOLD} more.` : "";
  return `${told.length} ${what}. ${lines.join(" ")}${more}`;
}
