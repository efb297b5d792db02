import { RATED_TOKENS } from "@outlay/domain/price";
import type { FindRate, Rate, RatedTokens, TokenRate } from "@outlay/domain/price";
import { BATCH_TERMS, batchRate } from "./batch.ts";
import { CATALOGUE } from "./catalogue-file.ts";
import type { CatalogueModel, CatalogueProvider, CatalogueRow } from "./catalogue-file.ts";
import { findModel, findProvider } from "./find-model.ts";
import { catalogueProviderId } from "./providers.ts";

/** The service tiers that have list prices. */
export const SERVICE_TIERS = ["standard", "batch"] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** A rate and when it holds: from an instant on, and perhaps for some hours of the UTC day alone. */
export interface DatedRate {
  readonly rate: Rate;
  /** UTC day; null is from the beginning. */
  readonly validFrom: string | null;
  readonly fromEpochMs: number;
  readonly daily: readonly [startSecond: number, endSecond: number] | null;
}

/** What responses and gateways call the standard tier. Any other tier has its own price or none. */
const STANDARD_NAMES: ReadonlySet<string> = new Set(["standard", "default", "on_demand"]);
const NO_RATES: readonly DatedRate[] = [];
const MEMO_SIZE_MAX = 20_000;

type Memo = Map<string, Map<string, Map<string | null, readonly DatedRate[]>>>;
const memo: Memo = new Map();
let memoSize = 0;

/**
 * Finds the list price in force at an instant, in dollars. Undefined where the provider, the model or the service tier
 * is not listed, and where the model is listed without a price: unpriced is never free.
 */
export const findRate: FindRate = (provider, model, serviceTier, atEpochMs) =>
  rateInForce(ratesByName(provider, model, serviceTier), atEpochMs);

function ratesByName(provider: string, model: string, serviceTier: string | null): readonly DatedRate[] {
  const known = memo.get(provider)?.get(model)?.get(serviceTier);
  if (known !== undefined) return known;
  const rates = lookUp(provider, model, serviceTier);
  // Names come from outside, so what is remembered of them is bounded.
  if (memoSize >= MEMO_SIZE_MAX) {
    memo.clear();
    memoSize = 0;
  }
  memoSize += 1;
  const models = memo.get(provider) ?? new Map<string, Map<string | null, readonly DatedRate[]>>();
  const tiers = models.get(model) ?? new Map<string | null, readonly DatedRate[]>();
  memo.set(provider, models.set(model, tiers.set(serviceTier, rates)));
  return rates;
}

function lookUp(provider: string, model: string, serviceTier: string | null): readonly DatedRate[] {
  const tier = serviceTier === null || STANDARD_NAMES.has(serviceTier) ? "standard" : serviceTier;
  if (tier !== "standard" && tier !== "batch") return NO_RATES;
  const asked = findProvider(catalogueProviderId(provider));
  const found = asked && findModel(asked, model);
  if (found === undefined || (tier === "batch" && found.provider !== asked)) return NO_RATES;
  return datedRates(found.provider, found.model, tier);
}

/**
 * The list prices of every model that a name means, which may be the beginning of names (`claude-*`), at an instant. A tier that
 * is null is the standard one.
 */
export function findRatesLike(
  provider: string,
  model: string,
  serviceTier: string | null,
  atEpochMs: number,
): readonly Rate[] {
  const beginning = model.endsWith("*") ? model.slice(0, -1).toLowerCase() : undefined;
  const listed = findProvider(catalogueProviderId(provider))?.models ?? [];
  const names =
    beginning === undefined
      ? [model]
      : listed.map(({ id }) => id).filter((id) => id.toLowerCase().startsWith(beginning));
  return names.map((name) => findRate(provider, name, serviceTier, atEpochMs)).filter((rate) => rate !== undefined);
}

/** Whether what a model costs changes within a span of time. */
export function isRateChanging(
  provider: string,
  model: string,
  serviceTier: string | null,
  fromEpochMs: number,
  toEpochMs: number,
): boolean {
  return ratesByName(provider, model, serviceTier).some(
    (dated) => dated.daily !== null || (dated.fromEpochMs > fromEpochMs && dated.fromEpochMs < toEpochMs),
  );
}

