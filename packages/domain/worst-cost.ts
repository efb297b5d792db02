import { INPUT_TOKEN_MEASURES, OUTPUT_TOKEN_MEASURES } from "./measures.ts";
import { dimensionIndex, type Tuple } from "./dimensions.ts";
import { type CompiledOverride, shareScale } from "./override-rules.ts";
import {
  chargeOf,
  inForce,
  type PriceBook,
  product,
  type TokenPrice,
  tokenPriceOf,
  type TuplePrices,
} from "./price-book.ts";
import { chargesReview } from "./price-charges.ts";
import { PRICED_UNITS, type PricedUnit } from "./price-override.ts";
import { FEMTOS_PER_PICO, type RatedTokens, rateOfClass, type Scale, type TokenRate } from "./price.ts";
import { MODEL_OPERATIONS, type Operation } from "./usage-event.ts";

/** What one call may use at most; null is not stated. */
export interface Ceilings {
  /** Of all classes of input together. */
  readonly contextTokens: number | null;
  /** Of all classes of output together, reasoning within them. */
  readonly outputTokens: number | null;
  /** Of single classes and units, where stated. */
  readonly each: Readonly<Partial<Record<CeilingName, number>>>;
  /** Of the whole run, which one call keeps within. */
  readonly toolCalls: number | null;
  readonly agentSteps: number | null;
}

/** What a ceiling may be stated of, beside all input and all output. A call is one request by itself. */
export const CEILING_NAMES = [
  ...INPUT_TOKEN_MEASURES,
  ...OUTPUT_TOKEN_MEASURES,
  ...PRICED_UNITS.filter((unit) => unit !== "requests"),
  "review_seconds",
] as const;
export type CeilingName = RatedTokens | Exclude<PricedUnit, "requests"> | "review_seconds";

/** What stands in the way of a bound: a price that nobody knows, or a quantity that is not stated. */
export type Missing = "price" | "currency_rate" | "context_tokens" | "output_tokens" | `usage_max.${CeilingName}`;

export interface Bound {
  readonly picos: bigint;
  /** Units with a price of which nothing was stated: the bound takes it that none is used. */
  readonly takenAsNone: readonly CeilingName[];
}
export type WorstCost = Bound | { readonly missing: Missing };

/** A call whose tuple is complete but for what becomes known with its usage. */
interface PlannedCall {
  readonly tuple: Tuple;
  readonly operation: Operation;
  readonly ceilings: Ceilings;
  readonly atEpochMs: number;
}

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  serviceTier: dimensionIndex("service_tier"),
};

/** Operations whose calls use nothing but tokens unless they say so; a unit of any other must be stated where it has a price. */
const OF_TOKENS: ReadonlySet<Operation> = new Set(["chat", "completion", "embedding"]);
const WITHOUT_OUTPUT: ReadonlySet<Operation> = new Set(["embedding", "rerank"]);

/**
 * The most that one request can cost, in picos of the tenant's currency, by the prices in force at an instant: `priceRow` charges no
 * more for any usage within the ceilings, however it is split over classes. Source: docs/before-the-call.md.
 */
export function worstCost(book: PriceBook, call: PlannedCall): WorstCost {
  const prices = book.pricesOf(call.tuple);
  const parts = [tokenCost(book, prices, call), unitCost(book, prices, call), reviewCost(book, call)];
  let own = 0n;
  const takenAsNone: CeilingName[] = [];
  for (const part of parts) {
    if ("missing" in part) return part;
    own += part.picos;
    takenAsNone.push(...part.takenAsNone);
  }
  const around = orchestrationCost(book, prices, call, own);
  return "missing" in around ? around : { picos: own + around.picos, takenAsNone };
}

const bound = (picos: bigint, takenAsNone: readonly CeilingName[] = []): Bound => ({ picos, takenAsNone });

