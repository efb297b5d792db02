import { LIMITS } from "@outlay/domain/limits";
import type { OverrideDraft } from "@outlay/domain/price-band";
import type { EntityKind } from "./entities.ts";

/** A tenant's own prices, as a collection. A price that looks like a slip of the unit is refused with `price_needs_confirmation`. */
export const PRICE_OVERRIDES: EntityKind<"price_override"> = {
  collection: "price_override",
  idPrefix: "pov",
  noun: "price override",
  limit: LIMITS.priceOverridesPerTenant,
  notFound: "price_override_not_found",
  limitReached: "price_override_limit_reached",
  loadCheck: async () => (await import("./check-price-override.ts")).checkPriceOverride,
  keep: (input) => withoutConfirm(input),
};

/** That a price was confirmed says nothing of the price. */
const withoutConfirm = (input: OverrideDraft): object =>
  Object.fromEntries(Object.entries(input).filter(([name]) => name !== "confirm"));
