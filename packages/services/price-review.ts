import type { Configuration } from "@outlay/domain/configuration";
import { type PriceReview, reviewCost } from "@outlay/domain/review-cost";

/** How a tenant's reviews are priced under a configuration. */
export const priceReviewBy =
  (configuration: Configuration): PriceReview =>
  (role, seconds, atEpochMs) =>
    reviewCost(configuration, role, seconds, atEpochMs);
