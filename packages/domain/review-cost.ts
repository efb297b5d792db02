/** What a review costs, and whether it has a price at all. */
export interface ReviewCost {
  readonly picos: bigint;
  readonly isUnpriced: boolean;
}

/** Prices `seconds` of a review by someone of a role, at an instant. */
export type PriceReview = (role: string | null, seconds: number, atEpochMs: number) => ReviewCost;

/** No book has rates of reviewers yet: a review is unpriced, and never zero in silence. */
export const reviewCost = (_book: unknown, _role: string | null, seconds: number, _atEpochMs: number): ReviewCost => ({
  picos: 0n,
  isUnpriced: seconds > 0,
});
