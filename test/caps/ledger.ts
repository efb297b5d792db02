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

/** A decision counts in the period in which it was begun, whenever it is written. */
export interface Instant {
  readonly decidedAtEpochMs: number;
  readonly nowEpochMs: number;
}

/** What one admitted call counts at a level now: what open attempts may cost, and what settled ones did, up to what they reserved. */
function countOf({ call, events, expiresAtEpochMs, isReleased }: Admitted, level: PlainLevel, at: Instant): number {
  if (isReleased) return 0;
  const inTime = events.filter(({ acceptedAtEpochMs }) => acceptedAtEpochMs <= expiresAtEpochMs);
  const period = periodName(level.budget.period, at.decidedAtEpochMs);
  let units = 0;
  for (const { attempt, units: spent, timeEpochMs } of inTime)
    if (periodName(level.budget.period, timeEpochMs) === period)
      units += Math.min(spent, call.amounts[attempt - 1] ?? 0);
  if (at.nowEpochMs > expiresAtEpochMs) return units;
  // An attempt that succeeded was the last; others may still be made.
  const isOver = inTime.length >= call.actual.length && inTime.some(({ attempt }) => attempt === call.actual.length);
  if (isOver) return units;
  const settled = new Set(inTime.map(({ attempt }) => attempt));
  return call.amounts.reduce((sum, amount, index) => (settled.has(index + 1) ? sum : sum + amount), units);
}

/** What all calls that were admitted under a level, and count in it as its budget is now, may come to. */
export function committed(admitted: readonly Admitted[], level: PlainLevel, at: Instant): number {
  const id = levelId(level.budget.id, level.value);
  return admitted
    .filter(({ call, levels }) => levels.has(id) && levelOf(level.budget, call)?.value === level.value)
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
