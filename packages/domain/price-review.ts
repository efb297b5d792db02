/**
 * Picos for `seconds` of a review by someone of a role (null: unknown), by what was in force at an instant; undefined where there
 * is no price for it.
 */
export type PriceReview = (role: string | null, seconds: number, atEpochMs: number) => bigint | undefined;
