import { LIMITS } from "@outlay/domain/limits";
import type { EntityKind } from "./entities.ts";

/** Amounts that spend is held to. */
export const BUDGETS: EntityKind<"budget"> = {
  collection: "budget",
  idPrefix: "bud",
  noun: "budget",
  limit: LIMITS.budgetsPerTenant,
  notFound: "budget_not_found",
  limitReached: "budget_limit_reached",
};
