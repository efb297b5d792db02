import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { farPrices, formerPrice, type OverrideDraft } from "@outlay/domain/price-band";
import { findRatesLike } from "@outlay/prices/catalogue";
import type { EntityCheck } from "./entities.ts";
import { priceBookOf } from "./price-book.ts";

/** Refuses with `price_needs_confirmation` a price that looks like a slip of the unit, unless its input says that it is meant. */
export const checkPriceOverride: EntityCheck<"price_override"> = (configuration, input, id, nowEpochMs) => {
  if (!isConfirmed(input)) requireNear(configuration, input, id, nowEpochMs);
};

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
