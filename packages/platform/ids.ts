import { randomBytes } from "node:crypto";

/** Crockford's base32 in lower case: no i, l, o, u; its order is the order of the values. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const idChars = 26;
const timeBits = 48;
const randomByteCount = 10;

/**
 * A new id: prefix, `_`, 26 characters of Crockford base32 (48 bits of milliseconds, then 80 random bits).
 * Ids of one prefix sort by time. `randomBytes` are 10 bytes from a cryptographic source.
 */
export function newId(prefix: string, nowMs: number, randomBytes: Uint8Array): string {
  if (!/^[a-z]{2,5}$/.test(prefix)) throw new Error(`An id prefix is 2 to 5 lower-case letters: ${prefix}`);
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs >= 2 ** timeBits) throw new Error(`Not a time in ms: ${nowMs}`);
  if (randomBytes.length !== randomByteCount) throw new Error(`An id takes ${randomByteCount} random bytes`);

  const bits = randomBytes.reduce((value, byte) => (value << 8n) | BigInt(byte), BigInt(nowMs));
  return `${prefix}_${base32(bits)}`;
}

/** When an id of ours was made, in ms since the epoch; undefined for a text that is none. */
export function idTimeEpochMs(id: string): number | undefined {
  const characters = /^[a-z]{2,5}_([0-9a-hjkmnp-tv-z]{26})$/.exec(id)?.[1];
  if (characters === undefined) return undefined;
  let value = 0n;
  for (const character of characters) value = value * 32n + BigInt(alphabet.indexOf(character));
  const epochMs = value >> BigInt(8 * randomByteCount);
  return epochMs < 2n ** BigInt(timeBits) ? Number(epochMs) : undefined;
}

/** `newId` by the system's clock and randomness, for whoever builds a world. */
export const systemId = (prefix: string): string => newId(prefix, Date.now(), randomBytes(randomByteCount));

function base32(value: bigint): string {
  const chars = Array.from({ length: idChars }, (_, i) => {
    const shift = BigInt(5 * (idChars - 1 - i));
    return alphabet.charAt(Number((value >> shift) & 31n));
  });
  return chars.join("");
}
