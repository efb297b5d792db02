import { Lateness } from "@outlay/domain/lateness";
import type { Behind } from "@outlay/domain/watch-periods";
import * as z from "zod";
import type { LocalDate } from "@outlay/domain/local-date";
import { numberOf, textOf } from "./attributes.ts";
import {
  behindMarkKey,
  incidentClaimKey,
  judgedMarkKey,
  latenessKey,
  parsePeriodEndSk,
  parseSnoozeMarkSk,
  periodEndBounds,
  periodEndMarkKey,
  recordedMarkKey,
  retriedMarkKey,
  SNOOZE_MARK_BOUNDS,
  snoozeMarkKey,
  watchPartition,
} from "./alert-keys.ts";
import type { Key, Table } from "./table.ts";

/** Says that all usage that was accepted until then is recorded and folded. What said more stays. */
export const markRecorded = (table: Table, tenantId: string, epochMs: number): Promise<void> =>
  raise(table, recordedMarkKey(tenantId), epochMs);

export const getRecordedEpochMs = (table: Table, tenantId: string): Promise<number | undefined> =>
  readMark(table, recordedMarkKey(tenantId));

/** Says that the recorder came to usage late, which was accepted at the first of the instants, at the second. */
export async function markBehind(table: Table, tenantId: string, behind: Behind): Promise<void> {
  const { acceptedEpochMs, seenEpochMs } = behind;
  const item = { acceptedEpochMs: BigInt(acceptedEpochMs), seenEpochMs: BigInt(seenEpochMs) };
  await table.put({ ...behindMarkKey(tenantId), ...item }, "always");
}

export async function getBehind(table: Table, tenantId: string): Promise<Behind | undefined> {
  const item = await table.get(behindMarkKey(tenantId));
  const [accepted, seen] = [item?.["acceptedEpochMs"], item?.["seenEpochMs"]];
  if (typeof accepted !== "bigint" || typeof seen !== "bigint") return undefined;
  return { acceptedEpochMs: Number(accepted), seenEpochMs: Number(seen) };
}

/** Says that some usage is tried again, and until when others must wait for it. What said later stays. */
export const markRetried = (table: Table, tenantId: string, untilEpochMs: number): Promise<void> =>
  raise(table, retriedMarkKey(tenantId), untilEpochMs);

/** Whether usage that failed may still be on its way: then nobody can say how far usage is recorded and counted. */
export const isRetried = async (table: Table, tenantId: string, nowEpochMs: number): Promise<boolean> =>
  ((await readMark(table, retriedMarkKey(tenantId))) ?? 0) > nowEpochMs;

/** Says that rules are judged up to an instant, by hours, or by days. */
export const markJudged = (
  table: Table,
  tenantId: string,
  granularity: "hour" | "day",
  untilEpochMs: number,
): Promise<void> => raise(table, judgedMarkKey(tenantId, granularity), untilEpochMs);

export const getJudgedEpochMs = (
  table: Table,
  tenantId: string,
  granularity: "hour" | "day",
): Promise<number | undefined> => readMark(table, judgedMarkKey(tenantId, granularity));

async function raise(table: Table, key: Key, epochMs: number): Promise<void> {
  await table.put({ ...key, epochMs: BigInt(epochMs) }, { attribute: "epochMs", absentOrBelow: BigInt(epochMs) });
}

async function readMark(table: Table, key: Key): Promise<number | undefined> {
  const epochMs = (await table.get(key))?.["epochMs"];
  return typeof epochMs === "bigint" ? Number(epochMs) : undefined;
}

/** How late sources are, by source. */
export async function getLateness(table: Table, tenantId: string): Promise<ReadonlyMap<string, Lateness>> {
  const item = await table.get(latenessKey(tenantId));
  return item ? new Map(SourceLateness.parse(JSON.parse(textOf(item, "sources")))) : new Map();
}

/** Replaces how late all sources are. */
export async function putLateness(
  table: Table,
  tenantId: string,
  sources: ReadonlyMap<string, Lateness>,
): Promise<void> {
  await table.put({ ...latenessKey(tenantId), sources: JSON.stringify([...sources]) }, "always");
}

const SourceLateness = z.array(z.tuple([z.string(), Lateness]));

/** The last alert that an incident of a rule and scope was, or is to be, raised as: by `anomalyKey`. */
export async function getIncidentClaim(table: Table, tenantId: string, key: string): Promise<string | undefined> {
  const item = await table.get(incidentClaimKey(tenantId, key));
  return item && textOf(item, "alertId");
}

/** Names the alert of the next incident: false where another came first. `before` is the claim that was read. */
export function claimIncident(
  table: Table,
  tenantId: string,
  key: string,
  { alertId, before }: { readonly alertId: string; readonly before: string | undefined },
): Promise<boolean> {
  const item = { ...incidentClaimKey(tenantId, key), alertId };
  return table.put(item, before === undefined ? "absent" : { attribute: "alertId", equals: before });
}

/** Has an incident of a budget resolved once its period is over: `end` is the local date after it. */
export async function markPeriodEnd(
  table: Table,
  tenantId: string,
  { end, incidentId, markedAtEpochMs }: PeriodEndMark,
): Promise<void> {
  const key = periodEndMarkKey(tenantId, end, incidentId);
  await table.put({ ...key, markedAtEpochMs: BigInt(markedAtEpochMs) }, "always");
}

export interface PeriodEndMark {
  readonly end: LocalDate;
  readonly incidentId: string;
  readonly markedAtEpochMs: number;
}

/** The marks of periods that are over on a local date. */
export async function listPeriodEnds(
  table: Table,
  tenantId: string,
  today: LocalDate,
): Promise<readonly PeriodEndMark[]> {
  const items = await table.query({ pk: watchPartition(tenantId), ...periodEndBounds(today) });
  return items.map((item) => ({
    ...parsePeriodEndSk(item.sk),
    markedAtEpochMs: Number(numberOf(item, "markedAtEpochMs")),
  }));
}

/** Forgets a mark, unless it was made anew since it was read: then something was raised again. */
export async function clearPeriodEnd(table: Table, tenantId: string, mark: PeriodEndMark): Promise<void> {
  const condition = { attribute: "markedAtEpochMs", equals: BigInt(mark.markedAtEpochMs) } as const;
  await table.remove(periodEndMarkKey(tenantId, mark.end, mark.incidentId), condition);
}

/** Has an alert looked at when a time is over, whatever else it is to be looked at for. */
export async function markSnoozed(table: Table, tenantId: string, alertId: string, until: Date): Promise<void> {
  await table.put({ ...snoozeMarkKey(tenantId, alertId, until.getTime()) }, "always");
}

/** An alert to be looked at from `until` on, an ISO time. */
export interface SnoozeMark {
  readonly alertId: string;
  readonly until: string;
}

/** All marks of a tenant, whether their time has come or not. */
export async function listSnoozed(table: Table, tenantId: string): Promise<readonly SnoozeMark[]> {
  const items = await table.query({ pk: watchPartition(tenantId), ...SNOOZE_MARK_BOUNDS });
  return items.map(({ sk }) => parseSnoozeMarkSk(sk));
}

/** Forgets a mark: its time is over, so nobody makes it anew. */
export async function clearSnoozed(table: Table, tenantId: string, { alertId, until }: SnoozeMark): Promise<void> {
  await table.remove(snoozeMarkKey(tenantId, alertId, Date.parse(until)), "always");
}
