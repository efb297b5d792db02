import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { ownedKey } from "@outlay/domain/owner";
import type { EntityKind } from "./entities.ts";

/** Who answers for what: one owner of a kind for each value. */
export const OWNERS: EntityKind<"owner"> = {
  collection: "owner",
  idPrefix: "own",
  noun: "owner",
  limit: LIMITS.ownersPerTenant,
  notFound: "owner_not_found",
  limitReached: "owner_limit_reached",
  check: ({ owners }, input, id) => {
    const key = ownedKey(input);
    const other = owners.values().find((owner) => owner.id !== id && ownedKey(owner) === key);
    if (!other) return;
    throw new DomainError(
      "owner_already_exists",
      `${other.id} is the ${input.kind} of ${input.dimension} ${input.value}.`,
    );
  },
};
