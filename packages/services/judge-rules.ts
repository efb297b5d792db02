import {
  type AlertRule,
  feedbackOf,
  parametersInForce,
  ruleFor,
  type RuleInForce,
  rulesInForce,
  type ScopeFeedback,
  sensitivityInForce,
  type WatchedScope,
} from "@outlay/domain/alert-rule";
import type { AnomalyAlert } from "@outlay/domain/alert";
import { eventsPathOf, focusOf, nextStepOf } from "@outlay/domain/anomaly-advice";
import { ANOMALY_RULES, type AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import { canonicalJson } from "@outlay/domain/digest";
import { type Dimension, UNATTRIBUTED } from "@outlay/domain/dimensions";
import type { IncidentFacts } from "@outlay/domain/follow-incident";
import { type Explains, isBefore, severityOf, type Sighting } from "@outlay/domain/incident";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, type LocalDate } from "@outlay/domain/local-date";
import { formatAmount, parseAmount } from "@outlay/domain/money";
import { dateOfPeriod } from "@outlay/domain/page";
import { medianOf } from "@outlay/domain/statistics";
import type { Series, SeriesGranularity } from "@outlay/domain/series";
import { startOfLocalDate } from "@outlay/domain/zone";
import type { OpenSpend } from "./open-spend.ts";
import { watchedSeries } from "./watched-series.ts";

/** How rules are judged: as a tenant decided, and as alerts were marked. */
export interface Judgement {
  readonly rules: readonly RuleInForce[];
  readonly feedback: readonly ScopeFeedback[];
}

export const judgementOf = (
  alertRules: ReadonlyMap<string, AlertRule>,
  alerts: Iterable<AnomalyAlert>,
  now: Date,
): Judgement => ({ rules: rulesInForce(alertRules), feedback: feedbackOf(alerts, now) });

/** Whether a rule is on anywhere. */
export const isOn = ({ rules }: Judgement, name: AnomalyRuleName): boolean =>
  rules.some(({ rule, enabled }) => rule === name && enabled);

export interface JudgedRules {
  readonly sightings: readonly Sighting[];
  readonly scopes: number;
  /** Scopes beyond the limit. */
  readonly leftOut: number;
}

export interface JudgeRequest {
  readonly names: readonly AnomalyRuleName[];
  readonly granularity: SeriesGranularity;
  readonly periods: readonly string[];
  /** Scopes that are watched however little they spend, by rule. */
  readonly also: ReadonlyMap<AnomalyRuleName, readonly WatchedScope[]>;
  /** The first local date on which anything new is of interest. */
  readonly newFrom: string;
  /** Whole currency units that the tenant usually spends in a day. */
  readonly usualDay: number;
  /** What of a scope's series is judged, where it is not all of it. */
  readonly judgedPart?: (rule: AnomalyRuleName, scope: WatchedScope, series: Series) => Series;
}

/** What rules find in the spend of each of their scopes, as each is judged there. */
export function judgeRules(spend: OpenSpend, judgement: Judgement, request: JudgeRequest): JudgedRules {
  const sightings: Sighting[] = [];
  let scopes = 0;
  let leftOut = 0;
  const limit = request.granularity === "day" ? LIMITS.watchedDayScopes : LIMITS.watchedHourScopes;
  const inForce = new Map(
    judgement.rules.map((rule) => [rule.id, sensitivityInForce(rule, judgement.rules, judgement.feedback)]),
  );
  for (const name of request.names.filter((each) => isOn(judgement, each))) {
    const rule = ANOMALY_RULES[name];
    const also = request.also.get(name) ?? [];
    const found = watchedSeries(spend, { ...request, rule: name, limit, also });
    leftOut += found.leftOut;
    for (const { scope, series } of found.watched) {
      const own = ruleFor(judgement.rules, name, scope);
      const sensitivity = own && inForce.get(own.id);
      if (!own?.enabled || !sensitivity) continue;
      scopes++;
      const parameters = parametersInForce(own, sensitivity, scope);
      for (const finding of rule.judge(request.judgedPart?.(name, scope, series) ?? series, parameters)) {
        const severity = severityOf(rule.severity, own.severity, finding.cost, request.usualDay);
        sightings.push({ rule: name, scope, granularity: request.granularity, finding, severity, parameters });
      }
    }
  }
  return { sightings, scopes, leftOut };
}

const DAYS_OF_USUAL = 28;

/** What the tenant usually spends in a day, in whole currency units: the median of the last days that are over. */
export function usualDayOf(spend: OpenSpend): number {
  const { items } = spend.sum({ granularity: "day", groupBy: [], filters: new Map(), measures: ["cost"] });
  const days = items.slice(-DAYS_OF_USUAL).map(({ sums }) => Number(sums[0] ?? 0n) / 1e12);
  return days.length === 0 ? 0 : medianOf(days);
}

const filtersOf = (rule: AnomalyRuleName, scope: WatchedScope): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map([
    ...Object.entries(focusOf(rule)).map(([name, values]) => [name, new Set(values)] as const),
    ...Object.entries(scope).map(([name, value]) => [name, new Set([value])] as const),
  ]);

const PERIODS_BEFORE = { day: 28, hour: 28 * 24 } as const;

/**
 * How much of a sighting's excess lies in a scope: of what was spent (used, where it is used first) beyond the mean of the four weeks
 * before, the part with the scope's values.
 */
