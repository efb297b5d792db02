import { parseInstanceId } from "@outlay/domain/budget-instance";
import { judgeForecasts, type ScopeAccuracy } from "@outlay/domain/forecast-accuracy";
import { FORECAST_DIMENSIONS, type ForecastRecord } from "@outlay/domain/forecast-record";
import { addDays, addMonths, type LocalDate } from "@outlay/domain/local-date";
import { hullOf } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import { readForecastRecords } from "@outlay/storage/forecasts";
import type { Context } from "./context.ts";
import { querySpend } from "./query-spend.ts";
import { scopeDigest } from "./read-budget-forecasts.ts";
import { readBudgetSpend } from "./read-budget-spend.ts";

type Reader = Pick<Context, "table" | "tenantId" | "configuration" | "now">;

/** The days of a month whose forecasts are kept in mind: known before it, and after one week, two and three. */
const LEAD_DAYS = ["01", "08", "15", "22"];
/** Where a night was missed, the next of these many stands in. */
const LATE_NIGHTS = 3;

/**
 * What was forecast on four days of a month, beside what came, of each scope whose period is over: in order of scope. Of budgets that
 * are deleted or have another scope now, what came is not known; they are left out.
 */
export async function forecastAccuracy(ctx: Reader, month: string): Promise<readonly ScopeAccuracy[]> {
  const nights = await readNights(ctx, month);
  const today = localDateOf(ctx.now().getTime(), ctx.configuration.tenant.time_zone);
  const over = nights.map(({ date, records }) => ({
    date,
    records: records.filter(({ period }) => period.to <= today),
  }));
  const records = over.flatMap((night) => night.records);
  if (records.length === 0) return [];
  const scopes = await readScopes(ctx, month);
  const budgets = await readBudgets(ctx, records);
  return judgeForecasts(over, (record) => (record.dimension === "budget" ? budgets(record) : scopes(record)));
}

/** What was forecast of the tenant's month (units) on its first day, or soon after, and what came (picos). Undefined where none was kept. */
export async function tenantForecast(
  ctx: Reader,
  month: string,
): Promise<{ readonly forecast: number; readonly actual: bigint } | undefined> {
  const from = `${month}-01`;
  const to = `${addMonths(month, 1)}-01`;
  const night = await readForecastRecords(ctx.table, ctx.tenantId, { from, to: addDays(from, LATE_NIGHTS) });
  const own = night?.records.find(
    ({ dimension, period }) => dimension === null && period.from === from && period.to === to,
  );
  if (!own?.end) return undefined;
  const asked = { from, to, granularity: "total", groupBy: [], filters: new Map(), measures: ["cost"] } as const;
  const { totals } = await querySpend(ctx, ctx.tenantId, asked);
  return { forecast: own.end.mean, actual: totals[0] ?? 0n };
}

async function readNights({ table, tenantId }: Reader, month: string) {
  const found = [];
  for (const day of LEAD_DAYS) {
    const from = `${month}-${day}`;
    const night = await readForecastRecords(table, tenantId, { from, to: addDays(from, LATE_NIGHTS) });
    if (night) found.push(night);
  }
  return found;
}

/** What the tenant and values of dimensions spent in the month. */
async function readScopes(ctx: Reader, month: string): Promise<(record: ForecastRecord) => bigint> {
  const spent = new Map<string, bigint>();
  for (const dimension of [null, ...FORECAST_DIMENSIONS]) {
    const { items } = await querySpend(ctx, ctx.tenantId, {
      from: `${month}-01`,
      to: `${addMonths(month, 1)}-01`,
      granularity: "total",
      groupBy: dimension === null ? [] : [dimension],
      filters: new Map(),
      measures: ["cost"],
    });
    for (const {
      dimensions: [value = ""],
      sums: [cost = 0n],
    } of items)
      spent.set(JSON.stringify([dimension, value]), cost);
  }
  return ({ dimension, value }) => spent.get(JSON.stringify([dimension, value ?? ""])) ?? 0n;
}

async function readBudgets(
  ctx: Reader,
  records: readonly ForecastRecord[],
): Promise<(record: ForecastRecord) => bigint | undefined> {
  const own = records.filter(({ dimension }) => dimension === "budget");
  if (own.length === 0) return () => undefined;
  const range = { ...hullOf(own.map(({ period }) => period)), isRepairing: false };
  const spent = await readBudgetSpend(ctx, ctx.tenantId, ctx.configuration, range);
  return ({ value, scope, period }) => {
    const budget = ctx.configuration.budgets.get(parseInstanceId(value ?? "").budgetId);
    if (!budget || scopeDigest(budget.scope) !== scope) return undefined;
    return sumWithin(spent.get(value ?? "") ?? new Map(), period.from, period.to);
  };
}

const sumWithin = (byDate: ReadonlyMap<LocalDate, bigint>, from: LocalDate, to: LocalDate): bigint =>
  [...byDate].reduce((sum, [date, picos]) => (from <= date && date < to ? sum + picos : sum), 0n);
