import { errorOf, type Fault, faultsOf, type OutlayError } from "./outlay-error.ts";
import { memberOf, type Reply } from "./transport.ts";
import type { UsageEvent } from "./usage-event.ts";

export interface RefusedEvent {
  readonly event: UsageEvent;
  readonly errors: readonly Fault[];
}

/** What became of the events of one request. Each of them is in one place. */
export interface Receipt {
  readonly accepted: number;
  readonly refused: readonly RefusedEvent[];
  /** Accepted, though something of them does not hold. */
  readonly flagged: readonly RefusedEvent[];
  /** To be sent again, in order. */
  readonly again: readonly UsageEvent[];
  /** `delayed`: after a while. `divided`: at once, in smaller requests. */
  readonly why: OutlayError | "divided" | undefined;
}

/** The body as a whole is refused, whatever it holds. */
const WHOLE: ReadonlySet<number | null> = new Set([400, 413, 415, 422]);

/** Reads what a reply says of the events that were sent. What it does not account for is sent again: the same id counts once. */
export function judgeReceipt(reply: Reply, events: readonly UsageEvent[], nowMs: number): Receipt {
  const listed = listedIn(reply, events);
  if (listed !== undefined) {
    const again = listed.filter(({ isLater }) => isLater).map(({ event }) => event);
    const refused = listed.filter(({ isLater }) => !isLater).map(({ event, errors }) => ({ event, errors }));
    const why = again.length > 0 ? errorOf(reply, nowMs) : undefined;
    const flagged = namedIn(reply, "flagged", events).map(({ event, errors }) => ({ event, errors }));
    return { accepted: events.length - listed.length, refused, flagged, again, why };
  }
  const none = { accepted: 0, refused: [], flagged: [] };
  if (!WHOLE.has(reply.status)) return { ...none, again: events, why: errorOf(reply, nowMs) };
  if (events.length > 1) return { ...none, again: events, why: "divided" };
  const { message } = errorOf(reply, nowMs);
  const refused = events.map((event) => ({ event, errors: [{ pointer: "", detail: message }] }));
  return { ...none, refused, again: [], why: undefined };
}

type Listed = RefusedEvent & { readonly isLater: boolean };

/** The events that a receipt refuses; undefined where it is none, or does not add up to what was sent. */
function listedIn(reply: Reply, events: readonly UsageEvent[]): readonly Listed[] | undefined {
  if (reply.status !== 202 && reply.status !== 422) return undefined;
  if (!Array.isArray(memberOf(reply.body, "refused"))) return undefined;
  const listed = namedIn(reply, "refused", events);
  const accepted = reply.status === 202 ? memberOf(reply.body, "accepted") : 0;
  return accepted === events.length - listed.length ? listed : undefined;
}

/** The events that a list of the receipt names by their places. */
function namedIn(reply: Reply, name: string, events: readonly UsageEvent[]): readonly Listed[] {
  const list = reply.status === null ? undefined : memberOf(reply.body, name);
  return (Array.isArray(list) ? list : []).flatMap((item: unknown) => {
    const index = Number(memberOf(item, "index"));
    const event = events[index];
    if (event === undefined) return [];
    const errors = faultsOf(item).map(({ pointer, detail }) => ({ pointer: withoutPlace(pointer, index), detail }));
    return [{ event, errors, isLater: memberOf(item, "code") === "unavailable" }];
  });
}

/** Pointers begin at the body; told of one event, its place in a request means nothing. */
function withoutPlace(pointer: string, index: number): string {
  const place = `/${index}`;
  return pointer === place || pointer.startsWith(`${place}/`) ? pointer.slice(place.length) : pointer;
}
