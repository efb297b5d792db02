import { completeTuple } from "@outlay/domain/complete-tuple";
import { NO_ATTRIBUTION } from "@outlay/domain/attribute";
import { UNBOUND } from "@outlay/domain/key-binding";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { compilePriceBook, type PriceBook } from "@outlay/domain/price-book";
import { PRICED_UNITS, type PriceOverride } from "@outlay/domain/price-override";
import { currencyRate, override, wholeOf } from "@outlay/domain/price-world";
import { priceRow } from "@outlay/domain/price-row";
import { RATED_TOKENS } from "@outlay/domain/price";
import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import { OPERATIONS, type Operation } from "@outlay/domain/usage-event";
import { type Ceilings, type WorstCost, worstCost } from "@outlay/domain/worst-cost";
import { localDateOf } from "@outlay/domain/zone";
import { findRate } from "@outlay/prices/catalogue";
import { CATALOGUE } from "@outlay/prices/catalogue-file";
import { modelTier } from "@outlay/prices/model-tiers";
import { catalogueProviderId } from "@outlay/prices/providers";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const AT = "2026-11-02T12:00:00Z";
const AT_MS = Date.parse(AT);

const bookOf = (overrides: readonly PriceOverride[], currency = "USD"): PriceBook =>
  compilePriceBook({
    currency,
    overrides,
    currencyRates: [currencyRate("GBP", "1.271500000001", "2026-01-01"), currencyRate("USD", "0.91", "2026-01-01")],
    findRate,
    providerId: catalogueProviderId,
    localDate: (epochMs) => localDateOf(epochMs, "UTC"),
  });

interface Used {
  readonly operation: Operation;
  readonly provider: string;
  readonly model: string;
  readonly service_tier?: string;
  readonly usage: Readonly<Record<string, number>>;
  readonly [member: string]: unknown;
}

/** What an event of such usage costs, and what was foreseen of it. */
function priced(book: PriceBook, used: Used, ceilings: Ceilings) {
  const read = readUsageEvent(
    { id: "e", source: "s", time: AT, ...used },
    { kind: "import", nowEpochMs: Date.UTC(2027, 0, 1), bound: UNBOUND },
  );
  if (!("event" in read)) throw new Error(JSON.stringify(read.faults));
  const batch = toUsageBatch([read.event], null);
  const tuple = completeTuple(batch.tuples[0] ?? [], { modelTier, attribution: NO_ATTRIBUTION });
  const row = priceRow(batch, 0, tuple, book);
  const worst = worstCost(book, { tuple, operation: used.operation, ceilings, atEpochMs: AT_MS });
  return { row, cost: wholeOf(row), worst };
}

const NO_CEILINGS: Ceilings = { contextTokens: null, outputTokens: null, each: {}, toolCalls: null, agentSteps: null };
const boundOf = (worst: WorstCost) => ("missing" in worst ? worst.missing : worst.picos);

const models = CATALOGUE.providers.flatMap((provider) =>
  provider.models.map(({ id }) => ({ provider: provider.id, model: id })),
);
const decimal = fc
  .tuple(fc.nat(60), fc.nat(999_999_999))
  .map(([whole, rest]) => `${whole}.${String(rest).padStart(9, "0")}`);
const currency = fc.constantFrom({}, { currency: "GBP" });
const scope = fc.constantFrom({}, { department: ["legal"] }, { model_tier: ["premium", "standard"] });
const rates = fc.dictionary(fc.constantFrom(...RATED_TOKENS), decimal, { maxKeys: 9 });
const tiers = fc.uniqueArray(fc.record({ above_input_tokens: fc.nat(300_000), rates }), {
  maxLength: 3,
  selector: (tier) => tier.above_input_tokens,
});
const drafts = fc
  .tuple(
    fc.oneof(
      fc.tuple(rates, tiers, fc.option(decimal)).map(([others, above, per_request]) => {
        const base: Readonly<Record<string, string>> = { input_tokens: "1", output_tokens: "2", ...others };
        const known = (all: Readonly<Record<string, string>>) =>
          Object.fromEntries(Object.entries({ input_tokens: "3", ...all }).filter(([name]) => name in base));
        return {
          kind: "model_rates",
          provider: "*",
          model: "*",
          rates: base,
          tiers: above
            .toSorted((a, b) => a.above_input_tokens - b.above_input_tokens)
            .map((tier) => ({ ...tier, rates: known(tier.rates) })),
          per_request,
        };
      }),
      fc.record({
        kind: fc.constant("adjustment"),
        applies_to: fc.constantFrom("list_prices", "own_rates"),
        percent: fc.constantFrom("-100", "-33.3333", "12.5", "400"),
      }),
      fc.record({
        kind: fc.constant("unit_price"),
        unit: fc.constantFrom(...PRICED_UNITS),
        amount: decimal,
        per: fc.integer({ min: 1, max: 7 }),
      }),
      fc.record({ kind: fc.constant("orchestration"), basis: fc.constantFrom("per_run", "per_call"), amount: decimal }),
      fc.record({ kind: fc.constant("orchestration_share"), percent: fc.constantFrom("0", "3.3333", "250") }),
      fc.record({ kind: fc.constant("review_rate"), role: fc.option(fc.constantFrom("editor")), per_hour: decimal }),
    ),
    scope,
    currency,
  )
  .map(([kind, where, money]) => ({
    ...kind,
    ...(kind.kind === "review_rate" ? {} : { scope: where }),
    ...("percent" in kind ? {} : money),
  }));

