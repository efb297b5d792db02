import { compareText } from "./compare-text.ts";
import { canonicalJson } from "./digest.ts";
import type { Outcome, Status } from "./usage-event.ts";

/** What became of a run, a task or an event, as somebody told it. A null says nothing of its member. */
export interface ToldOutcome extends Outcome {
  /** The teller's: told again, it says nothing new. */
  readonly id: string;
  /** What is told of a later instant holds. */
  readonly atEpochMs: number;
  /** How the run or task ended. */
  readonly status: Status | null;
  /** Set where the event that tells it is charged for its review itself. Never stored. */
  readonly isReviewCharged?: boolean;
}

const NOTHING: Omit<ToldOutcome, "id" | "atEpochMs" | "isReviewCharged"> = {
  accepted: null,
  completed: null,
  rework: null,
  humanReviewed: null,
  reviewSeconds: null,
  reviewerRole: null,
  redacted: null,
  blockedBy: null,
  status: null,
};

/** What is stored of an outcome: canonical, so that the same one told twice is one text. Nulls are left out. */
export const outcomeText = (outcome: ToldOutcome): string =>
  canonicalJson(Object.fromEntries(Object.entries(outcome).filter(([, value]) => value !== null)));

/** Reads what outcomeText wrote. */
export const parseOutcomeText = (text: string): ToldOutcome => ({ ...NOTHING, ...(JSON.parse(text) as ToldOutcome) });

/** What an event of a subject itself said, as a block's cell holds it; undefined where it states no fact. */
export function ownOutcome(cell: string | null | undefined, id: string, atEpochMs: number): ToldOutcome | undefined {
  if (!cell) return undefined;
  const stated = JSON.parse(cell) as Outcome; // As toUsageBatch wrote it.
  if (Object.values(stated).every((value) => value === null)) return undefined;
  return { ...NOTHING, ...stated, id, atEpochMs };
}

/** The facts of all outcomes of a subject, field by field. */
export type MergedOutcome = Omit<ToldOutcome, "id" | "atEpochMs" | "isReviewCharged"> & {
  /** The instant of what told `reviewSeconds`: a review is priced by what was in force then. */
  readonly reviewedAtEpochMs: number;
  /** What told `reviewSeconds` is an event that is charged for them. */
  readonly isReviewCharged: boolean;
};

/**
 * Merges what was told: what is not null and of the latest instant holds, of one instant that with the larger id. Of one id that
 * was told with two contents, the smaller text counts. Undefined where nothing was told.
 */
export function mergeOutcomes(outcomes: readonly ToldOutcome[]): MergedOutcome | undefined {
  if (outcomes.length === 0) return undefined;
  const ordered = distinctOutcomes(outcomes);
  const facts = ordered.map(({ id: _id, atEpochMs: _at, isReviewCharged: _charged, ...stated }) =>
    Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== null)),
  );
  const reviewed = ordered.findLast(({ reviewSeconds }) => reviewSeconds !== null);
  const review = {
    reviewedAtEpochMs: reviewed?.atEpochMs ?? 0,
    isReviewCharged: reviewed?.isReviewCharged ?? false,
  };
  return Object.assign({ ...NOTHING, ...review }, ...facts) as MergedOutcome;
}

/** In the order in which they are merged, each id once. */
export function distinctOutcomes(outcomes: readonly ToldOutcome[]): readonly ToldOutcome[] {
  const byId = new Map<string, ToldOutcome>();
  for (const outcome of outcomes) {
    const held = byId.get(outcome.id);
    if (!held || compareText(outcomeText(outcome), outcomeText(held)) < 0) byId.set(outcome.id, outcome);
  }
  return [...byId.values()].toSorted((a, b) => a.atEpochMs - b.atEpochMs || compareText(a.id, b.id));
}

/** It ended so, or, where nobody told how it ended, something blocked it. */
export const isBlocked = ({ status, blockedBy }: MergedOutcome): boolean =>
  status === "blocked" || (status === null && blockedBy !== null);
export const isAbandoned = ({ status }: MergedOutcome): boolean => status === "abandoned";
/** As told, else where it ended well. */
export const isCompleted = ({ status, completed }: MergedOutcome): boolean => completed ?? status === "succeeded";
export const isReviewed = ({ humanReviewed, reviewSeconds }: MergedOutcome): boolean =>
  humanReviewed === true || (reviewSeconds ?? 0) > 0;
