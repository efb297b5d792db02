import { DAY_MS, HOUR_MS } from "./bucket.ts";
import type { BudgetInstance } from "./budget-instance.ts";
import { type BudgetOverride, effectiveAmount } from "./budget-override.ts";
import type { LocalDate } from "./local-date.ts";
import { divideHalfEven, parseAmount } from "./money.ts";
import { assert } from "./assert.ts";
import { type Period, periodInstants, periodShownOn } from "./period.ts";
import { localDateOf } from "./zone.ts";

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
  /** Thresholds that are reached, by what is spent or by the projection alone. In order. */
  readonly due: readonly DueThreshold[];
  readonly asOf: Date;
}

export interface DueThreshold {
  readonly basis: "actual" | "forecast";
  /** Per cent of the amount. */
  readonly threshold: number;
}

/** Spend at the period's end if it goes on as it did on average so far; `end` is null where that says nothing, for the `reason` given. */
export type Projection =
  | { readonly method: "run_rate"; readonly end: bigint; readonly reason: null }
  | { readonly method: null; readonly end: null; readonly reason: string };

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
}

/** Where an instance stands. `spentByDate` is what it spent by local date, in picos; dates outside the period do not count. */
export function budgetStatus(
  { budget, value }: BudgetInstance,
  spentByDate: ReadonlyMap<LocalDate, bigint>,
  { now, zone, overrides, held, ...standing }: Standing,
): BudgetStatus {
  const period = standing.period ?? periodShownOn(budget.period, localDateOf(now.getTime(), zone));
  const amount = parseAmount(budget.amount);
  assert(amount !== undefined && amount > 0n, "a budget's amount is a decimal above zero");
  const { fromEpochMs, toEpochMs } = periodInstants(period, zone);
  const lengthMs = toEpochMs - fromEpochMs;
  const span = { lengthMs, elapsedMs: Math.min(Math.max(now.getTime() - fromEpochMs, 0), lengthMs) };
  const state = now.getTime() < fromEpochMs ? "upcoming" : now.getTime() < toEpochMs ? "active" : "ended";

  const dates = [...spentByDate.keys()].filter((date) => period.from <= date && date < period.to).toSorted();
  const spent = dates.reduce((sum, date) => sum + (spentByDate.get(date) ?? 0n), 0n);
  const projection = project(spent, span, state);
  const usedUpOn = spent < amount ? undefined : dateUsedUp(amount, dates, spentByDate);
  const runsOutAt = projection.end === null ? undefined : instantUsedUp(amount, spent, fromEpochMs, span);
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
    runsOutOn: usedUpOn ?? (runsOutAt === undefined ? null : localDateOf(runsOutAt, zone)),
    due: dueThresholds(budget.thresholds, amount, spent, projection.end),
    asOf: now,
  };
}

const none = (reason: string): Projection => ({ method: null, end: null, reason });

/** A tenth of the period and at least a day, but never more than half of it. */
const projectedFromMs = (lengthMs: number): number => Math.min(Math.max(DAY_MS, lengthMs / 10), lengthMs / 2);

function project(spent: bigint, { lengthMs, elapsedMs }: Span, state: BudgetStatus["state"]): Projection {
  if (state === "upcoming") return none("The period has not begun.");
  if (state === "ended") return none("The period is over.");
  const neededMs = projectedFromMs(lengthMs);
  if (elapsedMs < neededMs) {
    return none(`A run rate says something once the period has run for ${Math.ceil(neededMs / HOUR_MS)} hours.`);
  }
  return { method: "run_rate", end: divideHalfEven(spent * BigInt(lengthMs), BigInt(elapsedMs)), reason: null };
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
  projectedEnd: bigint | null,
): DueThreshold[] {
  const reaches = (sum: bigint, threshold: number) => sum * 100n >= BigInt(threshold) * amount;
  return thresholds.flatMap((threshold): DueThreshold[] => {
    if (reaches(spent, threshold)) return [{ basis: "actual", threshold }];
    return projectedEnd !== null && reaches(projectedEnd, threshold) ? [{ basis: "forecast", threshold }] : [];
  });
}
