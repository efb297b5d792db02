import type { CurrencyRate } from "./currency-rate.ts";
import type { CostComponent } from "./measures.ts";
import { formatAmount } from "./money.ts";
import { compilePriceBook, type PriceBook } from "./price-book.ts";
import { PriceOverride, PriceOverrideInput } from "./price-override.ts";
import { type PricedRow, priceRow } from "./price-row.ts";
import type { FindRate, Rate } from "./price.ts";
import { readUsageEvent } from "./read-usage-event.ts";
import { toUsageBatch } from "./usage-batch.ts";
import { localDateOf } from "./zone.ts";

/** What the tests of prices share: a list of one model, overrides as callers state them, one event priced. */

/** Dollars for a million: 2 input, 0.5 cache read, 10 output; from 200,001 tokens of input on 4, 1 and 15. */
const LISTED: Rate = {
  id: "list/sonnet",
  tokens: {
    input_tokens: { base: 2_000_000_000n, tiers: [{ aboveInputTokens: 200_000, rate: 4_000_000_000n }] },
    cache_read_tokens: { base: 500_000_000n, tiers: [{ aboveInputTokens: 200_000, rate: 1_000_000_000n }] },
    output_tokens: { base: 10_000_000_000n, tiers: [{ aboveInputTokens: 200_000, rate: 15_000_000_000n }] },
  },
  perRequest: 0n,
};

const findRate: FindRate = (provider, model, serviceTier) =>
  provider === "anthropic" && model === "sonnet" && serviceTier !== "batch" ? LISTED : undefined;

let made = 0;

/** An override as a caller states it, made after those before it. */
export function override(input: Record<string, unknown>, id?: string): PriceOverride {
  const { confirm: _confirm, ...kept } = PriceOverrideInput.parse({ name: "test", ...input });
  const at = new Date(Date.UTC(2026, 0, 1) + (made += 1)).toISOString();
  return PriceOverride.parse({ ...kept, id: id ?? `pov_${made}`, created_at: at, updated_at: at });
}

export const currencyRate = (currency: string, rate: string, from: string): CurrencyRate => ({
  id: `cur_${currency}_${from}`,
  currency,
  rate,
  from,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
});

export function bookOf(
  overrides: readonly PriceOverride[] = [],
  {
    currency = "USD",
    rates = [],
    zone = "UTC",
  }: { currency?: string; rates?: readonly CurrencyRate[]; zone?: string } = {},
): PriceBook {
  return compilePriceBook({
    currency,
    overrides,
    currencyRates: rates,
    findRate,
    providerId: (provider) => (provider === "claude" ? "anthropic" : provider),
    localDate: (epochMs) => localDateOf(epochMs, zone),
  });
}

/** One event priced; `changes` are members of a chat of 1,000 input and 100 output tokens at 2026-11-02T12:00Z. */
export function price(book: PriceBook, changes: Record<string, unknown> = {}): PricedRow {
  const body = {
    id: "e1",
    source: "gateway",
    time: "2026-11-02T12:00:00Z",
    operation: "chat",
    provider: "anthropic",
    model: "sonnet",
    usage: { input_tokens: 1000, output_tokens: 100 },
    ...changes,
  };
  const read = readUsageEvent(body, { kind: "import", bound: new Map(), nowEpochMs: Date.UTC(2027, 0, 1) });
  if (!("event" in read)) throw new Error(JSON.stringify(read.faults));
  const batch = toUsageBatch([read.event], null);
  return priceRow(batch, 0, batch.tuples[0] ?? [], book);
}

/** The cost by component, as decimals. */
export const costOf = ({ cost }: PricedRow): Partial<Record<CostComponent, string>> =>
  Object.fromEntries(cost.map(([component, picos]) => [component, formatAmount(picos)]));

export const wholeOf = ({ cost }: PricedRow): bigint => cost.reduce((sum, [, picos]) => sum + picos, 0n);

/** What stands beside the cost: amounts as decimals, events as they are. */
export const besideOf = ({ beside }: PricedRow): Record<string, string> =>
  Object.fromEntries(
    beside.map(([name, cell]) => [name, name.endsWith("_events") ? String(cell) : formatAmount(cell)]),
  );
