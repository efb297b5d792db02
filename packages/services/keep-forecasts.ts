import { type BudgetPeriodOf, instanceId, instancesIn } from "@outlay/domain/budget-instance";
import type { Configuration } from "@outlay/domain/configuration";
import { unitsOf } from "@outlay/domain/estimate";
import { type ForecastOutline, outlineForecast, restOfPeriod } from "@outlay/domain/forecast-outline";
import {
  type BudgetOutlines,
  FORECAST_DIMENSIONS,
  type ForecastDimension,
  type ForecastRecord,
} from "@outlay/domain/forecast-record";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, dayNumber, type LocalDate } from "@outlay/domain/local-date";
import { type Period, periodOf, periodShownOn } from "@outlay/domain/period";
import { localDateOf } from "@outlay/domain/zone";
import { hasForecastRecords, putForecastRecords, replaceBudgetOutlines } from "@outlay/storage/forecasts";
import type { JobsWorld } from "./context.ts";
import { querySpend } from "./query-spend.ts";
import { readBudgetSpend } from "./read-budget-spend.ts";
import { scopeDigest } from "./read-budget-forecasts.ts";
import { readConfiguration } from "./read-configuration.ts";

/** A month and some days, so that a month's first day is told of by the night before. */
const HORIZON_DAYS_MIN = 35;

/**
 * Keeps what is expected of the tenant's spend as of the local date at an instant, from whole days before it: of the tenant, of the values
 * that spend most, and of every budget. Done once a date: a second run does nothing, one that comes late sees no day that the first
 * would not have seen, and one that was cut short is done again.
 */
export async function keepForecasts(world: JobsWorld, tenantId: string, atEpochMs: number): Promise<void> {
  const configuration = await readConfiguration(world, tenantId);
  if (!configuration) return; // Listed, but its sign-up was never completed.
  const today = localDateOf(atEpochMs, configuration.tenant.time_zone);
  if (await hasForecastRecords(world.table, tenantId, today)) return;
  const budgets = await forecastBudgets(world, tenantId, configuration, today);
  await replaceBudgetOutlines(world.table, tenantId, budgets.outlines);
  const scopes = await forecastScopes(world, tenantId, today);
  // Last of all: that they are there says that all is done.
  await putForecastRecords(world.table, tenantId, today, [...scopes, ...budgets.records]);
}

async function forecastScopes(world: JobsWorld, tenantId: string, today: LocalDate): Promise<ForecastRecord[]> {
  const month = periodShownOn({ type: "month" }, today);
  const records: ForecastRecord[] = [];
  for (const dimension of [null, ...FORECAST_DIMENSIONS]) {
    const byDate = await spendByDate(world, tenantId, today, dimension);
    for (const [value, spent] of dearest(byDate, ([, own]) => own, LIMITS.forecastScopes))
      records.push(
        recordOf(
          { dimension, value: dimension && value, scope: null },
          month,
          spent,
          today,
          outlineOf(spent, month, today),
        ),
      );
  }
  return records;
}

type SpentByDate = ReadonlyMap<LocalDate, bigint>;

/** By the value of a dimension, of those that spent most; for none of them, all under one name. */
async function spendByDate(
  world: JobsWorld,
  tenantId: string,
  today: LocalDate,
  dimension: ForecastDimension | null,
): Promise<ReadonlyMap<string, SpentByDate>> {
  const asked = {
    from: historyFrom(today),
    to: today,
    groupBy: dimension === null ? [] : [dimension],
    measures: ["cost"],
  } as const;
  const filters = new Map<string, ReadonlySet<string>>();
  if (dimension !== null) {
    // First, since all values by day may be more than one query has.
    const { items } = await querySpend(world, tenantId, { ...asked, granularity: "total", filters });
    const values = items.map(({ dimensions: [value = ""], sums: [cost = 0n] }) => ({ value, cost }));
    const most = values.toSorted((a, b) => comparePicos(b.cost, a.cost)).slice(0, LIMITS.forecastScopes);
    filters.set(dimension, new Set(most.map(({ value }) => value)));
  }
  const { items } = await querySpend(world, tenantId, { ...asked, granularity: "day", filters });
  const spent = new Map<string, Map<LocalDate, bigint>>();
  for (const {
    period,
    dimensions: [value = ""],
    sums: [cost = 0n],
  } of items) {
    const byDate = spent.get(value) ?? new Map<LocalDate, bigint>();
    spent.set(value, byDate.set(period, cost));
  }
  return spent;
}

