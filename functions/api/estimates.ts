import { estimatedPicos } from "@outlay/domain/estimate";
import type { Interval } from "@outlay/domain/forecast-paths";
import { formatAmount } from "@outlay/domain/money";
import * as z from "zod";

/** An amount in an answer that statistics made: no sum of spend. */
export const Estimate = z.string().meta({
  description: "An estimate: a decimal in the tenant's currency, to six digits after the point.",
  example: "1204.5",
});

export const EstimateBody = z
  .object({ mean: Estimate, low_80: Estimate, high_80: Estimate, low_95: Estimate, high_95: Estimate })
  .meta({
    id: "Estimate",
    description: "What is expected, and between what it lies in 80 and in 95 of 100 cases.",
  });

export const presentEstimate = (units: number): string => formatAmount(estimatedPicos(units));

export const presentInterval = ({ mean, low80, high80, low95, high95 }: Interval): z.input<typeof EstimateBody> => ({
  mean: presentEstimate(mean),
  low_80: presentEstimate(low80),
  high_80: presentEstimate(high80),
  low_95: presentEstimate(low95),
  high_95: presentEstimate(high95),
});