function tokenCost(book: PriceBook, prices: TuplePrices, call: PlannedCall): WorstCost {
  const { tuple, operation, ceilings, atEpochMs } = call;
  const [provider, model] = [tuple[at.provider], tuple[at.model]];
  // What calls no model uses no tokens.
  if (!provider || !model) return bound(0n);
  const named = { provider, model, serviceTier: tuple[at.serviceTier] ?? null };
  const price = tokenPriceOf(book, prices, named, atEpochMs);
  if (price === "no_rate") return { missing: "currency_rate" };
  if (price === "unknown_model") return isPaidOtherwise(book, prices, call) ? bound(0n) : { missing: "price" };
  const { rate } = price;
  const inputs = ratesOf(price, INPUT_TOKEN_MEASURES, ceilings);
  const outputs = ratesOf(price, OUTPUT_TOKEN_MEASURES, ceilings);
  const hasOutput = OF_TOKENS.has(operation) && !WITHOUT_OUTPUT.has(operation);
  // A text model whose list names no price of plain text has none that is known.
  if (OF_TOKENS.has(operation) && rate.tokens.input_tokens === undefined) return { missing: "price" };
  if (hasOutput && rate.tokens.output_tokens === undefined) return { missing: "price" };
  const input = inputs.length === 0 ? 0n : dearest(inputs, ceilings.contextTokens);
  const stated = ceilings.outputTokens ?? (WITHOUT_OUTPUT.has(operation) ? 0 : null);
  const output = outputs.length === 0 ? 0n : dearest(outputs, stated);
  if (input === undefined) return { missing: "context_tokens" };
  if (output === undefined) return { missing: "output_tokens" };
  // Input is rounded in three components, each by itself.
  const rounded = input === 0n ? 0n : 2n;
  const whole = [input, output, rate.perRequest].reduce((sum, femtos) => sum + picosOf(femtos, price), 0n);
  return bound(whole + rounded);
}

/** Images and audio may be paid by the piece or the second in place of tokens, and a person's review by the hour. */
function isPaidOtherwise(book: PriceBook, prices: TuplePrices, { operation, atEpochMs }: PlannedCall): boolean {
  if (OF_TOKENS.has(operation)) return false;
  if (operation === "human_review") return book.reviewRates.some((rule) => inForce([rule], atEpochMs) !== undefined);
  return [...prices.units.values()].some((rules) => inForce(rules, atEpochMs) !== undefined);
}

const picosOf = (femtos: bigint, { scale }: TokenPrice): bigint =>
  roundUp(product({ numerator: femtos, denominator: FEMTOS_PER_PICO }, scale));

interface ClassRate {
  readonly rate: bigint;
  /** Of this class; undefined: of all together alone. */
  readonly max: number | undefined;
}

/** The highest rate that each class can reach within the context, the dearest class first. Classes without one are never charged. */
function ratesOf({ rate }: TokenPrice, classes: readonly RatedTokens[], ceilings: Ceilings): readonly ClassRate[] {
  const context = ceilings.contextTokens ?? Infinity;
  return classes
    .flatMap((name): ClassRate[] => {
      const own = rateOfClass(rate.tokens, name);
      return own === undefined ? [] : [{ rate: highest(own, context), max: ceilings.each[name] }];
    })
    .toSorted((a, b) => (a.rate < b.rate ? 1 : a.rate > b.rate ? -1 : 0));
}

const highest = ({ base, tiers }: TokenRate, context: number): bigint =>
  tiers.reduce((most, { aboveInputTokens, rate }) => (context > aboveInputTokens && rate > most ? rate : most), base);

/** What so many tokens cost at most, the dearest classes filled first; undefined where nothing says how many there can be. */
function dearest(rates: readonly ClassRate[], tokensMax: number | null): bigint | undefined {
  let left = tokensMax;
  let femtos = 0n;
  for (const { rate, max } of rates) {
    const count = Math.min(max ?? Infinity, left ?? Infinity);
    if (rate === 0n || count === 0) continue;
    if (count === Infinity) return undefined;
    femtos += rate * BigInt(count);
    if (left !== null) left -= count;
  }
  return femtos;
}

