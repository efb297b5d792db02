import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { EntityKind } from "./entities.ts";

/** How far one run may go: each limit of its own name. */
export const RUN_LIMITS: EntityKind<"run_limit"> = {
  collection: "run_limit",
  idPrefix: "rul",
  noun: "run limit",
  limit: LIMITS.runLimitsPerTenant,
  notFound: "run_limit_not_found",
  limitReached: "run_limit_limit_reached",
  check: ({ runLimits }, input, id) => {
    for (const other of runLimits.values()) {
      if (other.id === id || other.name !== input.name) continue;
      throw new DomainError("run_limit_already_exists", `${other.id} is named ${input.name}.`);
    }
  },
};
