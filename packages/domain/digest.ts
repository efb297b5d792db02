import { createHash } from "node:crypto";
import { compareText } from "./compare-text.ts";

/**
 * One text for one value: members sorted by UTF-16 code units at every depth, no white space. Members that are undefined are
 * left out, as in JSON. A bigint or a number that is not finite is a bug, and throws.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === "number" && !Number.isFinite(member))
      throw new TypeError("Canonical JSON holds finite numbers.");
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => compareText(a, b)));
  });
}

export const sha256Hex = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** Names the state of an entity, e.g. for If-Match: equal states have equal tags. */
export const entityTag = (entity: unknown): string => `"${sha256Hex(canonicalJson(entity)).slice(0, 32)}"`;
