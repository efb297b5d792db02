import { expect, test } from "vitest";
import { chooseRoute } from "./choose-route.ts";
import { compilePolicy } from "./compile-policy.ts";
import { DIMENSIONS } from "./dimensions.ts";
import { MEASURES, type Measure } from "./measures.ts";
import { modelName } from "./model-tier.ts";
import { quoteTokens } from "./quote-tokens.ts";
import { RoutingPolicyInput } from "./routing-policy.ts";
import { addEffects, emptySimulation, NO_EFFECT, rankGroups, simulateRow } from "./simulate-policy.ts";

const ref = (model: string) => ({ provider: "v", model });
const policy = RoutingPolicyInput.parse({
  name: "Test",
  default_tier: "economy",
  tiers: {
    premium: { models: [ref("p")] },
    standard: { models: [ref("s")] },
    economy: { models: [{ ...ref("e"), context_tokens_max: 100 }] },
  },
});
const rate = { id: "r", perRequest: 0n, tokens: { input_tokens: { base: 2000n, tiers: [] } } };
const rules = {
  choose: (request: Parameters<typeof chooseRoute>[1]) =>
    chooseRoute(compilePolicy(policy, modelName), request, { tierOf: () => null, exceptions: [] }),
  quote: (_model: unknown, _row: unknown, tokens: Parameters<typeof quoteTokens>[1]) => quoteTokens(rate, tokens, 2),
};
const valueOf = (values: Readonly<Record<string, string>>, name: string) => values[name] ?? null;
const row = (values: Record<string, string>, sums: Partial<Record<Measure, bigint>>) => ({
  period: "2026-11-02",
  tuple: [null, ...DIMENSIONS.map((name) => valueOf({ provider: "v", operation: "chat", ...values }, name))],
  sums: MEASURES.map((name) => sums[name] ?? 0n),
});

test("tokens are priced anew, tools stay, what is denied costs nothing, and groups with their rest are the total", () => {
  const simulation = emptySimulation();
  const costs = { events: 2n, input_tokens: 100n, cost_input: 1000n, cost_tool_calls: 7n };
  simulateRow(simulation, row({ model: "p", model_tier: "premium" }, costs), rules);
  simulateRow(simulation, row({ model: "s", model_tier: "standard" }, { ...costs, input_tokens: 300n }), rules);
  simulateRow(simulation, row({ model: "e", model_tier: "economy" }, costs), rules);
  expect(simulation.outcomes).toEqual(
    new Map([
      ["downgrade", { events: 2n, before: 1007n, after: 207n }],
      ["deny", { events: 2n, before: 1007n, after: 0n }],
      ["allow", { events: 2n, before: 1007n, after: 1007n }],
    ]),
  );
  for (const max of [0, 1, 2, 3]) {
    const { named, rest } = rankGroups(simulation, max);
    expect([named.length, rest.count]).toEqual([max, 3 - max]);
    const { count: _count, ...unnamed } = rest;
    expect(named.map(({ effect }) => effect).reduce(addEffects, addEffects(NO_EFFECT, unnamed))).toEqual(
      simulation.total,
    );
  }
});

test.each([
  ["exact", { input_tokens: 10 }, { picos: 20n, isEstimated: false }],
  ["of a cache without a price, as plain input", { cache_read_tokens: 10 }, { picos: 20n, isEstimated: true }],
  ["of audio without a price, none", { input_audio_tokens: 10 }, undefined],
  ["of output without a price, none", { output_tokens: 1 }, undefined],
])("a quote %s", (_, tokens, expected) => {
  expect(quoteTokens(rate, tokens, 1)).toEqual(expected);
});

test("a quote takes the tier of the average request, and says that it is near", () => {
  const tiered = {
    ...rate,
    tokens: { input_tokens: { base: 1000n, tiers: [{ aboveInputTokens: 100, rate: 3000n }] } },
  };
  expect(quoteTokens(tiered, { input_tokens: 200 }, 2)).toEqual({ picos: 200n, isEstimated: true });
  expect(quoteTokens(tiered, { input_tokens: 202 }, 2)).toEqual({ picos: 606n, isEstimated: true });
});
