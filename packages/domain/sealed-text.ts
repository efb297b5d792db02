import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { assert } from "./assert.ts";

const ALGORITHM = "aes-256-gcm";
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Seal {
  /**
   * The sealing secret: text of at least 32 random characters. Several, with spaces between, while one follows another: the first
   * seals, each opens.
   */
  readonly secret: string;
  /** Whose text it is and what for. Sealed text opens under the same context alone, so it is of no use in another's place. */
  readonly context: readonly string[];
}

/** AES-256-GCM: a version byte, the IV, the ciphertext, the tag. `iv` are 12 bytes from a cryptographic source, never twice. */
export function sealText(text: string, { secret, context }: Seal, iv: Uint8Array): Uint8Array {
  assert(iv.length === IV_BYTES, "an IV has 12 bytes");
  const [key] = keysOf(secret);
  assert(key, "there is a key to seal with");
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(aadOf(context));
  const parts = [Uint8Array.of(VERSION), iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts);
}

/** The text again. Throws an error that tells nothing of it where the context is another, the key gone or the bytes changed. */
export function openText(sealed: Uint8Array, { secret, context }: Seal): string {
  const opened = sealed[0] === VERSION ? keysOf(secret).map((key) => openWith(key, sealed, context)) : [];
  const text = opened.find((each) => each !== undefined);
  if (text === undefined) throw new Error(`Sealed text does not open: ${context[0] ?? "no context"}`);
  return text;
}

function openWith(key: Buffer, sealed: Uint8Array, context: readonly string[]): string | undefined {
  const [iv, body, tag] = [
    sealed.subarray(1, 1 + IV_BYTES),
    sealed.subarray(1 + IV_BYTES, -TAG_BYTES),
    sealed.subarray(-TAG_BYTES),
  ];
  try {
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(aadOf(context));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

const keysOf = (secret: string): Buffer[] =>
  secret
    .split(/\s+/)
    .filter((text) => text !== "")
    .map((text) => Buffer.from(hkdfSync("sha256", text, "", "outlay sealed text", 32)));

/** JSON keeps parts apart whatever they hold. */
const aadOf = (context: readonly string[]) => Buffer.from(JSON.stringify(context));
