import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { farPrices, formerPrice, type OverrideDraft } from "@outlay/domain/price-band";
import { findRatesLike } from "@outlay/prices/catalogue";
import type { EntityKind } from "./entities.ts";
import { priceBookOf } from "./price-book.ts";

/** A tenant's own prices, as a collection. A price that looks like a slip of the unit is refused with `price_needs_confirmation`. */
export const PRICE_OVERRIDES: EntityKind<"price_override"> = {
  collection: "price_override",
  idPrefix: "pov",
  noun: "price override",
  limit: LIMITS.priceOverridesPerTenant,
  notFound: "price_override_not_found",
  limitReached: "price_override_limit_reached",
  check: (configuration, input, id, nowEpochMs) => {
    if (!isConfirmed(input)) requireNear(configuration, input, id, nowEpochMs);
  },
  keep: withoutConfirm,
};

/** That a price was confirmed says nothing of the price. */
const withoutConfirm = (input: OverrideDraft): object =>
  Object.fromEntries(Object.entries(input).filter(([name]) => name !== "confirm"));

const isConfirmed = (input: object): boolean => "confirm" in input && input.confirm === true;

function requireNear(configuration: Configuration, draft: OverrideDraft, id: string, nowEpochMs: number): void {
  const atEpochMs = draft.from === null ? nowEpochMs : Date.parse(draft.from);
  const former = formerPrice(draft, configuration.priceOverrides.values(), id, atEpochMs);
  const list =
    draft.kind === "model_rates" ? findRatesLike(draft.provider, draft.model, draft.service_tier, atEpochMs) : [];
  const faults = farPrices(draft, priceBookOf(configuration), { former, list, atEpochMs });
  if (faults.length === 0) return;
  throw new DomainError(
    "price_needs_confirmation",
    'Some prices are far from those before, or very dear; see errors. If they are meant, say "confirm": true.',
    { faults },
  );
}
