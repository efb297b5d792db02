import { budgetMetrics, type BudgetMetricName, isOfTeam } from "@outlay/domain/budget-metrics";
import { type BudgetPeriodOf, instancesIn } from "@outlay/domain/budget-instance";
import type { Dimension } from "@outlay/domain/dimensions";
import { type ForecastMetricName, forecastVariance } from "@outlay/domain/forecast-metrics";
import { addDays, addMonths } from "@outlay/domain/local-date";
import { METRIC_NAMES, type MetricName, metricOf } from "@outlay/domain/metrics";
import { type Period, periodOf } from "@outlay/domain/period";
import type { SpendFilters } from "@outlay/domain/spend";
import { localDateOf } from "@outlay/domain/zone";
import { askSpend } from "./ask-spend.ts";
import { tenantForecast } from "./forecast-accuracy.ts";
import { type BudgetReader, readPresentSpend } from "./read-present-spend.ts";

export interface MetricsQuestion extends Period {
  readonly filters: SpendFilters;
  readonly not: SpendFilters;
  /** Budgets of this dimension's values are those of teams. */
  readonly team: Dimension;
  /** Per cent of a budget's amount. */
  readonly threshold: number;
}

/** Values by name, as `metricDecimals` says; null where one says nothing. */
export interface MetricValues {
  readonly spend: ReadonlyMap<MetricName, bigint | null>;
  readonly budgets: Readonly<Record<BudgetMetricName, bigint | null>>;
  readonly forecasts: Readonly<Record<ForecastMetricName, bigint | null>>;
}

/** All metrics of a range of local dates: those of spend that passes the filters, and those of budgets and forecasts, which no filter narrows. */
export async function readMetrics(ctx: BudgetReader, question: MetricsQuestion): Promise<MetricValues> {
  const { totals, summed } = await askSpend(ctx, ctx.tenantId, {
    ...question,
    granularity: "total",
    groupBy: [],
    measures: [],
    metrics: METRIC_NAMES,
    top: undefined,
    order: undefined,
    isCompared: false,
  });
  const source = {
    sumOf: (measure: (typeof summed)[number]) => totals.sums[summed.indexOf(measure)] ?? 0n,
    users: totals.users?.size ?? 0,
  };
  const spend = new Map(METRIC_NAMES.map((name) => [name, metricOf(name).valueOf(source)]));
  const forecasts = { forecast_variance: await readForecastVariance(ctx, question) };
  return { spend, budgets: await readBudgetMetrics(ctx, question), forecasts };
}

/** Of the last month that is over, both by the range's end and by now. */
async function readForecastVariance(ctx: BudgetReader, { to }: MetricsQuestion): Promise<bigint | null> {
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  const month = addMonths((to < today ? to : today).slice(0, 7), -1);
  const told = await tenantForecast(ctx, month);
  return told ? forecastVariance(told.forecast, told.actual) : null;
}

/** Of each budget of teams in its period that holds the range's last day, or today where that is yet to come. */
async function readBudgetMetrics(
  ctx: BudgetReader,
  { to, team, threshold }: MetricsQuestion,
): Promise<MetricValues["budgets"]> {
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  const last = addDays(to, -1);
  const day = last < today ? last : today;
  const budgets = [...ctx.configuration.budgets.values()].flatMap((budget): BudgetPeriodOf[] => {
    const period = periodOf(budget.period, day);
    return period && isOfTeam({ budget }, team) ? [{ budget, period }] : [];
  });
  const spent = await readPresentSpend(ctx, budgets);
  return budgetMetrics(instancesIn(budgets, spent), spent, { to, threshold });
}
