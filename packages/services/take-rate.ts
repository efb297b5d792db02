import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import {
  claimRates,
  countedIn,
  counterName,
  type RateClaim,
  type RateCounters,
  type RateNeed,
  type RateRefusal,
  refusalOf,
  secondsLeft,
} from "@outlay/domain/rate-counter";
import { amountOf, RATE_WINDOWS, type RateLimit, rateSubjects, type RateSubject } from "@outlay/domain/rate-limit";
import { returnRates, takeRates } from "@outlay/storage/rate-counters";
import type { World } from "./context.ts";
import { once } from "./once.ts";

/** How a limit stands after a request, for a value of its dimension. */
export interface RateState {
  readonly limit: RateLimit;
  /** Whose use was counted. */
  readonly value: string;
  /** In the limit's measure: requests, tokens, or picos. */
  readonly remaining: bigint;
  /** Until its window is over. */
  readonly resetSeconds: number;
  /** Why it let the request not pass; null: it did. */
  readonly refusedFor: RateRefusal | null;
}

export interface RateTaken {
  readonly isTaken: boolean;
  /** The first of those that refused. */
  readonly refusedBy: RateLimit | undefined;
  /** Of every limit that the request is held to. */
  readonly states: readonly RateState[];
  /** The same once it is given back. */
  readonly statesWithout: readonly RateState[];
  /** Takes back what was taken, as far as its windows go on; the second time nothing. */
  readonly giveBack: () => Promise<void>;
}

/** What a request needs, by the upper bounds of a decision, and its values by dimension. */
export interface RateRequest extends RateNeed {
  readonly values: ReadonlyMap<string, string>;
}

/** Each try fails only because another caller opened a window, or made room, since the one before. */
const TRIES_MAX = 10;
/** Each try fails only because a window is over, and there is one of each length. What is left then stays taken, until its window ends. */
const RETURN_TRIES_MAX = RATE_WINDOWS.length + 1;

/**
 * Takes a request's share of every limit that it is held to, or of none of them. One conditional update a counted value, without a
 * read before it while the window goes on. Throws `unavailable` where a value is fought over too long; what the store throws passes.
 * Source: docs/controls.md, "Rate limits".
 */
export async function takeRate(
  world: Pick<World, "table">,
  tenantId: string,
  { rateLimits }: Pick<Configuration, "rateLimits">,
  { values, ...need }: RateRequest,
  now: Date,
): Promise<RateTaken> {
  const nowEpochMs = now.getTime();
  const subjects = rateSubjects(rateLimits, values);
  const settled = await Promise.allSettled(
    subjects.map((subject) => takeOf(world, tenantId, subject, need, nowEpochMs)),
  );
  const shares = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const giveBack = once(async () => {
    await Promise.all(shares.map((share) => giveBackShare(world, tenantId, share)));
  });
  const isTaken = shares.length === subjects.length && shares.every((share) => share.isTaken);
  if (!isTaken) await giveBack();
  const failed = settled.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  const statesWith = (isKept: boolean) => shares.flatMap((share) => statesOf(share, need, isKept, nowEpochMs));
  const states = statesWith(isTaken);
  const refusedBy = states.find(({ refusedFor }) => refusedFor !== null)?.limit;
  return { isTaken, refusedBy, states, statesWithout: statesWith(false), giveBack };
}

/** What became of the claims on one value's counters. */
interface Share {
  readonly subject: RateSubject;
  readonly isTaken: boolean;
  readonly claims: readonly RateClaim[];
  readonly counters: RateCounters;
}

async function takeOf(
  { table }: Pick<World, "table">,
  tenantId: string,
  subject: RateSubject,
  need: RateNeed,
  nowEpochMs: number,
): Promise<Share> {
  let counters: RateCounters | undefined;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const claims = claimRates(subject.limits, need, counters, nowEpochMs);
    const known = counters;
    if (known && claims.some((claim) => refusalOf(claim, need, known) !== null)) {
      return { subject, isTaken: false, claims, counters: known };
    }
    const taken = await takeRates(table, tenantId, subject, claims, nowEpochMs);
    if (taken.isDone) return { subject, isTaken: true, claims, ...taken };
    counters = taken.counters;
  }
  throw new DomainError("unavailable", `The limits of ${subject.per} ${subject.value} are fought over.`);
}

/** Leaves out the windows that are over meanwhile. */
async function giveBackShare({ table }: Pick<World, "table">, tenantId: string, share: Share): Promise<void> {
  if (!share.isTaken) return;
  let claims = share.claims.filter(({ amount }) => amount > 0n);
  for (let tries = 0; claims.length > 0 && tries < RETURN_TRIES_MAX; tries++) {
    const { isDone, counters } = await returnRates(table, tenantId, share.subject, claims);
    if (isDone) return;
    claims = claims.filter((claim) => counters.get(counterName(claim.limit))?.windowIndex === claim.windowIndex);
  }
}

function statesOf(
  { subject: { value }, isTaken, claims, counters }: Share,
  need: RateNeed,
  isKept: boolean,
  nowEpochMs: number,
): RateState[] {
  return claims.map((claim) => {
    const { limit, windowIndex, amount } = claim;
    const counted = countedIn(claim, counters) - (isTaken && !isKept ? amount : 0n);
    const left = amountOf(limit) - counted;
    return {
      limit,
      value,
      remaining: left > 0n ? left : 0n,
      resetSeconds: secondsLeft(limit.window, windowIndex, nowEpochMs),
      refusedFor: isTaken ? null : refusalOf(claim, need, counters),
    };
  });
}
