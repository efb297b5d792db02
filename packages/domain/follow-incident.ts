import { type AnomalyAlert, type AnomalyFigures, type AnomalyMember, anomalyAlertId, anomalyKey } from "./alert.ts";
import { type ChangedBy, newLife, next, resolve, SEVERITIES, statusAt, wake } from "./alert-life.ts";
import type { AlertEvent } from "./announcement.ts";
import { DAY_MS } from "./bucket.ts";
import { canonicalJson } from "./digest.ts";
import { estimatedPicos } from "./estimate.ts";
import type { Finding } from "./finding.ts";
import { excessOf, isBefore, type Sighting, sightingKey, worse } from "./incident.ts";
import { LIMITS } from "./limits.ts";
import { formatAmount } from "./money.ts";

/** What is known of an incident beside what its rule found, and what to do of it. */
export interface IncidentFacts {
  readonly cost: string;
  /** False: it began before what was read, and cost at least that. */
  readonly is_cost_exact: boolean;
  readonly contributors: AnomalyAlert["contributors"];
  readonly events_path: string;
  readonly next_step: string;
}

/** An alert as it is raised: version 1, open. */
export function incidentAlert(
  { main, members }: { readonly main: Sighting; readonly members: readonly Sighting[] },
  facts: IncidentFacts,
  related: readonly string[],
  at: Date,
): AnomalyAlert {
  const { rule, scope, granularity, finding } = main;
  const severity = members.reduce((worst, each) => worse(worst, each.severity), main.severity);
  const raisedAt = at.toISOString();
  return {
    ...newLife(severity, raisedAt),
    id: anomalyAlertId(rule, scope, finding.from.slice(0, 10)),
    kind: "anomaly",
    rule,
    scope,
    granularity,
    since: finding.from,
    until: finding.to,
    is_ongoing: true,
    ...figuresOf(finding),
    ...facts,
    excess_cost: estimateText(finding.cost),
    members: named(members.map(memberOf)),
    member_count: members.length,
    related: [...related],
    parameters: { ...main.parameters },
    told: { at: raisedAt, excess: excessOf(finding), severity },
  };
}

const figuresOf = ({ measure, unit, expected, low, high, observed, excess, score }: Finding): AnomalyFigures => ({
  measure,
  unit,
  expected,
  low,
  high,
  observed,
  excess,
  score,
});

const memberOf = ({ scope, finding }: Sighting): AnomalyMember => ({
  scope,
  since: finding.from,
  until: finding.to,
  ...figuresOf(finding),
});

/** The members that an alert names: all, or those with the most of it. */
const named = (members: readonly AnomalyMember[]): AnomalyMember[] =>
  members.length <= LIMITS.incidentMembers
    ? [...members]
    : members.toSorted((a, b) => b.excess - a.excess).slice(0, LIMITS.incidentMembers);

/** An estimate of money, as all of them are shown. */
const estimateText = (amount: number | null): string | null =>
  amount === null ? null : formatAmount(estimatedPicos(Math.max(0, amount)));

/** What becomes of an alert, and what is told of it; null: nobody is told. */
export interface Followed {
  readonly after: AnomalyAlert;
  readonly event: AlertEvent | null;
}

/**
 * An alert after it was looked at again: undefined where nothing changed. While its incident goes on it is updated, and told again
 * only where it got materially worse, a day after it was told last at the soonest. What is over resolves itself. What somebody
 * snoozed changes in silence until then; what somebody resolved comes back only where it got materially worse.
 */
export function followIncident(
  alert: AnomalyAlert,
  sightings: readonly Sighting[],
  facts: IncidentFacts,
  related: readonly string[],
  at: Date,
): Followed | undefined {
  const isOngoing = sightings.some(({ finding }) => finding.isOpen);
  const seen = isOngoing || sightings.length > 0 ? updated(alert, sightings, facts, related) : alert;
  const now = { ...seen, is_ongoing: isOngoing };
  const byItself: ChangedBy = { by: null, at, note: null };
  if (!isOngoing) return alert.is_ongoing ? endOf(alert, now, byItself) : undefined;
  const worst = { at: at.toISOString(), excess: excessNow(now), severity: now.severity };
  const isBack = !alert.is_ongoing && statusAt(alert, at) !== "snoozed";
  if (isBack || (alert.status === "resolved" && isWorse(alert, worst, at))) {
    // Also of what somebody opened again after it was over: it is news that it is so again.
    const open = { status: "open", snoozed_until: null } as const;
    return { after: next({ ...now, told: worst }, "reopened", byItself, open), event: "opened" };
  }
  const woken = wake(now, byItself);
  if (woken !== now) return { after: { ...woken, told: worst }, event: "opened" };
  const isHeard = alert.status === "open" || alert.status === "acknowledged";
  if (isHeard && isWorse(alert, worst, at)) {
    return { after: next({ ...now, told: worst }, "updated", byItself, {}), event: "updated" };
  }
  return canonicalJson(now) === canonicalJson(alert) ? undefined : { after: silently(now, at), event: null };
}

/** It says so to whoever was told of it and did not put it away. */
function endOf(alert: AnomalyAlert, now: AnomalyAlert, byItself: ChangedBy): Followed {
  if (alert.status === "resolved") return { after: silently(now, byItself.at), event: null };
  const isHeard = statusAt(alert, byItself.at) !== "snoozed";
  return { after: resolve(now, byItself), event: isHeard ? "resolved" : null };
}

/** Another version of which history says nothing. */
const silently = (alert: AnomalyAlert, at: Date): AnomalyAlert => ({
  ...alert,
  version: alert.version + 1,
  updated_at: at.toISOString(),
});

function updated(
  alert: AnomalyAlert,
  sightings: readonly Sighting[],
  facts: IncidentFacts,
  related: readonly string[],
): AnomalyAlert {
  const own = anomalyKeyOf(alert);
  const main = sightings.find((each) => sightingKey(each) === own);
  const others = new Map(sightings.filter((each) => each !== main).map((each) => [sightingKey(each), memberOf(each)]));
  const known = alert.members.map((member) => {
    const key = anomalyKeyOf({ rule: alert.rule, scope: member.scope });
    const seen = others.get(key);
    others.delete(key);
    return seen ? { ...seen, since: isBefore(member.since, seen.since) ? member.since : seen.since } : member;
  });
  const severity = sightings.reduce((worst, each) => worse(worst, each.severity), alert.severity);
  const all = [...known, ...others.values()];
  const member_count = Math.max(alert.member_count, all.length);
  const base = { ...alert, ...facts, severity, members: named(all), member_count, related: [...related] };
  if (!main) return base;
  const { finding, parameters } = main;
  return {
    ...base,
    ...figuresOf(finding),
    until: finding.to,
    excess_cost: estimateText(finding.cost),
    parameters: { ...parameters },
  };
}

const anomalyKeyOf = ({ rule, scope }: Pick<AnomalyAlert, "rule" | "scope">): string => anomalyKey(rule, scope);

const excessNow = ({ excess_cost, excess }: AnomalyAlert): number =>
  excess_cost === null ? excess : Number(excess_cost);

const TWICE = 2;

/** More severe, or twice as much, than when it was told last, which is a day ago. */
function isWorse({ told }: AnomalyAlert, now: AnomalyAlert["told"], at: Date): boolean {
  if (at.getTime() - Date.parse(told.at) < DAY_MS) return false;
  if (SEVERITIES.indexOf(now.severity) > SEVERITIES.indexOf(told.severity)) return true;
  return told.excess > 0 && now.excess >= TWICE * told.excess;
}
