import { counterName, type RateClaim, type RateCounter, type RateCounters } from "@outlay/domain/rate-counter";
import {
  RATE_MEASURES,
  RATE_WINDOWS,
  type RateMeasure,
  type RateSubject,
  type RateWindow,
} from "@outlay/domain/rate-limit";
import { rateKey } from "./keys.ts";
import { type Bound, EXPIRES_AT, type Item, type Table, type Updated } from "./table.ts";

/** Whose counters: one item a value. */
export type Counted = Pick<RateSubject, "per" | "value">;

export interface RatesChanged {
  readonly isDone: boolean;
  /** As the store holds them then. */
  readonly counters: RateCounters;
  /** The mark of the return that came last; null: there was none. */
  readonly lastReturn: string | null;
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
): Promise<RatesChanged> {
  const opening = claims.filter(({ ends }) => ends !== undefined);
  const going = claims.filter(({ ends }) => ends === undefined);
  const updated = await table.update(rateKey(tenantId, counted.per, counted.value), {
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
  return changedTo(updated);
}

/**
 * Gives back what claims took, all or nothing: nothing where the window of one of them is over, or where another return came after
 * `lastReturn`. So one that is sent again after a lost reply, as the SDK does, takes nothing off twice: it finds its own mark.
 */
export async function returnRates(
  table: Table,
  tenantId: string,
  counted: Counted,
  claims: readonly RateClaim[],
  { mark, lastReturn }: { readonly mark: string; readonly lastReturn: string | null },
): Promise<RatesChanged> {
  const isNext: Bound =
    lastReturn === null ? { attribute: LAST_RETURN, absent: true } : { attribute: LAST_RETURN, equals: lastReturn };
  const updated = await table.update(rateKey(tenantId, counted.per, counted.value), {
    if: [isNext, ...claims.map((claim) => isWindow(claim))],
    add: Object.fromEntries(claims.map((claim) => [count(claim), -claim.amount])),
    set: { [LAST_RETURN]: mark },
  });
  return changedTo(updated);
}

const LAST_RETURN = "g";

function changedTo({ isDone, item }: Updated): RatesChanged {
  const lastReturn = item?.[LAST_RETURN];
  return { isDone, counters: readCounters(item), lastReturn: typeof lastReturn === "string" ? lastReturn : null };
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
