import type { AnomalyAlert } from "@outlay/domain/alert";
import type { WatchedScope } from "@outlay/domain/alert-rule";
import { ANOMALY_RULE_NAMES, ANOMALY_RULES, type AnomalyRuleName } from "@outlay/domain/anomaly-rule";
import { DAY_MS } from "@outlay/domain/bucket";
import type { Configuration } from "@outlay/domain/configuration";
import { afterLook, withoutLate } from "@outlay/domain/lateness";
import { LIMITS } from "@outlay/domain/limits";
import { addDays, addMonths, dayNumber, type LocalDate } from "@outlay/domain/local-date";
import type { WatchLook } from "@outlay/domain/not-watched";
import { utcHourOf } from "@outlay/domain/read-plan";
import type { SeriesGranularity } from "@outlay/domain/series";
import { datesIn, hoursUntil, judgedDate, judgedUntil } from "@outlay/domain/watch-periods";
import { localDateOf, localHourOf } from "@outlay/domain/zone";
import { type JobMessage, jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { type KeptAnomaly, listAnomalies } from "@outlay/storage/alerts";
import { type PageBounds, PagesTooLarge } from "@outlay/storage/bounded-pages";
import {
  getBehind,
  getJudgedEpochMs,
  getLateness,
  getRecordedEpochMs,
  markJudged,
  putLateness,
} from "@outlay/storage/watch-marks";
import { askForProbe } from "./ask-for-probe.ts";
import type { JobsWorld } from "./context.ts";
import { endBudgetPeriods } from "./end-budget-periods.ts";
import { explainsIn, factsIn, isOn, type JudgeRequest, judgementOf, judgeRules, usualDayOf } from "./judge-rules.ts";
import { openBoundedSpend } from "./open-bounded-spend.ts";
import { readConfiguration } from "./read-configuration.ts";
import { settleNotWatched } from "./settle-not-watched.ts";
import { settleIncidents } from "./settle-incidents.ts";
import { watchedSeries } from "./watched-series.ts";
import { wakeAlerts } from "./wake-alerts.ts";

/** Judged each hour, the present day included: that something came at all is so from its first event on. */
const EAGER_RULES: readonly AnomalyRuleName[] = ["first_use"];
const HOUR_RULES = ANOMALY_RULE_NAMES.filter((name) => ANOMALY_RULES[name].granularity === "hour");
const DAY_RULES = ANOMALY_RULE_NAMES.filter((name) => !HOUR_RULES.includes(name) && !EAGER_RULES.includes(name));

/** Days before the last one in which an incident's beginning is sure: what verdicts depend on is read besides. */
const LOOKBACK_DAYS = { hour: 3, day: 14 } as const;
/** An incident that was over before anybody was told is still told so many days after. */
const RECENT_DAYS = 3;
/** Incidents are found by the month in which they began: those that go on by the day also long after. */
const INCIDENT_MONTHS = 4;
const ONGOING_MONTHS = 24;
/** What one tenant's pages may have: rows decoded and pages in memory take two thirds of what the function has. */
const PAGES_MAX: PageBounds = { rows: LIMITS.watchedRows, bytes: LIMITS.watchedBytes };

type WatchMessage = Extract<JobMessage, { job: "watch" }>;

/**
 * The hourly look at a tenant: judges the rules that matter at once, up to where usage is recorded; opens again what was snoozed until
 * now; resolves the alerts of budgets whose periods are over; and asks for the days that are over and not judged yet, at night for the
 * last one once more, with what came late.
 * `hourEpochMs` is the hour of the schedule, however late it is worked on: an hour that was judged is not judged again, unless somebody asks.
 */
export async function watchTenant(
  world: JobsWorld,
  tenantId: string,
  { hourEpochMs, isNightly, isAsked }: Pick<WatchMessage, "hourEpochMs" | "isNightly" | "isAsked">,
): Promise<void> {
  const configuration = await readConfiguration(world, tenantId);
  if (!configuration) return; // Listed, but its sign-up was never completed.
  await askForProbe(world, tenantId);
  const { time_zone: zone } = configuration.tenant;
  const untilEpochMs = judgedUntil({
    hourEpochMs,
    recordedEpochMs: await getRecordedEpochMs(world.table, tenantId),
    behind: await getBehind(world.table, tenantId),
    nowEpochMs: world.now().getTime(),
  });
  const date = judgedDate(untilEpochMs, zone);
  const judged = await getJudgedEpochMs(world.table, tenantId, "day");
  const isDue = judged === undefined || judged < dayNumber(date) * DAY_MS;
  if (isDue || isNightly || isAsked) await sendAll(world.jobsQueue, [jobMessage({ job: "watch-day", tenantId, date })]);
  await wakeAlerts(world, tenantId, configuration);
  await endBudgetPeriods(world, tenantId, configuration);
  const doneUntil = await getJudgedEpochMs(world.table, tenantId, "hour");
  if (!isAsked && doneUntil !== undefined && doneUntil >= utcHourOf(untilEpochMs)) return;
  await judgeHours(world, tenantId, configuration, untilEpochMs);
  await markJudged(world.table, tenantId, "hour", utcHourOf(untilEpochMs));
}

async function judgeHours(
  world: JobsWorld,
  tenantId: string,
  configuration: Configuration,
  untilEpochMs: number,
): Promise<void> {
  const { time_zone: zone } = configuration.tenant;
  const today = localDateOf(untilEpochMs, zone);
  const tomorrow = addDays(today, 1);
  const isNow = localHourOf(untilEpochMs, zone).slice(0, 13);
  const recentHour = `${addDays(today, -RECENT_DAYS)}${isNow.slice(10)}`;
  const alerts = await recentAnomalies(world, tenantId, today);
  const run = { configuration, to: tomorrow, alerts, untilEpochMs };
  const eager = { ...run, names: EAGER_RULES, granularity: "day", recentFrom: addDays(today, -1) } as const;
  const tooMany = [
    await judge(world, tenantId, eager),
    await judge(world, tenantId, { ...run, names: HOUR_RULES, granularity: "hour", recentFrom: recentHour }),
  ].find((each) => each !== null);
  await settleNotWatched(world, tenantId, { granularity: "hour", date: today, tooMany: tooMany ?? null }, alerts);
}

/** Judges the rules of days up to a local date that is over. Where a later one is judged, that run saw all that this one would. */
export async function watchDay(world: JobsWorld, tenantId: string, date: LocalDate): Promise<void> {
  const configuration = await readConfiguration(world, tenantId);
  if (!configuration) return;
  const judged = await getJudgedEpochMs(world.table, tenantId, "day");
  if (judged !== undefined && judged > dayNumber(date) * DAY_MS) return;
  const alerts = [...(await recentAnomalies(world, tenantId, date)), ...(await longAnomalies(world, tenantId, date))];
  const tooMany = await judge(world, tenantId, {
    configuration,
    to: addDays(date, 1),
    alerts,
    untilEpochMs: 0,
    names: DAY_RULES,
    granularity: "day",
    recentFrom: addDays(date, 1 - RECENT_DAYS),
  });
  await settleNotWatched(world, tenantId, { granularity: "day", date, tooMany }, alerts);
  await markJudged(world.table, tenantId, "day", dayNumber(date) * DAY_MS);
}

/** Anomalies of the last months: those that may go on, and those that were marked. */
export async function recentAnomalies(
  { table }: Pick<JobsWorld, "table">,
  tenantId: string,
  date: LocalDate,
): Promise<readonly KeptAnomaly[]> {
  const months = Array.from({ length: INCIDENT_MONTHS }, (_, ago) => addMonths(date.slice(0, 7), -ago));
  const found = await Promise.all(months.map((month) => listAnomalies(table, tenantId, month)));
  return found.flat();
}

/** Those that began before, and go on: until they are over, nothing new is raised of their scopes. */
async function longAnomalies(
  { table }: Pick<JobsWorld, "table">,
  tenantId: string,
  date: LocalDate,
): Promise<readonly KeptAnomaly[]> {
  const long: KeptAnomaly[] = [];
  for (let ago = INCIDENT_MONTHS; ago < ONGOING_MONTHS; ago++) {
    const found = await listAnomalies(table, tenantId, addMonths(date.slice(0, 7), -ago));
    long.push(...found.filter(({ alert }) => alert.is_ongoing));
  }
  return long;
}

interface Run {
  readonly configuration: Configuration;
  readonly names: readonly AnomalyRuleName[];
  readonly granularity: SeriesGranularity;
  /** The first local date that is not judged. */
  readonly to: LocalDate;
  readonly alerts: readonly KeptAnomaly[];
  readonly recentFrom: string;
  /** Of hours. */
  readonly untilEpochMs: number;
}

/** Judges rules and settles what they see. Where pages are too large to be held nothing is judged, and it resolves with their rows; else with null. */
async function judge(world: JobsWorld, tenantId: string, run: Run): Promise<WatchLook["tooMany"]> {
  const { configuration, names, granularity, to, recentFrom } = run;
  const judgement = judgementOf(
    configuration.alertRules,
    run.alerts.map(({ alert }) => alert),
    world.now(),
  );
  const on = names.filter((name) => isOn(judgement, name));
  const ongoing = run.alerts.filter(({ alert }) => alert.is_ongoing && names.some((name) => name === alert.rule));
  if (on.length === 0 && ongoing.length === 0) return null;
  const zone = configuration.tenant.time_zone;
  const from = firstDate(on, granularity, to);
  const spend = await openBoundedSpend(world, tenantId, { from, to, granularity }, PAGES_MAX);
  if (spend instanceof PagesTooLarge) {
    const { rows, bytes: size } = spend.found;
    world.log("not_watched", { tenantId, granularity, to, rows, bytes: size }, { tenantsNotWatched: 1 });
    return { rows, rowsMax: LIMITS.watchedRows };
  }
  const periods = granularity === "day" ? datesIn(from, to) : hoursUntil(from, run.untilEpochMs, zone);
  const also = alsoWatched(ongoing.map(({ alert }) => alert));
  const usualDay = usualDayOf(spend);
  const newFrom = addDays(to, -RECENT_DAYS);
  const lateness = on.includes("missing_data") ? await getLateness(world.table, tenantId) : new Map();
  const judgedPart: JudgeRequest["judgedPart"] = (rule, { source = "" }, series) =>
    rule === "missing_data" ? withoutLate(series, lateness.get(source)) : series;
  const judged = judgeRules(spend, judgement, { names: on, granularity, periods, also, newFrom, usualDay, judgedPart });
  const settled = await settleIncidents(world, tenantId, {
    sightings: judged.sightings,
    rules: new Set(names),
    explains: explainsIn(spend, periods),
    factsOf: (incident) => factsIn(spend, zone, incident),
    recentFrom,
    alerts: run.alerts,
  });
  if (on.includes("missing_data")) {
    const limit = LIMITS.watchedHourScopes;
    const request = { rule: "missing_data", granularity, periods, limit, also: [], newFrom } as const;
    const looks = watchedSeries(spend, request).watched.map(({ scope: { source = "" }, series }) => {
      return [source, afterLook(lateness.get(source), series)] as const;
    });
    await putLateness(world.table, tenantId, new Map(looks));
  }
  const { scopes, leftOut } = judged;
  const { pages, bytes } = spend;
  world.log("rules_judged", { tenantId, granularity, to, scopes, leftOut, pages, bytes, ...settled });
  return null;
}

/** The first date that any verdict which counts depends on. */
function firstDate(names: readonly AnomalyRuleName[], granularity: SeriesGranularity, to: LocalDate): LocalDate {
  const history = Math.max(0, ...names.map((name) => ANOMALY_RULES[name].historyDays));
  return addDays(to, -history - LOOKBACK_DAYS[granularity]);
}

/** The scopes of incidents that go on, by rule. */
function alsoWatched(alerts: readonly AnomalyAlert[]): ReadonlyMap<AnomalyRuleName, readonly WatchedScope[]> {
  const scopes = new Map<AnomalyRuleName, WatchedScope[]>();
  for (const name of ANOMALY_RULE_NAMES) {
    const own = alerts.filter(({ rule }) => rule === name);
    scopes.set(
      name,
      own.flatMap(({ scope, members }) => [scope, ...members.map((member) => member.scope)]),
    );
  }
  return scopes;
}
