import { elapsedShareOf } from "@outlay/domain/budget-status";
import { restOf, since } from "@outlay/domain/dated-spend";
import { DomainError } from "@outlay/domain/errors";
import { forecastPeriod, type StatedPeriod } from "@outlay/domain/forecast-period";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, dayNumber, type LocalDate } from "@outlay/domain/local-date";
import type { Period } from "@outlay/domain/period";
import { forecastScope, type ScopeForecast } from "@outlay/domain/scope-forecast";
import type { SpendFilters } from "@outlay/domain/spend";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "./context.ts";
import { type DearestValues, readDatedSpend, readDearestValues } from "./read-dated-spend.ts";

type Reader = Pick<Context, "table" | "tenantId" | "configuration" | "now">;

export interface ForecastQuery extends StatedPeriod {
  /** A dimension or `tag:<name>`: then each of the values that spend most, beside all of them together. */
  readonly groupBy: string | undefined;
  readonly groups: number;
  readonly filters: SpendFilters;
  readonly not: SpendFilters;
}

export interface SpendForecast {
  readonly asOf: Date;
  readonly period: Period;
  /** Whole days before today that it is made of. */
  readonly historyDays: number;
  readonly total: ScopeForecast;
  readonly groups: readonly { readonly value: string; readonly forecast: ScopeForecast }[];
  /** Values that are in the total and have no forecast of their own here, and that of all of them as one; null where there are none. */
  readonly groupsLeft: number;
  readonly rest: ScopeForecast | null;
}

/**
 * Forecasts spend to the end of a period, of everything that passes the filters: from the days before today and the period so far, read by
 * few queries. Where those do not reach all days before, it is made of fewer. Throws `invalid_request` for what is no period, and
 * `query_too_large` where they do not reach the period's start.
 */
export async function forecastSpend(
  ctx: Reader,
  { groupBy, groups: most, filters, not, ...stated }: ForecastQuery,
): Promise<SpendForecast> {
  const asOf = ctx.now();
  const zone = ctx.configuration.tenant.time_zone;
  const today = localDateOf(asOf.getTime(), zone);
  const period = forecastPeriod(stated, today);
  const range = { from: earliestOf(period, today), to: addDays(today, 1) };
  const asked = { ...range, filters, not, queriesMax: LIMITS.forecastQueries };
  const by =
    groupBy === undefined ? undefined : await readDearestValues(ctx, ctx.tenantId, asked, { dimension: groupBy, most });
  // Last the whole: what came between is in the rest, and no part has more than there is.
  const few = by ? { ...asked, from: by.from, daysAtOnce: by.daysAtOnce } : asked;
  const all = await readDatedSpend(ctx, ctx.tenantId, few);
  const { from } = all;
  requireReached(from, period, today);
  const historyDays = Math.min(LIMITS.forecastHistoryDays, dayNumber(today) - dayNumber(from));
  const how = { period, today, historyDays, elapsedShare: elapsedShareOf(asOf, zone) };
  const total = all.spent;
  const { values, left }: Pick<DearestValues, "values" | "left"> = by ?? { values: [], left: 0 };
  const own = values.map(({ value, spent }) => ({ value, spent: since(spent, from) }));
  const rest =
    left === 0
      ? undefined
      : restOf(
          total,
          own.map(({ spent }) => spent),
        );
  return {
    asOf,
    period,
    historyDays,
    total: forecastScope(total, how),
    groups: own.map(({ value, spent }) => ({ value, forecast: forecastScope(spent, how) })),
    groupsLeft: left,
    rest: rest ? forecastScope(rest, how) : null,
  };
}

function earliestOf(period: Period, today: LocalDate): LocalDate {
  const history = addDays(today, -LIMITS.forecastHistoryDays);
  return period.from < history ? period.from : history;
}

/** Nothing less than all that was spent in the period is told, and of no whole day nothing is forecast. */
function requireReached(from: LocalDate, period: Period, today: LocalDate): void {
  if (from <= period.from && from < today) return;
  const reads = `${LIMITS.forecastQueries} queries of ${LIMITS.spendRowsMax} rows`;
  throw new DomainError("query_too_large", `This is more than ${reads} read: ask for a period that begins later.`);
}
