import { besideCost } from "./cost-marks.ts";
import { dimensionIndex, type Tuple } from "./dimensions.ts";
import { TOKEN_MEASURES, type UsageMeasure } from "./measures.ts";
import { divideHalfEven } from "./money.ts";
import { shareScale } from "./override-rules.ts";
import { inForce, type PriceBook, product, tokenPriceOf } from "./price-book.ts";
import { addOrchestration, addReview, addUnits } from "./price-charges.ts";
import { addRateId, type Call, type Cost, emptyLedger, type Ledger, sumByComponent } from "./price-ledger.ts";
import { FEMTOS_PER_PICO, tokenFemtos } from "./price.ts";
import type { UsageBatch } from "./usage-batch.ts";
import { MODEL_OPERATIONS, type Operation, OPERATIONS } from "./usage-event.ts";

/** What one row of accepted usage costs. */
export interface PricedRow {
  /** The ids of all prices that it was priced by, joined by "+"; null where there was none. */
  readonly rateId: string | null;
  readonly unpricedReason: string | null;
  readonly unpricedCalls: number;
  readonly cost: readonly Cost[];
  /** Amounts and events beside the cost, by measure; and `original_<currency>`: picos of it before they were converted. */
  readonly beside: readonly (readonly [name: string, cell: bigint])[];
}

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  operation: dimensionIndex("operation"),
  serviceTier: dimensionIndex("service_tier"),
};

const operations = new Map<string, Operation>(OPERATIONS.map((name) => [name, name]));

/**
 * Prices one row by what was in force at its own time, from its own content and its completed tuple alone. An answer from
 * the gateway's own cache was not bought, and costs nothing; what has no price is unpriced and never zero in silence.
 * Source: docs/prices.md.
 */
export function priceRow(batch: UsageBatch, row: number, tuple: Tuple, book: PriceBook): PricedRow {
  const call = {
    batch,
    row,
    tuple,
    operation: operations.get(tuple[at.operation] ?? ""),
    atEpochMs: batch.timesEpochMs[row] ?? 0,
    prices: book.pricesOf(tuple),
  };
  const isBought = !batch.numbers["response_cache_hits"]?.[row];
  const ledger = isBought ? chargeRow(call, book) : emptyLedger();
  const own = sumByComponent(ledger.entries);
  const share = isBought ? shareOf(call, own, ledger) : 0n;
  const cost = share === 0n ? own : withShare(own, share);
  const { rateId, unpricedReason, unpricedCalls, entries } = ledger;
  return {
    rateId,
    unpricedReason,
    unpricedCalls,
    cost,
    beside: besideCost(call, book, { cost, share, entries }),
  };
}

function chargeRow(call: Call, book: PriceBook): Ledger {
  const ledger = emptyLedger();
  addTokens(ledger, call, book);
  addUnits(ledger, call, book);
  addReview(ledger, call, book);
  addOrchestration(ledger, call, book);
  if (!ledger.isPriced) ledger.unpricedReason ??= "no_price_for_operation";
  return ledger;
}

function addTokens(ledger: Ledger, call: Call, book: PriceBook): void {
  const { batch, row, tuple, operation, atEpochMs } = call;
  const provider = tuple[at.provider];
  const model = tuple[at.model];
  if (!provider || !model || operation === undefined) return;
  const { usage, isUsed } = tokensOf(batch, row);
  if (!isUsed && !MODEL_OPERATIONS.has(operation)) return;
  const named = { provider, model, serviceTier: tuple[at.serviceTier] ?? null };
  const price = tokenPriceOf(book, call.prices, named, atEpochMs);
  if (typeof price === "string") {
    ledger.unpricedReason = price;
    return;
  }
  const { parts, unpriced } = tokenFemtos(price.rate, usage, operation);
  const { scale, conversion, adjustment } = price;
  ledger.isPriced = true;
  addRateId(ledger, price.id);
  for (const [component, femtos] of parts) {
    const picos = { numerator: femtos, denominator: FEMTOS_PER_PICO };
    const amount = product(picos, scale);
    if (conversion.rate === undefined) ledger.entries.push({ component, amount });
    else {
      const original = { currency: conversion.currency, amount: product(picos, adjustment) };
      ledger.entries.push({ component, amount, original });
    }
  }
  if (unpriced.length > 0) ledger.unpricedReason = `no_rate_for_${unpriced.join("_and_")}`;
}

interface Tokens {
  readonly usage: Partial<Record<UsageMeasure, number>>;
  readonly isUsed: boolean;
}

/** The tokens of a row, and its requests. */
function tokensOf(batch: UsageBatch, row: number): Tokens {
  const usage: Partial<Record<UsageMeasure, number>> = { requests: batch.usage["requests"]?.[row] ?? 0 };
  let isUsed = false;
  for (const name of TOKEN_MEASURES) {
    const count = batch.usage[name]?.[row];
    if (!count) continue;
    usage[name] = count;
    isUsed = true;
  }
  return { usage, isUsed };
}

/** The per cent that orchestration adds to the rest of the event's cost, rounded by itself, for it is a mark as well. */
function shareOf({ prices, atEpochMs }: Call, costs: readonly Cost[], ledger: Ledger): bigint {
  const rule = prices.isPlain ? undefined : inForce(prices.shares, atEpochMs);
  if (rule === undefined) return 0n;
  addRateId(ledger, rule.id);
  const rest = costs.reduce((total, [component, picos]) => (component === "orchestration" ? total : total + picos), 0n);
  const { numerator, denominator } = shareScale(rule.override.percent);
  return divideHalfEven(rest * numerator, denominator);
}

function withShare(costs: readonly Cost[], share: bigint): readonly Cost[] {
  const others = costs.filter(([component]) => component !== "orchestration");
  const own = costs.find(([component]) => component === "orchestration")?.[1] ?? 0n;
  return [...others, ["orchestration", own + share]];
}
