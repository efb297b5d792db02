import * as fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import {
  amountOfAttempt,
  fitsReservationId,
  parseReservation,
  type Reservation,
  reservationKeys,
  reservationText,
  signReservation,
  verifyReservation,
} from "./reservation.ts";

const SECRET = "s".repeat(48);
const OTHER = "n".repeat(48);
const keys = reservationKeys(SECRET, "ten_1");
const reservation: Reservation = {
  decisionId: "dec_01jd0000000000000000000000",
  slot: "3qk2f",
  amounts: [12_500_000_000n, 0n, 2n ** 70n],
  holds: [
    { sheet: "0", aliases: ["abc123", "def456"] },
    { sheet: "xyz789#0123456789abcdef", aliases: ["xyz789"] },
  ],
};
const id = signReservation(reservation, keys);

const alias = fc.stringMatching(/^[0-9a-z]{6}$/);
const reservations = fc.record({
  decisionId: fc.stringMatching(/^dec_[0-9a-z]{26}$/),
  slot: fc.stringMatching(/^[0-9a-z]{1,8}$/),
  amounts: fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 1, maxLength: LIMITS.attempts }),
  holds: fc.array(fc.record({ sheet: fc.string({ maxLength: 24 }), aliases: fc.array(alias, { maxLength: 10 }) }), {
    maxLength: 6,
  }),
});

test("what is signed is verified, and says the same", () => {
  fc.assert(
    fc.property(reservations, (each) => {
      const signed = signReservation(each, keys);
      expect(verifyReservation(signed, keys)).toEqual(each);
      expect(parseReservation(reservationText(each))).toEqual(each);
      expect(signed).toMatch(/^rsv_[A-Za-z0-9_-]+$/);
      expect(signed.length).toBeLessThanOrEqual(LIMITS.reservationCharacters);
    }),
    { numRuns: 300 },
  );
});

const refused = (text: string, by = keys) => expect(() => verifyReservation(text, by)).toThrow(REFUSED);
const REFUSED = expect.objectContaining({ code: "reservation_invalid" });

test("no bit of it can be changed, no end of it can be missing, and nothing can follow", () => {
  const bytes = Buffer.from(id.slice(4), "base64url");
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    refused(`rsv_${changed.toString("base64url")}`);
  }
  for (let length = 0; length < id.length; length++) refused(id.slice(0, length));
  for (const more of ["A", "=", "==", " ", "\n", id]) refused(id + more);
});

test("no character of it can be another, although base64url may have several texts for the same bytes", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/";
  for (let at = 0; at < id.length; at++)
    for (const character of alphabet)
      if (character !== id[at]) refused(id.slice(0, at) + character + id.slice(at + 1));
});

test.each([
  ["another tenant's", reservationKeys(SECRET, "ten_2")],
  ["signed with another secret", reservationKeys(OTHER, "ten_1")],
  ["of no key at all", reservationKeys("", "ten_1")],
])("a reservation is refused that is %s", (_, others) => refused(id, others));

test.each(["", "rsv_", "RSV_", "rsv_A", `rsv_${"A".repeat(3000)}`, "dec_1", id.slice(4), ` ${id}`, `rsv_${"A".repeat(44)}`])(
  "what is no reservation is refused: %.20s",
  (text) => refused(text),
);

test("after the sealing secret was changed, both verify what they signed while both are there", () => {
  const both = reservationKeys(`${OTHER} ${SECRET}`, "ten_1");
  const after = signReservation(reservation, both);
  expect([verifyReservation(id, both), verifyReservation(after, both)]).toEqual([reservation, reservation]);
  refused(after);
  refused(id, reservationKeys(OTHER, "ten_1"));
});

test("an attempt has its own amount, and one that was not reserved has none", () => {
  expect([0, 1, 2, 3, 4].map((attempt) => amountOfAttempt(reservation, attempt))).toEqual([
    undefined,
    12_500_000_000n,
    0n,
    2n ** 70n,
    undefined,
  ]);
});

test("it is known before whether an id is too short for a reservation, to the last byte", () => {
  const ofLength = (characters: number): Reservation => ({ ...reservation, holds: [{ sheet: "x".repeat(characters), aliases: [] }] });
  const longest = Array.from({ length: 2_000 }, (_, characters) => characters).findLast((characters) =>
    fitsReservationId(ofLength(characters)),
  );
  const last = signReservation(ofLength(longest ?? 0), keys);
  expect(last.length).toBe(LIMITS.reservationCharacters);
  expect(() => signReservation(ofLength((longest ?? 0) + 1), keys)).toThrow(/fits its id/);
  const aliases = Array.from({ length: 150 }, (_, index) => `a${String(index).padStart(5, "0")}`);
  expect(fitsReservationId({ ...reservation, holds: [{ sheet: "0", aliases }] })).toBe(true);
});

test.each([
  ["without an amount", []],
  ["with more amounts than attempts", Array.from({ length: 6 }, () => 1n)],
  ["of less than nothing", [-1n]],
])("nothing is signed %s", (_, amounts) => {
  expect(() => signReservation({ ...reservation, amounts }, keys)).toThrow(/Broken invariant/);
});
