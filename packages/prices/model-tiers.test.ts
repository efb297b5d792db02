import { expect, test } from "vitest";
import { findRate } from "./catalogue.ts";
import { modelTier } from "./model-tiers.ts";

test.each([
  ["anthropic", "claude-opus-4-5-20251101", "premium"],
  ["aws.bedrock", "us.anthropic.claude-opus-4-1-20250805-v1:0", "premium"],
  ["openai", "gpt-5-pro", "premium"],
  ["openai", "o1-pro-2025-03-19", "premium"],
  ["anthropic", "claude-sonnet-4-5", "standard"],
  ["openai", "gpt-4o", "standard"],
  ["azure.ai.openai", "gpt-4o-2024-08-06", "standard"],
  ["openai", "gpt-5", "standard"],
  ["gcp.gemini", "gemini-2.5-pro", "standard"],
  ["anthropic", "claude-haiku-4-5", "economy"],
  ["openai", "gpt-4o-mini", "economy"],
  ["openai", "gpt-5-nano", "economy"],
  ["gcp.vertex_ai", "gemini-2.5-flash", "economy"],
  ["openai", "text-embedding-3-small", "economy"],
  // A family is known whoever sells it, even where no price is.
  ["our-own-proxy", "Claude-Opus-4-5", "premium"],
])("by family: %s / %s is %s", (provider, model, tier) => {
  expect(modelTier(provider, model)).toBe(tier);
});

test.each([
  ["openai", "gpt-4-turbo", "premium"],
  ["x-ai", "grok-4.6", "standard"],
  ["deepseek", "deepseek-chat", "economy"],
])("by list price: %s / %s is %s", (provider, model, tier) => {
  expect(modelTier(provider, model)).toBe(tier);
  const output = findRate(provider, model, null, Date.parse("2026-11-02T00:00:00Z"))?.tokens.output_tokens?.base ?? -1n;
  const band = output >= 20_000_000_000n ? "premium" : output >= 4_000_000_000n ? "standard" : "economy";
  expect(band).toBe(tier);
});

test("a name that neither says nor costs anything known has no tier, asked once or twice", () => {
  expect(modelTier("our-own-proxy", "model-7")).toBeNull();
  expect(modelTier("our-own-proxy", "model-7")).toBeNull();
  // Minimax is not a mini, and germinal is no gemini.
  expect(modelTier("our-own-proxy", "germinal-minimax")).toBeNull();
});
