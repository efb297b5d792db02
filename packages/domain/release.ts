import { compareText } from "./compare-text.ts";
import { amountOfAttempt, type Reservation } from "./reservation.ts";
import type { Status } from "./usage-event.ts";

/** What a row of the journal sets free: picos in each of its holds. */
export interface RowRelease {
  readonly slot: string;
  readonly picos: bigint;
  readonly holds: readonly string[];
}

/** What the rows of a page set free of one slot of one hold: more than nothing. */
export interface Release {
  readonly hold: string;
  readonly slot: string;
  readonly picos: bigint;
}

/**
 * The attempts whose money an event sets free, if nobody did before: its own; and where it succeeded, all later ones, which
 * will not be made. Those for which nothing was set aside are left out.
 */
export function attemptsSettledBy(reservation: Reservation, attempt: number, status: Status): readonly number[] {
  return attemptsOf(reservation).filter((each) => each === attempt || (status === "succeeded" && each > attempt));
}

/** All attempts, from 1, for which something was set aside. */
export const attemptsOf = ({ amounts }: Reservation): readonly number[] =>
  amounts.flatMap((picos, index) => (picos > 0n ? [index + 1] : []));

/** Picos that were set aside for some attempts together. */
export const amountOfAttempts = (reservation: Reservation, attempts: readonly number[]): bigint =>
  attempts.reduce((sum, attempt) => sum + (amountOfAttempt(reservation, attempt) ?? 0n), 0n);

/** As a block's column `release` holds it. */
export const releaseText = ({ slot, picos, holds }: RowRelease): string =>
  JSON.stringify([slot, picos.toString(), holds]);

/** Trusts what `releaseText` wrote. */
export function parseRelease(text: string): RowRelease {
  const [slot, picos, holds] = JSON.parse(text) as [string, string, string[]];
  return { slot, picos: BigInt(picos), holds };
}

/** Sums what rows set free, in order of hold and slot. */
export function sumReleases(texts: Iterable<string>): readonly Release[] {
  const sums = new Map<string, Release>();
  for (const text of texts) {
    const { slot, picos, holds } = parseRelease(text);
    for (const hold of holds) {
      const key = JSON.stringify([hold, slot]);
      sums.set(key, { hold, slot, picos: (sums.get(key)?.picos ?? 0n) + picos });
    }
  }
  return [...sums.values()]
    .filter(({ picos }) => picos > 0n)
    .toSorted((a, b) => compareText(a.hold, b.hold) || compareText(a.slot, b.slot));
}
