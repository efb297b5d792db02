import { Announcement } from "@outlay/domain/announcement";
import { assert } from "@outlay/domain/assert";
import { type Bucket, DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import type { PageLevel } from "@outlay/domain/read-plan";
import { type Subject, subjectName } from "@outlay/domain/subject";
import {
  date,
  dateText,
  digits,
  hashOf,
  hashedKey,
  hourText,
  keyOf,
  month,
  parseHour,
  parseInstant,
  part,
  shardText,
  spanText,
  startText,
  tenantPrefix,
} from "./key-parts.ts";
import type { Key } from "./table.ts";

/**
 * The table's keys, all of them: no other module puts one together.
 * A tenant's items all start with `T#<tenant>#`, and no part holds a `#`, so no read or write can reach another tenant's.
 *
 * | item                   | pk                              | sk                                         |
 * | ---------------------- | ------------------------------- | ------------------------------------------ |
 * | journal block          | `T#<tenant>#J#<start>#<shard>`  | `<block>`                                  |
 * | page of a bucket       | `T#<tenant>#P#<UTC date>`       | `B#<start>#<span s>#<shard>`               |
 * | page of an hour, a day | the same                        | `H#<hour>`, `D`                            |
 * | part of a page's body  | `T#<tenant>#X#<hash>`           | `<part, 4 digits>`                         |
 * | dirty mark             | `T#<tenant>#Y`                  | `H#<hour>`, `D#<date>`                     |
 * | touched bucket         | `T#<tenant>#Z#<date it was on>` | `<start>#<span s>#<shard>`                 |
 * | budget contribution    | `T#<tenant>#B`                  | `B#<start>#<shard>`, `H#<hour>#0`, `D#<date>#0` |
 * | part of its vector     | `T#<tenant>#O#<hash>`           | `<part, 4 digits>`                         |
 * | caps sheet             | `T#<tenant>#K`                  | `0`                                        |
 * | cap of one value       | `T#<tenant>#K#<alias>`          | `<16 hex of sha256>`                       |
 * | configuration entry    | `T#<tenant>#C`                  | `<seq, 12 digits>`                         |
 * | configuration snapshot | `T#<tenant>#S`                  | `head`                                     |
 * | part of its body       | the same                        | `<seq, 12 digits>#<part, 4 digits>`        |
 * | part of a directory    | `T#<tenant>#U`                  | `<body>#<part, 4 digits>`                  |
 * | day of a re-pricing    | `T#<tenant>#G#<repricing>`      | `<date>`                                   |
 * | alert                  | `T#<tenant>#A#<month>`          | `<alert>`                                  |
 * | how far rules are judged, which incident is a scope's, what is snoozed, which budgets' incidents end | `T#<tenant>#A` | `recorded`, `behind`, `retried`, `late`, `judged#<granularity>`, `incident#<rule and scope, 32 hex>`, `snoozed#<alert>#<until>`, `ends#<local date>#<incident>` |
 * | change of an alert to be told | `T#<tenant>#T`           | `A#<alert>#<version, 8 digits>#<event>`    |
 * | act on an alert to be logged | the same                  | `L#<alert>#<version, 8 digits>#<sha256>`   |
 * | delivery to be made    | `T#<tenant>#T`                  | `D#<delivery>`                             |
 * | delivery               | `T#<tenant>#T#<delivery>`       | `D`                                        |
 * | that it was made       | `T#<tenant>#T#<month>`          | `<time>#<delivery>`                        |
 * | turn of a channel      | `T#<tenant>#T`                  | `H#<channel>`                              |
 * | channel secret         | `T#<tenant>#W#<channel>`        | `<secret>`                                 |
 * | forecasts of a night   | `T#<tenant>#H#<month>`          | `<date>`: local, as its month             |
 * | what budgets are told of them | `T#<tenant>#H`           | `B`                                        |
 * | block of decisions     | `T#<tenant>#E#<hour>`           | `<minute, 2 digits>#<block>`               |
 * | quarantined message    | `T#<tenant>#Q#<month>`          | `<entry>`; no readable tenant: pk `Q#<month>` |
 * | part of its body       | that pk + `#<entry>`            | `<part, 4 digits>`                         |
 * | told of a run, a task  | `T#<tenant>#N#<sha256>`         | `S`                                        |
 * | where its rows lie     | `T#<tenant>#F#<sha256>`         | `<start>#<span s>#<shard>`                 |
 * | that anything was told | `T#<tenant>#N`                  | `T`                                        |
 * | an event with outcomes | `T#<tenant>#N#<start>#<span s>#<shard>` | `<sha256>`                         |
 * | outcome row            | as journal blocks, shards from 1000 | `<sha256>`                             |
 * | counters of a value    | `T#<tenant>#V#<sha256>`         | `R`                                        |
 * | state of a run         | the same                        | `S`                                        |
 * | settlement mark        | `T#<tenant>#M#<sha256>`         | `M`                                        |
 * | first receipt          | `T#<tenant>#R#<sha256>`         | `R`                                        |
 * | webhook secret         | `T#<tenant>#W#<webhook source>` | `<secret>`                                 |
 * | webhook delivery       | `T#<tenant>#D#<sha256>`         | `D`                                        |
 * | note of Langfuse's     | `T#<tenant>#L#<sha256>`         | `L`                                        |
 * | idempotency record     | `T#<tenant>#I#<sha256>`         | `I`; of a sign-up: `TENANTS#I`, `<sha256>` |
 * | API key look-up        | `K#<key>`                       | `K`                                        |
 * | webhook source look-up | `W#<webhook source>`            | `W`                                        |
 * | identity provider      | `I#<sha256>`                    | `I`                                        |
 * | tenant directory       | `TENANTS#<0..15>`               | `<tenant>`                                 |
 *
 * `<start>` is `2026-11-02T09:30:00Z`, `<hour>` `2026-11-02T09`, `<date>` `2026-11-02`, `<month>` `2026-11`: all UTC, and
 * in order of time as text.
 */

// Journal

export const blockPartition = (tenant: string, bucket: Bucket): string =>
  `${tenantPrefix(tenant)}J#${startText(bucket.startEpochMs)}#${shardText(bucket)}`;

export const blockKey = (tenant: string, bucket: Bucket, blockId: string): Key =>
  keyOf(blockPartition(tenant, bucket), part(blockId));

// Outcomes

const subjectHashText = (subject: Subject): string => hashOf(subjectName(subject));

/** What was told of a run, a task or an event. Those of a bucket's events lie together, so that its recorder finds them. */
export function subjectKey(tenant: string, subject: Subject): Key {
  if (subject.kind === "event")
    return { pk: eventSubjectPartition(tenant, subject.bucket), sk: subjectHashText(subject) };
  return { pk: `${tenantPrefix(tenant)}N#${subjectHashText(subject)}`, sk: "S" };
}

/** The buckets that hold rows of a run or a task. */
export const placePartition = (tenant: string, subject: Subject): string =>
  `${tenantPrefix(tenant)}F#${subjectHashText(subject)}`;

export const placeKey = (tenant: string, subject: Subject, bucket: Bucket): Key => ({
  pk: placePartition(tenant, subject),
  sk: bucketText(bucket),
});

export const toldMarkKey = (tenant: string): Key => ({ pk: `${tenantPrefix(tenant)}N`, sk: "T" });

export const eventSubjectPartition = (tenant: string, bucket: Bucket): string =>
  `${tenantPrefix(tenant)}N#${bucketText(bucket)}`;

/** In a bucket of outcomes. */
export const outcomeRowKey = (tenant: string, bucket: Bucket, subject: Subject): Key => ({
  pk: blockPartition(tenant, bucket),
  sk: subjectHashText(subject),
});

// Pages

/** The partition of all pages of the UTC day in which `epochMs` lies. */
export const pagePartition = (tenant: string, epochMs: number): string =>
  `${tenantPrefix(tenant)}P#${dateText(epochMs - (epochMs % DAY_MS))}`;

export const bucketPageKey = (tenant: string, bucket: Bucket): Key =>
  keyOf(pagePartition(tenant, bucket.startEpochMs), `B#${bucketText(bucket)}`);

export const hourPageKey = (tenant: string, hourEpochMs: number): Key =>
  keyOf(pagePartition(tenant, hourEpochMs), `H#${hourText(hourEpochMs)}`);

export const dayPageKey = (tenant: string, dayEpochMs: number): Key =>
  keyOf(`${tenantPrefix(tenant)}P#${dateText(dayEpochMs)}`, "D");

/** Bounds on `sk` within `pagePartition` of the bucket pages that start in [`fromEpochMs`, `toEpochMs`). */
export const bucketPageBounds = (fromEpochMs: number, toEpochMs: number) => ({
  from: `B#${startText(fromEpochMs)}`,
  to: `B#${startText(toEpochMs)}`,
});

/** Bounds on `sk` within `pagePartition` of the hour pages in [`fromEpochMs`, `toEpochMs`), which are whole hours. */
export const hourPageBounds = (fromEpochMs: number, toEpochMs: number) => ({
  from: `H#${hourText(fromEpochMs)}`,
  to: `H#${hourText(toEpochMs - HOUR_MS)}`,
});

export const pagePartPartition = (tenant: string, hash: string): string => `${tenantPrefix(tenant)}X#${part(hash)}`;

export const pagePartKey = (tenant: string, hash: string, index: number): Key =>
  keyOf(pagePartPartition(tenant, hash), digits(index, 4));

// Marks of work to do

export const dirtyMarkPartition = (tenant: string): string => `${tenantPrefix(tenant)}Y`;

export const dirtyMarkKey = (tenant: string, level: "hour" | "day", startEpochMs: number): Key =>
  keyOf(dirtyMarkPartition(tenant), level === "hour" ? `H#${hourText(startEpochMs)}` : `D#${dateText(startEpochMs)}`);

export function parseDirtyMarkSk(sk: string): { level: "hour" | "day"; startEpochMs: number } {
  if (sk.startsWith("H#")) return { level: "hour", startEpochMs: parseHour(sk.slice(2)) };
  assert(sk.startsWith("D#"), "a mark is of an hour or a day");
  return { level: "day", startEpochMs: parseInstant(`${sk.slice(2)}T00:00:00Z`) };
}

/** Buckets that got a block on `processingDate` (UTC, YYYY-MM-DD), whatever their own time. */
export const touchedBucketPartition = (tenant: string, processingDate: string): string =>
  `${tenantPrefix(tenant)}Z#${date(processingDate)}`;

export const touchedBucketKey = (tenant: string, processingDate: string, bucket: Bucket): Key =>
  keyOf(touchedBucketPartition(tenant, processingDate), bucketText(bucket));

/** `<start>#<span s>#<shard>`: a bucket's name within its tenant, also as messages and touched buckets carry it. */
export const bucketText = (bucket: Bucket): string =>
  `${startText(bucket.startEpochMs)}#${spanText(bucket)}#${shardText(bucket)}`;

export function parseBucketText(text: string): Bucket {
  const [start = "", span = "", shard = "", ...rest] = text.split("#");
  const bucket = { startEpochMs: parseInstant(start), spanMs: Number(span) * 1000, shard: Number(shard) };
  assert(rest.length === 0 && bucketText(bucket) === text, "a bucket's text is of our making");
  return bucket;
}

// Budgets

export const contributionPartition = (tenant: string): string => `${tenantPrefix(tenant)}B`;

/** Hours and days have one contribution each, whatever the shards below. */
export function contributionKey(tenant: string, level: PageLevel, startEpochMs: number, shard = 0): Key {
  const pk = contributionPartition(tenant);
  assert(level === "bucket" || shard === 0, "only a bucket has shards");
  if (level === "bucket") return { pk, sk: `B#${startText(startEpochMs)}#${digits(shard, 4)}` };
  if (level === "hour") return { pk, sk: `H#${hourText(startEpochMs)}#0` };
  return { pk, sk: `D#${dateText(startEpochMs)}#0` };
}

/** Bounds on `sk` of the contributions of one level that start in [`fromEpochMs`, `toEpochMs`). No start runs on into `$`. */
export function contributionBounds(level: PageLevel, fromEpochMs: number, toEpochMs: number) {
  const { sk: from } = contributionKey("any", level, fromEpochMs);
  const { sk: to } = contributionKey("any", level, toEpochMs);
  return { from, to: to.slice(0, to.lastIndexOf("#")) };
}

export const contributionPartPartition = (tenant: string, hash: string): string =>
  `${tenantPrefix(tenant)}O#${part(hash)}`;

export const contributionPartKey = (tenant: string, hash: string, index: number): Key =>
  keyOf(contributionPartPartition(tenant, hash), digits(index, 4));

export function parseContributionSk(sk: string): { level: PageLevel; startEpochMs: number; shard: number } {
  const [level, start = "", shard = ""] = sk.split("#");
  if (level === "H") return { level: "hour", startEpochMs: parseHour(start), shard: 0 };
  if (level === "D") return { level: "day", startEpochMs: parseInstant(`${start}T00:00:00Z`), shard: 0 };
  assert(level === "B", "a contribution is of a bucket, an hour or a day");
  return { level: "bucket", startEpochMs: parseInstant(start), shard: Number(shard) };
}

/** The sheet of all hard budgets that are no templates. */
export const capSheetKey = (tenant: string): Key => keyOf(`${tenantPrefix(tenant)}K`, "0");

/** The sheets of a template, one a value. */
export const valueSheetPartition = (tenant: string, alias: string): string => `${tenantPrefix(tenant)}K#${part(alias)}`;

export const valueSheetKey = (tenant: string, alias: string, valueHash: string): Key =>
  keyOf(valueSheetPartition(tenant, alias), part(valueHash));

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
// Forecasts

/** All that were made at the start of a local date. */
export const forecastRecordsKey = (tenant: string, localDate: string): Key => ({
  pk: `${tenantPrefix(tenant)}H#${month(localDate.slice(0, 7))}`,
  sk: date(localDate),
});

export const budgetOutlinesKey = (tenant: string): Key => keyOf(`${tenantPrefix(tenant)}H`, "B");

// Decisions

export const decisionPartition = (tenant: string, hourEpochMs: number): string =>
  `${tenantPrefix(tenant)}E#${hourText(hourEpochMs)}`;

/** Of decisions of one minute, 0 to 59, of the hour. */
export const decisionBlockKey = (tenant: string, hourEpochMs: number, minute: number, blockId: string): Key =>
  keyOf(decisionPartition(tenant, hourEpochMs), `${digits(minute, 2)}#${part(blockId)}`);

/** Bounds on `sk` of the blocks of minutes from one to another, which is included. No minute runs on into `$`. */
export const decisionBlockBounds = (fromMinute: number, toMinute: number) => ({
  from: `${digits(fromMinute, 2)}#`,
  to: `${digits(toMinute, 2)}$`,
});

export const minuteOfDecisionSk = (sk: string): number => Number(sk.slice(0, 2));

// Re-pricings

export const repricingPartition = (tenant: string, repricingId: string): string =>
  `${tenantPrefix(tenant)}G#${part(repricingId)}`;

/** What a re-pricing did to one UTC day. */
export const repricingDayKey = (tenant: string, repricingId: string, utcDate: string): Key => ({
  pk: repricingPartition(tenant, repricingId),
  sk: date(utcDate),
});

// Configuration

export const configurationPartition = (tenant: string): string => `${tenantPrefix(tenant)}C`;
export const configurationSk = (seq: number): string => digits(seq, 12);

export const configurationKey = (tenant: string, seq: number): Key =>
  keyOf(configurationPartition(tenant), configurationSk(seq));

export const snapshotPartition = (tenant: string): string => `${tenantPrefix(tenant)}S`;

export const snapshotKey = (tenant: string): Key => ({ pk: snapshotPartition(tenant), sk: "head" });

/** Parts sort by seq before `head`. */
export const snapshotPartSk = (seq: number, index: number): string => `${digits(seq, 12)}#${digits(index, 4)}`;

export const directoryPartition = (tenant: string): string => `${tenantPrefix(tenant)}U`;
export const directoryPartSk = (body: string, index: number): string => `${part(body)}#${digits(index, 4)}`;

/** Bounds on `sk` of all parts of a directory's body. */
export const directoryPartBounds = (body: string) => ({
  from: directoryPartSk(body, 0),
  to: directoryPartSk(body, 9999),
});

// Requests

/**
 * A request that came with this Idempotency-Key; `caller` and `operation` keep others' apart. No tenant: it is the platform's
 * own, to make one.
 */
export function idempotencyKey(tenant: string | null, caller: string, operation: string, key: string): Key {
  const hash = hashOf(caller, operation, key);
  return tenant === null ? { pk: "TENANTS#I", sk: hash } : { pk: `${tenantPrefix(tenant)}I#${hash}`, sk: "I" };
}

/** Who set free what was set aside for one attempt of a decision, from 1. */
export const settlementMarkKey = (tenant: string, decisionId: string, attempt: number): Key =>
  hashedKey(tenant, "M", decisionId, String(attempt));

/** When the event of a source that states no time came first. */
export const receiptKey = (tenant: string, source: string, eventId: string): Key =>
  hashedKey(tenant, "R", source, eventId);

/** A delivery that came to this webhook source under this webhook-id. */
export const webhookDeliveryKey = (tenant: string, sourceId: string, webhookId: string): Key =>
  hashedKey(tenant, "D", sourceId, webhookId);

/** What a request of Langfuse's clients said of a trace or a call that a later one may go on with. */
export const langfuseNoteKey = (tenant: string, name: string): Key => hashedKey(tenant, "L", name);

// Limits

/** What one value of a dimension used in windows of time. */
export const rateKey = (tenant: string, dimension: string, value: string): Key =>
  keyOf(`${tenantPrefix(tenant)}V#${hashOf(dimension, value)}`, "R");

/** What a run has done so far, as its decisions know it. */
export const runStateKey = (tenant: string, runId: string): Key =>
  keyOf(`${tenantPrefix(tenant)}V#${hashOf("run", runId)}`, "S");

// Callers

export const apiKeyKey = (keyId: string): Key => ({ pk: `K#${part(keyId)}`, sk: "K" });

export const webhookSourceKey = (sourceId: string): Key => ({ pk: `W#${part(sourceId)}`, sk: "W" });

export const webhookSecretPartition = (tenant: string, sourceId: string): string =>
  `${tenantPrefix(tenant)}W#${part(sourceId)}`;

export const webhookSecretKey = (tenant: string, sourceId: string, secretId: string): Key =>
  keyOf(webhookSecretPartition(tenant, sourceId), part(secretId));

export const identityProviderKey = (issuer: string, audience: string): Key =>
  keyOf(`I#${hashOf(issuer, audience)}`, "I");

// Tenants

export const TENANT_DIRECTORY_PARTITIONS: readonly string[] = Array.from({ length: 16 }, (_, i) => `TENANTS#${i}`);

export const tenantDirectoryKey = (tenant: string): Key =>
  keyOf(`TENANTS#${Number.parseInt(hashOf(tenant).slice(0, 1), 16)}`, part(tenant));

// Quarantine

/** `null`: the envelope named no tenant that could be read. */
export const quarantinePartition = (tenant: string | null, yearMonth: string): string =>
  `${tenant === null ? "" : tenantPrefix(tenant)}Q#${month(yearMonth)}`;

export const quarantineKey = (tenant: string | null, yearMonth: string, entryId: string): Key =>
  keyOf(quarantinePartition(tenant, yearMonth), part(entryId));

export const quarantinePartPartition = (tenant: string | null, yearMonth: string, entryId: string): string =>
  `${quarantinePartition(tenant, yearMonth)}#${part(entryId)}`;

export const quarantinePartKey = (tenant: string | null, yearMonth: string, entryId: string, index: number): Key =>
  keyOf(quarantinePartPartition(tenant, yearMonth, entryId), digits(index, 4));
