import { divideHalfEven } from "@outlay/domain/money";
import { RATED_TOKENS } from "@outlay/domain/price";
import type { Rate, RatedTokens, TokenRate } from "@outlay/domain/price";

type BatchPercents = Readonly<Partial<Record<RatedTokens, number>>>;

export interface BatchTerms {
  readonly provider: string;
  /** Beginning of the ids of the vendor's own models, where its list holds those of others as well. */
  readonly models?: string;
  /** First UTC day of the terms. */
  readonly from: string;
  /** What a batch pays of the standard rate. A class that the vendor's terms do not mention has no batch rate. */
  readonly percents: BatchPercents;
}

const HALF: BatchPercents = {
  input_tokens: 50,
  input_image_tokens: 50,
  input_audio_tokens: 50,
  output_tokens: 50,
  output_image_tokens: 50,
};

/**
 * Batch prices, which the price library does not carry. They are for a vendor's own models: what a cloud sells of another
 * vendor's has none. A missing class is unpriced, so that a guess never passes for a price.
 */
export const BATCH_TERMS: readonly BatchTerms[] = [
  // Since the Batch API was announced: 50 % of input and output, as its users are billed (community.openai.com). What a
  // cached token costs within a batch is not stated.
  { provider: "openai", from: "2024-04-15", percents: HALF },
  // Since Message Batches were announced: 50 % of all usage, cache writes and reads included, as reported of Anthropic's
  // page on batch processing.
  {
    provider: "anthropic",
    from: "2024-10-08",
    percents: { ...HALF, cache_read_tokens: 50, cache_write_5m_tokens: 50, cache_write_1h_tokens: 50 },
  },
  // ai.google.dev/gemini-api/docs/optimization: 50 %. docs.cloud.google.com, batch prediction for Gemini: the discounts of
  // cache and batch do not stack, the cache's takes precedence.
  { provider: "google", models: "gemini-", from: "2025-07-07", percents: { ...HALF, cache_read_tokens: 100 } },
  // 50 % as reported for 2025; Mistral's page on batches states no figure, and nothing of the cache.
  { provider: "mistral", from: "2025-01-01", percents: HALF },
  // 50 % as reported on this day; Groq's first batches paid 75 %, and when that changed is not known. Nothing of the cache.
  { provider: "groq", from: "2026-05-08", percents: HALF },
];

/** A standard rate at batch terms. Undefined where the terms leave no class of it priced. */
export function batchRate(standard: Rate, id: string, { percents }: BatchTerms): Rate | undefined {
  const tokens: Partial<Record<RatedTokens, TokenRate>> = {};
  for (const name of RATED_TOKENS) {
    const rate = standard.tokens[name];
    const percent = percents[name];
    if (rate === undefined || percent === undefined) continue;
    const share = (femtos: bigint): bigint => divideHalfEven(femtos * BigInt(percent), 100n);
    tokens[name] = {
      base: share(rate.base),
      tiers: rate.tiers.map((tier) => ({ ...tier, rate: share(tier.rate) })),
    };
  }
  // No vendor states what a charge by request is within a batch, so such a model has no batch price.
  if (standard.perRequest !== 0n || Object.keys(tokens).length === 0) return undefined;
  return { id, tokens, perRequest: 0n };
}
