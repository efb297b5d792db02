import type { Decision, DecisionInput } from "@outlay/domain/decision";
import type { Context, Randomness, Sealing } from "./context.ts";
import { decide } from "./decide.ts";
import { giveBack } from "./give-back.ts";
import { releaseReservation } from "./release-reservation.ts";

/**
 * A decision for a caller that can call the requested model or none: it is allowed only as it was asked for, and what is held for
 * another model is set free. Throws as `decide` does.
 */
export async function decideAsRequested(
  ctx: Context & Sealing & Randomness,
  asked: DecisionInput,
): Promise<{ readonly decision: Decision; readonly isAllowed: boolean }> {
  const { decision, reservationId } = await decide(ctx, asked);
  const isAllowed = decision.verdict === "allow";
  if (!isAllowed && reservationId !== null) {
    await releaseReservation(ctx, giveBack, { decisionId: decision.id, reservationId });
  }
  return { decision, isAllowed };
}
