import type { Rate } from "@outlay/domain/price";
import { expect, test } from "vitest";
import { batchRate } from "./batch.ts";

const terms = { provider: "test", from: "2026-01-01", percents: { input_tokens: 50, cache_read_tokens: 100 } };
const rate: Rate = {
  id: "test/standard",
  tokens: {
    input_tokens: { base: 7n, tiers: [{ aboveInputTokens: 9, rate: 20n }] },
    cache_read_tokens: { base: 3n, tiers: [] },
    output_tokens: { base: 8n, tiers: [] },
  },
  perRequest: 0n,
};

test("each class pays its own percentage, half to even, and a class without terms has no rate", () => {
  expect(batchRate(rate, "test/batch", terms)).toEqual({
    id: "test/batch",
    tokens: {
      input_tokens: { base: 4n, tiers: [{ aboveInputTokens: 9, rate: 10n }] },
      cache_read_tokens: { base: 3n, tiers: [] },
    },
    perRequest: 0n,
  });
});

test("a model that is charged by request, or for classes without terms alone, has no batch rate", () => {
  expect(batchRate({ ...rate, perRequest: 1n }, "test/batch", terms)).toBeUndefined();
  expect(
    batchRate({ ...rate, tokens: { output_tokens: { base: 8n, tiers: [] } } }, "test/batch", terms),
  ).toBeUndefined();
});
