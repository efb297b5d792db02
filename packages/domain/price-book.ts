import { assert } from "./assert.ts";
import { type CurrencyRate, RATE_DECIMALS } from "./currency-rate.ts";
import { LIST_CURRENCY } from "./currency.ts";
import { decimalUnits } from "./decimal.ts";
import type { Tuple } from "./dimensions.ts";
import type { LocalDate } from "./local-date.ts";
import { divideHalfEven } from "./money.ts";
import { compileOverride, comparePrecedence, type CompiledOverride, type CompiledOf } from "./override-rules.ts";
import { AMOUNT_DECIMALS, type PriceOverride, type PricedUnit } from "./price-override.ts";
import { type FindRate, type Rate, type Scale, UNSCALED } from "./price.ts";

/** What a tenant's prices are made of. */
export interface PriceSources {
  /** The tenant's. */
  readonly currency: string;
  readonly overrides: Iterable<PriceOverride>;
  readonly currencyRates: Iterable<CurrencyRate>;
  /** List prices, in dollars. */
  readonly findRate: FindRate;
  /** One name for all names of a provider. */
  readonly providerId: (provider: string) => string;
  readonly localDate: (epochMs: number) => LocalDate;
}

/** All that was ever in force for a tenant, made once a configuration. Pure look-ups. */
export interface PriceBook {
  readonly currency: string;
  readonly findRate: FindRate;
  readonly localDate: (epochMs: number) => LocalDate;
  /** What may price events of this completed tuple. Remembered by the tuple's identity. */
  readonly pricesOf: (tuple: Tuple) => TuplePrices;
  /** What one unit of a currency was worth at an instant; undefined: no rate was in force. */
  readonly conversion: (currency: string, atEpochMs: number) => Conversion | undefined;
  readonly reviewRates: readonly CompiledOf<"review_rate">[];
}

export interface Conversion {
  readonly currency: string;
  readonly scale: Scale;
  /** The rate's decimal text. Undefined where nothing is converted. */
  readonly rate?: string;
}

/** The overrides that match one tuple, each list in the order of precedence: the first that is in force holds. */
export interface TuplePrices {
  readonly modelRates: readonly CompiledOf<"model_rates">[];
  readonly listAdjustments: readonly CompiledOf<"adjustment">[];
  readonly ownAdjustments: readonly CompiledOf<"adjustment">[];
  readonly units: ReadonlyMap<PricedUnit, readonly CompiledOf<"unit_price">[]>;
  readonly perRun: readonly CompiledOf<"orchestration">[];
  readonly perCall: readonly CompiledOf<"orchestration">[];
  readonly shares: readonly CompiledOf<"orchestration_share">[];
  /** Nothing but list prices can hold. */
  readonly isPlain: boolean;
}

const NO_PRICES: TuplePrices = {
  modelRates: [],
  listAdjustments: [],
  ownAdjustments: [],
  units: new Map(),
  perRun: [],
  perCall: [],
  shares: [],
  isPlain: true,
};

/** Compiles a tenant's prices, in time linear in the overrides. */
export function compilePriceBook(sources: PriceSources): PriceBook {
  const { currency, findRate, localDate } = sources;
  const compiled = Array.from(sources.overrides, (override) => compileOverride(override, sources)).toSorted(
    comparePrecedence,
  );
  const scoped = compiled.filter(({ override }) => override.kind !== "review_rate");
  const known = new WeakMap<Tuple, TuplePrices>();
  const pricesOf = (tuple: Tuple): TuplePrices => {
    let prices = known.get(tuple);
    if (prices === undefined) {
      prices = matching(scoped, tuple);
      known.set(tuple, prices);
    }
    return prices;
  };
  return {
    currency,
    findRate,
    localDate,
    pricesOf: scoped.length === 0 ? () => NO_PRICES : pricesOf,
    conversion: compileRates(sources),
    reviewRates: compiled.filter((rule) => isKind(rule, "review_rate")),
  };
}

const isKind = <Kind extends PriceOverride["kind"]>(rule: CompiledOverride, kind: Kind): rule is CompiledOf<Kind> =>
  rule.override.kind === kind;

function matching(rules: readonly CompiledOverride[], tuple: Tuple): TuplePrices {
  const found = rules.filter((rule) => rule.matches(tuple));
  if (found.length === 0) return NO_PRICES;
  const adjustments = found.filter((rule) => isKind(rule, "adjustment"));
  const orchestration = found.filter((rule) => isKind(rule, "orchestration"));
  return {
    modelRates: found.filter((rule) => isKind(rule, "model_rates")),
    listAdjustments: adjustments.filter(({ override }) => override.applies_to === "list_prices"),
    ownAdjustments: adjustments.filter(({ override }) => override.applies_to === "own_rates"),
    units: Map.groupBy(
      found.filter((rule) => isKind(rule, "unit_price")),
      ({ override }) => override.unit,
    ),
    perRun: orchestration.filter(({ override }) => override.basis === "per_run"),
    perCall: orchestration.filter(({ override }) => override.basis === "per_call"),
    shares: found.filter((rule) => isKind(rule, "orchestration_share")),
    isPlain: false,
  };
}

/** The first rule that holds at an instant. */
export function inForce<Rule extends CompiledOverride>(rules: readonly Rule[], atEpochMs: number): Rule | undefined {
  for (const rule of rules) if (rule.fromEpochMs <= atEpochMs && atEpochMs < rule.toEpochMs) return rule;
  return undefined;
}

