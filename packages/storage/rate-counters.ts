import { counterName, type RateClaim, type RateCounter, type RateCounters } from "@outlay/domain/rate-counter";
import {
  RATE_MEASURES,
  RATE_WINDOWS,
  type RateMeasure,
  type RateSubject,
  type RateWindow,
} from "@outlay/domain/rate-limit";
import { rateKey } from "./keys.ts";
import { type Bound, EXPIRES_AT, type Item, type Table } from "./table.ts";

/** Whose counters: one item a value. */
export type Counted = Pick<RateSubject, "per" | "value">;

export interface RatesTaken {
  readonly isTaken: boolean;
  /** As the store holds them then. */
  readonly counters: RateCounters;
}

/** Longer than any window, from when one was last opened. */
const KEPT_S = 2 * 86_400;

/**
 * Takes all claims or none of them, in one conditional update: each is added to its window while that goes on, or opens the next one,
 * if what it ends is still the last. So no take is lost, and none is beyond its limit, however many come at once.
 */
export async function takeRates(
  table: Table,
  tenantId: string,
  counted: Counted,
  claims: readonly RateClaim[],
  nowEpochMs: number,
): Promise<RatesTaken> {
  const opening = claims.filter(({ ends }) => ends !== undefined);
  const going = claims.filter(({ ends }) => ends === undefined);
  const { isDone, item } = await table.update(rateKey(tenantId, counted.per, counted.value), {
    if: [
      ...going.flatMap((claim): Bound[] => [isWindow(claim), { attribute: count(claim), atMost: claim.mostBefore }]),
      ...opening.map((claim): Bound => {
        const last = claim.ends ?? null;
        return last === null ? { attribute: index(claim), absent: true } : { attribute: index(claim), equals: last };
      }),
    ],
    add: Object.fromEntries(going.map((claim) => [count(claim), claim.amount])),
    set: {
      ...Object.fromEntries(opening.flatMap((claim) => openedBy(claim))),
      ...(opening.length > 0 && { [EXPIRES_AT]: BigInt(Math.floor(nowEpochMs / 1000) + KEPT_S) }),
    },
  });
  return { isTaken: isDone, counters: readCounters(item) };
}

/** Gives back what claims took, all or nothing: nothing where the window of one of them is over. */
export async function returnRates(
  table: Table,
  tenantId: string,
  counted: Counted,
  claims: readonly RateClaim[],
): Promise<{ readonly isDone: boolean; readonly counters: RateCounters }> {
  const { isDone, item } = await table.update(rateKey(tenantId, counted.per, counted.value), {
    if: claims.map((claim) => isWindow(claim)),
    add: Object.fromEntries(claims.map((claim) => [count(claim), -claim.amount])),
  });
  return { isDone, counters: readCounters(item) };
}

const openedBy = (claim: RateClaim): [string, bigint][] => [
  [index(claim), claim.windowIndex],
  [count(claim), claim.amount],
];
const isWindow = (claim: RateClaim): Bound => ({ attribute: index(claim), equals: claim.windowIndex });

const LETTERS = { requests: "r", tokens: "t", money: "m", minute: "m", hour: "h", day: "d" } as const;
const lettersOf = (measure: RateMeasure, window: RateWindow) => `${LETTERS[measure]}${LETTERS[window]}`;

/** The attribute that holds what was counted in a window. */
const count = ({ limit: { measure, window } }: Pick<RateClaim, "limit">): string => `n${lettersOf(measure, window)}`;
/** The attribute that says which window that is. */
const index = ({ limit: { measure, window } }: Pick<RateClaim, "limit">): string => `w${lettersOf(measure, window)}`;

const ALL = RATE_MEASURES.flatMap((measure) => RATE_WINDOWS.map((window) => ({ measure, window })));

function readCounters(item: Item | undefined): RateCounters {
  return new Map(
    ALL.flatMap(({ measure, window }): [string, RateCounter][] => {
      const windowIndex = item?.[`w${lettersOf(measure, window)}`];
      const counted = item?.[`n${lettersOf(measure, window)}`];
      if (typeof windowIndex !== "bigint" || typeof counted !== "bigint") return [];
      return [[counterName({ measure, window }), { windowIndex, count: counted }]];
    }),
  );
}
