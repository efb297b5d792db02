import { LIMITS } from "@outlay/domain/limits";
import type { EntityKind } from "./entities.ts";

/** Rules that fill what events do not state. */
export const ATTRIBUTION_RULES: EntityKind<"attribution_rule"> = {
  collection: "attribution_rule",
  idPrefix: "arl",
  noun: "attribution rule",
  limit: LIMITS.attributionRulesPerTenant,
  notFound: "attribution_rule_not_found",
  limitReached: "attribution_rule_limit_reached",
};
