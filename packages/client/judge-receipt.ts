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
    return { accepted: events.length - listed.length, refused, again, why };
  }
  if (!WHOLE.has(reply.status)) return { accepted: 0, refused: [], again: events, why: errorOf(reply, nowMs) };
  if (events.length > 1) return { accepted: 0, refused: [], again: events, why: "divided" };
  const { message } = errorOf(reply, nowMs);
  const refused = events.map((event) => ({ event, errors: [{ pointer: "", detail: message }] }));
  return { accepted: 0, refused, again: [], why: undefined };
}

type Listed = RefusedEvent & { readonly isLater: boolean };

/** The events that a receipt names; undefined where it is none, or does not add up to what was sent. */
function listedIn(reply: Reply, events: readonly UsageEvent[]): readonly Listed[] | undefined {
  if (reply.status !== 202 && reply.status !== 422) return undefined;
  const refused = memberOf(reply.body, "refused");
  if (!Array.isArray(refused)) return undefined;
  const listed = refused.flatMap((item: unknown) => {
    const event = events[Number(memberOf(item, "index"))];
    if (event === undefined) return [];
    return [{ event, errors: faultsOf(item), isLater: memberOf(item, "code") === "unavailable" }];
  });
  const accepted = reply.status === 202 ? memberOf(reply.body, "accepted") : 0;
  return accepted === events.length - listed.length ? listed : undefined;
}
