import type { Attempt, AttemptError, Delivery, DeliveryState } from "./delivery.ts";
import { LIMITS } from "./limits.ts";
import { nextAttemptAt } from "./retry-schedule.ts";

/** Longer than an attempt can take: by then it ended, or whoever made it did. */
export const ATTEMPT_LEASE_MS = 120_000;

/** 410: the receiver wants no more of this, for good. Source: Standard Webhooks 1.0, "Delivery success and failure". */
const GONE = 410;

/** What came of an attempt. */
export interface AttemptResult {
  readonly startedAtEpochMs: number;
  readonly endedAtEpochMs: number;
  readonly statusCode: number | null;
  readonly error: AttemptError | null;
  readonly retryAfterMs: number | null;
}

export const isGone = ({ statusCode }: Pick<AttemptResult, "statusCode">): boolean => statusCode === GONE;

/** With an attempt that begins: nobody else begins one while it may go on. Where one was begun before, nobody knows what became of it. */
export const begun = (delivery: Delivery, nowEpochMs: number): Delivery => ({
  ...delivery,
  busyUntilEpochMs: nowEpochMs + ATTEMPT_LEASE_MS,
  interruptions: delivery.interruptions + (delivery.busyUntilEpochMs === null ? 0 : 1),
  attempts: kept([
    ...delivery.attempts.filter(({ number }) => number !== delivery.made + 1),
    {
      number: delivery.made + 1,
      startedAtEpochMs: nowEpochMs,
      durationMs: null,
      statusCode: null,
      error: null,
    },
  ]),
});

/** With the attempt that was begun ended: done, or due again. `random` is in [0, 1). */
export function ended(delivery: Delivery, result: AttemptResult, random: number): Delivery {
  const { startedAtEpochMs, endedAtEpochMs, statusCode, error, retryAfterMs } = result;
  const made = delivery.made + 1;
  const attempt: Attempt = {
    number: made,
    startedAtEpochMs,
    durationMs: Math.max(0, endedAtEpochMs - startedAtEpochMs),
    statusCode,
    error,
  };
  const attempts = kept([...delivery.attempts.filter(({ number }) => number !== made), attempt]);
  const failed = { made: made - delivery.madeBefore, failedAtEpochMs: endedAtEpochMs, retryAfterMs };
  const isLast = error === null || delivery.isTest || isGone(result);
  const dueAtEpochMs = isLast ? null : nextAttemptAt(failed, random);
  const state = stateOf(result, dueAtEpochMs);
  return { ...delivery, made, attempts, dueAtEpochMs, state, busyUntilEpochMs: null };
}

function stateOf(result: AttemptResult, dueAtEpochMs: number | null): DeliveryState {
  if (result.error === null) return "delivered";
  if (isGone(result)) return "disabled";
  return dueAtEpochMs === null ? "failed" : "pending";
}

/** Given up without another attempt. */
export const givenUp = (delivery: Delivery, state: "failed" | "disabled"): Delivery => ({
  ...delivery,
  state,
  dueAtEpochMs: null,
  busyUntilEpochMs: null,
});

/** To be made once more from the beginning of the schedule, under the same id. */
export const sentAgain = (delivery: Delivery, nowEpochMs: number): Delivery => ({
  ...delivery,
  state: "pending",
  madeBefore: delivery.made,
  pendingSinceEpochMs: nowEpochMs,
  dueAtEpochMs: nowEpochMs,
  busyUntilEpochMs: null,
  interruptions: 0,
});

const kept = (attempts: readonly Attempt[]): Attempt[] => attempts.slice(-LIMITS.attemptsKept);
