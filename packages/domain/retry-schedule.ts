import { HOUR_MS, MINUTE_MS } from "./bucket.ts";

/**
 * How long after the failure of one attempt the next is made, the first at once: ten attempts over 75 h 35 min.
 * Source: Standard Webhooks 1.0, "Example retry schedule".
 */
export const RETRY_DELAYS_MS: readonly number[] = [
  0,
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** A delay is lengthened by up to so much of itself, so that what failed together does not come again together. */
const JITTER = 0.1;
/** A receiver may ask for as much time as the longest delay, and no more. */
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS;

export interface FailedAttempt {
  /** Attempts made by now, this one included: at least 1. */
  readonly made: number;
  readonly failedAtEpochMs: number;
  /** What the receiver asked for by Retry-After; null: nothing. */
  readonly retryAfterMs: number | null;
}

/** When the next attempt is due; null: there is none. `random` is in [0, 1). A receiver can ask for a later time, not for an earlier. */
export function nextAttemptAt({ made, failedAtEpochMs, retryAfterMs }: FailedAttempt, random: number): number | null {
  const delayMs = RETRY_DELAYS_MS[made];
  if (delayMs === undefined) return null;
  const jittered = Math.floor(delayMs * (1 + JITTER * random));
  return failedAtEpochMs + Math.max(jittered, Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS));
}

/** What a Retry-After header asks for: seconds, or an HTTP date. Null for what is neither, or is over. Source: RFC 9110, 10.2.3. */
export function retryAfterMs(header: string | undefined, nowEpochMs: number): number | null {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const untilEpochMs = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return untilEpochMs > nowEpochMs ? untilEpochMs - nowEpochMs : null;
}
