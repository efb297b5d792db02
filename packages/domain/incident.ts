import { type AnomalyAlert, anomalyKey } from "./alert.ts";
import { SEVERITIES, type Severity } from "./alert-life.ts";
import type { RuleInForce, WatchedScope } from "./alert-rule.ts";
import type { AnomalyRuleName } from "./anomaly-rule.ts";
import { compareText } from "./compare-text.ts";
import type { Finding } from "./finding.ts";
import type { SeriesGranularity } from "./series.ts";

/** What a rule found of one scope. */
export interface Sighting {
  readonly rule: AnomalyRuleName;
  readonly scope: WatchedScope;
  readonly granularity: SeriesGranularity;
  readonly finding: Finding;
  readonly severity: Severity;
  /** What it was judged by. */
  readonly parameters: RuleInForce["parameters"];
}

export const sightingKey = ({ rule, scope }: Pick<Sighting, "rule" | "scope">): string => anomalyKey(rule, scope);

/** How much of a sighting's excess lies in a scope of other dimensions, at the same time: 1 is all of it. */
export type Explains = (whole: Sighting, part: WatchedScope) => number;

/** From here on a scope's incident is told by the one that explains it. */
const EXPLAINED_SHARE = 0.8;

/** Of two scopes that share an incident, the one whose dimension comes later tells it: whoever reads it can act on it. */
const TELLING_ORDER = ["department", "provider", "api_key", "source", "agent", "workflow", "model"];
const rank = (scope: WatchedScope): number =>
  Math.max(0, ...Object.keys(scope).map((name) => TELLING_ORDER.indexOf(name) + 1));

/** The part of an instant that orders: local hours of a clock set back tie. */
const orderOf = (period: string): string => period.slice(0, 13);
export const isBefore = (a: string, b: string): boolean => orderOf(a) < orderOf(b);

interface Span {
  readonly since: string;
  readonly until: string;
}
const spanOf = ({ finding }: Sighting): Span => ({ since: finding.from, until: finding.to });
const overlap = (a: Span, b: Span): boolean => !isBefore(a.until, b.since) && !isBefore(b.until, a.since);

export interface IncidentPlan {
  /** Of what nobody was told, by the scope that tells it. */
  readonly raised: readonly { readonly main: Sighting; readonly members: readonly Sighting[] }[];
  /** What became of alerts: what is seen of each now. Of one that is over or gone there is nothing that is open. */
  readonly followed: readonly { readonly alert: AnomalyAlert; readonly sightings: readonly Sighting[] }[];
}

/**
 * Which sightings are incidents that were raised, and which are new. A sighting belongs to the alert whose scope, or a member's, it
 * is of and whose time it overlaps. What is new and has at least EXPLAINED_SHARE of its excess in another sighting's scope is one
 * incident with it. A sighting that is over, and ended before `recentFrom`, raises nothing.
 */
