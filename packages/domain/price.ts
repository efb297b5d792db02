import { TOKEN_MEASURES } from "./measures.ts";
import type { CostComponent, UsageMeasure } from "./measures.ts";
import { divideHalfEven } from "./money.ts";
import type { Operation, UsageEvent } from "./usage-event.ts";

/**
 * What one token of a class costs, in 10^-15 of the currency (so that 10^-9 a million tokens is exact). `tiers`, in
 * rising order, replace the base for the whole request once its input (all input classes together) is larger than
 * `aboveInputTokens`: at the threshold itself the lower rate holds.
 */
export interface TokenRate {
  readonly base: bigint;
  readonly tiers: readonly { readonly aboveInputTokens: number; readonly rate: bigint }[];
}

/** Token classes that have a rate of their own. A class without one is priced as the class it falls back to, or not at all. */
export type RatedTokens = Exclude<Extract<UsageMeasure, `${string}_tokens`>, "reasoning_tokens">;

export const RATED_TOKENS: readonly RatedTokens[] = TOKEN_MEASURES.filter((name) => name !== "reasoning_tokens");

/** One dated line of a price list. `id` is stored with each event priced by it. */
export interface Rate {
  readonly id: string;
  readonly tokens: Readonly<Partial<Record<RatedTokens, TokenRate>>>;
  /** 10^-15 of the currency for each request, where a vendor charges by request. */
  readonly perRequest: bigint;
}

/** Finds the rate in force at an instant; undefined where the list knows none. `serviceTier` is e.g. "standard", "batch". */
export type FindRate = (
  provider: string,
  model: string,
  serviceTier: string | null,
  atEpochMs: number,
) => Rate | undefined;

/** What rates are multiplied with: a discount, a conversion. The denominator is positive. */
export interface Scale {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const UNSCALED: Scale = { numerator: 1n, denominator: 1n };

export interface Priced {
  /**
   * Picos by component, in the order of COST_COMPONENTS; a component that is absent is zero. Of an unpriced event it is
   * what its priced classes cost.
   */
  readonly cost: readonly (readonly [CostComponent, bigint])[];
  /** Token classes that were used and have no rate: the event counts as unpriced. */
  readonly unpriced: readonly RatedTokens[];
}

/** The same before rounding: 10^-15 of the rate's currency by component. */
export interface TokenFemtos {
  readonly parts: readonly (readonly [CostComponent, bigint])[];
  readonly unpriced: readonly RatedTokens[];
}

export const FEMTOS_PER_PICO = 1000n;

/** 10^-15 to picos, half to even: each component of an event is rounded once, after discount and conversion. */
export const femtosToPicos = (femtos: bigint, scale: Scale): bigint =>
  scale === UNSCALED
    ? divideHalfEven(femtos, FEMTOS_PER_PICO)
    : divideHalfEven(femtos * scale.numerator, FEMTOS_PER_PICO * scale.denominator);

/** The token classes of each component. reasoning_tokens are paid within output_tokens. */
const CLASSES = [
  { component: "input", classes: ["input_tokens", "input_audio_tokens", "input_image_tokens"] },
  { component: "cache_read", classes: ["cache_read_tokens"] },
  { component: "cache_write", classes: ["cache_write_5m_tokens", "cache_write_1h_tokens"] },
  { component: "output", classes: ["output_tokens", "output_audio_tokens", "output_image_tokens"] },
] as const satisfies readonly { component: CostComponent; classes: readonly RatedTokens[] }[];

/**
 * Image input without a rate of its own is billed as input by the vendors that take it. Nothing else may stand in:
 * audio costs up to 16 times text, a 1h cache write more than a 5m one, and a missing cache rate is not a rate of zero.
 */
export const rateOfClass = (rates: Rate["tokens"], tokens: RatedTokens): TokenRate | undefined =>
  rates[tokens] ?? (tokens === "input_image_tokens" ? rates.input_tokens : undefined);

/** Operations whose tokens all belong to one component, whatever their class. */
export const COMPONENT_OF_OPERATION: ReadonlyMap<Operation, CostComponent> = new Map([
  ["embedding", "embedding"],
  ["rerank", "reranking"],
  ["retrieval", "retrieval"],
  ["tool_call", "tool_calls"],
  ["browsing", "browsing"],
  ["code_execution", "code_execution"],
  ["evaluation", "evaluation"],
  ["indexing", "indexing"],
  ["storage", "storage"],
  ["source_refresh", "source_refresh"],
  ["permission_sync", "permission_sync"],
  ["orchestration", "orchestration"],
  ["human_review", "human_review"],
]);
const NONE: readonly RatedTokens[] = [];

/**
 * What the tokens of one event cost: 10^-15 rates times counts, summed exactly within each component, then scaled and rounded
 * once to picos, half to even. A charge by request is part of `input` (of the one component of an embedding, a rerank and
 * the like); usage without `requests` is one request. Quantities that are not tokens are not priced here.
 */
export function priceTokens(
  rate: Rate,
  usage: UsageEvent["usage"],
  operation: Operation,
  scale: Scale = UNSCALED,
): Priced {
  const { parts, unpriced } = tokenFemtos(rate, usage, operation);
  return { cost: parts.map(([component, femtos]) => [component, femtosToPicos(femtos, scale)] as const), unpriced };
}

/** The same, not rounded yet. */
export function tokenFemtos(rate: Rate, usage: UsageEvent["usage"], operation: Operation): TokenFemtos {
  const one = COMPONENT_OF_OPERATION.get(operation);
  const input = inputTokens(usage);
  const parts: [CostComponent, bigint][] = [];
  let unpriced: RatedTokens[] | undefined;
  let femtos = rate.perRequest === 0n ? 0n : rate.perRequest * BigInt(usage.requests ?? 1);
  for (const { component, classes } of CLASSES) {
    for (const tokens of classes) {
      const count = usage[tokens];
      if (count === undefined || count === 0) continue;
      const own = rateOfClass(rate.tokens, tokens);
      if (own === undefined) (unpriced ??= []).push(tokens);
      else femtos += rateAt(own, input) * BigInt(count);
    }
    if (one !== undefined || femtos === 0n) continue;
    parts.push([component, femtos]);
    femtos = 0n;
  }
  if (one !== undefined && femtos !== 0n) parts.push([one, femtos]);
  return { parts, unpriced: unpriced ?? NONE };
}

/** All input of a request, cached or not: what the thresholds of tiers are held against. */
export function inputTokens(usage: UsageEvent["usage"]): number {
  return (
    (usage.input_tokens ?? 0) +
    (usage.cache_read_tokens ?? 0) +
    (usage.cache_write_5m_tokens ?? 0) +
    (usage.cache_write_1h_tokens ?? 0) +
    (usage.input_audio_tokens ?? 0) +
    (usage.input_image_tokens ?? 0)
  );
}

/** The rate of a request with so much input. */
export function rateAt({ base, tiers }: TokenRate, input: number): bigint {
  let rate = base;
  for (const tier of tiers) if (input > tier.aboveInputTokens) rate = tier.rate;
  return rate;
}
