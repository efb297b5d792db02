import { bindReservation, type BoundEvent } from "@outlay/domain/bind-reservation";
import { DAY_MS, spanAt } from "@outlay/domain/bucket";
import { DomainError, type Fault } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { reservationKeys } from "@outlay/domain/reservation";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import type { UsageEvent } from "@outlay/domain/usage-event";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { claimToldEvents } from "./claim-releases.ts";
import type { Context, Sealing } from "./context.ts";

export type Kind = "live" | "import";

/** The places, in what was given, of events that are durable now and of those to be sent again. */
export interface Acceptance {
  readonly accepted: readonly number[];
  readonly unavailable: readonly number[];
  /** What is wrong with reservations of accepted events, which count without them. Pointers are into the event. */
  readonly flagged: readonly { readonly place: number; readonly fault: Fault }[];
}

/**
 * Makes events durable on the usage queue, in as few messages as fit. Live events that span many buckets need the scope
 * `imports:write`. Throws `forbidden`; `invalid_request` where such a request lacks that scope; `unavailable` where the queue
 * took nothing, or it cannot be noted which reservations the events settle.
 */
export async function acceptUsage(
  ctx: Context & Sealing,
  events: readonly UsageEvent[],
  kind: Kind,
): Promise<Acceptance> {
  const scope = kind === "import" ? "imports:write" : "events:write";
  if (!ctx.actor.scopes.has(scope)) throw new DomainError("forbidden", `This needs the scope ${scope}.`);
  const isImport = kind === "import" || isWide(ctx, events);
  if (isImport && !ctx.actor.scopes.has("imports:write")) {
    throw new DomainError(
      "invalid_request",
      `These events span more than ${LIMITS.bucketsPerRequest} buckets of time. Send them in smaller requests, or to POST /v1/imports with a credential that holds imports:write.`,
    );
  }
  return sendUsage(ctx, events, isImport);
}

/** The same for events that the caller may send, whatever their kind. */
export async function sendUsage(
  ctx: Context & Sealing,
  events: readonly UsageEvent[],
  isImport: boolean,
): Promise<Acceptance> {
  const bound = bindReservations(ctx, events);
  const places = events.map((_, place) => place);
  const groups = isImport ? byDay(events, places) : [places];
  const acceptedAtEpochMs = ctx.now().getTime();
  const boundEvents = bound.map(({ event }) => event);
  await claimToldEvents(ctx, boundEvents).catch((cause: unknown) => {
    throw new DomainError("unavailable", "No event was taken. Send the same request again.", { cause });
  });
  const parcels = groups.flatMap((group) => pack(ctx, boundEvents, group, acceptedAtEpochMs));
  const failed = new Set(await ctx.usageQueue.send(parcels.map(({ message }) => message)));
  const placesOf = (wasTaken: boolean) =>
    parcels.filter((_, index) => failed.has(index) !== wasTaken).flatMap((parcel) => parcel.places);
  const accepted = placesOf(true);
  if (accepted.length === 0 && events.length > 0) {
    throw new DomainError("unavailable", "No event was taken. Send the same request again.");
  }
  const flagged = accepted.flatMap((place) => {
    const fault = bound[place]?.flag;
    return fault ? [{ place, fault }] : [];
  });
  return { accepted, unavailable: placesOf(false), flagged };
}

/** The one place where usage comes in, by whatever route. Most of it has no reservation, and needs no key. */
function bindReservations(
  { tenantId, sealingSecret }: Pick<Context, "tenantId"> & Sealing,
  events: readonly UsageEvent[],
): readonly BoundEvent[] {
  if (events.every(({ route }) => (route?.reservationId ?? null) === null))
    return events.map((event) => ({ event, flag: undefined }));
  const keys = reservationKeys(sealingSecret, tenantId);
  return events.map((event) => bindReservation(event, keys));
}

/** More buckets in one request would make as many small blocks of it. */
function isWide(ctx: Context, events: readonly UsageEvent[]): boolean {
  const { schedule } = ctx.configuration;
  const starts = new Set(events.map(({ timeEpochMs: time }) => time - (time % spanAt(time, schedule))));
  return starts.size > LIMITS.bucketsPerRequest;
}

/** A message holds one UTC day of an import, so that its blocks stay whole. */
function byDay(events: readonly UsageEvent[], places: readonly number[]): readonly number[][] {
  return [...Map.groupBy(places, (place) => Math.floor((events[place]?.timeEpochMs ?? 0) / DAY_MS)).values()];
}

/** One message and the places of the events in it. */
interface Parcel {
  readonly message: OutgoingMessage;
  readonly places: readonly number[];
}

/** Halves what does not fit one message. A single event always does: its parts are all bounded. */
function pack(
  ctx: Context,
  events: readonly UsageEvent[],
  places: readonly number[],
  acceptedAtEpochMs: number,
): Parcel[] {
  const chosen = places.map((place) => events[place]).filter((event) => event !== undefined);
  const apiKeyId = ctx.actor.kind === "api_key" ? ctx.actor.id : null;
  const messageId = ctx.newId("msg");
  const batch = toUsageBatch(chosen, apiKeyId);
  const message = usageMessage({ tenantId: ctx.tenantId, messageId, acceptedAtEpochMs, batch });
  if (message.body.length <= LIMITS.messageCharacters || places.length <= 1) return [{ message, places }];
  const half = Math.ceil(places.length / 2);
  return [places.slice(0, half), places.slice(half)].flatMap((part) => pack(ctx, events, part, acceptedAtEpochMs));
}