/** Parts of a whole that leave some of it over. */
const shares = (count: number) => fc.array(fc.nat(1000), { minLength: count, maxLength: count });
const split = (whole: number, weights: readonly number[]): number[] => {
  const sum = Math.max(
    1,
    weights.reduce((all, weight) => all + weight, 0),
  );
  return weights.map((weight) => Math.floor((whole * weight) / sum));
};

const INPUTS = RATED_TOKENS.filter((name) => !name.startsWith("output"));
const OUTPUTS = RATED_TOKENS.filter((name) => name.startsWith("output"));
const UNITS = PRICED_UNITS.filter((unit) => unit !== "requests");

const calls = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  at: fc.constantFrom(...models),
  serviceTier: fc.constantFrom("standard", "batch", "priority"),
  context: fc.oneof(fc.nat(5), fc.nat(500_000), fc.constantFrom(200_000, 200_001, 272_000, 272_001)),
  output: fc.nat(40_000),
  inputShares: fc.oneof(
    shares(INPUTS.length),
    fc.nat(INPUTS.length - 1).map((one) => INPUTS.map((_, i) => (i === one ? 1 : 0))),
  ),
  outputShares: fc.oneof(
    shares(OUTPUTS.length),
    fc.nat(2).map((one) => OUTPUTS.map((_, i) => (i === one ? 1 : 0))),
  ),
  reasoning: fc.nat(100),
  units: fc.array(fc.nat(5), { minLength: UNITS.length, maxLength: UNITS.length }),
  unitsLeft: fc.array(fc.nat(1), { minLength: UNITS.length, maxLength: UNITS.length }),
  seconds: fc.nat(4000),
  role: fc.constantFrom("editor", "lawyer"),
  ofClasses: fc.boolean(),
  step: fc.constantFrom(null, 1, 2),
  department: fc.constantFrom("legal", "sales"),
});

