import { amountOf, type RateLimit, type RateMeasure, type RateWindow, WINDOW_SECONDS } from "./rate-limit.ts";

/** What was counted in the last window that anything was counted in. */
export interface RateCounter {
  /** Windows of that length since 1970. */
  readonly windowIndex: bigint;
  readonly count: bigint;
}

/** By measure and window: see `counterName`. */
export type RateCounters = ReadonlyMap<string, RateCounter>;

/** What a limit counts of a value. It is not the limit's own, so that no change of limits ever begins a count anew. */
export const counterName = ({ measure, window }: { measure: RateMeasure; window: RateWindow }): string =>
  `${measure}/${window}`;

/** The most that a request may use; null where nobody can say. */
export interface RateNeed {
  readonly tokens: number | null;
  readonly picos: bigint | null;
}

/** Why a limit lets a request not pass. Only of a full one it helps to wait. */
export type RateRefusal = "full" | "larger_than_limit" | "no_upper_bound";

/** What is to be taken of one limit. */
export interface RateClaim {
  readonly limit: RateLimit;
  readonly windowIndex: bigint;
  /** In the limit's measure. */
  readonly amount: bigint;
  /** What may have been counted before, so that this still fits. Below zero: it never does. */
  readonly mostBefore: bigint;
  /** The window that is over, and that this claim puts an end to; null: there was none. Absent while the window goes on. */
  readonly ends?: bigint | null;
}

export const windowIndexAt = (window: RateWindow, epochMs: number): bigint =>
  BigInt(Math.floor(epochMs / (WINDOW_SECONDS[window] * 1000)));

/** Whole seconds until a window is over, rounded up. */
export function secondsLeft(window: RateWindow, windowIndex: bigint, nowEpochMs: number): number {
  const endEpochMs = (Number(windowIndex) + 1) * WINDOW_SECONDS[window] * 1000;
  return Math.max(0, Math.ceil((endEpochMs - nowEpochMs) / 1000));
}

/**
 * What a request claims of each limit. Without counters, as most requests begin: of the windows that the clock says are open.
 * A counter that is ahead of the clock stands, so that no late clock brings a window back that was counted already.
 */
export function claimRates(
  limits: readonly RateLimit[],
  need: RateNeed,
  counters: RateCounters | undefined,
  nowEpochMs: number,
): readonly RateClaim[] {
  return limits.map((limit) => {
    const now = windowIndexAt(limit.window, nowEpochMs);
    const claim = { limit, windowIndex: now, amount: needed(limit, need) ?? 0n, mostBefore: mostBefore(limit, need) };
    if (!counters) return claim;
    const counter = counters.get(counterName(limit));
    if (!counter) return { ...claim, ends: null };
    if (counter.windowIndex >= now) return { ...claim, windowIndex: counter.windowIndex };
    return { ...claim, ends: counter.windowIndex };
  });
}

const needed = ({ measure }: RateLimit, { tokens, picos }: RateNeed): bigint | null =>
  measure === "requests" ? 1n : measure === "money" ? picos : tokens === null ? null : BigInt(tokens);

function mostBefore(limit: RateLimit, need: RateNeed): bigint {
  const amount = amountOf(limit);
  const asked = needed(limit, need);
  // A limit of nothing refuses also what uses nothing.
  return asked === null || amount === 0n ? -1n : amount - asked;
}

/** What was counted in the window of a claim. */
export const countedIn = ({ limit, windowIndex }: RateClaim, counters: RateCounters | undefined): bigint => {
  const counter = counters?.get(counterName(limit));
  return counter?.windowIndex === windowIndex ? counter.count : 0n;
};

/** Why a claim cannot be had; null where it can. */
export function refusalOf(claim: RateClaim, need: RateNeed, counters: RateCounters | undefined): RateRefusal | null {
  if (countedIn(claim, counters) <= claim.mostBefore) return null;
  if (needed(claim.limit, need) === null) return "no_upper_bound";
  return claim.mostBefore < 0n ? "larger_than_limit" : "full";
}
