import { type AnomalyAlert, anomalyKey } from "@outlay/domain/alert";
import type { AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import { assert } from "@outlay/domain/assert";
import { followIncident, incidentAlert, type IncidentFacts } from "@outlay/domain/follow-incident";
import { excessOf, type Explains, planIncidents, relatedOf, type Sighting } from "@outlay/domain/incident";
import { LIMITS } from "@outlay/domain/limits";
import { dayNumber } from "@outlay/domain/local-date";
import { getAlert, type KeptAnomaly, saveAlert } from "@outlay/storage/alerts";
import { claimIncident, getIncidentClaim } from "@outlay/storage/watch-marks";
import { announceAlert, type Announcing } from "./announce-alert.ts";
import type { IncidentOutline } from "./judge-rules.ts";
import { raiseAlert } from "./raise-alert.ts";
import { untilWritten } from "./until-written.ts";

/** What one run of the watch saw. */
export interface Seen {
  readonly sightings: readonly Sighting[];
  /** Those that were judged or are off: an incident of another rule is none of this run's. */
  readonly rules: ReadonlySet<string>;
  readonly explains: Explains;
  /** Exact figures of an incident. */
  readonly factsOf: (incident: IncidentOutline) => IncidentFacts;
  /** A sighting that ended before then is no news. */
  readonly recentFrom: string;
  readonly alerts: readonly KeptAnomaly[];
}

export interface Settled {
  readonly raised: number;
  readonly changed: number;
  /** Raised by a later run. */
  readonly putOff: number;
}

/**
 * Raises, updates and resolves the incidents that a run saw, each once and each told. Done again, or by two at once, it changes
 * nothing that is done: an alert is written only where there is none, or as it was read.
 */
export async function settleIncidents(world: Announcing, tenantId: string, seen: Seen): Promise<Settled> {
  const ours = seen.alerts.filter(({ alert }) => seen.rules.has(alert.rule));
  const plan = planIncidents(
    seen.sightings,
    ours.map(({ alert }) => alert),
    seen.explains,
    seen.recentFrom,
  );
  const at = world.now();
  const news = plan.raised.toSorted((a, b) => excessOf(b.main.finding) - excessOf(a.main.finding));
  const drafts = news.slice(0, LIMITS.incidentsPerRun).map((incident) => {
    const { rule, scope, granularity, finding } = incident.main;
    const facts = seen.factsOf({
      rule,
      scope,
      granularity,
      since: finding.from,
      until: finding.to,
      carried: undefined,
    });
    return { incident, alert: incidentAlert(incident, facts, [], at) };
  });
  const related = relatedOf(
    [...drafts, ...seen.alerts].map(({ alert }) => alert),
    LIMITS.incidentRelated,
  );
  let changed = 0;
  for (const { alert, sightings } of plan.followed) {
    const kept = ours.find((each) => each.alert.id === alert.id);
    if (kept && (await follow(world, tenantId, { kept, sightings, related: related.get(alert.id) ?? [], seen })))
      changed++;
  }
  let raised = 0;
  for (const { incident, alert } of drafts) {
    const sightings = [incident.main, ...incident.members];
    const draft = { ...alert, related: [...(related.get(alert.id) ?? [])] };
    if (await raise(world, tenantId, draft, sightings, seen)) raised++;
  }
  return { raised, changed, putOff: news.length - drafts.length };
}

/** How far apart the days are on which two runs may say that one incident began. */
const SAME_INCIDENT_DAYS = 7;

/**
 * Raises an incident under the id that its rule and scope's claim names, so that of two runs that say it began on different days one
 * decides; and resolves it where it is over already.
 */
async function raise(
  world: Announcing,
  tenantId: string,
  draft: AnomalyAlert,
  sightings: readonly Sighting[],
  seen: Seen,
): Promise<boolean> {
  const id = await claim(world, tenantId, draft);
  if (id === undefined) return false;
  const alert = { ...draft, id };
  const isRaised = await raiseAlert(world, tenantId, alert);
  if (isRaised && !sightings.some(({ finding }) => finding.isOpen)) {
    const kept = { alert, text: JSON.stringify(alert) };
    await follow(world, tenantId, { kept, sightings, related: alert.related, seen });
  }
  return isRaised;
}

/** The id to raise an incident under; undefined where another run raised it, or is at it. */
async function claim({ table }: Announcing, tenantId: string, { id, rule, scope }: AnomalyAlert) {
  const key = anomalyKey(rule, scope);
  const before = await getIncidentClaim(table, tenantId, key);
  if (before === id) return id;
  if (before !== undefined) {
    const claimed = await getAlert(table, tenantId, before);
    if (!claimed && Math.abs(dayOf(before) - dayOf(id)) <= SAME_INCIDENT_DAYS) return before;
    if (claimed?.alert.kind === "anomaly" && claimed.alert.is_ongoing) return undefined;
  }
  return (await claimIncident(table, tenantId, key, { alertId: id, before })) ? id : undefined;
}

/** Of the date that an alert's id names. */
const dayOf = (alertId: string): number => dayNumber(alertId.split(".")[1] ?? "");

interface Following {
  readonly kept: KeptAnomaly;
  readonly sightings: readonly Sighting[];
  readonly related: readonly string[];
  readonly seen: Seen;
}

/** Whether there was anything to change. */
function follow(world: Announcing, tenantId: string, following: Following): Promise<boolean> {
  const { sightings, related, seen } = following;
  const { id } = following.kept.alert;
  let kept: KeptAnomaly | undefined = following.kept;
  const change = async (): Promise<boolean | undefined> => {
    const read = kept ?? (await readAnomaly(world, tenantId, id));
    kept = undefined;
    const { alert } = read;
    const facts = seen.factsOf(outlineOf(alert, sightings));
    const followed = followIncident(alert, sightings, facts, related, world.now());
    if (!followed) return false;
    const { after, event } = followed;
    const write = () => saveAlert(world.table, tenantId, read, after);
    const announcement = { alertId: alert.id, sequence: after.version, event: event ?? "updated" };
    return (await (event === null ? write() : announceAlert(world, tenantId, announcement, write))) ? true : undefined;
  };
  return untilWritten(change, () => new Error(`Alert ${id} is fought over.`));
}

async function readAnomaly({ table }: Announcing, tenantId: string, id: string): Promise<KeptAnomaly> {
  const read = await getAlert(table, tenantId, id);
  assert(read?.alert.kind === "anomaly", "an alert of an anomaly stays one");
  return { alert: read.alert, text: read.text };
}

/** The span that an alert has after these sightings. */
function outlineOf(alert: AnomalyAlert, sightings: readonly Sighting[]): IncidentOutline {
  const key = anomalyKey(alert.rule, alert.scope);
  const main = sightings.find(({ rule, scope }) => anomalyKey(rule, scope) === key);
  const { scope, granularity, since, cost, until } = alert;
  const carried = { cost, until };
  // A rule that is no more is in no run's set.
  return { rule: alert.rule as AnomalyRuleName, scope, granularity, since, until: main?.finding.to ?? until, carried };
}
