import { DAY_MS, HOUR_MS } from "./bucket.ts";
import type { BudgetInstance } from "./budget-instance.ts";
import { type BudgetOverride, effectiveAmount } from "./budget-override.ts";
import { estimatedPicos, unitsOf } from "./estimate.ts";
import { type ForecastOutline, reachedOn, restOfPeriod } from "./forecast-outline.ts";
import type { Interval } from "./forecast-paths.ts";
import { addDays, type LocalDate } from "./local-date.ts";
import { divideHalfEven, parseAmount } from "./money.ts";
import { assert } from "./assert.ts";
import { type Period, periodInstants, periodShownOn } from "./period.ts";
import { localDateOf, startOfLocalDate } from "./zone.ts";

/** Where a budget, or a template for one value, stands in one period. Amounts are picos. */
export interface BudgetStatus extends BudgetInstance {
  readonly period: Period;
  readonly state: "upcoming" | "active" | "ended";
  /** The budget's own: thresholds, shares and projections are of it, whatever overrides add. */
  readonly amount: bigint;
  /** The amount and what overrides in force add: what a hard budget holds calls to. */
  readonly effectiveAmount: bigint;
  readonly spent: bigint;
  /** Of the budget's own amount. Below zero once more is spent. */
  readonly remaining: bigint;
  /** Held for calls that were admitted and are not settled. */
  readonly reserved: bigint;
  /** Of the effective amount, what is neither spent nor reserved. */
  readonly available: bigint;
  /** Of the amount, rounded down to two decimals: "100.00" is never shown before it is reached. */
  readonly percentUsed: string;
  /** By 24 hours that the period has run; null in its first hour. */
  readonly burnRatePerDay: bigint | null;
  readonly projection: Projection;
  /** The local date on which the amount was, or by the projection will be, used up; null where it will not be. */
  readonly runsOutOn: LocalDate | null;
  /** The same by the edges of what is likely, where the projection has such: of a budget that is not used up. */
  readonly runsOutBetween: RunsOutBetween | null;
  /** Thresholds that are reached, by what is spent, or not yet and by what is all but certain to be spent. In order. */
  readonly due: readonly DueThreshold[];
  readonly asOf: Date;
}

export interface DueThreshold {
  readonly basis: "actual" | "forecast";
  /** Per cent of the amount. */
  readonly threshold: number;
}

/**
 * Spend at the period's end; `end` is null where nothing can be said of it, for the `reason` given. By the forecast of the night, and what was
 * spent since; where there is none, as if it went on as on average so far, and `reason` says why.
 */
export type Projection =
  | { readonly method: "forecast"; readonly end: bigint; readonly interval: EndInterval; readonly reason: string }
  | { readonly method: "run_rate"; readonly end: bigint; readonly interval: null; readonly reason: string }
  | { readonly method: null; readonly end: null; readonly interval: null; readonly reason: string };

/** Picos at the period's end in 80 and 95 of 100 cases. Estimates. */
export interface EndInterval {
  readonly low80: bigint;
  readonly high80: bigint;
  readonly low95: bigint;
  readonly high95: bigint;
}

/** Local dates; null: not within the period. */
export interface RunsOutBetween {
  readonly early80: LocalDate | null;
  readonly late80: LocalDate | null;
  readonly early95: LocalDate | null;
  readonly late95: LocalDate | null;
}

/** The forecast of a budget that was made last, or why there is none. */
export type BudgetForecast = ForecastOutline | { readonly method: null; readonly reason: string };

interface Span {
  readonly lengthMs: number;
  /** Of the period so far, from 0 to its length, in real time: a day of a clock change has 23 or 25 hours. */
  readonly elapsedMs: number;
}

/** What decides where an instance stands, beside what it spent. */
export interface Standing {
  readonly now: Date;
  /** The tenant's. */
  readonly zone: string;
  /** By default the one around `now`; one that ended may still get late events. */
  readonly period?: Period;
  /** Those in force now, of this budget or any: see `overridesInForce`. */
  readonly overrides: readonly BudgetOverride[];
  /** Picos held by reservations. */
  readonly held: bigint;
  readonly forecast: BudgetForecast;
}

