import { LIMITS } from "@outlay/domain/limits";
import type { EntityKind } from "./entities.ts";

/** How far one run may go. */
export const RUN_LIMITS: EntityKind<"run_limit"> = {
  collection: "run_limit",
  idPrefix: "rul",
  noun: "run limit",
  limit: LIMITS.runLimitsPerTenant,
  notFound: "run_limit_not_found",
  limitReached: "run_limit_limit_reached",
};