/** The price rows of a model in the order in which the last one in force wins. */
export function datedRates(
  provider: CatalogueProvider,
  model: CatalogueModel,
  tier: ServiceTier,
): readonly DatedRate[] {
  const standard = model.rows.map((row): DatedRate => {
    const rate = toRate(rateId(provider.id, model.id, row, "standard"), row);
    const validFrom = row.from ?? null;
    const fromEpochMs = validFrom === null ? -Infinity : Date.parse(validFrom);
    return { rate, validFrom, fromEpochMs, daily: row.daily ?? null };
  });
  if (standard.every(({ rate }) => isEmpty(rate))) return NO_RATES;
  return tier === "standard" ? standard : batchRates(provider, model, standard);
}

function batchRates(
  { id }: CatalogueProvider,
  model: CatalogueModel,
  standard: readonly DatedRate[],
): readonly DatedRate[] {
  const terms = BATCH_TERMS.find(({ provider, models = "" }) => provider === id && model.id.startsWith(models));
  if (terms === undefined) return NO_RATES;
  return standard.flatMap((dated, index): DatedRate[] => {
    const row = model.rows[index];
    const rate = row && batchRate(dated.rate, rateId(id, model.id, row, "batch"), terms);
    if (rate === undefined) return [];
    const started = Date.parse(terms.from) > dated.fromEpochMs;
    return [{ ...dated, rate, ...(started ? { validFrom: terms.from, fromEpochMs: Date.parse(terms.from) } : {}) }];
  });
}

/** The last row in force at an instant; undefined where that row has no price, whatever an earlier one had. */
export function rateInForce(rates: readonly DatedRate[], atEpochMs: number): Rate | undefined {
  for (let index = rates.length - 1; index >= 0; index -= 1) {
    const dated = rates[index];
    if (dated === undefined || atEpochMs < dated.fromEpochMs) continue;
    if (dated.daily === null || isWithin(dated.daily, atEpochMs)) return isEmpty(dated.rate) ? undefined : dated.rate;
  }
  return undefined;
}

const DAY_MS = 86_400_000;

function isWithin([start, end]: readonly [number, number], atEpochMs: number): boolean {
  const second = (((atEpochMs % DAY_MS) + DAY_MS) % DAY_MS) / 1000;
  return end < start ? second >= start || second < end : second >= start && second < end;
}

/** E.g. `anthropic/claude-opus-4-6@2026-03-13/standard#genai-prices-0.1.8`: the id is stored with every priced event. */
function rateId(provider: string, model: string, { from, daily }: CatalogueRow, tier: ServiceTier): string {
  const date = from === undefined ? "" : `@${from}`;
  const hours = daily === undefined ? "" : `T${daily.map(clock).join("-")}`;
  return `${provider}/${model}${date}${hours}/${tier}#${CATALOGUE.version}`;
}

const clock = (second: number): string => new Date(second * 1000).toISOString().slice(11, 16);

function toRate(id: string, row: CatalogueRow): Rate {
  const tokens: Partial<Record<RatedTokens, TokenRate>> = {};
  for (const name of RATED_TOKENS) {
    const rate = row.tokens[name];
    if (rate !== undefined) tokens[name] = toTokenRate(rate);
  }
  return { id, tokens, perRequest: BigInt(row.request ?? 0) };
}

function toTokenRate([base = 0, ...tiers]: readonly number[]): TokenRate {
  const steps: { aboveInputTokens: number; rate: bigint }[] = [];
  for (let index = 0; index + 1 < tiers.length; index += 2) {
    steps.push({ aboveInputTokens: tiers[index] ?? 0, rate: BigInt(tiers[index + 1] ?? 0) });
  }
  return { base: BigInt(base), tiers: steps };
}

/** Listed without any price for what is priced here: not free, but unknown. */
const isEmpty = ({ tokens, perRequest }: Rate): boolean => perRequest === 0n && Object.keys(tokens).length === 0;
