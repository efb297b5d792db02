import { RATED_TOKENS, type Rate, type RatedTokens, type TokenRate } from "@outlay/domain/price";
import { CATALOGUE, type CatalogueProvider } from "./catalogue-file.ts";
import { datedRates, rateInForce } from "./catalogue.ts";
import { findProvider } from "./find-model.ts";
import { catalogueProviderId } from "./providers.ts";

/**
 * What usage without a known price costs at worst, by the list: of each class of tokens the highest rate in force at an instant
 * among the provider's models, tiers included; among all models where the list does not know the provider. In dollars.
 */
export function worstCaseRate(provider: string | null, atEpochMs: number): Rate {
  const known = provider === null ? undefined : findProvider(catalogueProviderId(provider));
  const dearest = new Map<RatedTokens, bigint>();
  let perRequest = 0n;
  for (const rate of listRates(known === undefined ? CATALOGUE.providers : [known], atEpochMs)) {
    if (rate.perRequest > perRequest) perRequest = rate.perRequest;
    for (const name of RATED_TOKENS) {
      const own = rate.tokens[name];
      if (own !== undefined) dearest.set(name, highestOf(own, dearest.get(name) ?? 0n));
    }
  }
  const tokens: Partial<Record<RatedTokens, TokenRate>> = {};
  for (const [name, base] of dearest) tokens[name] = { base, tiers: [] };
  return { id: `worst-case/${known?.id ?? "any"}#${CATALOGUE.version}`, tokens, perRequest };
}

function* listRates(providers: readonly CatalogueProvider[], atEpochMs: number): Generator<Rate> {
  for (const provider of providers) {
    for (const model of provider.models) {
      const rate = rateInForce(datedRates(provider, model, "standard"), atEpochMs);
      if (rate !== undefined) yield rate;
    }
  }
}

const highestOf = ({ base, tiers }: TokenRate, atLeast: bigint): bigint =>
  [base, ...tiers.map(({ rate }) => rate)].reduce((highest, rate) => (rate > highest ? rate : highest), atLeast);
