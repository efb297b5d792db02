import { type BudgetPeriodOf, instanceId, instancesIn } from "@outlay/domain/budget-instance";
import type { Configuration } from "@outlay/domain/configuration";
import { dearest, type SpentByDate, totalOf, totalWithin } from "@outlay/domain/dated-spend";
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
import { readBudgetSpend } from "./read-budget-spend.ts";
import { scopeDigest } from "./read-budget-forecasts.ts";
import { readConfiguration } from "./read-configuration.ts";
import { readDatedSpend, readDearestValues } from "./read-dated-spend.ts";

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
    const { from, values } = await readScopes(world, tenantId, today, dimension);
    if (from >= today || from > month.from) {
      records.push(notForecast(dimension, month));
      continue;
    }
    for (const { value, spent } of values) {
      const outline = outlineOf(spent, month, { from, today });
      records.push(recordOf({ dimension, value, scope: null }, month, spent, today, outline));
    }
  }
  return records;
}

/** So that a dimension that is too large takes no other forecast with it, and it shows. */
const notForecast = (dimension: ForecastDimension | null, period: Period): ForecastRecord => ({
  dimension,
  value: null,
  scope: null,
  period,
  method: null,
  spent: 0,
  end: null,
  reason: "A day has more than one query reads, or the month more than a night's queries do: it was not forecast.",
});

/** What the values of a dimension that spent most did by date; for none, all of them together, which has no name. */
async function readScopes(world: JobsWorld, tenantId: string, today: LocalDate, dimension: ForecastDimension | null) {
  const queriesMax = LIMITS.forecastNightQueries;
  const asked = { from: historyFrom(today), to: today, filters: new Map(), not: new Map(), queriesMax };
  if (dimension !== null) return readDearestValues(world, tenantId, asked, { dimension, most: LIMITS.forecastScopes });
  const { from, spent } = await readDatedSpend(world, tenantId, asked);
  return { from, values: spent.size === 0 ? [] : [{ value: null, spent }] };
}

const historyFrom = (today: LocalDate): LocalDate => addDays(today, -LIMITS.forecastHistoryDays);

type MaybeOutline = ReturnType<typeof outlineForecast>;

/** By the whole days since a date, `from` or later. */
function outlineOf(
  spent: SpentByDate,
  period: Period,
  { from, today }: { readonly from: LocalDate; readonly today: LocalDate },
): MaybeOutline {
  const days = Array.from({ length: dayNumber(today) - dayNumber(from) }, (_, day) =>
    unitsOf(spent.get(addDays(from, day)) ?? 0n),
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
  const soFar = unitsOf(totalWithin(spent, period.from, today));
  const told = { ...scope, period, method: outline.method, spent: soFar };
  if (outline.method === null) return { ...told, end: null, reason: outline.reason };
  return { ...told, end: endOf(outline, soFar, period, today) };
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
  const kept = dearest(instances, ({ byDate }) => totalOf(byDate), LIMITS.forecastBudgets).map((instance) => ({
    ...instance,
    id: instanceId(instance.budget.id, instance.value),
    outline: outlineOf(instance.byDate, instance.period, { from: historyFrom(today), today }),
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
