import { DomainError, type Fault } from "./errors.ts";
import { amountOfAttempt, type Reservation, type ReservationKeys, verifyReservation } from "./reservation.ts";
import type { Route, UsageEvent } from "./usage-event.ts";

/** An event with what its reservation says, or without one and why. It counts either way. */
export interface BoundEvent {
  readonly event: UsageEvent;
  readonly flag: Fault | undefined;
}

/**
 * Verifies the reservation that an event states; where the event names no decision, it is the reservation's. Usage is never refused for
 * its reservation: one that does not hold is left out, and what was set aside is free again when it ends.
 */
export function bindReservation(event: UsageEvent, keys: ReservationKeys): BoundEvent {
  const { route } = event;
  if (route === null || route.reservationId === null) return { event, flag: undefined };
  const found = reservationOf(route, route.reservationId, keys);
  if ("pointer" in found) return { event, flag: found };
  const bound = { ...route, reservation: found, decisionId: found.decisionId };
  return { event: { ...event, route: bound }, flag: undefined };
}

function reservationOf({ decisionId, attempt }: Route, id: string, keys: ReservationKeys): Reservation | Fault {
  const reservation = verified(id, keys);
  if (reservation === undefined)
    return fault("reservation_id", "This is no reservation of yours as a decision answered it.");
  if (decisionId !== null && decisionId !== reservation.decisionId)
    return fault("reservation_id", "This is the reservation of another decision than decision_id names.");
  if (amountOfAttempt(reservation, attempt ?? 1) === undefined) {
    return fault("attempt", `The reservation is of ${reservation.amounts.length} attempts.`);
  }
  return reservation;
}

function verified(id: string, keys: ReservationKeys): Reservation | undefined {
  try {
    return verifyReservation(id, keys);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

const fault = (member: "reservation_id" | "attempt", why: string): Fault => ({
  pointer: `/route/${member}`,
  detail: `${why} The event counts, and sets nothing free. Send reservation_id as the decision answered it, or leave it out.`,
});
