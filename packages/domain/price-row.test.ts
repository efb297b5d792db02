import { describe, expect, test } from "vitest";
import { bookOf, besideOf, costOf, currencyRate, override, price } from "./price-world.ts";

const LIST = bookOf();

describe("list prices", () => {
  test("an event costs what the list says, by component", () => {
    expect(costOf(price(LIST))).toEqual({ input: "0.002", output: "0.001" });
    expect(price(LIST)).toMatchObject({ rateId: "list/sonnet", unpricedReason: null, unpricedCalls: 0, beside: [] });
  });

  test.each([
    { operation: "evaluation", component: "evaluation" },
    { operation: "indexing", component: "indexing" },
    { operation: "embedding", component: "embedding" },
    { operation: "rerank", component: "reranking" },
    { operation: "retrieval", component: "retrieval" },
    { operation: "orchestration", component: "orchestration" },
    { operation: "source_refresh", component: "source_refresh" },
    { operation: "permission_sync", component: "permission_sync" },
    { operation: "tool_call", component: "tool_calls" },
    { operation: "browsing", component: "browsing" },
    { operation: "code_execution", component: "code_execution" },
    { operation: "storage", component: "storage" },
    { operation: "human_review", component: "human_review" },
  ])("tokens of $operation are $component", ({ operation, component }) => {
    expect(costOf(price(LIST, { operation }))).toEqual({ [component]: "0.003" });
  });

  test.each(["image", "audio", "completion"])("tokens of %s are input and output", (operation) => {
    expect(costOf(price(LIST, { operation }))).toEqual({ input: "0.002", output: "0.001" });
  });

  test.each([
    { why: "an unknown model", changes: { model: "nobody-knows" }, reason: "unknown_model" },
    {
      why: "no model",
      changes: { operation: "tool_call", provider: null, model: null },
      reason: "no_price_for_operation",
    },
    {
      why: "a class without a rate",
      changes: { usage: { cache_write_1h_tokens: 5 } },
      reason: "no_rate_for_cache_write_1h_tokens",
    },
  ])("of $why the reason is $reason", ({ changes, reason }) => {
    expect(price(LIST, changes).unpricedReason).toBe(reason);
  });

  test("an answer from the gateway's cache costs nothing, whatever it used", () => {
    const book = bookOf([
      override({ kind: "unit_price", unit: "tool_calls", amount: "1" }),
      override({ kind: "orchestration", basis: "per_call", amount: "1" }),
    ]);
    const hit = price(book, { response_cache_hit: true, usage: { input_tokens: 9, tool_calls: 3 } });
    expect(hit).toMatchObject({ cost: [], unpricedReason: null, unpricedCalls: 0, rateId: null });
  });
});

describe("own model rates", () => {
  const own = (changes: Record<string, unknown> = {}) =>
    override({
      kind: "model_rates",
      provider: "anthropic",
      model: "sonnet",
      rates: { input_tokens: "1", output_tokens: "5" },
      ...changes,
    });

  test("replace the list's, class by class: a class that they do not name is unpriced", () => {
    const priced = price(bookOf([own()]), { usage: { input_tokens: 1000, output_tokens: 100, cache_read_tokens: 7 } });
    expect(costOf(priced)).toEqual({ input: "0.001", output: "0.0005" });
    expect(priced.unpricedReason).toBe("no_rate_for_cache_read_tokens");
  });

  const tiered = own({
    tiers: [
      { above_input_tokens: 1000, rates: { input_tokens: "3" } },
      { above_input_tokens: 5000, rates: { input_tokens: "2", output_tokens: "6" } },
    ],
  });
  test.each([
    { input: 999, cost: { input: "0.000999", output: "0.000005" } },
    { input: 1000, cost: { input: "0.001", output: "0.000005" } },
    { input: 1001, cost: { input: "0.003003", output: "0.000005" } },
    { input: 5000, cost: { input: "0.015", output: "0.000005" } },
    { input: 5001, cost: { input: "0.010002", output: "0.000006" } },
  ])("of $input input tokens the tier is by the whole request", ({ input, cost }) => {
    expect(costOf(price(bookOf([tiered]), { usage: { input_tokens: input, output_tokens: 1 } }))).toEqual(cost);
  });

  test.each([
    { time: "2026-10-31T23:59:59.999Z", input: "0.002" },
    { time: "2026-11-01T00:00:00.000Z", input: "0.001" },
    { time: "2026-11-30T23:59:59.999Z", input: "0.001" },
    { time: "2026-12-01T00:00:00.000Z", input: "0.002" },
  ])("hold from `from` and no longer at `to`: $time", ({ time, input }) => {
    const dated = own({ from: "2026-11-01T01:00:00+01:00", to: "2026-12-01T00:00:00Z" });
    expect(costOf(price(bookOf([dated]), { time }))).toMatchObject({ input });
  });

  test("an explicit zero is a price", () => {
    const free = price(bookOf([own({ model: "in-house", rates: { input_tokens: "0", output_tokens: "0" } })]), {
      model: "in-house",
    });
    expect(free).toMatchObject({ cost: [], unpricedReason: null });
  });

  test("a charge by request is part of input", () => {
    const priced = price(bookOf([own({ per_request: "0.01" })]), { usage: { requests: 3, input_tokens: 1000 } });
    expect(costOf(priced)).toEqual({ input: "0.031" });
  });

  test("name the provider by any of its names and the model in any case; the standard tier has three names", () => {
    const book = bookOf([own({ provider: "claude", model: "SON*" })]);
    expect(price(book, { model: "Sonnet-9", service_tier: "on_demand" }).unpricedReason).toBeNull();
    expect(price(book, { model: "Sonnet-9", service_tier: "batch" }).unpricedReason).toBe("unknown_model");
    const batch = bookOf([own({ service_tier: "batch" })]);
    expect(costOf(price(batch, { service_tier: "batch" }))).toEqual({ input: "0.001", output: "0.0005" });
    expect(costOf(price(batch))).toEqual({ input: "0.002", output: "0.001" });
  });
});

