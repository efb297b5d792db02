import type { Decision } from "@outlay/domain/decision";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { amountOfAttempt, reservationKeys, verifyReservation } from "@outlay/domain/reservation";
import { readSettlement, type SettlementBody } from "@outlay/domain/settlement";
import type { UsageEvent } from "@outlay/domain/usage-event";
import { firstReceipt } from "@outlay/storage/receipts";
import { idTimeEpochMs } from "@outlay/platform/ids";
import { sendUsage } from "./accept-usage.ts";
import { boundValuesOf } from "./bound-values.ts";
import type { Context, Sealing } from "./context.ts";
import { findDecision } from "./get-decision.ts";

/**
 * Makes the usage of a decision's call durable, as an event like any other: it counts once by its source and id, and sets free what
 * was reserved for its attempt, and for all later ones where it succeeded. Resolves with the event. Throws `forbidden`; `decision_not_found`;
 * `reservation_invalid` where a reservation is stated that is not this decision's; `invalid_request`; `unavailable` where the queue did not
 * take it, or the decision is so fresh that its journal does not hold it yet.
 */
export async function settleDecision(
  ctx: Context & Sealing,
  decisionId: string,
  body: SettlementBody,
): Promise<UsageEvent> {
  if (!ctx.actor.scopes.has("decisions:write"))
    throw new DomainError("forbidden", "This needs the scope decisions:write.");
  const nowEpochMs = ctx.now().getTime();
  const decision = await decisionOf(ctx, decisionId);
  const read = readSettlement(decision, body, { kind: "live", nowEpochMs, bound: boundValuesOf(ctx) });
  if ("faults" in read) throw invalidRequest(...read.faults);
  checkReservation(ctx, decisionId, read.event);
  const event = (body.time ?? null) === null ? await fixTime(ctx, read.event, nowEpochMs) : read.event;
  await sendUsage(ctx, [event], false);
  return event;
}

/** Longer than a decision is on its way to the journal, be it tried again. */
const FRESH_MS = 60_000;

async function decisionOf(ctx: Context, id: string): Promise<Decision> {
  const decision = await findDecision(ctx, id);
  if (decision) return decision;
  const madeAt = idTimeEpochMs(id) ?? 0;
  if (Math.abs(ctx.now().getTime() - madeAt) < FRESH_MS) {
    throw new DomainError("unavailable", "This decision is recorded within seconds. Send the same request again then.");
  }
  throw new DomainError("decision_not_found", "There is no such decision.");
}

/** Stricter than with events: whoever settles can say it again, and is told what does not hold. */
function checkReservation(
  { sealingSecret, tenantId }: Context & Sealing,
  decisionId: string,
  { route }: UsageEvent,
): void {
  const id = route?.reservationId ?? null;
  if (id === null) return;
  const reservation = verifyReservation(id, reservationKeys(sealingSecret, tenantId));
  if (reservation.decisionId !== decisionId)
    throw new DomainError("reservation_invalid", "This reservation is another decision's.");
  if (amountOfAttempt(reservation, route?.attempt ?? 1) !== undefined) return;
  const detail = `The reservation is of ${reservation.amounts.length} attempts.`;
  throw invalidRequest({ pointer: "/attempt", detail });
}

/** A settlement that comes again without a time lies in the bucket of the first. */
async function fixTime({ table, tenantId }: Context, event: UsageEvent, nowEpochMs: number): Promise<UsageEvent> {
  return { ...event, timeEpochMs: await firstReceipt(table, tenantId, event.source, event.id, nowEpochMs) };
}
