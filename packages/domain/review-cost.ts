/**
 * Picos for `seconds` of a review by someone of a role (null: unknown), by what was in force at an instant; undefined where there
 * is no price for it.
 */
export type PriceReview = (role: string | null, seconds: number, atEpochMs: number) => bigint | undefined;

/** No book has rates of reviewers yet: a review is unpriced, and never zero in silence. */
export const reviewCost = (
  _book: unknown,
  _role: string | null,
  _seconds: number,
  _atEpochMs: number,
): bigint | undefined => undefined;