describe("precedence", () => {
  const rate = (input: string, changes: Record<string, unknown>) =>
    override({
      kind: "model_rates",
      provider: "anthropic",
      model: "*",
      rates: { input_tokens: input, output_tokens: "1" },
      ...changes,
    });
  const any = rate("1", { service_tier: null });
  const later = rate("2", { service_tier: null });
  const prefix = rate("3", { model: "so*" });
  const longer = rate("4", { model: "son*" });
  const exact = rate("5", { model: "sonnet", service_tier: null });
  const exactTier = rate("6", { model: "sonnet" });
  const scoped = rate("7", { model: "sonnet", scope: { department: ["legal"] } });
  const twice = rate("8", { model: "sonnet", scope: { department: ["legal"], environment: ["production"] } });

  test.each([
    { rules: [any, later], input: "0.002" },
    { rules: [later, any], input: "0.002" },
    { rules: [prefix, later], input: "0.003" },
    { rules: [longer, prefix], input: "0.004" },
    { rules: [exact, longer], input: "0.005" },
    { rules: [exactTier, exact], input: "0.006" },
    { rules: [scoped, exactTier], input: "0.007" },
    { rules: [twice, scoped], input: "0.008" },
  ])("of $rules.length rules the more specific or later holds: $input", ({ rules, input }) => {
    const event = { attribution: { department: "legal", environment: "production" } };
    expect(costOf(price(bookOf(rules), event))["input"]).toBe(input);
    expect(costOf(price(bookOf(rules.toReversed()), event))["input"]).toBe(input);
  });

  test("what is out of force or of scope gives way to the next", () => {
    const over = rate("9", { model: "sonnet", to: "2026-11-02T12:00:00Z" });
    expect(costOf(price(bookOf([over, prefix])))["input"]).toBe("0.003");
    expect(costOf(price(bookOf([scoped, prefix]), { attribution: { department: "sales" } }))["input"]).toBe("0.003");
  });
});

