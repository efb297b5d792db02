import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isBlocked,
  isCompleted,
  isReviewed,
  mergeOutcomes,
  outcomeText,
  ownOutcome,
  parseOutcomeText,
  type MergedOutcome,
  type ToldOutcome,
} from "./outcome.ts";

const told = (overrides: Partial<ToldOutcome> = {}): ToldOutcome => ({
  id: "o1",
  atEpochMs: 1000,
  accepted: null,
  completed: null,
  rework: null,
  humanReviewed: null,
  reviewSeconds: null,
  reviewerRole: null,
  redacted: null,
  blockedBy: null,
  status: null,
  ...overrides,
});
const merged = (...outcomes: Partial<ToldOutcome>[]): MergedOutcome => {
  const one = mergeOutcomes(outcomes.map(told));
  if (!one) throw new Error("nothing was told");
  return one;
};

const anyOutcome = fc.record({
  id: fc.constantFrom("a", "b", "c"),
  atEpochMs: fc.integer({ min: 1, max: 3 }),
  accepted: fc.constantFrom(true, false, null),
  completed: fc.constant(null),
  rework: fc.constant(null),
  humanReviewed: fc.constant(null),
  reviewSeconds: fc.constantFrom(null, 0, 5),
  reviewerRole: fc.constantFrom(null, "lead"),
  redacted: fc.constant(null),
  blockedBy: fc.constant(null),
  status: fc.constantFrom(null, "blocked" as const, "succeeded" as const),
});

test("the order in which outcomes came, and how often, changes nothing", () => {
  fc.assert(
    fc.property(
      fc.array(anyOutcome, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (list, picks) => {
        const again = picks.map((pick) => list[pick % list.length]).filter((each) => each !== undefined);
        expect(mergeOutcomes([...again, ...list.toReversed()])).toEqual(mergeOutcomes(list));
      },
    ),
  );
});

test("the later holds, member by member; of one instant the larger id; nothing told changes nothing", () => {
  const early = { id: "z", atEpochMs: 1, accepted: true, reviewSeconds: 60, reviewerRole: "lead" };
  const late = { id: "a", atEpochMs: 2, accepted: false };
  expect(merged(late, early)).toMatchObject({ accepted: false, reviewSeconds: 60, reviewerRole: "lead" });
  expect(merged({ ...early, atEpochMs: 2 }, late).accepted).toBe(true);
  expect(mergeOutcomes([])).toBeUndefined();
});

test("a review is priced by the instant of what told its seconds last", () => {
  const seconds = { id: "a", atEpochMs: 5, reviewSeconds: 10 };
  expect(merged(seconds, { id: "b", atEpochMs: 9, reviewerRole: "lead" }).reviewedAtEpochMs).toBe(5);
  expect(merged(seconds, { id: "b", atEpochMs: 9, reviewSeconds: 20 }).reviewedAtEpochMs).toBe(9);
});

test("of two contents under one id the smaller text counts, whichever came first", () => {
  const [one, other] = [told({ accepted: true }), told({ accepted: false })];
  expect(mergeOutcomes([one, other])).toEqual(mergeOutcomes([other, one]));
  expect(mergeOutcomes([one, other])?.accepted).toBe(false);
});

test("an outcome comes back from its text as it was, and the same one has one text", () => {
  const outcome = told({ accepted: false, reviewSeconds: 0, blockedBy: "polícy #1" });
  expect(parseOutcomeText(outcomeText(outcome))).toEqual(outcome);
  expect(outcomeText({ ...outcome })).toBe(
    outcomeText(Object.fromEntries(Object.entries(outcome).toReversed()) as typeof outcome),
  );
});

test("an event's own outcome that states no fact is none", () => {
  const { id: _id, atEpochMs: _at, status: _status, ...nothing } = told();
  expect(ownOutcome(JSON.stringify(nothing), "e", 1)).toBeUndefined();
  expect(ownOutcome(null, "e", 1)).toBeUndefined();
  expect(ownOutcome(JSON.stringify({ ...nothing, accepted: false }), "e", 1)).toMatchObject({
    accepted: false,
    status: null,
  });
});

describe("what facts come to", () => {
  test.each([
    [{ status: "succeeded" }, true],
    [{ status: "succeeded", completed: false }, false],
    [{ status: "failed", completed: true }, true],
    [{}, false],
  ] as const)("%j is completed: %s", (facts, holds) => expect(isCompleted(merged(facts))).toBe(holds));

  test.each([
    [{ status: "blocked" }, true],
    [{ blockedBy: "policy" }, true],
    [{ blockedBy: "policy", status: "succeeded" }, false],
    [{ status: "abandoned" }, false],
  ] as const)("%j is blocked: %s", (facts, holds) => expect(isBlocked(merged(facts))).toBe(holds));

  test.each([
    [{ humanReviewed: true }, true],
    [{ reviewSeconds: 1 }, true],
    [{ reviewSeconds: 0 }, false],
    [{ humanReviewed: false }, false],
  ] as const)("%j is reviewed: %s", (facts, holds) => expect(isReviewed(merged(facts))).toBe(holds));
});
