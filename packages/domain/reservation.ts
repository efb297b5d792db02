import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { assert } from "./assert.ts";
import { DomainError } from "./errors.ts";
import { LIMITS } from "./limits.ts";

/** Money that was set aside before a call, as its id says: who holds the id knows all of it, and nobody needs to keep it. */
export interface Reservation {
  readonly decisionId: string;
  /** When the hold ends, as capped budgets count it. */
  readonly slot: string;
  /** Picos of the first attempt, the second, and so on: 1 to LIMITS.decisionAttempts. Each capped budget below holds their sum. */
  readonly amounts: readonly bigint[];
  /** Names of what holds the money: capped budgets, and values of templates of such. */
  readonly holds: readonly string[];
}

/** What reservations of one tenant are signed with: the first signs, each verifies. */
export type ReservationKeys = readonly Uint8Array[];

const PREFIX = "rsv_";
const VERSION = 1;
const MAC_BYTES = 32;

/** `secret` is the sealing secret, or several with spaces between while one follows another. One derivation serves many ids. */
export const reservationKeys = (secret: string, tenantId: string): ReservationKeys =>
  secret
    .split(/\s+/)
    .filter((text) => text !== "")
    .map((text) => Buffer.from(hkdfSync("sha256", text, "", JSON.stringify(["outlay reservation", tenantId]), 32)));

/** Whether a reservation fits its id, of LIMITS.reservationCharacters. One that 150 budgets hold does, and one of 50 values of templates. */
export const fitsReservationId = (reservation: Reservation): boolean =>
  idCharacters(1 + Buffer.byteLength(reservationText(reservation)) + MAC_BYTES) <= LIMITS.reservationCharacters;

/** `rsv_` and base64url of a version byte, the reservation, HMAC-SHA-256 of both. It is no secret, and cannot be made by others. */
export function signReservation(reservation: Reservation, keys: ReservationKeys): string {
  const { amounts } = reservation;
  assert(
    amounts.length >= 1 && amounts.length <= LIMITS.decisionAttempts,
    "a reservation has an amount for each attempt",
  );
  assert(
    amounts.every((picos) => picos >= 0n),
    "no amount is less than nothing",
  );
  assert(fitsReservationId(reservation), "a reservation fits its id");
  const [key] = keys;
  assert(key, "there is a key to sign with");
  const signed = Buffer.concat([Uint8Array.of(VERSION), Buffer.from(reservationText(reservation))]);
  return PREFIX + Buffer.concat([signed, macOf(signed, key)]).toString("base64url");
}

/** What a reservation's id says. Throws `reservation_invalid` where it is not, to the last bit, what was made for this tenant. */
export function verifyReservation(id: string, keys: ReservationKeys): Reservation {
  const bytes = bytesOf(id);
  if (bytes === undefined || bytes[0] !== VERSION || bytes.length <= 1 + MAC_BYTES) throw invalid();
  const signed = bytes.subarray(0, -MAC_BYTES);
  const mac = bytes.subarray(-MAC_BYTES);
  if (!keys.some((key) => timingSafeEqual(macOf(signed, key), mac))) throw invalid();
  return parseReservation(signed.subarray(1).toString("utf8"));
}

/** Picos of one attempt, from 1; undefined where the reservation has none such. */
export const amountOfAttempt = ({ amounts }: Reservation, attempt: number): bigint | undefined => amounts[attempt - 1];

/** One text for one reservation: what is signed, and how accepted usage carries it. */
export const reservationText = ({ decisionId, slot, amounts, holds }: Reservation): string =>
  JSON.stringify([decisionId, slot, amounts.map(String), holds]);

/** Trusts what `reservationText` wrote. */
export function parseReservation(text: string): Reservation {
  const [decisionId, slot, amounts, holds] = JSON.parse(text) as [string, string, string[], string[]];
  return { decisionId, slot, amounts: amounts.map(BigInt), holds };
}

const idCharacters = (bytes: number): number => PREFIX.length + Math.ceil((bytes * 4) / 3);

/** Undefined for any text but the one that base64url has for its bytes. */
function bytesOf(id: string): Buffer | undefined {
  if (!id.startsWith(PREFIX) || id.length > LIMITS.reservationCharacters) return undefined;
  const text = id.slice(PREFIX.length);
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}

const macOf = (signed: Uint8Array, key: Uint8Array): Buffer => createHmac("sha256", key).update(signed).digest();

const invalid = () =>
  new DomainError("reservation_invalid", "This is no reservation of yours as its decision answered it.");