describe("adjustments", () => {
  const off = (changes: Record<string, unknown>) => override({ kind: "adjustment", percent: "-15", ...changes });

  test.each([
    { percent: "-15", tokens: 1000, input: "0.0017" },
    { percent: "20", tokens: 1000, input: "0.0024" },
    { percent: "-100", tokens: 1000, input: "0" },
    // 2 dollars a million is 2,000,000 picos a token: 0.0001 % of one token is 2 picos.
    { percent: "0.0001", tokens: 1, input: "0.000002000002" },
    // 33.3333 % off one token is 1,333,334 picos.
    { percent: "-33.3333", tokens: 1, input: "0.000001333334" },
  ])("$percent % on $tokens tokens is $input", ({ percent, tokens, input }) => {
    const priced = price(bookOf([off({ percent })]), { usage: { input_tokens: tokens } });
    expect(costOf(priced)["input"] ?? "0").toBe(input);
  });

  test.each([
    // An own rate of 3 femtos a token: half of one token is 1.5 femtos, of 1,000 tokens 1.5 picos, of 3,000 4.5.
    { tokens: 1000, picos: "0.000000000002" },
    { tokens: 3000, picos: "0.000000000004" },
    { tokens: 5000, picos: "0.000000000008" },
  ])("a tie of $tokens tokens is rounded once, half to even", ({ tokens, picos }) => {
    const book = bookOf([
      override({ kind: "model_rates", provider: "p", model: "m", rates: { input_tokens: "0.000000003" } }),
      off({ applies_to: "own_rates", percent: "-50" }),
    ]);
    const priced = price(book, { provider: "p", model: "m", usage: { input_tokens: tokens } });
    expect(costOf(priced)).toEqual({ input: picos });
  });

  test("on list prices leave own rates alone, and the other way round", () => {
    const own = override({ kind: "model_rates", provider: "anthropic", model: "sonnet", rates: { input_tokens: "1" } });
    const usage = { input_tokens: 1000 };
    expect(costOf(price(bookOf([own, off({})]), { usage }))).toEqual({ input: "0.001" });
    expect(costOf(price(bookOf([own, off({ applies_to: "own_rates" })]), { usage }))).toEqual({ input: "0.00085" });
    expect(costOf(price(bookOf([off({ applies_to: "own_rates" })]), { usage }))).toEqual({ input: "0.002" });
  });

  test("only one holds, and its version stands in the id of the price", () => {
    const [wide, narrow] = [off({}), off({ percent: "-20", scope: { department: ["legal"] } })];
    const priced = price(bookOf([wide, narrow]), {
      attribution: { department: "legal" },
      usage: { input_tokens: 1000 },
    });
    expect(costOf(priced)).toEqual({ input: "0.0016" });
    expect(priced.rateId).toBe(`list/sonnet*${narrow.id}@${narrow.updated_at}`);
  });
});

describe("currencies", () => {
  const rates = [currencyRate("USD", "0.9", "2026-11-01"), currencyRate("USD", "0.95", "2026-11-02")];

  test("list prices convert by the rate of the event's local date, and the dollars are kept beside", () => {
    const book = bookOf([], { currency: "EUR", rates, zone: "Europe/Paris" });
    const priced = (time: string) => price(book, { time, usage: { input_tokens: 1000 } });
    expect(costOf(priced("2026-11-01T22:59:59.999Z"))).toEqual({ input: "0.0018" });
    expect(costOf(priced("2026-11-01T23:00:00.000Z"))).toEqual({ input: "0.0019" });
    expect(besideOf(priced("2026-11-01T23:00:00.000Z"))).toEqual({ original_USD: "0.002" });
    expect(priced("2026-11-01T23:00:00.000Z").rateId).toBe("list/sonnet~USD=0.95");
  });

  test("without a rate yet, or at all, the event is unpriced for that reason", () => {
    const early = price(bookOf([], { currency: "EUR", rates }), { time: "2026-10-31T12:00:00Z" });
    expect(early).toMatchObject({ cost: [], unpricedReason: "no_rate", rateId: null });
    const tool = override({ kind: "unit_price", unit: "tool_calls", amount: "1", currency: "JPY" });
    const priced = price(bookOf([tool]), { usage: { input_tokens: 1000, tool_calls: 1 } });
    expect(priced).toMatchObject({ unpricedReason: "no_rate", unpricedCalls: 1 });
    expect(costOf(priced)).toEqual({ input: "0.002" });
  });

  test("an override in the tenant's currency is not converted, one in another is, and components of both are summed exactly", () => {
    const own = override({ kind: "unit_price", unit: "requests", amount: "1", per: 3 });
    const foreign = override({
      kind: "model_rates",
      provider: "p",
      model: "m",
      currency: "GBP",
      rates: { input_tokens: "1000" },
    });
    const book = bookOf([own, foreign], {
      currency: "EUR",
      rates: [currencyRate("GBP", "1.000000000001", "2026-01-01")],
    });
    const priced = price(book, { provider: "p", model: "m", operation: "embedding", usage: { input_tokens: 1000 } });
    // 1/3 + 1.000000000001
    expect(costOf(priced)).toEqual({ embedding: "1.333333333334" });
    expect(besideOf(priced)).toEqual({ original_GBP: "1" });
  });

  test.each([
    // 1 pico at these rates is a tie: half to even.
    { rate: "0.5", picos: 1, cost: "0" },
    { rate: "1.5", picos: 1, cost: "0.000000000002" },
    { rate: "2.5", picos: 1, cost: "0.000000000002" },
    { rate: "0.333333333333", picos: 3, cost: "0.000000000001" },
  ])("$picos picos at $rate are rounded once after conversion", ({ rate, picos, cost }) => {
    const each = override({ kind: "unit_price", unit: "tool_calls", amount: "0.000000000001", currency: "GBP" });
    const book = bookOf([each], { rates: [currencyRate("GBP", rate, "2026-01-01")] });
    const event = { operation: "tool_call", provider: null, model: null, usage: { tool_calls: picos } };
    expect(costOf(price(book, event))).toEqual({ tool_calls: cost });
  });
});
