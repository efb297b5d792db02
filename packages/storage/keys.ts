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
 * The table's keys: of alerts and of who is told of them in alert-keys.ts, of tenants and callers in tenant-keys.ts, all others here. No
 * other module puts one together.
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

// Requests

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
