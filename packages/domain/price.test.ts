import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CostComponent } from "./measures.ts";
import { priceTokens, RATED_TOKENS } from "./price.ts";
import type { Priced, Rate, RatedTokens, TokenRate } from "./price.ts";

const flat = (femtos: bigint): TokenRate => ({ base: femtos, tiers: [] });

/** A rate like Claude Sonnet's: $3 input, $0.30 cache reads, $3.75 / $6 cache writes, $15 output a million. */
const sonnet: Rate = {
  id: "test/sonnet",
  tokens: {
    input_tokens: flat(3_000_000_000n),
    cache_read_tokens: flat(300_000_000n),
    cache_write_5m_tokens: flat(3_750_000_000n),
    cache_write_1h_tokens: flat(6_000_000_000n),
    output_tokens: flat(15_000_000_000n),
  },
  perRequest: 0n,
};

const total = ({ cost }: Priced): bigint => cost.reduce((sum, [, picos]) => sum + picos, 0n);
const part = ({ cost }: Priced, component: CostComponent): bigint => new Map(cost).get(component) ?? 0n;

const tokenRate = fc
  .tuple(
    fc.bigInt(0n, 10n ** 12n),
    fc.uniqueArray(fc.tuple(fc.nat(400_000), fc.bigInt(0n, 10n ** 12n)), {
      maxLength: 3,
      selector: ([above]) => above,
    }),
  )
  .map(([base, tiers]): TokenRate => {
    let rate = base;
    const rising = tiers.toSorted(([a], [b]) => a - b);
    // Vendors' tiers never fall; a falling one would make more tokens cost less.
    return { base, tiers: rising.map(([aboveInputTokens, more]) => ({ aboveInputTokens, rate: (rate += more) })) };
  });
const rates = fc
  .tuple(fc.tuple(...RATED_TOKENS.map(() => tokenRate)), fc.bigInt(0n, 10n ** 13n))
  .map(([columns, perRequest]): Rate => {
    const tokens = Object.fromEntries(RATED_TOKENS.map((name, index) => [name, columns[index] ?? flat(0n)]));
    return { id: "test/any", tokens, perRequest };
  });
const counts = fc.tuple(...RATED_TOKENS.map(() => fc.nat(300_000)));
const usageOf = (column: readonly number[]) =>
  Object.fromEntries(RATED_TOKENS.map((name, index) => [name, column[index] ?? 0]));
const operations = fc.constantFrom("chat" as const, "embedding" as const, "rerank" as const, "image" as const);

describe("laws", () => {
  test("zero tokens cost zero", () => {
    fc.assert(
      fc.property(rates, operations, (rate, operation) => {
        expect(priceTokens({ ...rate, perRequest: 0n }, {}, operation)).toEqual({ cost: [], unpriced: [] });
        expect(total(priceTokens(rate, { requests: 0 }, operation))).toBe(0n);
      }),
    );
  });

  test("more tokens of any class never cost less", () => {
    fc.assert(
      fc.property(rates, counts, fc.nat(RATED_TOKENS.length - 1), fc.nat(200_000), (rate, column, at, more) => {
        const before = priceTokens(rate, usageOf(column), "chat");
        const after = priceTokens(rate, usageOf(column.with(at, (column[at] ?? 0) + more)), "chat");
        expect(total(after)).toBeGreaterThanOrEqual(total(before));
      }),
    );
  });

  test("each component is the exact sum of its classes, rounded once, half to even", () => {
    const classes: Readonly<Record<string, readonly RatedTokens[]>> = {
      input: ["input_tokens", "input_audio_tokens", "input_image_tokens"],
      cache_read: ["cache_read_tokens"],
      cache_write: ["cache_write_5m_tokens", "cache_write_1h_tokens"],
      output: ["output_tokens", "output_audio_tokens", "output_image_tokens"],
    };
    fc.assert(
      fc.property(rates, counts, (rate, column) => {
        const usage = usageOf(column);
        const input = RATED_TOKENS.filter((name) => !name.startsWith("output")).reduce(
          (sum, name) => sum + (usage[name] ?? 0),
          0,
        );
        const priced = priceTokens(rate, usage, "chat");
        for (const [component, names] of Object.entries(classes)) {
          const exact = names.reduce(
            (sum, name) => {
              const { base, tiers } = rate.tokens[name] ?? flat(0n);
              const inForce = tiers.findLast(({ aboveInputTokens }) => aboveInputTokens < input)?.rate ?? base;
              return sum + inForce * BigInt(usage[name] ?? 0);
            },
            component === "input" ? rate.perRequest : 0n,
          );
          const picos = new Map<string, bigint>(priced.cost).get(component) ?? 0n;
          const off = picos * 1000n - exact;
          expect(off >= -500n && off <= 500n).toBe(true);
          const isTie = off === 500n || off === -500n;
          expect(isTie && picos % 2n !== 0n).toBe(false);
        }
      }),
    );
  });

  test("an embedding or a rerank is one component, rounded once over all classes", () => {
    fc.assert(
      fc.property(rates, counts, (rate, column) => {
        const chat = priceTokens(rate, usageOf(column), "chat");
        for (const [operation, component] of [
          ["embedding", "embedding"],
          ["rerank", "reranking"],
        ] as const) {
          const priced = priceTokens(rate, usageOf(column), operation);
          expect(priced.cost.every(([name]) => name === component)).toBe(true);
          const off = total(priced) - total(chat);
          expect(off >= -2n && off <= 2n).toBe(true);
        }
      }),
    );
  });
});