test("whatever a call uses within what was stated, it costs no more than the bound", () => {
  let bounded = 0;
  let paid = 0;
  fc.assert(
    fc.property(fc.array(drafts, { maxLength: 6 }), calls, fc.constantFrom("USD", "EUR"), (rules, call, money) => {
      const book = bookOf(
        rules.map((rule) => override({ ...rule, ...(rule.kind === "model_rates" ? call.at : {}) })),
        money,
      );
      const inputs = Object.fromEntries(split(call.context, call.inputShares).map((count, i) => [INPUTS[i], count]));
      const outputs = Object.fromEntries(split(call.output, call.outputShares).map((count, i) => [OUTPUTS[i], count]));
      const max = Object.fromEntries(UNITS.map((unit, i) => [unit, call.units[i] ?? 0]));
      const units = UNITS.map((unit, i) => [unit, Math.max(0, (call.units[i] ?? 0) - (call.unitsLeft[i] ?? 0))]);
      const usage = { ...inputs, ...outputs, ...Object.fromEntries(units) };
      const reasoning_tokens = Math.floor((Number(usage["output_tokens"]) * call.reasoning) / 100);
      const { row, cost, worst } = priced(
        book,
        {
          operation: call.operation,
          ...call.at,
          service_tier: call.serviceTier,
          usage: { ...usage, reasoning_tokens },
          attribution: { department: call.department },
          run: { id: "r", step: call.step },
          outcome: { review_seconds: call.seconds, reviewer_role: call.role },
        },
        {
          ...NO_CEILINGS,
          contextTokens: call.context,
          outputTokens: call.output,
          each: { ...max, ...(call.ofClasses ? { ...inputs, ...outputs } : {}), review_seconds: call.seconds },
        },
      );
      if (!("missing" in worst)) bounded += 1;
      if (cost > 0n) paid += 1;
      // Only what has no known price has no bound here; what is bounded by nothing costs nothing.
      const isKept = "missing" in worst ? row.unpricedReason !== null : cost <= worst.picos;
      expect(isKept).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(bounded).toBeGreaterThan(800);
  expect(paid).toBeGreaterThan(600);
});

const sonnet = { operation: "chat", provider: "anthropic", model: "claude-sonnet-4-5" } as const;
const stated = { ...NO_CEILINGS, contextTokens: 1000, outputTokens: 100 };
const worstOf = (used: Omit<Used, "usage">, ceilings: Ceilings, rules: readonly Record<string, unknown>[] = []) =>
  priced(
    bookOf(rules.map((rule) => override(rule))),
    { operation: "chat", provider: "", model: "", ...used, usage: {} },
    ceilings,
  ).worst;

test("all input counts as the dearest class, a cache write of an hour, and output at its own rate", () => {
  // 1,000 tokens at 6 dollars a million, 100 at 15, and two picos for what is rounded apart.
  expect(worstOf(sonnet, stated)).toEqual({ picos: 7_500_000_002n, takenAsNone: [] });
});

test("what is stated of a class leaves the rest to the next dearest", () => {
  // No cache of an hour: 1,000 at 3.75, a write of five minutes.
  const each = { cache_write_1h_tokens: 0 };
  expect(boundOf(worstOf(sonnet, { ...stated, each }))).toBe(5_250_000_002n);
});

test("a context above a threshold is bounded by the rate above it", () => {
  const below = worstOf(sonnet, { ...stated, contextTokens: 200_000 });
  const above = worstOf(sonnet, { ...stated, contextTokens: 200_001 });
  expect(Number(boundOf(above))).toBeGreaterThan(1.9 * Number(boundOf(below)));
});

test.each([
  [{ ...stated, contextTokens: null }, "context_tokens"],
  [{ ...stated, outputTokens: null }, "output_tokens"],
])("without %o there is no bound: %s", (ceilings, missing) => {
  expect(worstOf(sonnet, ceilings)).toEqual({ missing });
});

test("a model without a price has no bound, a free one needs none", () => {
  expect(worstOf({ ...sonnet, model: "no-such-model" }, stated)).toEqual({ missing: "price" });
  const free = {
    kind: "model_rates",
    provider: "anthropic",
    model: "own",
    rates: { input_tokens: "0", output_tokens: "0" },
  };
  expect(worstOf({ ...sonnet, model: "own" }, { ...NO_CEILINGS }, [free])).toEqual({ picos: 0n, takenAsNone: [] });
});

test("a rate in a currency that cannot be converted has no bound", () => {
  const own = {
    kind: "model_rates",
    provider: "anthropic",
    model: "own",
    currency: "CHF",
    rates: { input_tokens: "1", output_tokens: "1" },
  };
  expect(worstOf({ ...sonnet, model: "own" }, stated, [own])).toEqual({ missing: "currency_rate" });
});

test("tools count up to the run's limit, other units as stated, and what is not stated is said", () => {
  const rules = [
    { kind: "unit_price", unit: "tool_calls", amount: "0.01" },
    { kind: "unit_price", unit: "web_searches", amount: "0.02" },
  ];
  expect(worstOf(sonnet, { ...stated, toolCalls: 50 }, rules)).toEqual({
    picos: 7_500_000_002n + 500_000_000_000n,
    takenAsNone: ["web_searches"],
  });
  const each = { tool_calls: 2, web_searches: 3 };
  expect(worstOf(sonnet, { ...stated, toolCalls: 50, each }, rules)).toEqual({
    picos: 7_500_000_002n + 80_000_000_000n,
    takenAsNone: [],
  });
});

test("what is paid by the piece must be stated, and needs no price of tokens", () => {
  const image = { operation: "image", provider: "acme", model: "painter" } as const;
  const rules = [{ kind: "unit_price", unit: "images", amount: "0.04" }];
  expect(worstOf(image, NO_CEILINGS)).toEqual({ missing: "price" });
  expect(worstOf(image, NO_CEILINGS, rules)).toEqual({ missing: "usage_max.images" });
  expect(worstOf(image, { ...NO_CEILINGS, each: { images: 2 } }, rules)).toMatchObject({ picos: 80_000_000_000n });
});

test("what calls no model costs what its units do; a person's time must be stated where it has a price", () => {
  const tool = { operation: "tool_call" } as const;
  const none = bookOf([]);
  const tuple = toUsageBatch([], null).tuples[0] ?? [];
  const call = (operation: Operation, ceilings: Ceilings, book = none) =>
    worstCost(book, { tuple, operation, ceilings, atEpochMs: AT_MS });
  expect(call(tool.operation, NO_CEILINGS)).toEqual({ picos: 0n, takenAsNone: [] });
  const rated = bookOf([
    override({ kind: "review_rate", role: "editor", per_hour: "30" }),
    override({ kind: "review_rate", per_hour: "60" }),
  ]);
  expect(call("human_review", NO_CEILINGS, rated)).toEqual({ missing: "usage_max.review_seconds" });
  const each = { review_seconds: 60 };
  const minute = { picos: 1_000_000_000_000n, takenAsNone: [] };
  expect(call("human_review", { ...NO_CEILINGS, each }, rated)).toEqual(minute);
  const names = new Map([
    ["provider", "nobody"],
    ["model", "of-no-list"],
  ]);
  const named = TUPLE_FIELDS.map((name) => names.get(name) ?? null);
  const review = {
    tuple: named,
    operation: "human_review",
    ceilings: { ...NO_CEILINGS, each },
    atEpochMs: AT_MS,
  } as const;
  expect(worstCost(rated, review)).toEqual(minute);
  expect(worstCost(none, review)).toEqual({ missing: "price" });
});
