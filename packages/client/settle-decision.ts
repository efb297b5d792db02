import type { components } from "./api-types.ts";
import type { Allowed, Permission } from "./decision.ts";
import { request } from "./request.ts";
import type { Transport } from "./transport.ts";

export interface SettleOptions {
  readonly signal?: AbortSignal;
  /** For all tries together; 10 seconds by default. */
  readonly timeoutMs?: number;
}

/** What is told of one call of a decision: its usage, whose it was, and which `attempt` it was, from 1. */
export type Settlement = components["schemas"]["Settlement"];

const TIMEOUT_MS = 10_000;

/**
 * Tells what a call used, and so settles what is reserved for it; the same told twice counts once. Without a model it was the
 * decision's. Throws OutlayError where it is refused or not answered.
 */
export async function settle(
  transport: Transport,
  decision: Permission,
  settlement: Settlement,
  options: SettleOptions,
  requestKey: string,
): Promise<void> {
  const { id, model, route } = decision;
  await request(
    transport,
    "post",
    "/v1/decisions/{decision_id}/settle",
    {
      timeoutMs: TIMEOUT_MS,
      ...options,
      params: { decision_id: id },
      body: { ...(model && { provider: model.provider, model: model.model }), route, ...settlement },
    },
    requestKey,
  );
}

/** Gives back what is reserved for calls that are not made. Throws OutlayError where it is refused or not answered. */
export async function release(
  transport: Transport,
  decision: Allowed,
  options: SettleOptions,
  requestKey: string,
): Promise<void> {
  if (decision.reservation === null) return;
  await request(
    transport,
    "post",
    "/v1/decisions/{decision_id}/release",
    {
      timeoutMs: TIMEOUT_MS,
      ...options,
      params: { decision_id: decision.id },
      body: { reservation_id: decision.reservation.id },
    },
    requestKey,
  );
}
