import { Announcement } from "@outlay/domain/announcement";
import { assert } from "@outlay/domain/assert";
import { digits, keyOf, month, part, tenantPrefix } from "./key-parts.ts";
import type { Key } from "./table.ts";

// Keys of what keys.ts lists: alerts, what the watch remembers, and what is told of alerts.

export const alertPartition = (tenant: string, yearMonth: string): string =>
  `${tenantPrefix(tenant)}A#${month(yearMonth)}`;

export const alertKey = (tenant: string, yearMonth: string, alertId: string): Key =>
  keyOf(alertPartition(tenant, yearMonth), part(alertId));

/** What the watch remembers beside its alerts. */
export const watchPartition = (tenant: string): string => `${tenantPrefix(tenant)}A`;

/** Up to when usage is recorded. */
export const recordedMarkKey = (tenant: string): Key => ({ pk: watchPartition(tenant), sk: "recorded" });

/** What the recorder came to late. */
export const behindMarkKey = (tenant: string): Key => ({ pk: watchPartition(tenant), sk: "behind" });

/** Until when it is not known how far usage is recorded. */
export const retriedMarkKey = (tenant: string): Key => ({ pk: watchPartition(tenant), sk: "retried" });

/** How late sources are. */
export const latenessKey = (tenant: string): Key => ({ pk: watchPartition(tenant), sk: "late" });

export const judgedMarkKey = (tenant: string, granularity: "hour" | "day"): Key => ({
  pk: watchPartition(tenant),
  sk: `judged#${granularity}`,
});

/** The last incident of a rule and scope, by `anomalyKey`. */
export const incidentClaimKey = (tenant: string, anomalyKey: string): Key =>
  keyOf(watchPartition(tenant), `incident#${part(anomalyKey)}`);

/** Of an alert there is one for each time until when somebody wanted it snoozed: none takes another's place. */
export const snoozeMarkKey = (tenant: string, alertId: string, untilEpochMs: number): Key =>
  keyOf(watchPartition(tenant), `${SNOOZED}${part(alertId)}#${new Date(untilEpochMs).toISOString()}`);
const SNOOZED = "snoozed#";

/** That an incident of a budget is to be resolved once its period is over, in order of the local date after it. */
export const periodEndMarkKey = (tenant: string, end: string, incidentId: string): Key =>
  keyOf(watchPartition(tenant), `${PERIOD_ENDS}${part(end)}#${part(incidentId)}`);
const PERIOD_ENDS = "ends#";
/** Bounds on `sk` of those of periods that end on a local date or before. */
export const periodEndBounds = (date: string) => ({ from: PERIOD_ENDS, to: `${PERIOD_ENDS}${date}#~` });

export function parsePeriodEndSk(sk: string): { readonly end: string; readonly incidentId: string } {
  const [end = "", incidentId = ""] = sk.slice(PERIOD_ENDS.length).split("#");
  return { end, incidentId };
}

/** Bounds on `sk` of all marks of what is snoozed. */
export const SNOOZE_MARK_BOUNDS = { from: SNOOZED, to: `${SNOOZED}~` };

export function parseSnoozeMarkSk(sk: string): { readonly alertId: string; readonly until: string } {
  const [alertId = "", until = ""] = sk.slice(SNOOZED.length).split("#");
  return { alertId, until };
}

// Notifications

/** What is yet to be told. */
export const untoldPartition = (tenant: string): string => `${tenantPrefix(tenant)}T`;

export const announcementKey = (tenant: string, { alertId, sequence, event }: Announcement): Key =>
  keyOf(untoldPartition(tenant), `A#${part(alertId)}#${digits(sequence, 8)}#${event}`);

/** A change of an alert that is to be told. */
export function parseAnnouncementSk(sk: string): Announcement {
  const [letter, alertId, sequence, event] = sk.split("#");
  assert(letter === "A", "what is to be told is a change of an alert");
  return Announcement.parse({ alertId, sequence: Number(sequence), event });
}

/** That what somebody did to an alert is to be in the audit log. */
export const alertActKey = (tenant: string, alertId: string, version: number, actDigest: string): Key =>
  keyOf(untoldPartition(tenant), `L#${part(alertId)}#${digits(version, 8)}#${part(actDigest)}`);
/** Bounds on `sk` within `untoldPartition`. */
export const alertActBounds = { from: "L#", to: "L$" };

/** Bounds on `sk` within `untoldPartition`. No letter runs on into `$`. */
export const announcementBounds = { from: "A#", to: "A$" };
export const undeliveredBounds = { from: "D#", to: "D$" };

export const undeliveredKey = (tenant: string, deliveryId: string): Key =>
  keyOf(untoldPartition(tenant), `D#${part(deliveryId)}`);

export const parseUndeliveredSk = (sk: string): string => sk.slice(2);

export const deliveryKey = (tenant: string, deliveryId: string): Key =>
  keyOf(`${untoldPartition(tenant)}#${part(deliveryId)}`, "D");

/** Of deliveries that were made in a UTC month. */
export const deliveryListPartition = (tenant: string, yearMonth: string): string =>
  `${untoldPartition(tenant)}#${month(yearMonth)}`;

/** To the millisecond, in order of time as text. */
const deliveryListSk = (createdAtEpochMs: number, deliveryId: string): string =>
  `${new Date(createdAtEpochMs).toISOString()}#${part(deliveryId)}`;

export const deliveryListKey = (tenant: string, createdAtEpochMs: number, deliveryId: string): Key => {
  const sk = deliveryListSk(createdAtEpochMs, deliveryId);
  return keyOf(deliveryListPartition(tenant, sk.slice(0, 7)), sk);
};

export const channelTurnKey = (tenant: string, channelId: string): Key =>
  keyOf(untoldPartition(tenant), `H#${part(channelId)}`);
