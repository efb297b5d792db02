import { describe, expect, test } from "vitest";
import { farPrices, formerPrice, type OverrideDraft } from "./price-band.ts";
import { bookOf, currencyRate, override } from "./price-world.ts";
import type { Rate } from "./price.ts";

const AT = Date.UTC(2026, 10, 2);
const flat = (perMillion: bigint) => ({ base: perMillion * 10n ** 9n, tiers: [] });
const list = (input: bigint): Rate => ({ id: "list", tokens: { input_tokens: flat(input) }, perRequest: 0n });
const rates = (input: string, changes: Record<string, unknown> = {}) =>
  override({ kind: "model_rates", provider: "p", model: "m", rates: { input_tokens: input }, ...changes });
const faults = (
  draft: OverrideDraft,
  options: { former?: OverrideDraft; list?: readonly Rate[] } = {},
  book = bookOf(),
) => farPrices(draft, book, { former: options.former, list: options.list ?? [], atEpochMs: AT });

describe("a rate of model_rates", () => {
  test.each([
    { input: "199.999999999", far: false },
    { input: "200", far: true },
    { input: "0.020000001", far: false },
    { input: "0.02", far: true },
    { input: "0", far: true },
  ])("of $input beside 2 in the list asks for a confirmation: $far", ({ input, far }) => {
    expect(faults(rates(input), { list: [list(2n)] }).length > 0).toBe(far);
  });

  test("says both figures and where", () => {
    expect(faults(rates("250"), { list: [list(2n)] })).toEqual([
      {
        pointer: "/rates/input_tokens",
        detail: "250 for a million (USD), where the list price is 2 for a million (USD).",
      },
    ]);
  });

  test("is held against the own price before, if there is one, and not against the list", () => {
    expect(faults(rates("250"), { former: rates("240"), list: [list(2n)] })).toEqual([]);
    expect(faults(rates("2"), { former: rates("240"), list: [list(2n)] })[0]?.detail).toContain(
      "your price before is 240",
    );
  });

  test.each([
    { input: "199", far: false },
    { input: "600", far: true },
    { input: "0.03", far: false },
    { input: "0.02", far: true },
  ])("of a beginning of names is held against the cheapest and the dearest: $input, $far", ({ input, far }) => {
    expect(faults(rates(input), { list: [list(6n), list(2n)] }).length > 0).toBe(far);
  });

  test.each([
    { input: "1000", dear: false },
    { input: "1000.000000001", dear: true },
  ])("of $input is dear without any other to hold it against: $dear", ({ input, dear }) => {
    expect(faults(rates(input)).length > 0).toBe(dear);
  });

  test("in another currency is converted first", () => {
    const book = bookOf([], { currency: "JPY", rates: [currencyRate("USD", "150", "2026-01-01")] });
    expect(faults(rates("300"), { list: [list(2n)] }, book)).toEqual([]);
    expect(faults(rates("30000"), { list: [list(2n)] }, book)).toHaveLength(1);
    expect(faults(rates("150001"), {}, book)[0]?.detail).toContain("1 dollar");
    expect(faults(rates("149999"), {}, book)).toEqual([]);
  });

  test("of a tier is held against the list at its own threshold", () => {
    const listed: Rate = {
      ...list(2n),
      tokens: { input_tokens: { ...flat(2n), tiers: [{ aboveInputTokens: 100, rate: 500n * 10n ** 9n }] } },
    };
    const tiered = (above: number) =>
      rates("2", { tiers: [{ above_input_tokens: above, rates: { input_tokens: "300" } }] });
    expect(faults(tiered(100), { list: [listed] })).toEqual([]);
    expect(faults(tiered(50), { list: [listed] }).map(({ pointer }) => pointer)).toEqual([
      "/tiers/0/rates/input_tokens",
    ]);
  });
});

test.each([
  { percent: "-98.9999", far: false },
  { percent: "-99", far: true },
  { percent: "9899", far: false },
  { percent: "9900", far: true },
])("an adjustment of $percent % asks for a confirmation: $far", ({ percent, far }) => {
  expect(faults(override({ kind: "adjustment", percent })).length > 0).toBe(far);
});

test("any other price is held against the one of the very same things", () => {
  const unit = (amount: string, changes: Record<string, unknown> = {}) =>
    override({ kind: "unit_price", unit: "tool_calls", amount, ...changes });
  expect(faults(unit("1000"))).toEqual([]);
  expect(faults(unit("1"), { former: unit("0.01") })).toHaveLength(1);
  expect(faults(unit("1", { per: 100 }), { former: unit("0.01") })).toEqual([]);
});

describe("the price before", () => {
  test("is the override itself where it is there, else the one in force of the same target", () => {
    const [old, other, past] = [
      rates("2", { to: null }),
      rates("3", { scope: { department: ["legal"] } }),
      rates("4", { to: "2026-01-01T00:00:00Z" }),
    ];
    expect(formerPrice(rates("9"), [other, past, old], "new", AT)).toBe(old);
    expect(formerPrice(rates("9"), [other, past], "new", AT)).toBeUndefined();
    expect(formerPrice(rates("9"), [past], past.id, AT)).toBe(past);
  });
});
