import * as fc from "fast-check";
import { expect, test } from "vitest";
import { amountOfAttempts, attemptsOf, attemptsSettledBy, parseRelease, releaseText, sumReleases } from "./release.ts";
import type { Reservation } from "./reservation.ts";
import { STATUSES } from "./usage-event.ts";

const reservation: Reservation = { decisionId: "dec_1", slot: "a1", amounts: [7n, 5n, 0n, 3n], holds: ["x", "y"] };

test("an event settles its own attempt; where it succeeded, all later ones too, but none before", () => {
  expect(attemptsSettledBy(reservation, 1, "succeeded")).toEqual([1, 2, 4]);
  expect(attemptsSettledBy(reservation, 2, "succeeded")).toEqual([2, 4]);
  for (const status of STATUSES.filter((each) => each !== "succeeded"))
    expect(attemptsSettledBy(reservation, 2, status)).toEqual([2]);
});

test("attempts for which nothing was set aside are settled by nobody", () => {
  expect(attemptsOf(reservation)).toEqual([1, 2, 4]);
  expect(attemptsSettledBy(reservation, 3, "failed")).toEqual([]);
  expect(attemptsSettledBy(reservation, 3, "succeeded")).toEqual([4]);
  expect(amountOfAttempts(reservation, [2, 4])).toBe(8n);
});

test("what a row sets free is kept to the last digit", () => {
  const release = { slot: "a1", picos: 10n ** 30n + 1n, holds: ["x", "y.0123456789abcdef"] };
  expect(parseRelease(releaseText(release))).toEqual(release);
});

test("releases are summed by hold and slot, in one order whatever the rows' is", () => {
  const texts = [
    releaseText({ slot: "b", picos: 1n, holds: ["y", "x"] }),
    releaseText({ slot: "a", picos: 2n ** 60n, holds: ["x"] }),
    releaseText({ slot: "a", picos: 3n, holds: ["x", "y"] }),
    releaseText({ slot: "a", picos: 0n, holds: ["z"] }),
  ];
  const sums = [
    { hold: "x", slot: "a", picos: 2n ** 60n + 3n },
    { hold: "x", slot: "b", picos: 1n },
    { hold: "y", slot: "a", picos: 3n },
    { hold: "y", slot: "b", picos: 1n },
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(texts, { minLength: texts.length }), (shuffled) => {
      expect(sumReleases(shuffled)).toEqual(sums);
    }),
  );
});
