import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { countedKey } from "@outlay/domain/rate-limit";
import type { EntityKind } from "./entities.ts";

/** How much a value may use in a window: one limit for each measure and window, and each of its own name. */
export const RATE_LIMITS: EntityKind<"rate_limit"> = {
  collection: "rate_limit",
  idPrefix: "lim",
  noun: "rate limit",
  limit: LIMITS.rateLimitsPerTenant,
  notFound: "rate_limit_not_found",
  limitReached: "rate_limit_limit_reached",
  check: ({ rateLimits }, input, id) => {
    const key = countedKey(input);
    for (const other of rateLimits.values()) {
      if (other.id === id) continue;
      if (other.name === input.name) throw exists(`${other.id} is named ${input.name}.`);
      if (countedKey(other) === key) throw exists(`${other.id} limits the same: change that one.`);
    }
  },
};

const exists = (message: string): DomainError => new DomainError("rate_limit_already_exists", message);
