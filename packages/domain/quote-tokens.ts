import {
  FEMTOS_PER_PICO,
  femtosToPicos,
  type Rate,
  RATED_TOKENS,
  type RatedTokens,
  rateAt,
  rateOfClass,
  type Scale,
  type TokenRate,
  UNSCALED,
  inputTokens,
} from "./price.ts";
import type { UsageMeasure } from "./measures.ts";

export type TokenCounts = Readonly<Partial<Record<UsageMeasure, number>>>;

/** What tokens would cost at a rate. */
export interface TokenQuote {
  readonly picos: bigint;
  /** A tier, a class without a rate of its own, a discount, a conversion or a rounding hangs on single requests: the figure is near, and not exact. */
  readonly isEstimated: boolean;
}

/**
 * What the tokens of `requests` calls together would cost, as if each were like their average. A cache that the rate does not
 * know costs what plain input does; undefined where any other class has no rate, as audio is up to 16 times as dear as text.
 */
export function quoteTokens(
  rate: Rate,
  tokens: TokenCounts,
  requests: number,
  scale: Scale = UNSCALED,
): TokenQuote | undefined {
  const average = inputTokens(tokens) / Math.max(1, requests);
  let femtos = rate.perRequest * BigInt(requests);
  let isEstimated = scale !== UNSCALED || rate.perRequest % FEMTOS_PER_PICO !== 0n;
  for (const name of RATED_TOKENS) {
    const count = tokens[name];
    if (!count) continue;
    const own = rateOfClass(rate.tokens, name);
    const used = own ?? plainRate(rate, name);
    if (used === undefined) return undefined;
    const each = rateAt(used, average);
    isEstimated ||= own === undefined || used.tiers.length > 0 || each % FEMTOS_PER_PICO !== 0n;
    femtos += each * BigInt(count);
  }
  return { picos: femtosToPicos(femtos, scale), isEstimated };
}

const plainRate = ({ tokens }: Rate, name: RatedTokens): TokenRate | undefined =>
  name.startsWith("cache_") ? tokens.input_tokens : undefined;
