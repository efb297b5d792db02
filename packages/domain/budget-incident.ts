import { ALERTED_BASES, type BudgetAlert } from "./alert.ts";
import { type ChangedBy, resolve, SEVERITIES, statusAt } from "./alert-life.ts";
import type { LocalDate } from "./local-date.ts";

/** What is to be done of one instance's alerts of one period: together they are one incident, that its worst alert tells. */
export interface BudgetIncidentPlan {
  /** To be raised and told; undefined: nothing came that is not told by what was raised. */
  readonly told: BudgetAlert | undefined;
  /** Reached with it, or less than what was told: kept, resolved from the beginning, and told to nobody. */
  readonly recorded: readonly BudgetAlert[];
  /** Raised before, and less than what is so now: each as it is after. */
  readonly passedOn: ReadonlyMap<string, BudgetAlert>;
}

/**
 * Of all thresholds that are reached (`due`) and not raised yet the worst tells of all. What was raised tells of what it covers for as
 * long as it is due itself: a budget that was made larger starts anew. Each alert is passed on once, so that what somebody opens again
 * stays open.
 */
export function planBudgetAlerts(
  due: readonly BudgetAlert[],
  raised: readonly BudgetAlert[],
  at: Date,
): BudgetIncidentPlan {
  const standing = raised.filter(({ id }) => due.some((each) => each.id === id));
  const fresh = due.filter(({ id }) => !raised.some((each) => each.id === id));
  const news = fresh.filter((each) => !isCovered(each, standing) && !isToldBy(each, standing));
  const worst = news.reduce(worseOf, undefined);
  const told = worst && { ...worst, also_reached: fresh.filter((each) => each !== worst).map(thresholdOf) };
  const current = told ? [...standing, told] : standing;
  const teller = current.reduce(worseOf, undefined);
  const passOn = (alert: BudgetAlert) =>
    resolve(alert, { by: null, at, note: `It goes on as ${teller?.id ?? alert.id}.` });
  const passedOn = raised.filter(
    (each) => each.status !== "resolved" && !wasPassedOn(each) && isCovered(each, current),
  );
  return {
    told,
    recorded: fresh.filter((each) => each !== worst).map(passOn),
    passedOn: new Map(passedOn.map((each) => [each.id, passOn(each)])),
  };
}

const thresholdOf = ({ basis, threshold }: BudgetAlert) => ({ basis, threshold });

/** Whether one of them says as much: what is spent covers what is projected. */
const isCovered = (alert: BudgetAlert, others: readonly BudgetAlert[]): boolean =>
  others.some(
    ({ id, basis, threshold }) =>
      id !== alert.id && threshold >= alert.threshold && (basis === "actual" || alert.basis === "forecast"),
  );

/** Whether one of them told of it when it was raised: whoever raised that one was broken off before this one was kept. */
const isToldBy = ({ basis, threshold }: BudgetAlert, others: readonly BudgetAlert[]): boolean =>
  others.some(({ also_reached: also }) => also.some((each) => each.basis === basis && each.threshold === threshold));

const wasPassedOn = ({ history }: BudgetAlert): boolean =>
  history.some(({ change, by }) => change === "resolved" && by === null);

/** More severe, or of a higher threshold, or of what is spent. */
const worseOf = (a: BudgetAlert | undefined, b: BudgetAlert): BudgetAlert => (a && compareWorse(a, b) > 0 ? a : b);
const compareWorse = (a: BudgetAlert, b: BudgetAlert): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  a.threshold - b.threshold ||
  ALERTED_BASES.indexOf(b.basis) - ALERTED_BASES.indexOf(a.basis);

/** What becomes of an alert when its period is over. */
export interface EndedBudgetAlert {
  readonly before: BudgetAlert;
  readonly after: BudgetAlert;
  readonly isTold: boolean;
}

/**
 * Resolves what is left of an incident whose period ended before `today`, in the order in which it is to be kept: the last of them tells
 * it, unless it is snoozed. Empty where nothing is left, or the period is not over.
 */
export function endBudgetIncident(alerts: readonly BudgetAlert[], today: LocalDate, at: Date): EndedBudgetAlert[] {
  const byItself: ChangedBy = { by: null, at, note: "Its period is over." };
  const isSnoozed = (alert: BudgetAlert): boolean => statusAt(alert, at) === "snoozed";
  const left = alerts
    .filter(({ status, period }) => status !== "resolved" && period.to <= today)
    .toSorted((a, b) => Number(isSnoozed(b)) - Number(isSnoozed(a)) || compareWorse(a, b));
  return left.map((before, index) => ({
    before,
    after: resolve(before, byItself),
    isTold: index === left.length - 1 && !isSnoozed(before),
  }));
}