export function planIncidents(
  sightings: readonly Sighting[],
  alerts: readonly AnomalyAlert[],
  explains: Explains,
  recentFrom: string,
): IncidentPlan {
  const owners = ownersOf(sightings, alerts);
  const alive = sightings.filter(
    (each) => owners.has(each) || each.finding.isOpen || !isBefore(each.finding.to, recentFrom),
  );
  const groups = groupsOf(alive, explains);
  const seen = new Map<AnomalyAlert, Sighting[]>(
    alerts.filter((alert) => alert.is_ongoing).map((alert) => [alert, []]),
  );
  const raised: { main: Sighting; members: Sighting[] }[] = [];
  for (const [sighting, alert] of owners) {
    const isAgain =
      sighting.finding.isOpen && partsOf(alert).every(({ until }) => isBefore(until, sighting.finding.to));
    if (alert.is_ongoing || isAgain) append(seen, alert, sighting);
  }
  for (const [main, group] of groups) {
    const news = group.filter((each) => !owners.has(each));
    const [alert] = group
      .flatMap((each) => owners.get(each) ?? [])
      .filter((owner) => seen.has(owner))
      .toSorted((a, b) => compareText(orderOf(a.since), orderOf(b.since)) || compareText(a.id, b.id));
    if (alert) for (const each of news) append(seen, alert, each);
    else if (news.length > 0) {
      const teller = news.includes(main) ? main : news[0];
      if (teller) raised.push({ main: teller, members: news.filter((each) => each !== teller) });
    }
  }
  return { raised, followed: [...seen].map(([alert, of]) => ({ alert, sightings: of })) };
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

/** The scopes that an alert tells of, its own first. */
export const partsOf = (alert: AnomalyAlert): readonly (Span & { readonly scope: WatchedScope })[] => [
  alert,
  ...alert.members,
];

/**
 * The alert that a sighting belongs to already, the one that is still going on first. What is open of a scope whose incident goes on,
 * and was not seen otherwise, is that incident: late data may move its beginning.
 */
function ownersOf(sightings: readonly Sighting[], alerts: readonly AnomalyAlert[]): Map<Sighting, AnomalyAlert> {
  const parts = alerts
    .toSorted((a, b) => Number(b.is_ongoing) - Number(a.is_ongoing) || compareText(b.since, a.since))
    .flatMap((alert) => partsOf(alert).map((part) => ({ ...part, alert, key: anomalyKey(alert.rule, part.scope) })));
  const byKey = Map.groupBy(parts, ({ key }) => key);
  const owners = new Map<Sighting, AnomalyAlert>();
  const seen = new Set<unknown>();
  for (const sighting of sightings) {
    const owner = byKey.get(sightingKey(sighting))?.find((part) => overlap(part, spanOf(sighting)));
    if (!owner) continue;
    owners.set(sighting, owner.alert);
    seen.add(owner);
  }
  for (const sighting of sightings.filter((each) => each.finding.isOpen && !owners.has(each))) {
    const unseen = byKey.get(sightingKey(sighting))?.find((part) => part.alert.is_ongoing && !seen.has(part));
    if (unseen) owners.set(sighting, unseen.alert);
  }
  return owners;
}

/** Sightings of one root, by the one that tells it. */
function groupsOf(sightings: readonly Sighting[], explains: Explains): Map<Sighting, Sighting[]> {
  const byRule = Map.groupBy(sightings, ({ rule }) => rule);
  const explainer = new Map<Sighting, Sighting>();
  for (const sighting of sightings) {
    const [best] = (byRule.get(sighting.rule) ?? [])
      .filter((other) => rank(other.scope) > rank(sighting.scope) && overlap(spanOf(other), spanOf(sighting)))
      .map((other) => ({ other, share: explains(sighting, other.scope) }))
      .filter(({ share }) => share >= EXPLAINED_SHARE)
      .toSorted(
        (a, b) =>
          rank(b.other.scope) - rank(a.other.scope) ||
          b.share - a.share ||
          compareText(sightingKey(a.other), sightingKey(b.other)),
      );
    if (best) explainer.set(sighting, best.other);
  }
  const groups = new Map<Sighting, Sighting[]>();
  for (const sighting of sightings) {
    let root = sighting;
    // Ranks rise along the way, so it comes to an end.
    for (let next = explainer.get(root); next; next = explainer.get(root)) root = next;
    append(groups, root, sighting);
  }
  return groups;
}

/** The excess that an incident is measured by: what it cost, or what is beyond where it costs nothing. */
export const excessOf = ({ cost, excess }: Pick<Finding, "cost" | "excess">): number => Math.max(0, cost ?? excess);

/** Of a day's usual spend of the tenant: an incident that costs so much is worth a warning, or is critical. */
const WARNING_SHARE = 0.1;
const CRITICAL_SHARE = 0.5;

/**
 * How severe an incident is: as its rule says, or worse by what it costs beside what the tenant usually spends in a day. What an
 * alert rule states holds.
 */
export function severityOf(rule: Severity, stated: Severity | null, cost: number | null, usualDay: number): Severity {
  if (stated !== null) return stated;
  if (cost === null || usualDay <= 0) return rule;
  const byCost = cost >= CRITICAL_SHARE * usualDay ? "critical" : cost >= WARNING_SHARE * usualDay ? "warning" : "info";
  return worse(rule, byCost);
}

export const worse = (a: Severity, b: Severity): Severity => (SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b);

/** Alerts of other rules that have a scope in common, other than the tenant, at the same time: by id. */
export function relatedOf(
  alerts: readonly Pick<AnomalyAlert, "id" | "rule" | "scope" | "since" | "until" | "members">[],
  most: number,
): ReadonlyMap<string, readonly string[]> {
  const outlines = alerts.map(({ id, rule, scope, since, until, members }) => ({
    id,
    rule,
    // Of hours and days alike.
    span: { since: since.slice(0, 10), until: until.slice(0, 10) },
    scopes: new Set(
      [scope, ...members.map((member) => member.scope)]
        .filter((each) => Object.keys(each).length > 0)
        .map((each) => anomalyKey("", each)),
    ),
  }));
  return new Map(
    outlines.map((one) => [
      one.id,
      outlines
        .filter(
          (other) =>
            other.rule !== one.rule && overlap(other.span, one.span) && !other.scopes.isDisjointFrom(one.scopes),
        )
        .map(({ id }) => id)
        .toSorted(compareText)
        .slice(0, most),
    ]),
  );
}
