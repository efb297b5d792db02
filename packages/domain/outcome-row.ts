import { dimensionIndex } from "./dimensions.ts";
import { type Measure, MEASURES } from "./measures.ts";
import { isAbandoned, isBlocked, isCompleted, isReviewed, type MergedOutcome } from "./outcome.ts";
import type { PageRow } from "./page.ts";
import { REVIEW_UNPRICED } from "./price-charges.ts";
import type { PriceReview } from "./price-review.ts";
import type { Subject } from "./subject.ts";
import { costOfRow, type SubjectRow } from "./subject-rows.ts";

const at = { status: dimensionIndex("status"), unpricedReason: dimensionIndex("unpriced_reason") };

/**
 * What a subject adds to spend beside its usage: counts of what became of it, what its review cost, and what its events cost in
 * vain or to use. It stands where the subject's first event does, with the dimensions of that event. `rows` are in order of time, at
 * least one.
 */
export function outcomeRow(
  kind: Subject["kind"],
  rows: readonly SubjectRow[],
  outcome: MergedOutcome,
  priceReview: PriceReview,
): PageRow {
  const [first] = rows;
  const group = first?.block.groups[first.block.groupOf[first.row] ?? -1];
  if (!group) throw new Error("A subject has a first event.");
  const seconds = outcome.reviewSeconds ?? 0;
  const isCharged = seconds === 0 || outcome.isReviewCharged;
  const review = isCharged ? 0n : priceReview(outcome.reviewerRole, seconds, outcome.reviewedAtEpochMs);
  const one = (holds: boolean) => (holds ? 1n : 0n);
  const cost = rows.reduce((sum, row) => sum + costOfRow(row), 0n);
  const sums: Partial<Record<Measure, bigint>> = {
    unpriced_events: one(review === undefined),
    cost_human_review: review ?? 0n,
    ...(isAbandoned(outcome) && inVain(rows, "abandoned")),
    ...(isBlocked(outcome) && inVain(rows, "blocked")),
    cost_of_tasks: kind === "task" ? cost : 0n,
    cost_of_accepted: outcome.accepted === true ? cost : 0n,
    outcomes: 1n,
    task_outcomes: one(kind === "task"),
    accepted_outcomes: one(outcome.accepted === true),
    rejected_outcomes: one(outcome.accepted === false),
    completed_outcomes: one(isCompleted(outcome)),
    reworked_outcomes: one(outcome.rework === true),
    reviewed_outcomes: one(isReviewed(outcome)),
    redacted_outcomes: one(outcome.redacted === true),
    blocked_outcomes: one(isBlocked(outcome)),
    abandoned_outcomes: one(isAbandoned(outcome)),
    review_seconds: BigInt(seconds),
  };
  return {
    period: group.localHour,
    tuple: group.tuple.with(at.unpricedReason, review === undefined ? REVIEW_UNPRICED : null),
    sums: MEASURES.map((name) => sums[name] ?? 0n),
  };
}

const KEPT = (["cost_human_review", "unpriced_events"] as const).map((name) => MEASURES.indexOf(name));
const secondsIndex = MEASURES.indexOf("review_seconds");

/** A row as it is now, where its review costs what it did before: its month was closed meanwhile. Another time is another review. */
export function keepReview(row: PageRow, before: PageRow): PageRow {
  if (row.sums[secondsIndex] !== before.sums[secondsIndex]) return row;
  return {
    ...row,
    tuple: row.tuple.with(at.unpricedReason, before.tuple[at.unpricedReason] ?? null),
    sums: row.sums.map((sum, index) => (KEPT.includes(index) ? (before.sums[index] ?? 0n) : sum)),
  };
}

/** What events cost that ended in vain with their subject, and do not say so themselves: those that do are counted as such. */
function inVain(rows: readonly SubjectRow[], status: "abandoned" | "blocked"): Partial<Record<Measure, bigint>> {
  const others = rows.filter(({ block, row }) => block.groups[block.groupOf[row] ?? -1]?.tuple[at.status] !== status);
  return {
    [`cost_cause_${status}`]: others.reduce((sum, row) => sum + costOfRow(row), 0n),
    [`${status}_events`]: BigInt(others.length),
  };
}
