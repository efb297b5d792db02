import { elapsedShareOf } from "@outlay/domain/budget-status";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, type LocalDate } from "@outlay/domain/local-date";
import type { Period } from "@outlay/domain/period";
import { forecastScope, type ScopeForecast } from "@outlay/domain/scope-forecast";
import type { SpendFilters, SpendQuery } from "@outlay/domain/spend";
import { localDateOf } from "@outlay/domain/zone";
import type { Context } from "./context.ts";
import { querySpend } from "./query-spend.ts";

export interface ForecastQuery {
  readonly period: Period;
  /** At most one dimension or `tag:<name>`: then each of the values that spend most, beside all of them together. */
  readonly groupBy: readonly string[];
  readonly groups: number;
  readonly filters: SpendQuery["filters"];
  readonly not: SpendFilters;
}

export interface SpendForecast {
  readonly asOf: Date;
  readonly total: ScopeForecast;
  readonly groups: readonly { readonly value: string; readonly forecast: ScopeForecast }[];
  /** Values that are in the total and have no forecast of their own here. */
  readonly groupsLeft: number;
}

/** Forecasts spend to the end of a period, of everything that passes the filters: from one read of the days before today and of the period so far. */
export async function forecastSpend(
  ctx: Pick<Context, "table" | "tenantId" | "configuration" | "now">,
  { period, groupBy, groups, filters, not }: ForecastQuery,
): Promise<SpendForecast> {
  const asOf = ctx.now();
  const zone = ctx.configuration.tenant.time_zone;
  const today = localDateOf(asOf.getTime(), zone);
  const historyFrom = addDays(today, -LIMITS.forecastHistoryDays);
  const { items } = await querySpend(ctx, ctx.tenantId, {
    from: period.from < historyFrom ? period.from : historyFrom,
    to: addDays(today, 1),
    granularity: "day",
    groupBy,
    filters,
    not,
    measures: ["cost"],
  });
  const total = new Map<LocalDate, bigint>();
  const byValue = new Map<string, Map<LocalDate, bigint>>();
  for (const {
    period: date,
    dimensions: [value],
    sums: [cost = 0n],
  } of items) {
    add(total, date, cost);
    if (value === undefined) continue;
    const own = byValue.get(value) ?? new Map<LocalDate, bigint>();
    byValue.set(value, add(own, date, cost));
  }
  const asked = { period, today, historyDays: LIMITS.forecastHistoryDays, elapsedShare: elapsedShareOf(asOf, zone) };
  const dearest = [...byValue].toSorted(([, a], [, b]) => compare(sumOf(b), sumOf(a)));
  return {
    asOf,
    total: forecastScope(total, asked),
    groups: dearest.slice(0, groups).map(([value, spent]) => ({ value, forecast: forecastScope(spent, asked) })),
    groupsLeft: Math.max(0, dearest.length - groups),
  };
}

const add = (spent: Map<LocalDate, bigint>, date: LocalDate, cost: bigint): Map<LocalDate, bigint> =>
  spent.set(date, (spent.get(date) ?? 0n) + cost);

const sumOf = (spent: ReadonlyMap<LocalDate, bigint>): bigint => spent.values().reduce((sum, cost) => sum + cost, 0n);

const compare = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1);
