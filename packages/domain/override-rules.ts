import { compileScope } from "./budget.ts";
import { compareText } from "./compare-text.ts";
import { decimalUnits } from "./decimal.ts";
import { dimensionIndex, type Tuple } from "./dimensions.ts";
import {
  AMOUNT_DECIMALS,
  type OverrideOf,
  PER_MILLION_DECIMALS,
  PERCENT_DECIMALS,
  type PriceOverride,
} from "./price-override.ts";
import { FEMTOS_PER_PICO, RATED_TOKENS, type Rate, type RatedTokens, type Scale, type TokenRate } from "./price.ts";

/** An override as events are held against it. */
export interface CompiledOverride<Override extends PriceOverride = PriceOverride> {
  readonly override: Override;
  /** Names this version of the override: a replaced one has another. */
  readonly id: string;
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
  readonly matches: (tuple: Tuple) => boolean;
  /** Higher is more specific, the first difference decides. */
  readonly specificity: readonly number[];
  /** Of model rates, in the override's own currency. */
  readonly rate?: Rate;
  /** Of an adjustment: what list prices are multiplied with. */
  readonly scale?: Scale;
}

/** One of a kind, with what that kind compiles to. */
export type CompiledOf<Kind extends PriceOverride["kind"]> = CompiledOverride<OverrideOf<Kind>>;

const HUNDRED_PERCENT = 100n * 10n ** BigInt(PERCENT_DECIMALS);

export function compileOverride(
  override: PriceOverride,
  { providerId }: { readonly providerId: (provider: string) => string },
): CompiledOverride {
  const id = `${override.id}@${override.updated_at}`;
  return {
    override,
    id,
    fromEpochMs: override.from === null ? -Infinity : Date.parse(override.from),
    toEpochMs: override.to === null ? Infinity : Date.parse(override.to),
    matches: matcherOf(override, providerId),
    specificity: specificityOf(override),
    ...(override.kind === "model_rates" ? { rate: toRate(override, id) } : {}),
    ...(override.kind === "adjustment" ? { scale: percentScale(override.percent) } : {}),
  };
}

/** The most specific first; of equals the one that was made last. Total, so that the order of making is all that matters. */
export function comparePrecedence(a: CompiledOverride, b: CompiledOverride): number {
  for (const [index, degree] of a.specificity.entries()) {
    const other = b.specificity[index] ?? 0;
    if (degree !== other) return other - degree;
  }
  return compareText(b.override.created_at, a.override.created_at) || compareText(b.override.id, a.override.id);
}

/** By the model, then the service tier, the operation or role, the number of dimensions in the scope, the provider. */
function specificityOf(override: PriceOverride): readonly number[] {
  const model = "model" in override ? override.model : null;
  const part = "operation" in override ? override.operation : "role" in override ? override.role : null;
  return [
    model === null ? 0 : model.endsWith("*") ? model.length : Number.MAX_SAFE_INTEGER,
    "service_tier" in override && override.service_tier !== null ? 1 : 0,
    part === null ? 0 : 1,
    "scope" in override ? Object.keys(override.scope).length : 0,
    "provider" in override && override.provider !== null ? 1 : 0,
  ];
}

const at = {
  provider: dimensionIndex("provider"),
  model: dimensionIndex("model"),
  operation: dimensionIndex("operation"),
  serviceTier: dimensionIndex("service_tier"),
};

function matcherOf(override: PriceOverride, providerId: (provider: string) => string): (tuple: Tuple) => boolean {
  if (!("scope" in override)) return () => true;
  const isInScope = compileScope(override.scope);
  switch (override.kind) {
    case "model_rates":
    case "adjustment": {
      const isCall = callMatcher(override, providerId);
      return (tuple) => isCall(tuple) && isInScope(tuple);
    }
    case "unit_price": {
      const { operation } = override;
      return operation === null ? isInScope : (tuple) => tuple[at.operation] === operation && isInScope(tuple);
    }
    case "orchestration":
    case "orchestration_share":
      return isInScope;
  }
}

type Call = Pick<OverrideOf<"adjustment">, "provider" | "model" | "service_tier">;

/** Providers by any of their names; models in any case, whole or by their beginning (`claude-*`). */
function callMatcher(call: Call, providerId: (provider: string) => string): (tuple: Tuple) => boolean {
  const provider = call.provider === null ? null : providerId(call.provider);
  const isModel = modelMatcher(call.model ?? "*");
  const tier = call.service_tier;
  return (tuple) => {
    const [named, model] = [tuple[at.provider], tuple[at.model]];
    if (!named || !model) return false;
    if (provider !== null && providerId(named) !== provider) return false;
    if (tier !== null && tierOf(tuple[at.serviceTier] ?? null) !== tierOf(tier)) return false;
    return isModel(model.toLowerCase());
  };
}

function modelMatcher(model: string): (name: string) => boolean {
  const wanted = model.toLowerCase();
  if (!wanted.endsWith("*")) return (name) => name === wanted;
  const beginning = wanted.slice(0, -1);
  return (name) => name.startsWith(beginning);
}

/** What responses and gateways call the standard tier. */
const STANDARD_NAMES: ReadonlySet<string> = new Set(["standard", "default", "on_demand"]);

/** One name for the names of a service tier. */
export const tierOf = (tier: string | null): string => (tier === null || STANDARD_NAMES.has(tier) ? "standard" : tier);

/** What an adjustment multiplies with: of "-15" 85 hundredths. */
export const percentScale = (percent: string): Scale => ({
  numerator: HUNDRED_PERCENT + decimalUnits(percent, PERCENT_DECIMALS),
  denominator: HUNDRED_PERCENT,
});

/** A share of an amount, e.g. of "2.5" per cent. */
export const shareScale = (percent: string): Scale => ({
  numerator: decimalUnits(percent, PERCENT_DECIMALS),
  denominator: HUNDRED_PERCENT,
});

/** What model rates say, in 10^-15 of their own currency a token. */
export function toRate(rates: Pick<OverrideOf<"model_rates">, "rates" | "tiers" | "per_request">, id: string): Rate {
  const tokens: Partial<Record<RatedTokens, TokenRate>> = {};
  for (const name of RATED_TOKENS) {
    const base = rates.rates[name];
    if (base === undefined) continue;
    const tiers = rates.tiers.flatMap((tier) => {
      const rate = tier.rates[name];
      return rate === undefined
        ? []
        : [{ aboveInputTokens: tier.above_input_tokens, rate: decimalUnits(rate, PER_MILLION_DECIMALS) }];
    });
    tokens[name] = { base: decimalUnits(base, PER_MILLION_DECIMALS), tiers };
  }
  const perRequest = rates.per_request === null ? 0n : decimalUnits(rates.per_request, AMOUNT_DECIMALS);
  return { id, tokens, perRequest: perRequest * FEMTOS_PER_PICO };
}
