import { divideHalfEven } from "./money.ts";
import type { CostComponent, UsageMeasure } from "./measures.ts";

/**
 * What one token of a class costs, in 10^-15 of the currency (so that 10^-9 a million tokens is exact). `tiers` replace
 * the base for the whole request once its input (all input classes together) is larger than `aboveInputTokens`.
 */
export interface TokenRate {
  readonly base: bigint;
  readonly tiers: readonly { readonly aboveInputTokens: number; readonly rate: bigint }[];
}

/** Token classes that have a rate of their own. A class without one is priced as the class it falls back to, or not at all. */
export type RatedTokens = Exclude<Extract<UsageMeasure, `${string}_tokens`>, "reasoning_tokens">;

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

export interface Priced {
  /** Picos by component; a component that is absent is zero. */
  readonly cost: ReadonlyMap<CostComponent, bigint>;
  /** Token classes that were used and have no rate: the event counts as unpriced. */
  readonly unpriced: readonly RatedTokens[];
}

/** 10^-15 to picos, half to even: each component of an event is rounded once. */
export const femtosToPicos = (femtos: bigint): bigint => divideHalfEven(femtos, 1000n);
