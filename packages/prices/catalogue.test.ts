import { priceTokens } from "@outlay/domain/price";
import type { Rate } from "@outlay/domain/price";
import { calcPrice, waitForUpdate } from "@pydantic/genai-prices";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BATCH_TERMS } from "./batch.ts";
import { CATALOGUE } from "./catalogue-file.ts";
import { datedRates, findRate, rateInForce, SERVICE_TIERS } from "./catalogue.ts";

const at = (instant: string): number => Date.parse(instant);
const NOW = at("2026-11-02T12:00:00Z");
const inputRate = (rate: Rate | undefined): bigint | undefined => rate?.tokens.input_tokens?.base;
const inputPicos = (rate: Rate | undefined, tokens: number): bigint | undefined =>
  rate && new Map(priceTokens(rate, { input_tokens: tokens }, "chat").cost).get("input");
const idOf = (provider: string, model: string, tier: string | null, instant = NOW) =>
  findRate(provider, model, tier, instant)?.id;
const cacheRead = (provider: string, model: string, tier: string) =>
  findRate(provider, model, tier, NOW)?.tokens.cache_read_tokens?.base;

describe("looking up", () => {
  test.each([
    ["anthropic", "claude-sonnet-4-5", 3_000_000_000n],
    ["anthropic", "claude-sonnet-4-5-20250929", 3_000_000_000n],
    ["Anthropic", " Claude-Sonnet-4-5 ", 3_000_000_000n],
    ["aws.bedrock", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", 3_300_000_000n],
    ["azure.ai.openai", "gpt-4o-2024-08-06", 2_500_000_000n],
    ["gcp.vertex_ai", "gemini-2.5-pro", 1_250_000_000n],
    ["gcp.gemini", "gemini-2.5-pro", 1_250_000_000n],
    ["gcp.vertex_ai", "claude-sonnet-4-5@20250929", 3_000_000_000n],
    ["openai", "gpt-4o-20240806", 2_500_000_000n],
    ["openai", "text-embedding-3-small", 20_000_000n],
    ["x_ai", "grok-4.6", 2_000_000_000n],
    ["mistral_ai", "mistral-small-latest", 100_000_000n],
  ])("%s / %s", (provider, model, expected) => {
    expect(inputRate(findRate(provider, model, null, NOW))).toBe(expected);
    expect(findRate(provider, model, null, NOW)).toBe(findRate(provider, model, null, NOW));
  });

  test.each([
    ["openai", "no-such-model"],
    ["no-such-provider", "gpt-4o"],
    ["", ""],
    // Listed, without any price: a plan's included model is not free of cost, and its cost is not known.
    ["github_copilot", "gpt-4.1"],
    ["openrouter", "allenai/molmo-7b-d:free"],
    // Listed with a price by the hour of audio alone, which no token pays.
    ["openai", "whisper-1"],
  ])("%s / %s has no price, and never zero", (provider, model) => {
    expect(findRate(provider, model, null, NOW)).toBeUndefined();
  });

  test("an id says where, what, since when, which tier and which edition of the catalogue", () => {
    expect(idOf("anthropic", "claude-sonnet-4-5", null)).toBe(
      "anthropic/claude-sonnet-4-5/standard#genai-prices-0.1.8",
    );
    expect(idOf("anthropic", "claude-opus-4-6", "batch")).toBe(
      "anthropic/claude-opus-4-6@2026-03-13/batch#genai-prices-0.1.8",
    );
    expect(idOf("azure", "gpt-4o", null)).toBe("openai/gpt-4o/standard#genai-prices-0.1.8");
    expect(idOf("deepseek", "deepseek-v4-pro", null, at("2026-11-02T02:00:00Z"))).toBe(
      "deepseek/deepseek-v4-pro@2026-08-17T01:00-04:00/standard#genai-prices-0.1.8",
    );
  });

  test("ids are unique", () => {
    const ids = CATALOGUE.providers.flatMap((provider) =>
      provider.models.flatMap((model) =>
        SERVICE_TIERS.flatMap((tier) => datedRates(provider, model, tier).map(({ rate }) => rate.id)),
      ),
    );
    expect(ids.length).toBeGreaterThan(1500);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("names from outside are remembered up to a bound, and answered rightly beyond it", () => {
    for (let index = 0; index < 20_100; index += 1)
      expect(findRate("nobody", `model-${index}`, null, NOW)).toBeUndefined();
    expect(inputRate(findRate("openai", "gpt-4o", null, NOW))).toBe(2_500_000_000n);
  });
});

describe("prices by time", () => {
  test.each([
    ["2025-06-09T23:59:59.999Z", 10_000_000_000n],
    ["2025-06-10T00:00:00.000Z", 2_000_000_000n],
    ["2025-06-10T00:00:00.001Z", 2_000_000_000n],
  ])("o3 at %s", (instant, expected) => {
    expect(inputRate(findRate("openai", "o3", null, at(instant)))).toBe(expected);
  });

  test.each([
    ["2026-11-02T00:29:59.999Z", 135_000_000n],
    ["2026-11-02T00:30:00.000Z", 270_000_000n],
    ["2026-11-02T16:29:59.999Z", 270_000_000n],
    ["2026-11-02T16:30:00.000Z", 135_000_000n],
    ["1969-12-31T12:00:00.000Z", 270_000_000n],
  ])("deepseek-chat at %s", (instant, expected) => {
    expect(inputRate(findRate("deepseek", "deepseek-chat", null, at(instant)))).toBe(expected);
  });

  test.each([
    // Peak hours came with the price list of 17 August; before it the price was flat.
    ["2026-08-16T02:00:00.000Z", 140_000_000n],
    ["2026-08-17T00:59:59.999Z", 220_000_000n],
    ["2026-08-17T01:00:00.000Z", 440_000_000n],
    ["2026-08-17T04:00:00.000Z", 220_000_000n],
    ["2026-08-17T06:00:00.000Z", 440_000_000n],
    ["2026-08-17T10:00:00.000Z", 220_000_000n],
  ])("deepseek-v4-flash at %s", (instant, expected) => {
    expect(inputRate(findRate("deepseek", "deepseek-v4-flash", null, at(instant)))).toBe(expected);
  });
});

test("a row without any price ends the one before it", () => {
  const row = { validFrom: null, daily: null };
  const rate: Rate = { id: "test/a", tokens: { input_tokens: { base: 1n, tiers: [] } }, perRequest: 0n };
  const gone: Rate = { id: "test/b", tokens: {}, perRequest: 0n };
  const rates = [
    { ...row, rate, fromEpochMs: 0 },
    { ...row, rate: gone, fromEpochMs: 10 },
  ];
  expect([-1, 0, 9, 10].map((instant) => rateInForce(rates, instant)?.id)).toEqual([
    undefined,
    "test/a",
    "test/a",
    undefined,
  ]);
});

test("an output that is billed in parts which no class holds has no rate", () => {
  const rate = findRate("perplexity", "sonar-deep-research", null, NOW);
  expect(rate && priceTokens(rate, { input_tokens: 10, output_tokens: 10 }, "chat")).toEqual({
    cost: [["input", 20_000_000n]],
    unpriced: ["output_tokens"],
  });
});

describe("tiers by input size", () => {
  test.each([
    // Google: above 200,000. xAI: from 200,000 on. OpenAI: above 272,000 in one list, from 272,000 on in another.
    ["google", "gemini-2.5-pro", 199_999, 1_250_000_000n],
    ["google", "gemini-2.5-pro", 200_000, 1_250_000_000n],
    ["google", "gemini-2.5-pro", 200_001, 2_500_000_000n],
    ["x-ai", "grok-4.6", 199_999, 2_000_000_000n],
    ["x-ai", "grok-4.6", 200_000, 4_000_000_000n],
    ["x-ai", "grok-4.6", 200_001, 4_000_000_000n],
  ])("%s / %s with %i tokens", (provider, model, tokens, femtos) => {
    const rate = findRate(provider, model, null, NOW);
    expect(inputPicos(rate, tokens)).toBe((BigInt(tokens) * femtos) / 1000n);
  });
});

describe("service tiers", () => {
  test.each([null, "standard", "default", "on_demand"])("%s is the standard price", (tier) => {
    expect(inputRate(findRate("openai", "gpt-4o", tier, NOW))).toBe(2_500_000_000n);
  });

  test.each(["priority", "flex", "auto", "scale", "", "Batch"])(
    "%s has no list price, and never the standard one",
    (tier) => {
      expect(findRate("openai", "gpt-4o", tier, NOW)).toBeUndefined();
    },
  );

  test.each([
    ["openai", "gpt-4o"],
    ["anthropic", "claude-sonnet-4-5"],
    ["google", "gemini-2.5-pro"],
    ["mistral", "mistral-small-latest"],
    ["groq", "llama-3.3-70b-versatile"],
  ])("a batch at %s pays half of input and output, at every size", (provider, model) => {
    const standard = findRate(provider, model, "standard", NOW)?.tokens;
    const batch = findRate(provider, model, "batch", NOW)?.tokens;
    for (const name of ["input_tokens", "output_tokens"] as const) {
      expect(batch?.[name]?.base).toBe((standard?.[name]?.base ?? 0n) / 2n);
      expect(batch?.[name]?.tiers).toEqual(standard?.[name]?.tiers.map((tier) => ({ ...tier, rate: tier.rate / 2n })));
    }
  });

  test("what a cached token costs in a batch is the vendor's own rule, and unpriced where none is stated", () => {
    expect(cacheRead("anthropic", "claude-sonnet-4-5", "batch")).toBe(150_000_000n);
    expect(cacheRead("google", "gemini-2.5-pro", "batch")).toBe(cacheRead("google", "gemini-2.5-pro", "standard"));
    expect(cacheRead("openai", "gpt-4o", "standard")).toBe(1_250_000_000n);
    expect(cacheRead("openai", "gpt-4o", "batch")).toBeUndefined();
  });

  test.each(BATCH_TERMS.map(({ provider, from }) => [provider, from] as const))(
    "batches at %s begin on %s",
    (provider, from) => {
      const model =
        {
          openai: "gpt-4o",
          anthropic: "claude-sonnet-4-5",
          google: "gemini-2.5-pro",
          mistral: "mistral-small-latest",
          groq: "llama-3.3-70b-versatile",
        }[provider] ?? "";
      expect(findRate(provider, model, "batch", at(from) - 1)).toBeUndefined();
      expect(findRate(provider, model, "batch", at(from))).toBeDefined();
    },
  );

  test.each([
    ["azure", "gpt-4o"],
    ["google", "claude-sonnet-4-5"],
    ["aws", "anthropic.claude-sonnet-4-5-20250929-v1:0"],
    ["perplexity", "sonar"],
  ])("%s / %s has a standard price and no batch price", (provider, model) => {
    expect(findRate(provider, model, null, NOW)).toBeDefined();
    expect(findRate(provider, model, "batch", NOW)).toBeUndefined();
  });

  test("halving loses no digit of any rate", () => {
    const percent = 50n;
    for (const provider of CATALOGUE.providers) {
      if (!BATCH_TERMS.some((terms) => terms.provider === provider.id)) continue;
      for (const model of provider.models) {
        for (const { rate } of datedRates(provider, model, "standard")) {
          for (const { base, tiers } of Object.values(rate.tokens)) {
            for (const femtos of [base, ...tiers.map((tier) => tier.rate)]) expect((femtos * percent) % 100n).toBe(0n);
          }
        }
      }
    }
  });
});

test("for every model and any instant the price library gives the same rate for plain input and output", async () => {
  const providers = (await waitForUpdate()) ?? [];
  const models = providers.flatMap((provider) => provider.models.map((model) => [provider.id, model.id] as const));
  const instants = fc.sample(fc.integer({ min: at("2024-01-01"), max: at("2027-06-01") }), {
    numRuns: models.length,
    seed: 7,
  });
  const different: string[] = [];
  let priced = 0;
  for (const [index, [providerId, model]] of models.entries()) {
    const instant = instants[index] ?? 0;
    const theirs = calcPrice({ input_tokens: 1_000_000 }, model, { providerId, timestamp: new Date(instant) })
      ?.model_price["input_mtok"];
    const expected = typeof theirs === "object" ? theirs.base : theirs;
    const rate = inputRate(findRate(providerId, model, null, instant));
    if (rate !== undefined) priced += 1;
    if (rate !== (expected === undefined ? undefined : BigInt(Math.round(expected * 1e9))))
      different.push(`${providerId}/${model}`);
  }
  expect(different).toEqual([]);
  expect(priced).toBeGreaterThan(1400);
});
