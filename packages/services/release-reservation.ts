import { DomainError } from "@outlay/domain/errors";
import { amountOfAttempts, attemptsOf } from "@outlay/domain/release";
import { reservationKeys, verifyReservation } from "@outlay/domain/reservation";
import { claimAttempt } from "@outlay/storage/settlement-marks";
import type { Context, Randomness, Sealing } from "./context.ts";
import type { GiveBack } from "./give-back.ts";

/** What one request set free. */
export interface ReleasedReservation {
  /** Nothing, where events or an earlier request had all of it. */
  readonly picos: bigint;
  /** From 1. */
  readonly attempts: readonly number[];
}

/**
 * Sets free at once what a decision reserved for calls that will not be made: of all attempts that no event and no earlier request
 * has claimed. Throws `forbidden`; `reservation_invalid` where it is not this decision's. A request that is cut short between its marks and the
 * counters leaves the money held until its slot ends, and a repeat does not take it off a second time.
 */
export async function releaseReservation(
  ctx: Context & Sealing & Randomness,
  giveBack: GiveBack,
  { decisionId, reservationId }: { readonly decisionId: string; readonly reservationId: string },
): Promise<ReleasedReservation> {
  const { table, tenantId } = ctx;
  if (!ctx.actor.scopes.has("decisions:write"))
    throw new DomainError("forbidden", "This needs the scope decisions:write.");
  const reservation = verifyReservation(reservationId, reservationKeys(ctx.sealingSecret, tenantId));
  if (reservation.decisionId !== decisionId)
    throw new DomainError("reservation_invalid", "This reservation is another decision's.");
  // Not by ctx.newId: a second run of one request has the same, and would take the first one's marks for its own.
  const claimant = JSON.stringify(["release", Buffer.from(ctx.randomBytes(16)).toString("hex")]);
  const attempts: number[] = [];
  for (const attempt of attemptsOf(reservation))
    if (await claimAttempt(table, tenantId, { decisionId, attempt }, claimant, ctx.now().getTime()))
      attempts.push(attempt);
  const picos = amountOfAttempts(reservation, attempts);
  if (picos > 0n) await giveBack(ctx, tenantId, { slot: reservation.slot, holds: reservation.holds, picos });
  return { picos, attempts };
}
