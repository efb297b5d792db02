import type { Configuration } from "@outlay/domain/configuration";
import { compilePriceBook, type PriceBook } from "@outlay/domain/price-book";
import { localDateOf } from "@outlay/domain/zone";
import { findRate } from "@outlay/prices/catalogue";
import { catalogueProviderId } from "@outlay/prices/providers";

/** Compiled once a configuration, which a warm function keeps; it goes when the configuration does. */
const compiled = new WeakMap<Configuration, PriceBook>();

/** A tenant's prices under a configuration: the list, its own overrides, its currency rates. Pure. */
export function priceBookOf(configuration: Configuration): PriceBook {
  const known = compiled.get(configuration) ?? compilePriceBook(priceSourcesOf(configuration));
  compiled.set(configuration, known);
  return known;
}

/** The same uncompiled, for what-if questions. */
export const priceSourcesOf = ({ tenant, priceOverrides, currencyRates }: Configuration) => ({
  currency: tenant.currency,
  overrides: [...priceOverrides.values()],
  currencyRates: [...currencyRates.values()],
  findRate,
  providerId: catalogueProviderId,
  localDate: (epochMs: number) => localDateOf(epochMs, tenant.time_zone),
});