export function explainsIn(spend: OpenSpend, periods: readonly string[]): Explains {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (whole, part) => {
    const dimensions = Object.keys(part);
    const key = canonicalJson([whole.rule, whole.scope, whole.finding.from, whole.finding.to, dimensions]);
    const surplus = known.get(key) ?? surplusBy(spend, periods, whole, dimensions);
    known.set(key, surplus);
    const total = [...surplus.values()].reduce((sum, value) => sum + value, 0);
    return total > 0 ? (surplus.get(canonicalJson(Object.values(part))) ?? 0) / total : 0;
  };
}

function surplusBy(
  spend: OpenSpend,
  periods: readonly string[],
  { rule, scope, granularity, finding }: Sighting,
  dimensions: readonly string[],
): ReadonlyMap<string, number> {
  const first = periods.indexOf(finding.from);
  const last = periods.indexOf(finding.to);
  const start = Math.max(0, first - PERIODS_BEFORE[granularity]);
  const asked = {
    groupBy: dimensions,
    filters: filtersOf(rule, scope),
    measures: [rule === "first_use" ? "events" : "cost"],
  } as const;
  const surplus = new Map<string, number>();
  const addAll = (since: number, until: number, weight: number) => {
    const [from, to] = [periods[since], periods[until]];
    if (from === undefined || to === undefined || until < since) return;
    for (const [key, sum] of sumsWithin(spend, granularity, { since: from, until: to }, asked))
      surplus.set(key, (surplus.get(key) ?? 0) + weight * Number(sum));
  };
  addAll(first, last, 1);
  addAll(start, first - 1, -(last - first + 1) / Math.max(1, first - start));
  return surplus;
}

/**
 * Sums of a measure by group, by `canonicalJson` of its values, from one period to another, both included. Whole days are summed as one,
 * so that a query has items for each group, and not for each hour of each.
 */
function sumsWithin(
  spend: OpenSpend,
  granularity: SeriesGranularity,
  { since, until }: { readonly since: string; readonly until: string },
  asked: Pick<Parameters<OpenSpend["sum"]>[0], "groupBy" | "filters" | "measures">,
): ReadonlyMap<string, bigint> {
  const [first, last] = [dateOfPeriod(since), dateOfPeriod(until)];
  const found = new Map<string, bigint>();
  const addAll = (from: LocalDate, to: LocalDate, by: "hour" | "total") => {
    if (from >= to) return;
    for (const { period, dimensions, sums } of spend.sum({ ...asked, granularity: by, from, to }).items) {
      if (by === "hour" && (isBefore(period, since) || isBefore(until, period))) continue;
      const key = canonicalJson(dimensions);
      found.set(key, (found.get(key) ?? 0n) + (sums[0] ?? 0n));
    }
  };
  if (granularity === "day") addAll(first, addDays(last, 1), "total");
  else {
    addAll(first, addDays(first, 1), "hour");
    addAll(addDays(first, 1), last, "total");
    if (last > first) addAll(last, addDays(last, 1), "hour");
  }
  return found;
}

/** The one value of a group. */
const valueIn = (key: string): string => (JSON.parse(key) as [string])[0];

/** Where an incident's rows are looked for, beside its own scope. */
const CONTRIBUTING: readonly Dimension[] = ["department", "workflow", "agent", "application", "model", "api_key"];

/** An incident as its facts are asked for. */
export type IncidentOutline = Pick<AnomalyAlert, "scope" | "granularity" | "since" | "until"> & {
  readonly rule: AnomalyRuleName;
  /** What it had cost, as decimal text, up to a period and with it, when it was looked at last; undefined: never. */
  readonly carried: Pick<AnomalyAlert, "cost" | "until"> | undefined;
};

/**
 * What is known of an incident: what it cost, what made it, and where its events are. Of one that began before the range that is open, the
 * cost is what it was when it was looked at last, and what was spent since: at least that.
 */
export function factsIn(spend: OpenSpend, zone: string, incident: IncidentOutline): IncidentFacts {
  const { rule, scope, granularity, since, until, carried } = incident;
  const span = { from: dateOfPeriod(since), to: dateOfPeriod(until) };
  const filters = filtersOf(rule, scope);
  const costsBy = (groupBy: readonly string[], within = { since, until }): ReadonlyMap<string, bigint> =>
    sumsWithin(spend, granularity, within, { groupBy, filters, measures: ["cost"] });
  const costWithin = (within: { since: string; until: string }): bigint =>
    [...costsBy([], within).values()].reduce((sum, cost) => sum + cost, 0n);
  const isWhole = span.from >= spend.range.from;
  const costSince = (last: string): bigint =>
    isBefore(last, until) ? costWithin({ since: last, until }) - costWithin({ since: last, until: last }) : 0n;
  const cost =
    isWhole || carried === undefined
      ? costWithin({ since, until })
      : (parseAmount(carried.cost) ?? 0n) + costSince(carried.until);
  const contributors = CONTRIBUTING.filter((dimension) => !Object.hasOwn(scope, dimension)).flatMap((dimension) =>
    [...costsBy([dimension])]
      .map(([key, sum]) => [valueIn(key), sum] as const)
      .filter(([value, sum]) => value !== UNATTRIBUTED && sum > 0n)
      .toSorted(([a, costA], [b, costB]) => Number(costB - costA) || (a < b ? -1 : 1))
      .slice(0, LIMITS.incidentContributors)
      .map(([value, sum]) => ({ dimension, value, cost: formatAmount(sum) })),
  );
  return {
    cost: formatAmount(cost),
    is_cost_exact: isWhole,
    contributors,
    events_path: eventsPathOf(rule, scope, span, (date) => startOfLocalDate(date, zone)),
    next_step: nextStepOf(rule, scope),
  };
}
