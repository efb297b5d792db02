import { expect, test } from "vitest";
import { RATED_TOKENS } from "@outlay/domain/price";
import { findRate, findRatesLike, isRateChanging } from "./catalogue.ts";
import { listCatalogue } from "./list-catalogue.ts";
import { worstCaseRate } from "./worst-case.ts";

const AT = Date.parse("2026-11-02T12:00:00Z");

test("a provider's worst case is at least what each of its models costs, tiers included, and what one of them does", () => {
  // Of MiniMax the dearest cache read is a tier.
  for (const provider of ["anthropic", "google", "deepseek", "minimax"]) {
    const worst = worstCaseRate(provider, AT);
    const { items } = listCatalogue({ provider, serviceTier: "standard" }, { limit: 1000, after: null });
    const rates = items.map(({ model }) => findRate(provider, model, null, AT)).filter((rate) => rate !== undefined);
    for (const name of RATED_TOKENS) {
      const all = rates.flatMap(({ tokens: { [name]: own } }) =>
        own ? [own.base, ...own.tiers.map(({ rate }) => rate)] : [],
      );
      const highest = all.reduce<bigint | undefined>(
        (most, rate) => (most === undefined || rate > most ? rate : most),
        undefined,
      );
      expect([provider, name, worst.tokens[name]?.base]).toEqual([provider, name, highest]);
      expect(worst.tokens[name]?.tiers ?? []).toEqual([]);
    }
  }
});

test("of a provider that is not listed it is that of the whole list", () => {
  const any = worstCaseRate("nobody", AT);
  expect(any).toEqual(worstCaseRate(null, AT));
  for (const provider of ["anthropic", "openai", "google", "openrouter"]) {
    const own = worstCaseRate(provider, AT).tokens.output_tokens?.base ?? 0n;
    expect(any.tokens.output_tokens?.base).toBeGreaterThanOrEqual(own);
  }
});

test("a provider is found by any of its names", () => {
  expect(worstCaseRate("vertex_ai", AT)).toEqual(worstCaseRate("google", AT));
});

test("the beginning of names finds the prices of every model that begins so", () => {
  const ids = findRatesLike("anthropic", "claude-opus-4-*", null, AT).map(({ id }) => id.split(/[@/]/)[1]);
  expect(ids).toEqual([
    "claude-opus-4-0",
    "claude-opus-4-1",
    "claude-opus-4-5",
    "claude-opus-4-6",
    "claude-opus-4-7",
    "claude-opus-4-8",
  ]);
  expect(findRatesLike("anthropic", "claude-opus-4-6", null, AT)).toEqual([
    findRate("anthropic", "claude-opus-4-6", null, AT),
  ]);
  expect(findRatesLike("anthropic", "nobody-knows", null, AT)).toEqual([]);
});

test.each([
  { from: "2026-03-12T00:00:00Z", to: "2026-03-13T00:00:00Z", changing: false },
  { from: "2026-03-12T00:00:01Z", to: "2026-03-13T00:00:01Z", changing: true },
  { from: "2026-03-13T00:00:00Z", to: "2026-03-14T00:00:00Z", changing: false },
])("Opus 4.6 changes its price on 13 March 2026: between $from and $to $changing", ({ from, to, changing }) => {
  expect(isRateChanging("anthropic", "claude-opus-4-6", null, Date.parse(from), Date.parse(to))).toBe(changing);
});