function compileRates({ currency, currencyRates, localDate }: PriceSources): PriceBook["conversion"] {
  const byCurrency = Map.groupBy([...currencyRates], (rate) => rate.currency);
  for (const rates of byCurrency.values()) rates.sort((a, b) => (a.from < b.from ? 1 : -1));
  const none: Conversion = { currency, scale: UNSCALED };
  const made = new WeakMap<CurrencyRate, Conversion>();
  return (from, atEpochMs) => {
    if (from === currency) return none;
    const rates = byCurrency.get(from);
    if (rates === undefined) return undefined;
    const date = localDate(atEpochMs);
    const rate = rates.find((dated) => dated.from <= date);
    if (rate === undefined) return undefined;
    const conversion = made.get(rate) ?? toConversion(rate);
    made.set(rate, conversion);
    return conversion;
  };
}

const toConversion = ({ currency, rate }: CurrencyRate): Conversion => ({
  currency,
  rate,
  scale: { numerator: decimalUnits(rate, RATE_DECIMALS), denominator: 10n ** BigInt(RATE_DECIMALS) },
});

/** How tokens of a tuple are priced at an instant: a rate, what it is multiplied with, and the name of both. */
export interface TokenPrice {
  readonly rate: Rate;
  /** Of the discount or markup alone: what the amount was in the rate's own currency. */
  readonly adjustment: Scale;
  readonly conversion: Conversion;
  /** Of adjustment and conversion together. */
  readonly scale: Scale;
  readonly id: string;
}

export type NoTokenPrice = "unknown_model" | "no_rate";

/** By the tenant's own rate where one is in force, else by the list; then the adjustment of that, then the conversion. */
export function tokenPriceOf(
  book: PriceBook,
  prices: TuplePrices,
  call: { readonly provider: string; readonly model: string; readonly serviceTier: string | null },
  atEpochMs: number,
): TokenPrice | NoTokenPrice {
  const own = inForce(prices.modelRates, atEpochMs);
  const rate = own?.rate ?? book.findRate(call.provider, call.model, call.serviceTier, atEpochMs);
  if (rate === undefined) return "unknown_model";
  const currency = own === undefined ? LIST_CURRENCY : (own.override.currency ?? book.currency);
  const conversion = book.conversion(currency, atEpochMs);
  if (conversion === undefined) return "no_rate";
  const rule = prices.isPlain
    ? undefined
    : inForce(own === undefined ? prices.listAdjustments : prices.ownAdjustments, atEpochMs);
  const adjustment = rule?.scale ?? UNSCALED;
  const scale = product(adjustment, conversion.scale);
  const id = rule === undefined ? rate.id : `${rate.id}*${rule.id}`;
  return { rate, adjustment, conversion, scale, id: id + convertedBy(conversion) };
}

/** How the id of a price says that it was converted. */
export const convertedBy = ({ currency, rate }: Conversion): string =>
  rate === undefined ? "" : `~${currency}=${rate}`;

export function product(a: Scale, b: Scale): Scale {
  if (a === UNSCALED) return b;
  if (b === UNSCALED) return a;
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/**
 * Picos of the tenant's currency for so many seconds of a person's review, by the rate of their role (null: unknown) that is in
 * force, else by the rate of every role; undefined where there is none, or none for its currency. Half to even.
 */
export function reviewCost(
  book: PriceBook,
  role: string | null,
  seconds: number,
  atEpochMs: number,
): bigint | undefined {
  const charge = reviewCharge(book, role, seconds, atEpochMs);
  if (typeof charge !== "object") return undefined;
  const { numerator, denominator } = charge.amount;
  return divideHalfEven(numerator, denominator);
}

const HOUR_SECONDS = 3600n;

/** The same before rounding, in picos, with the rate's id. */
export function reviewCharge(
  book: PriceBook,
  role: string | null,
  seconds: number,
  atEpochMs: number,
): Charge | "no_rate" | undefined {
  const rules = book.reviewRates.filter(({ override }) => override.role === null || override.role === role);
  const rule = inForce(rules, atEpochMs);
  if (rule === undefined) return undefined;
  const { per_hour, currency } = rule.override;
  return chargeOf(book, rule, { price: per_hour, currency, count: BigInt(seconds), per: HOUR_SECONDS }, atEpochMs);
}

/** An exact amount in picos, what it was in the currency of its price, and the id of that price. */
export interface Charge {
  readonly amount: Scale;
  readonly original: Scale;
  readonly conversion: Conversion;
  readonly id: string;
}

/** `count` units at `price` for each `per` of them; "no_rate" where its currency cannot be converted. */
export function chargeOf(
  book: PriceBook,
  rule: CompiledOverride,
  unit: { readonly price: string; readonly currency: string | null; readonly count: bigint; readonly per: bigint },
  atEpochMs: number,
): Charge | "no_rate" {
  assert(unit.per > 0n, "a price is for some units");
  const conversion = book.conversion(unit.currency ?? book.currency, atEpochMs);
  if (conversion === undefined) return "no_rate";
  const original = { numerator: decimalUnits(unit.price, AMOUNT_DECIMALS) * unit.count, denominator: unit.per };
  return { amount: product(original, conversion.scale), original, conversion, id: rule.id + convertedBy(conversion) };
}
