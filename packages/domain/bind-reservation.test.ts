import { expect, test } from "vitest";
import { bindReservation } from "./bind-reservation.ts";
import { UNBOUND } from "./key-binding.ts";
import { readUsageEvent } from "./read-usage-event.ts";
import { type Reservation, reservationKeys, signReservation } from "./reservation.ts";

const NOW = Date.UTC(2026, 10, 2, 9);
const keys = reservationKeys("s".repeat(48), "ten_1");
const reservation: Reservation = { decisionId: "dec_1", slot: "a1", amounts: [7n, 5n], holds: ["abc123"] };
const id = signReservation(reservation, keys);

function eventOf(route: object | null) {
  const read = readUsageEvent(
    { id: "e", source: "s", time: "2026-11-02T09:00:00Z", operation: "tool_call", route },
    { kind: "live", nowEpochMs: NOW, bound: UNBOUND },
  );
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.event;
}

test.each([
  ["by its id alone", { reservation_id: id }],
  ["with the decision that it is of", { reservation_id: id, decision_id: "dec_1" }],
  ["of its second attempt", { reservation_id: id, attempt: 2 }],
])("an event is bound to its reservation %s", (_, route) => {
  const { event, flag } = bindReservation(eventOf(route), keys);
  expect(flag).toBeUndefined();
  expect(event.route).toMatchObject({ reservation, decisionId: "dec_1" });
});

test.each([null, {}, { decision_id: "dec_9", attempt: 4 }])(
  "an event that states none is left as it is: %j",
  (route) => {
    const event = eventOf(route);
    expect(bindReservation(event, keys)).toEqual({ event, flag: undefined });
  },
);

test.each([
  [
    "that was changed",
    { reservation_id: `${id.slice(0, -1)}${id.endsWith("A") ? "B" : "A"}` },
    "/route/reservation_id",
  ],
  ["that was cut", { reservation_id: id.slice(0, 40) }, "/route/reservation_id"],
  ["that is empty", { reservation_id: "" }, "/route/reservation_id"],
  ["of another decision", { reservation_id: id, decision_id: "dec_2" }, "/route/reservation_id"],
  ["of fewer attempts", { reservation_id: id, attempt: 3 }, "/route/attempt"],
])("an event keeps what it said, without a reservation %s", (_, route, pointer) => {
  const event = eventOf(route);
  const bound = bindReservation(event, keys);
  expect(bound.event).toEqual(event);
  expect(bound.event.route?.reservation).toBeNull();
  expect(bound.flag).toMatchObject({
    pointer,
    detail: expect.stringMatching(/The event counts.*leave it out/) as string,
  });
});

test("another tenant's reservation binds nothing", () => {
  const bound = bindReservation(eventOf({ reservation_id: id }), reservationKeys("s".repeat(48), "ten_2"));
  expect(bound.event.route).toMatchObject({ reservation: null, decisionId: null });
  expect(bound.flag?.pointer).toBe("/route/reservation_id");
});
