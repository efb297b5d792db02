import { createHmac } from "node:crypto";
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
  holds: ["abc123", "def456", "xyz789.0123456789abcdef"],
};
const id = signReservation(reservation, keys);

const reservations = fc.record({
  decisionId: fc.stringMatching(/^dec_[0-9a-z]{26}$/),
  slot: fc.stringMatching(/^[0-9a-z]{1,8}$/),
  amounts: fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 1, maxLength: LIMITS.decisionAttempts }),
  holds: fc.array(fc.string({ maxLength: 23 }), { maxLength: 10 }),
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

/** Of texts, those that are taken for a reservation. */
const taken = (texts: readonly string[], by = keys): readonly string[] =>
  texts.filter((text) => {
    try {
      return verifyReservation(text, by);
    } catch (error) {
      expect(error).toMatchObject({ code: "reservation_invalid" });
      return false;
    }
  });

test("no bit of it can be changed, no end of it can be missing, and nothing can follow", () => {
  const bytes = Buffer.from(id.slice(4), "base64url");
  const changed = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const other = Buffer.from(bytes);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return `rsv_${other.toString("base64url")}`;
  });
  const cut = Array.from(id, (_, length) => id.slice(0, length));
  const longer = ["A", "=", "==", " ", "\n", id].map((more) => id + more);
  expect(taken([...changed, ...cut, ...longer])).toEqual([]);
  expect(taken([id])).toEqual([id]);
});

test("no character of it can be another, although base64url may have several texts for the same bytes", () => {
  const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/"];
  const others = Array.from(id, (was, at) =>
    alphabet.flatMap((each) => (each === was ? [] : [id.slice(0, at) + each + id.slice(at + 1)])),
  );
  expect(taken(others.flat())).toEqual([]);
});

test.each([
  ["another tenant's", reservationKeys(SECRET, "ten_2")],
  ["signed with another secret", reservationKeys(OTHER, "ten_1")],
  ["of no key at all", reservationKeys("", "ten_1")],
])("a reservation is refused that is %s", (_, others) => {
  expect(taken([id], others)).toEqual([]);
});

test("what is no reservation is refused, also what an edition signed that is not known here", () => {
  const longer = [`rsv_${"A".repeat(3000)}`, `rsv_${"A".repeat(44)}`, ` ${id}`];
  expect(taken(["", "rsv_", "RSV_", "rsv_A", "dec_1", id.slice(4), ...longer])).toEqual([]);
  const signed = Buffer.from(`\x02${reservationText(reservation)}`);
  const mac = createHmac("sha256", keys[0] ?? "")
    .update(signed)
    .digest();
  expect(taken([`rsv_${Buffer.concat([signed, mac]).toString("base64url")}`])).toEqual([]);
});

test("after the sealing secret was changed, both verify what they signed while both are there", () => {
  const both = reservationKeys(`${OTHER} ${SECRET}`, "ten_1");
  const after = signReservation(reservation, both);
  expect([verifyReservation(id, both), verifyReservation(after, both)]).toEqual([reservation, reservation]);
  expect(taken([after])).toEqual([]);
  expect(taken([id], reservationKeys(OTHER, "ten_1"))).toEqual([]);
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
  const ofLength = (characters: number): Reservation => ({
    ...reservation,
    holds: ["x".repeat(characters)],
  });
  const longest = Array.from({ length: 2_000 }, (_, characters) => characters).findLast((characters) =>
    fitsReservationId(ofLength(characters)),
  );
  const last = signReservation(ofLength(longest ?? 0), keys);
  expect(last.length).toBe(LIMITS.reservationCharacters);
  expect(() => signReservation(ofLength((longest ?? 0) + 1), keys)).toThrow(/fits its id/);
  const fits = (count: number, hold: string) =>
    fitsReservationId({ ...reservation, holds: Array.from({ length: count }, () => hold) });
  expect([fits(150, "abc123"), fits(50, "abc123.0123456789abcdef"), fits(60, "abc123.0123456789abcdef")]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  ["without an amount", []],
  ["with more amounts than attempts", Array.from({ length: 6 }, () => 1n)],
  ["of less than nothing", [-1n]],
])("nothing is signed %s", (_, amounts) => {
  expect(() => signReservation({ ...reservation, amounts }, keys)).toThrow(/Broken invariant/);
});
