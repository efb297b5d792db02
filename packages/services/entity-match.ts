import { entityTag } from "@outlay/domain/digest";
import { DomainError } from "@outlay/domain/errors";

/**
 * Holds a change to the state that the caller read: call it in `decide` with the header If-Match and the entity as it is now.
 * Throws `precondition_failed` (412) where none of the header's tags names that state; no header asks for nothing.
 */
export function requireMatch(ifMatch: string | undefined, entity: unknown): void {
  if (ifMatch === undefined || ifMatch.trim() === "*") return;
  // Weak tags never match: If-Match compares strongly.
  if (ifMatch.split(",").some((tag) => tag.trim() === entityTag(entity))) return;
  throw new DomainError("precondition_failed", "It changed since it was read: read it again.");
}
