import { invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { isMeasure, MEASURES } from "@outlay/domain/measures";
import { previousPeriod } from "@outlay/domain/previous-period";
import { COST_MEASURES, type Granularity, type SpendMeasure } from "@outlay/domain/spend";
import type { Context } from "@outlay/services/context";
import * as z from "zod";
import { type LocalDates, localRange } from "./local-range.ts";

export const isSpendMeasure = (name: string): name is SpendMeasure =>
  COST_MEASURES.some((each) => each === name) || isMeasure(name);
/** For messages and the document. */
export const SPEND_MEASURES = [...COST_MEASURES, ...MEASURES].join(", ");

export const SpendMeasureName = z.enum([...COST_MEASURES, ...MEASURES]);

const MEASURES_DEFAULT: readonly SpendMeasure[] = [
  "cost",
  "events",
  "input_tokens",
  "output_tokens",
  "unpriced_events",
];

/** What was asked for; of a query that names neither measures nor metrics, the usual measures. */
export const measuresOf = (
  measures: readonly SpendMeasure[] | undefined,
  metrics: readonly unknown[],
): readonly SpendMeasure[] => measures ?? (metrics.length > 0 ? [] : MEASURES_DEFAULT);

/** The local dates of a query, which the detail that is asked for bounds. Throws `invalid_request`. */
export const spendRange = (
  ctx: Context,
  stated: { readonly from?: string | undefined; readonly to?: string | undefined },
  granularity: Granularity,
  pointer: string,
): LocalDates =>
  localRange(ctx, stated, {
    daysMax: granularity === "hour" ? LIMITS.spendHourDaysMax : LIMITS.spendDaysMax,
    what: ` by ${granularity}`,
    pointer,
  });

/** Throws `invalid_request` where periods of the range and of the one before would not lie side by side. */
export function requireComparable(range: LocalDates, granularity: Granularity): void {
  if (previousPeriod(range, granularity)) return;
  const detail =
    granularity === "week"
      ? "by week, a range is compared that is whole weeks long"
      : "compared is by total, by day, or by week; ask for the earlier range by itself";
  throw invalidRequest({ pointer: "/compare", detail });
}
