import { decimalUnits } from "./decimal.ts";
import { dimensionIndex, type Tuple } from "./dimensions.ts";
import type { CompiledOverride } from "./override-rules.ts";
import { inForce, type PriceBook, product, tokenPriceOf } from "./price-book.ts";
import { AMOUNT_DECIMALS, PRICED_UNITS } from "./price-override.ts";
import { FEMTOS_PER_PICO, RATED_TOKENS, rateOfClass, type Scale } from "./price.ts";
import type { UsageBatch } from "./usage-batch.ts";

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  serviceTier: dimensionIndex("service_tier"),
};

/**
 * Whether events cost as much together as they do one by one: no tier hangs on the size of a request, no per cent is rounded for
 * each, and one unit of all that was used costs whole picos. `batch` has one row.
 */
export function isLinear(batch: UsageBatch, tuple: Tuple, book: PriceBook): boolean {
  const prices = book.pricesOf(tuple);
  const atEpochMs = batch.timesEpochMs[0] ?? 0;
  if (inForce(prices.shares, atEpochMs) !== undefined) return false;
  return (
    hasLinearTokens(batch, tuple, book) &&
    PRICED_UNITS.every((unit) => {
      if (!batch.usage[unit]?.[0]) return true;
      const rule = inForce(prices.units.get(unit) ?? [], atEpochMs);
      if (rule === undefined) return true;
      const { amount, currency, per } = rule.override;
      return isWholeUnit(book, { amount, currency, per }, atEpochMs);
    }) &&
    isWholeCall(book, inForce(prices.perCall, atEpochMs), atEpochMs)
  );
}

function hasLinearTokens(batch: UsageBatch, tuple: Tuple, book: PriceBook): boolean {
  const [provider, model] = [tuple[at.provider], tuple[at.model]];
  if (!provider || !model) return true;
  const call = { provider, model, serviceTier: tuple[at.serviceTier] ?? null };
  const price = tokenPriceOf(book, book.pricesOf(tuple), call, batch.timesEpochMs[0] ?? 0);
  if (typeof price === "string") return true;
  const { rate, scale } = price;
  const isWholeRate = (femtos: bigint) => isWhole(product({ numerator: femtos, denominator: FEMTOS_PER_PICO }, scale));
  return (
    isWholeRate(rate.perRequest) &&
    RATED_TOKENS.every((name) => {
      const own = batch.usage[name]?.[0] ? rateOfClass(rate.tokens, name) : undefined;
      return own === undefined || (own.tiers.length === 0 && isWholeRate(own.base));
    })
  );
}

function isWholeUnit(
  book: PriceBook,
  price: { readonly amount: string; readonly currency: string | null; readonly per: number },
  atEpochMs: number,
): boolean {
  const conversion = book.conversion(price.currency ?? book.currency, atEpochMs);
  if (conversion === undefined) return true;
  const one = { numerator: decimalUnits(price.amount, AMOUNT_DECIMALS), denominator: BigInt(price.per) };
  return isWhole(product(one, conversion.scale));
}

function isWholeCall(book: PriceBook, rule: CompiledOverride | undefined, atEpochMs: number): boolean {
  if (rule?.override.kind !== "orchestration") return true;
  return isWholeUnit(book, { ...rule.override, per: 1 }, atEpochMs);
}

const isWhole = ({ numerator, denominator }: Scale): boolean => numerator % denominator === 0n;