describe("named cases", () => {
  test("every class goes to its component, and reasoning is paid within output", () => {
    const usage = {
      input_tokens: 412,
      cache_read_tokens: 3800,
      cache_write_5m_tokens: 100,
      cache_write_1h_tokens: 10,
      output_tokens: 240,
      reasoning_tokens: 96,
      requests: 1,
    };
    expect(priceTokens(sonnet, usage, "chat")).toEqual({
      cost: [
        ["input", 1_236_000_000n],
        ["cache_read", 1_140_000_000n],
        ["cache_write", 435_000_000n],
        ["output", 3_600_000_000n],
      ],
      unpriced: [],
    });
  });

  test.each([
    ["a 5m rate does not stand in for a 1h cache write", "cache_write_1h_tokens"],
    ["a missing cache rate is not a rate of zero", "cache_read_tokens"],
    ["text does not stand in for audio", "input_audio_tokens"],
    ["text does not stand in for spoken output", "output_audio_tokens"],
    ["text does not stand in for drawn output", "output_image_tokens"],
  ] as const)("%s", (_, name) => {
    const { [name]: _own, ...tokens } = sonnet.tokens;
    const priced = priceTokens({ ...sonnet, tokens }, { input_tokens: 1000, [name]: 7 }, "chat");
    expect(priced.unpriced).toEqual([name]);
    expect(priced.cost).toEqual([["input", 3_000_000_000n]]);
    expect(priceTokens({ ...sonnet, tokens }, { input_tokens: 1000, [name]: 0 }, "chat").unpriced).toEqual([]);
  });

  test("image input without a rate of its own is billed as input, and by its own rate where it has one", () => {
    expect(part(priceTokens(sonnet, { input_image_tokens: 1000 }, "chat"), "input")).toBe(3_000_000_000n);
    const own = { ...sonnet, tokens: { ...sonnet.tokens, input_image_tokens: flat(8_000_000_000n) } };
    expect(part(priceTokens(own, { input_image_tokens: 1000 }, "chat"), "input")).toBe(8_000_000_000n);
  });

  test("free is not unpriced: a rate of zero costs nothing and lacks nothing", () => {
    const free: Rate = { id: "test/free", tokens: { input_tokens: flat(0n), output_tokens: flat(0n) }, perRequest: 0n };
    expect(priceTokens(free, { input_tokens: 9, output_tokens: 9 }, "chat")).toEqual({ cost: [], unpriced: [] });
  });

  test.each([
    [199_999, 3_000_000_000n],
    [200_000, 3_000_000_000n],
    [200_001, 6_000_000_000n],
  ])("with %i input tokens of any class the whole request pays %i a token", (input, femtos) => {
    const tiered = { base: 3_000_000_000n, tiers: [{ aboveInputTokens: 200_000, rate: 6_000_000_000n }] };
    const rate = { ...sonnet, tokens: { ...sonnet.tokens, input_tokens: tiered } };
    const priced = priceTokens(
      rate,
      {
        input_tokens: 1000,
        cache_read_tokens: input - 1300,
        cache_write_5m_tokens: 100,
        cache_write_1h_tokens: 100,
        input_image_tokens: 100,
      },
      "chat",
    );
    expect(part(priced, "input")).toBe(femtos + femtos / 10n);
    expect(part(priceTokens(rate, { input_tokens: input, output_tokens: 500_000 }, "chat"), "input")).toBe(
      (BigInt(input) * femtos) / 1000n,
    );
  });

  test.each([
    [1n, 500, 0n],
    [1n, 501, 1n],
    [1n, 1500, 2n],
    [1n, 2500, 2n],
    [1n, 2501, 3n],
  ])("a rate of %i femto for %i tokens is %i picos: half to even", (femtos, count, picos) => {
    expect(
      total(priceTokens({ ...sonnet, tokens: { output_tokens: flat(femtos) } }, { output_tokens: count }, "chat")),
    ).toBe(picos);
  });

  test("a charge by request is part of input, once for each request", () => {
    const rate = { ...sonnet, perRequest: 12_000_000_000_000n };
    expect(priceTokens(rate, {}, "chat").cost).toEqual([["input", 12_000_000_000n]]);
    expect(priceTokens(rate, { requests: 3, input_tokens: 1 }, "chat").cost).toEqual([["input", 36_003_000_000n]]);
    expect(priceTokens(rate, { requests: 2 }, "rerank").cost).toEqual([["reranking", 24_000_000_000n]]);
  });

  test("amounts beyond 2^53 stay exact", () => {
    const dear: Rate = { id: "test/dear", tokens: { output_tokens: flat(600_000_000_001n) }, perRequest: 0n };
    expect(total(priceTokens(dear, { output_tokens: 1_000_000_000_000 }, "chat"))).toBe(600_000_000_001_000_000_000n);
  });
});
