import type { Allowed } from "./decision.ts";
import { errorOf } from "./outlay-error.ts";
import { callOutlay, type Transport } from "./transport.ts";
import type { NewUsageEvent } from "./usage-event.ts";

export interface SettleOptions {
  readonly signal?: AbortSignal;
  /** For all tries together; 10 seconds by default. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/** What is told of one call of a decision. */
export interface Settlement extends Partial<Omit<NewUsageEvent, "route">> {
  /** Which call it was, from 1. */
  readonly attempt?: number;
}

/**
 * Tells what a call used, and so settles what is reserved for it; the same told twice counts once. Of a decision that was not
 * checked there is nothing to settle. Throws OutlayError where it is refused or not answered.
 */
export const settle = (transport: Transport, decision: Allowed, settlement: Settlement, options: SettleOptions) =>
  post(transport, decision, "settle", settlement, options);

/** Gives back what is reserved for calls that are not made. Throws OutlayError where it is refused or not answered. */
export const release = (transport: Transport, decision: Allowed, options: SettleOptions) =>
  post(transport, decision, "release", {}, options);

async function post(
  transport: Transport,
  decision: Allowed,
  verb: "settle" | "release",
  body: object,
  { signal, timeoutMs }: SettleOptions,
): Promise<void> {
  if (!decision.checked || decision.reservation === null) return;
  const reply = await callOutlay(transport, {
    method: "POST",
    path: `/v1/decisions/${encodeURIComponent(decision.id)}/${verb}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...body, reservation_id: decision.reservation.id }),
    signal,
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
    isRepeatable: true,
  });
  if (reply.status === null || reply.status >= 300) throw errorOf(reply, transport.clock.nowMs());
}
