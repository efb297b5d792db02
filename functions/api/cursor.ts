import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "@outlay/domain/digest";
import { DomainError } from "@outlay/domain/errors";
import type { Actor } from "@outlay/services/context";

const VERSION = 1;
const LIFETIME_MS = 24 * 3_600_000;
const MAC_BYTES = 32;

/** Makes and opens the cursors of one request's list. `filters` is whatever else decides what the list holds. */
export interface CursorSealer {
  /** The text after which the next page starts, e.g. an id; as `next_cursor`. */
  seal(position: string, filters?: unknown): string;
  /** The sealed position; undefined for no cursor. Throws `cursor_invalid` for one that is not of this list and caller. */
  open(cursor: string | undefined, filters?: unknown): string | undefined;
}

interface Bound {
  readonly secret: string;
  readonly tenantId: string;
  readonly actor: Actor;
  readonly operationId: string;
  readonly nowMs: number;
}

/**
 * Cursors that only the caller of the same tenant, operation and filters can use, for 24 hours: a position and an expiry,
 * under an HMAC that covers what they are bound to. Scopes are part of it, so a change of role ends them too.
 */
export function cursorSealer(bound: Bound): CursorSealer {
  return {
    seal(position, filters) {
      const payload = Buffer.from(JSON.stringify([bound.nowMs + LIFETIME_MS, position]));
      return Buffer.concat([mac(bound, filters, payload), payload]).toString("base64url");
    },
    open(cursor, filters) {
      if (cursor === undefined) return undefined;
      const bytes = Buffer.from(cursor, "base64url");
      // One text for one cursor: base64url ignores stray characters and unused bits.
      if (bytes.toString("base64url") !== cursor || bytes.length <= MAC_BYTES) throw invalid();
      const payload = bytes.subarray(MAC_BYTES);
      if (!timingSafeEqual(bytes.subarray(0, MAC_BYTES), mac(bound, filters, payload))) throw invalid();
      // The MAC holds, so the payload is one that seal wrote.
      const [expiresAtMs, position] = JSON.parse(payload.toString()) as [number, string];
      if (bound.nowMs >= expiresAtMs) throw invalid();
      return position;
    },
  };
}

function mac({ secret, tenantId, actor, operationId }: Bound, filters: unknown, payload: Uint8Array): Buffer {
  const scopes = [...actor.scopes].toSorted();
  const bound = canonicalJson([VERSION, tenantId, actor.kind, actor.id, scopes, operationId, filters ?? null]);
  return createHmac("sha256", secret)
    .update(`${Buffer.byteLength(bound)}:${bound}`)
    .update(payload)
    .digest();
}

const invalid = () => new DomainError("cursor_invalid", "Start again without a cursor: this one is not valid here.");