const comparePicos = (a: bigint, b: bigint): number => Number(a > b) - Number(a < b);

const historyFrom = (today: LocalDate): LocalDate => addDays(today, -LIMITS.forecastHistoryDays);

const totalOf = (spent: SpentByDate): bigint => spent.values().reduce((sum, picos) => sum + picos, 0n);

/** Those that spent most first; of equals the one that came first. */
const dearest = <Item>(items: Iterable<Item>, spentOf: (item: Item) => SpentByDate, most: number): Item[] =>
  [...items]
    .map((item) => ({ item, total: totalOf(spentOf(item)) }))
    .toSorted((a, b) => comparePicos(b.total, a.total))
    .slice(0, most)
    .map(({ item }) => item);

type MaybeOutline = ReturnType<typeof outlineForecast>;

function outlineOf(spent: SpentByDate, period: Period, today: LocalDate): MaybeOutline {
  const from = dayNumber(historyFrom(today));
  const days = Array.from({ length: dayNumber(today) - from }, (_, day) =>
    unitsOf(spent.get(addDays(historyFrom(today), day)) ?? 0n),
  );
  const horizon = Math.min(Math.max(HORIZON_DAYS_MIN, dayNumber(period.to) - dayNumber(today)), LIMITS.forecastDaysMax);
  return outlineForecast(days, today, horizon);
}

function recordOf(
  scope: Pick<ForecastRecord, "dimension" | "value" | "scope">,
  period: Period,
  spent: SpentByDate,
  today: LocalDate,
  outline: MaybeOutline,
): ForecastRecord {
  const soFar = unitsOf(
    [...spent].reduce((sum, [date, picos]) => (period.from <= date && date < today ? sum + picos : sum), 0n),
  );
  const end = outline.method === null ? null : endOf(outline, soFar, period, today);
  return { ...scope, period, method: outline.method, spent: soFar, end };
}

function endOf(outline: ForecastOutline, soFar: number, period: Period, today: LocalDate): ForecastRecord["end"] {
  const rest = restOfPeriod(outline, { today, begun: { spent: 0, elapsedShare: 0 } }, period.to)?.at(-1);
  if (!rest) return null;
  const { mean, low80, high80, low95, high95 } = rest;
  return {
    mean: soFar + mean,
    low80: soFar + low80,
    high80: soFar + high80,
    low95: soFar + low95,
    high95: soFar + high95,
  };
}

async function forecastBudgets(
  world: JobsWorld,
  tenantId: string,
  configuration: Configuration,
  today: LocalDate,
): Promise<{ readonly outlines: BudgetOutlines; readonly records: readonly ForecastRecord[] }> {
  const present = [...configuration.budgets.values()].flatMap((budget): BudgetPeriodOf[] => {
    const period = periodOf(budget.period, today);
    return period ? [{ budget, period }] : [];
  });
  const first = present.reduce((from, { period }) => (period.from < from ? period.from : from), historyFrom(today));
  const range = { from: first, to: today, isRepairing: false };
  const spent =
    present.length === 0
      ? new Map<string, SpentByDate>()
      : await readBudgetSpend(world, tenantId, configuration, range);
  const instances = instancesIn(spanned(present, first, today), spent).flatMap(({ budget, value }) => {
    const own = present.find((each) => each.budget === budget);
    const byDate = spent.get(instanceId(budget.id, value));
    return own && byDate ? [{ budget, value, period: own.period, byDate }] : [];
  });
  const kept = dearest(instances, ({ byDate }) => byDate, LIMITS.forecastBudgets).map((instance) => ({
    ...instance,
    id: instanceId(instance.budget.id, instance.value),
    outline: outlineOf(instance.byDate, instance.period, today),
  }));
  const outlines = Object.fromEntries(
    kept.map(({ id, budget, outline }) => [id, { scope: scopeDigest(budget.scope), forecast: outline }]),
  );
  return {
    outlines: { date: today, instances: instances.length, kept: kept.length, outlines },
    records: kept.map(({ id, budget, period, byDate, outline }) => {
      const scope = { dimension: "budget", value: id, scope: scopeDigest(budget.scope) } as const;
      return recordOf(scope, period, byDate, today, outline);
    }),
  };
}

/** A template's values are those that spent in the history, not in the present period alone: the month begins with those of the last. */
const spanned = (budgets: readonly BudgetPeriodOf[], from: LocalDate, to: LocalDate): BudgetPeriodOf[] =>
  budgets.map(({ budget }) => ({ budget, period: { from, to } }));
