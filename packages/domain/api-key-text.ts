import { crc32 } from "node:zlib";

/** What a caller presents: `outlay_live_<26 of the id>_<secret, 43 of base62>_<crc32, 6 of base62>`. */
export interface ApiKeyText {
  /** Of our form: `key_` and 26 characters. */
  readonly keyId: string;
  /** 256 random bits in base62. Only its SHA-256 is kept. */
  readonly secret: string;
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_CHARS = 43;
const CHECKSUM_CHARS = 6;
const PREFIX = "outlay_live_";
const KEY = /^outlay_live_([0-9a-hjkmnp-tv-z]{26})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;

export const looksLikeApiKey = (text: string): boolean => text.startsWith(PREFIX);

/** The whole key's text. `randomBytes` are 32 bytes from a cryptographic source. */
export function formatApiKey(keyId: string, randomBytes: Uint8Array): string {
  const secret = base62(bigEndian(randomBytes), SECRET_CHARS);
  const body = `${PREFIX}${keyId.slice("key_".length)}_${secret}`;
  return `${body}_${checksum(body)}`;
}

/** The parts of a key; undefined for any text that is not one, to the last character. */
export function parseApiKey(text: string): ApiKeyText | undefined {
  const match = KEY.exec(text);
  if (!match) return undefined;
  const [, id = "", secret = "", sum = ""] = match;
  if (sum !== checksum(text.slice(0, -(CHECKSUM_CHARS + 1)))) return undefined;
  return { keyId: `key_${id}`, secret };
}

const checksum = (body: string): string => base62(BigInt(crc32(body)), CHECKSUM_CHARS);

const bigEndian = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

function base62(value: bigint, chars: number): string {
  const digits = Array.from({ length: chars }, (_, index) => {
    const place = 62n ** BigInt(chars - 1 - index);
    return ALPHABET.charAt(Number((value / place) % 62n));
  });
  return digits.join("");
}