/** Picos of units that have a price of their own. */
function unitCost(book: PriceBook, prices: TuplePrices, { operation, ceilings, atEpochMs }: PlannedCall): WorstCost {
  let picos = 0n;
  const takenAsNone: CeilingName[] = [];
  for (const [unit, rules] of prices.units) {
    const rule = inForce(rules, atEpochMs);
    if (rule === undefined) continue;
    const { amount, currency, per } = rule.override;
    const stated = unit === "requests" ? 1 : statedCount(unit, ceilings);
    if (stated === undefined && unit !== "requests" && !OF_TOKENS.has(operation))
      return { missing: `usage_max.${unit}` };
    if (stated === undefined && unit !== "requests") takenAsNone.push(unit);
    const unitPrice = { price: amount, currency, count: BigInt(stated ?? 0), per: BigInt(per) };
    const charge = chargeOf(book, rule, unitPrice, atEpochMs);
    if (charge === "no_rate") return { missing: "currency_rate" };
    picos += roundUp(charge.amount);
  }
  return bound(picos, takenAsNone);
}

function statedCount(unit: Exclude<PricedUnit, "requests">, ceilings: Ceilings): number | undefined {
  const ofRun = unit === "tool_calls" ? ceilings.toolCalls : unit === "agent_steps" ? ceilings.agentSteps : null;
  return ceilings.each[unit] ?? ofRun ?? undefined;
}

/** Picos of people's time, at the dearest role. */
function reviewCost(book: PriceBook, { operation, ceilings, atEpochMs }: PlannedCall): WorstCost {
  const rules = book.reviewRates.filter((rule) => inForce([rule], atEpochMs) !== undefined);
  if (!chargesReview(operation) || rules.length === 0) return bound(0n);
  const seconds = ceilings.each.review_seconds;
  if (seconds === undefined && operation === "human_review") return { missing: "usage_max.review_seconds" };
  let picos = 0n;
  for (const rule of rules) {
    const { per_hour: price, currency } = rule.override;
    const charge = chargeOf(book, rule, { price, currency, count: BigInt(seconds ?? 0), per: 3600n }, atEpochMs);
    if (charge === "no_rate") return { missing: "currency_rate" };
    const amount = roundUp(charge.amount);
    if (amount > picos) picos = amount;
  }
  return bound(picos, seconds === undefined ? ["review_seconds"] : []);
}

/** By run, by call, and as a share of all else. Any step may be told of as its run's first. */
function orchestrationCost(book: PriceBook, prices: TuplePrices, call: PlannedCall, own: bigint): WorstCost {
  const { operation, atEpochMs } = call;
  let picos = 0n;
  for (const rules of [prices.perRun, MODEL_OPERATIONS.has(operation) ? prices.perCall : []]) {
    const rule = inForce(rules, atEpochMs);
    if (rule === undefined) continue;
    const { amount, currency } = rule.override;
    const charge = chargeOf(book, rule, { price: amount, currency, count: 1n, per: 1n }, atEpochMs);
    if (charge === "no_rate") return { missing: "currency_rate" };
    picos += roundUp(charge.amount);
  }
  return bound(picos + shareOf(inForce(prices.shares, atEpochMs), own));
}

function shareOf(rule: CompiledOverride | undefined, own: bigint): bigint {
  if (rule?.override.kind !== "orchestration_share") return 0n;
  const { numerator, denominator } = shareScale(rule.override.percent);
  return roundUp({ numerator: own * numerator, denominator });
}

/** Up, so that what is rounded half to even elsewhere is never more. */
const roundUp = ({ numerator, denominator }: Scale): bigint => (numerator + denominator - 1n) / denominator;
