import type { Budget } from "@outlay/domain/budget";
import { localDateOf } from "@outlay/domain/zone";
import type { PlainCall } from "./scenario.ts";

/*
 * What caps must hold to, in plain arithmetic: no code under test. Amounts are units.
 */

export interface PlainEvent {
  readonly attempt: number;
  readonly units: number;
  readonly timeEpochMs: number;
}

/** A call that was admitted, or is about to be. */
export interface Admitted {
  readonly call: PlainCall;
  /** Ids of the budgets, with values of templates, that it was taken of. */
  readonly levels: Set<string>;
  readonly expiresAtEpochMs: number;
  /** Accepted usage, each attempt once, and when it was accepted. */
  readonly events: (PlainEvent & { readonly acceptedAtEpochMs: number })[];
  /** Its caller said that it will not go on: usage that comes all the same is held by nothing. */
  isReleased: boolean;
}

export interface PlainLevel {
  readonly budget: Pick<Budget, "id" | "scope" | "period">;
  readonly value: string | null;
}

export const levelId = (budgetId: string, value: string | null): string =>
  value === null ? budgetId : `${budgetId}:${value}`;

const valueOf = (call: PlainCall, dimension: string): string | null =>
  ({ department: call.department, project: call.project, api_key: call.key, agent: call.agent })[dimension] ?? null;

/** The level of a budget that a call counts in. */
export function levelOf(budget: Pick<Budget, "id" | "scope" | "period">, call: PlainCall): PlainLevel | undefined {
  let value: string | null = null;
  for (const [dimension, values] of Object.entries(budget.scope)) {
    const own = valueOf(call, dimension);
    if (values[0] === "*") {
      if (own === null) return undefined;
      value = own;
    } else if (own === null || !values.includes(own)) return undefined;
  }
  return { budget, value };
}

const periodName = (period: Budget["period"], epochMs: number): string => {
  const date = localDateOf(epochMs, "UTC");
  return period.type === "day" ? date : date.slice(0, 7);
};

export interface Instant {
  /** A decision counts in the period in which it was begun, whenever it is written. */
  readonly decidedAtEpochMs: number;
  readonly nowEpochMs: number;
  /** What was accepted until then is counted. */
  readonly countedUntilEpochMs: number;
}

/**
 * What one call comes to at a level: of events that are counted all that they cost; of others, and of what is still open, what it
 * reserved at the level, as long as it has not expired.
 */
function countOf(admitted: Admitted, level: PlainLevel, at: Instant): number {
  const { call, levels, events, expiresAtEpochMs, isReleased } = admitted;
  const period = periodName(level.budget.period, at.decidedAtEpochMs);
  const isHeld = levels.has(levelId(level.budget.id, level.value)) && !isReleased;
  const inTime = events.filter(({ acceptedAtEpochMs }) => acceptedAtEpochMs <= expiresAtEpochMs);
  let units = 0;
  for (const event of events) {
    if (periodName(level.budget.period, event.timeEpochMs) !== period) continue;
    if (event.acceptedAtEpochMs <= at.countedUntilEpochMs) units += event.units;
    else if (isHeld && inTime.includes(event)) units += Math.min(event.units, call.amounts[event.attempt - 1] ?? 0);
  }
  // Once the attempt that was the last is told with all before it, no other is made.
  if (!isHeld || at.nowEpochMs > expiresAtEpochMs || inTime.length === call.actual.length) return units;
  const settled = new Set(inTime.map(({ attempt }) => attempt));
  return call.amounts.reduce((sum, amount, index) => (settled.has(index + 1) ? sum : sum + amount), units);
}

/** What all calls may come to that count in a level as its budget is now. */
export function committed(admitted: readonly Admitted[], level: PlainLevel, at: Instant): number {
  return admitted
    .filter(({ call }) => levelOf(level.budget, call)?.value === level.value)
    .reduce((sum, each) => sum + countOf(each, level, at), 0);
}

/** What was spent of a level in the present period: every event once, whoever was admitted. */
export function spent(admitted: readonly Admitted[], level: PlainLevel, nowEpochMs: number): number {
  const period = periodName(level.budget.period, nowEpochMs);
  return admitted
    .filter(({ call }) => levelOf(level.budget, call)?.value === level.value)
    .flatMap(({ events }) => events)
    .filter(({ timeEpochMs }) => periodName(level.budget.period, timeEpochMs) === period)
    .reduce((sum, { units }) => sum + units, 0);
}

/** What no reservation stood for: more than was reserved, calls that came after they expired, or that another level admitted. */
export function unreserved(admitted: readonly Admitted[], level: PlainLevel, nowEpochMs: number): number {
  const id = levelId(level.budget.id, level.value);
  const period = periodName(level.budget.period, nowEpochMs);
  let units = 0;
  for (const { call, levels, events, expiresAtEpochMs, isReleased } of admitted) {
    if (levelOf(level.budget, call)?.value !== level.value) continue;
    for (const { attempt, units: cost, timeEpochMs, acceptedAtEpochMs } of events) {
      if (periodName(level.budget.period, timeEpochMs) !== period) continue;
      const isHeld = !isReleased && levels.has(id) && acceptedAtEpochMs <= expiresAtEpochMs;
      units += isHeld ? Math.max(0, cost - (call.amounts[attempt - 1] ?? 0)) : cost;
    }
  }
  return units;
}
