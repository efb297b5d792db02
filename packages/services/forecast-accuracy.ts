import { parseInstanceId } from "@outlay/domain/budget-instance";
import { totalWithin } from "@outlay/domain/dated-spend";
import {
  type AccuracySummary,
  judgeForecasts,
  keyOf,
  type LeftOut,
  leftOutOf,
  type ScopeAccuracy,
  summarise,
  whyNothing,
} from "@outlay/domain/forecast-accuracy";
import { judgedMonth } from "@outlay/domain/forecast-period";
import { FORECAST_DIMENSIONS, type ForecastDimension, type ForecastRecord } from "@outlay/domain/forecast-record";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, addMonths, dayNumber, type LocalDate } from "@outlay/domain/local-date";
import { hullOf, type Period } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import { readForecastRecords } from "@outlay/storage/forecasts";
import type { Context } from "./context.ts";
import { scopeDigest } from "./read-budget-forecasts.ts";
import { readBudgetSpend } from "./read-budget-spend.ts";
import { spendInParts } from "./spend-in-parts.ts";

type Reader = Pick<Context, "table" | "tenantId" | "configuration" | "now">;

/** The days of a month whose forecasts are kept in mind: known before it, and after one week, two and three. */
const LEAD_DAYS = ["01", "08", "15", "22"];
/** Where a night was missed, the next of these many stands in. */
const LATE_NIGHTS = 3;

export interface AccuracyQuery {
  /** YYYY-MM, by default the last. */
  readonly month: string | undefined;
  /** Only forecasts of this kind; null: the tenant's. */
  readonly dimension: ForecastRecord["dimension"] | undefined;
  /** The last of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of scopes, and what is said of all of them. */
export interface AccuracyPage {
  readonly month: string;
  readonly asOf: Date;
  readonly summary: readonly AccuracySummary[];
  readonly items: readonly ScopeAccuracy[];
  readonly last: string | null;
  readonly leftOut: readonly LeftOut[];
  /** Why there is no item at all. */
  readonly reason: string | null;
}

/**
 * What was forecast on four days of a month, beside what came, of each scope whose period is over: in order of scope. Of budgets that
 * are deleted or have another scope now, what came is not known; they are left out. Throws `invalid_request` for a month that is not over.
 */
export async function forecastAccuracy(
  ctx: Reader,
  { month: stated, dimension, after, limit }: AccuracyQuery,
): Promise<AccuracyPage> {
  const asOf = ctx.now();
  const today = localDateOf(asOf.getTime(), ctx.configuration.tenant.time_zone);
  const month = judgedMonth(stated, today);
  const nights = ofKind(await readNights(ctx, month), dimension);
  const scopes = await judge(ctx, month, nights, today);
  const rest = after === undefined ? scopes : scopes.filter((scope) => keyOf(scope) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    month,
    asOf,
    summary: summarise(scopes),
    items,
    last: last && rest.length > limit ? keyOf(last) : null,
    leftOut: leftOutOf(nights),
    reason: scopes.length > 0 ? null : whyNothing(nights, month),
  };
}

type Night = NonNullable<Awaited<ReturnType<typeof readForecastRecords>>>;

const ofKind = (nights: readonly Night[], dimension: AccuracyQuery["dimension"]): Night[] =>
  nights.map(({ date, records }) => ({
    date,
    records: records.filter((record) => dimension === undefined || record.dimension === dimension),
  }));

async function judge(ctx: Reader, month: string, nights: readonly Night[], today: LocalDate): Promise<ScopeAccuracy[]> {
  const over = nights.map(({ date, records }) => ({
    date,
    records: records.filter(({ period, end }) => period.to <= today && end !== null),
  }));
  const records = over.flatMap((night) => night.records);
  if (records.length === 0) return [];
  const scopes = await readScopes(ctx, month, records);
  const budgets = await readBudgets(ctx, records);
  return judgeForecasts(over, (record) => (record.dimension === "budget" ? budgets(record) : scopes(record)));
}

/** What was forecast of the tenant's month (units) on its first day, or soon after, and what came (picos). Undefined where none was kept, or more came than is read. */
export async function tenantForecast(
  ctx: Reader,
  month: string,
): Promise<{ readonly forecast: number; readonly actual: bigint } | undefined> {
  const { from, to } = daysOf(month);
  const night = await readForecastRecords(ctx.table, ctx.tenantId, { from, to: addDays(from, LATE_NIGHTS) });
  const own = night?.records.find(
    ({ dimension, period }) => dimension === null && period.from === from && period.to === to,
  );
  if (!own?.end) return undefined;
  const actual = (await readValues(ctx, month, null, [null])).get(null);
  return actual === undefined ? undefined : { forecast: own.end.mean, actual };
}

const daysOf = (month: string): Period => ({ from: `${month}-01`, to: `${addMonths(month, 1)}-01` });

async function readNights({ table, tenantId }: Reader, month: string) {
  const found = [];
  for (const day of LEAD_DAYS) {
    const from = `${month}-${day}`;
    const night = await readForecastRecords(table, tenantId, { from, to: addDays(from, LATE_NIGHTS) });
    if (night) found.push(night);
  }
  return found;
}

/** What the tenant and values of dimensions that were forecast spent in the month. */
async function readScopes(
  ctx: Reader,
  month: string,
  records: readonly ForecastRecord[],
): Promise<(record: ForecastRecord) => bigint | undefined> {
  const spent = new Map<ForecastRecord["dimension"], ReadonlyMap<string | null, bigint>>();
  for (const dimension of [null, ...FORECAST_DIMENSIONS]) {
    const own = records.filter((record) => record.dimension === dimension).map(({ value }) => value);
    if (own.length > 0) spent.set(dimension, await readValues(ctx, month, dimension, own));
  }
  return ({ dimension, value }) => spent.get(dimension)?.get(value);
}

/** What each value spent in a month; nothing of any where that is more than is read. */
async function readValues(
  ctx: Reader,
  month: string,
  dimension: ForecastDimension | null,
  values: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, bigint>> {
  const range = daysOf(month);
  const named = new Set(values.filter((value) => value !== null));
  const query = {
    ...range,
    granularity: "total",
    groupBy: dimension === null ? [] : [dimension],
    filters: new Map(dimension === null ? [] : [[dimension, named]]),
    measures: ["cost"],
  } as const;
  const spent = new Map(values.map((value) => [value, 0n]));
  const bounds = {
    queriesMax: LIMITS.forecastQueries,
    daysAtOnce: dayNumber(range.to) - dayNumber(range.from),
  };
  const { from } = await spendInParts(ctx, ctx.tenantId, query, bounds, (items) => {
    for (const { dimensions, sums } of items) {
      const value = dimensions[0] ?? null;
      spent.set(value, (spent.get(value) ?? 0n) + (sums[0] ?? 0n));
    }
  });
  return from === range.from ? spent : new Map();
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
    return totalWithin(spent.get(value ?? "") ?? new Map(), period.from, period.to);
  };
}
