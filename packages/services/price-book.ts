import type { Configuration } from "@outlay/domain/configuration";
import { compilePriceBook, type PriceBook } from "@outlay/domain/price-book";
import { localDateOf, startOfLocalDate } from "@outlay/domain/zone";
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

/** When a tenant's own prices begin and end, found once a configuration. */
const changes = new WeakMap<Configuration["priceOverrides"], readonly number[]>();

function changesOf(priceOverrides: Configuration["priceOverrides"]): readonly number[] {
  const known =
    changes.get(priceOverrides) ??
    [...priceOverrides.values()].flatMap(({ from, to }) =>
      [from, to].flatMap((text) => text ?? []).map((text) => Date.parse(text)),
    );
  changes.set(priceOverrides, known);
  return known;
}

/** Two instants, and those between them at which prices or rates of the tenant's own change: all that hold meanwhile hold at one of these. */
export function pricedInstants(
  { tenant: { time_zone: zone }, priceOverrides, currencyRates }: Configuration,
  fromEpochMs: number,
  toEpochMs: number,
): readonly number[] {
  const [first, last] = [localDateOf(fromEpochMs, zone), localDateOf(toEpochMs, zone)];
  const dates = [...currencyRates.values()].flatMap(({ from }) => (first < from && from <= last ? [from] : []));
  const between = changesOf(priceOverrides).filter((epochMs) => fromEpochMs < epochMs && epochMs < toEpochMs);
  const starts = dates.map((date) => startOfLocalDate(date, zone));
  return [...new Set([fromEpochMs, ...between, ...starts, toEpochMs])];
}