/** Where an instance stands. `spentByDate` is what it spent by local date, in picos; dates outside the period do not count. */
export function budgetStatus(
  { budget, value }: BudgetInstance,
  spentByDate: ReadonlyMap<LocalDate, bigint>,
  { now, zone, overrides, held, forecast, ...standing }: Standing,
): BudgetStatus {
  const today = localDateOf(now.getTime(), zone);
  const period = standing.period ?? periodShownOn(budget.period, today);
  const amount = parseAmount(budget.amount);
  assert(amount !== undefined && amount > 0n, "a budget's amount is a decimal above zero");
  const { fromEpochMs, toEpochMs } = periodInstants(period, zone);
  const lengthMs = toEpochMs - fromEpochMs;
  const span = { lengthMs, elapsedMs: Math.min(Math.max(now.getTime() - fromEpochMs, 0), lengthMs) };
  const state = now.getTime() < fromEpochMs ? "upcoming" : now.getTime() < toEpochMs ? "active" : "ended";

  const dates = [...spentByDate.keys()].filter((date) => period.from <= date && date < period.to).toSorted();
  const spent = dates.reduce((sum, date) => sum + (spentByDate.get(date) ?? 0n), 0n);
  const begun = { spent: unitsOf(spentByDate.get(today) ?? 0n), elapsedShare: elapsedShareOf(now, zone) };
  const rest = forecast.method === null ? undefined : restOfPeriod(forecast, { today, begun }, period.to);
  const projection = project(spent, span, state, forecast, rest);
  const usedUpOn = spent < amount ? undefined : dateUsedUp(amount, dates, spentByDate);
  const runsOut = (edge: keyof Interval) => reachedOn(rest ?? [], today, unitsOf(amount - spent), edge) ?? null;
  const projectedOn = (): LocalDate | null => {
    if (projection.method === "forecast") return runsOut("mean");
    const runsOutAt = projection.end === null ? undefined : instantUsedUp(amount, spent, fromEpochMs, span);
    return runsOutAt === undefined ? null : localDateOf(runsOutAt, zone);
  };
  const effective = effectiveAmount(budget, overrides, value);
  return {
    budget,
    value,
    period,
    state,
    amount,
    effectiveAmount: effective,
    spent,
    remaining: amount - spent,
    reserved: held,
    available: effective - spent - held,
    percentUsed: percentOf(spent, amount),
    burnRatePerDay: span.elapsedMs < HOUR_MS ? null : divideHalfEven(spent * BigInt(DAY_MS), BigInt(span.elapsedMs)),
    projection,
    runsOutOn: usedUpOn ?? projectedOn(),
    runsOutBetween:
      usedUpOn !== undefined || projection.method !== "forecast"
        ? null
        : {
            early80: runsOut("high80"),
            late80: runsOut("low80"),
            early95: runsOut("high95"),
            late95: runsOut("low95"),
          },
    due: dueThresholds(budget.thresholds, amount, spent, certainEnd(projection)),
    asOf: now,
  };
}

const none = (reason: string): Projection => ({ method: null, end: null, interval: null, reason });

/** A tenth of the period and at least a day, but never more than half of it. */
const projectedFromMs = (lengthMs: number): number => Math.min(Math.max(DAY_MS, lengthMs / 10), lengthMs / 2);

function project(
  spent: bigint,
  { lengthMs, elapsedMs }: Span,
  state: BudgetStatus["state"],
  forecast: BudgetForecast,
  rest: readonly Interval[] | undefined,
): Projection {
  if (state === "upcoming") return none("The period has not begun.");
  if (state === "ended") return none("The period is over.");
  const last = rest?.at(-1);
  if (last && forecast.method !== null) {
    const at = (edge: keyof Interval): bigint => spent + estimatedPicos(last[edge]);
    const interval = { low80: at("low80"), high80: at("high80"), low95: at("low95"), high95: at("high95") };
    return { method: "forecast", end: at("mean"), interval, reason: forecast.reason };
  }
  const why = forecast.method === null ? forecast.reason : "The last forecast is too old, or ends before the period.";
  const neededMs = projectedFromMs(lengthMs);
  if (elapsedMs < neededMs) {
    return none(`${why} A run rate says something once the period has run for ${Math.ceil(neededMs / HOUR_MS)} hours.`);
  }
  const end = divideHalfEven(spent * BigInt(lengthMs), BigInt(elapsedMs));
  return { method: "run_rate", end, interval: null, reason: why };
}

/**
 * What thresholds are held to before they are reached. Of a forecast the low edge of 80 %: nine times in ten more is spent, so that an alert is no
 * guess, though it is asked for again and again. A run rate knows no edges.
 */
const certainEnd = ({ end, interval }: Projection): bigint | null => interval?.low80 ?? end;

/** Of the tenant's day around an instant, the share that is over: a day of a clock change has 23 or 25 hours. */
export function elapsedShareOf(now: Date, zone: string): number {
  const today = localDateOf(now.getTime(), zone);
  const from = startOfLocalDate(today, zone);
  return Math.min(1, (now.getTime() - from) / (startOfLocalDate(addDays(today, 1), zone) - from));
}

/** The first date by whose end the amount was reached. */
function dateUsedUp(
  amount: bigint,
  dates: readonly LocalDate[],
  spentByDate: ReadonlyMap<LocalDate, bigint>,
): LocalDate | undefined {
  let sum = 0n;
  return dates.find((date) => {
    sum += spentByDate.get(date) ?? 0n;
    return sum >= amount;
  });
}

/** The instant within the period at which the amount is reached at the run rate. */
function instantUsedUp(
  amount: bigint,
  spent: bigint,
  fromEpochMs: number,
  { lengthMs, elapsedMs }: Span,
): number | undefined {
  if (spent <= 0n) return undefined;
  const afterMs = (BigInt(elapsedMs) * amount) / spent;
  return afterMs < BigInt(lengthMs) ? fromEpochMs + Number(afterMs) : undefined;
}

function percentOf(spent: bigint, amount: bigint): string {
  const scaled = spent * 10_000n;
  const hundredths = scaled / amount - (scaled % amount < 0n ? 1n : 0n);
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, "0");
  return `${hundredths < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A threshold that was reached already is no longer a matter of forecast. */
function dueThresholds(
  thresholds: readonly number[],
  amount: bigint,
  spent: bigint,
  certain: bigint | null,
): DueThreshold[] {
  const reaches = (sum: bigint, threshold: number) => sum * 100n >= BigInt(threshold) * amount;
  return thresholds.flatMap((threshold): DueThreshold[] => {
    if (reaches(spent, threshold)) return [{ basis: "actual", threshold }];
    return certain !== null && reaches(certain, threshold) ? [{ basis: "forecast", threshold }] : [];
  });
}
