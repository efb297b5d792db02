import type { Configuration } from "@outlay/domain/configuration";
import { reviewCost } from "@outlay/domain/price-book";
import type { PriceReview } from "@outlay/domain/price-review";
import { priceBookOf } from "./price-book.ts";

/** How a tenant's reviews are priced under a configuration. */
export const priceReviewBy =
  (configuration: Configuration): PriceReview =>
  (role, seconds, atEpochMs) =>
    reviewCost(priceBookOf(configuration), role, seconds, atEpochMs);
