import { formatDecimal } from "@outlay/domain/decimal";
import type { RatedTokens, TokenRate } from "@outlay/domain/price";
import { RATED_TOKENS } from "@outlay/domain/price";
import { CATALOGUE } from "./catalogue-file.ts";
import type { CatalogueModel, CatalogueProvider } from "./catalogue-file.ts";
import { datedRates, SERVICE_TIERS } from "./catalogue.ts";
import type { DatedRate, ServiceTier } from "./catalogue.ts";
import { catalogueProviderId } from "./providers.ts";

export interface PriceFilter {
  /** Any name of a provider. */
  readonly provider?: string;
  /** A part of the model's id. */
  readonly model?: string;
  readonly serviceTier?: ServiceTier;
}

/** Amounts are decimal text, in dollars for a million tokens (for a thousand requests). Days are UTC, half-open. */
export interface ListedPrice {
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly serviceTier: ServiceTier;
  readonly rates: readonly ListedRate[];
  readonly perThousandRequests: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Seconds of the UTC day, where the price holds for some hours alone. */
  readonly daily: readonly [number, number] | null;
}

export interface ListedRate {
  readonly tokens: RatedTokens;
  /** 0 for the base; a tier holds for the whole request once its input is larger. */
  readonly aboveInputTokens: number;
  readonly perMillion: string;
}

/** One page of the bundled list prices, in the catalogue's order. `after` is the id of the last item that was seen. */
export function listCatalogue(
  filter: PriceFilter,
  page: { readonly limit: number; readonly after: string | null },
): { readonly items: readonly ListedPrice[]; readonly nextAfter: string | null } {
  const items: ListedPrice[] = [];
  let isPast = page.after === null;
  for (const price of listedPrices(filter)) {
    if (!isPast) {
      isPast = price.id === page.after;
      continue;
    }
    if (items.length === page.limit) return { items, nextAfter: items.at(-1)?.id ?? null };
    items.push(price);
  }
  return { items, nextAfter: null };
}

function* listedPrices({ provider: wanted, model: part, serviceTier }: PriceFilter): Generator<ListedPrice> {
  const providerId = wanted === undefined ? undefined : catalogueProviderId(wanted);
  for (const provider of CATALOGUE.providers) {
    if (providerId !== undefined && provider.id !== providerId) continue;
    for (const model of provider.models) {
      if (part !== undefined && !model.id.toLowerCase().includes(part.toLowerCase())) continue;
      for (const tier of SERVICE_TIERS) {
        if (serviceTier === undefined || tier === serviceTier) yield* pricesOf(provider, model, tier);
      }
    }
  }
}

function pricesOf(provider: CatalogueProvider, model: CatalogueModel, serviceTier: ServiceTier): ListedPrice[] {
  const dated = datedRates(provider, model, serviceTier);
  return dated.map(({ rate, validFrom, daily }, index) => ({
    id: rate.id,
    provider: provider.id,
    model: model.id,
    serviceTier,
    rates: RATED_TOKENS.flatMap((tokens) => listedRates(tokens, rate.tokens[tokens])),
    perThousandRequests: rate.perRequest === 0n ? null : formatDecimal(rate.perRequest * 1000n, 15),
    validFrom,
    validTo: validTo(dated, index),
    daily,
  }));
}

/** A row ends where the next day of change begins; the hours of one list end together. */
function validTo(dated: readonly DatedRate[], index: number): string | null {
  const from = dated[index]?.validFrom ?? null;
  return dated.slice(index + 1).find(({ validFrom }) => validFrom !== from)?.validFrom ?? null;
}

function listedRates(tokens: RatedTokens, rate: TokenRate | undefined): ListedRate[] {
  if (rate === undefined) return [];
  const steps = [{ aboveInputTokens: 0, rate: rate.base }, ...rate.tiers];
  return steps.map((step) => ({
    tokens,
    aboveInputTokens: step.aboveInputTokens,
    perMillion: formatDecimal(step.rate, 9),
  }));
}
