import { assert } from "./assert.ts";

/** A span of event time in UTC and a share of its events: what one page is folded from. */
export interface Bucket {
  readonly startEpochMs: number;
  readonly spanMs: number;
  readonly shard: number;
}

export interface ScheduleEntry {
  readonly fromEpochMs: number;
  readonly spanMs: number;
  readonly shards: number;
}

/**
 * How a tenant's event time is cut. Entries are in order of `fromEpochMs`; the last one not after an event's time
 * holds, and the first one for all time before. `fromEpochMs` is a whole hour and a span divides the hour, so that no
 * bucket spans two entries. Never changed for the past.
 */
export type IngestionSchedule = readonly ScheduleEntry[];

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const SPAN_MS_MIN = 10_000;
export const SHARDS_MAX = 64;
/** A change is known everywhere, and told to every queue, before it holds. */
export const NOTICE_MS = 1_800_000;

/** What a tenant begins with: one-hour buckets before the hour in which it began, then 60 seconds; one shard. */
export function initialSchedule(tenantCreatedAt: Date): IngestionSchedule {
  const firstHour = Math.floor(tenantCreatedAt.getTime() / HOUR_MS) * HOUR_MS;
  return [
    { fromEpochMs: 0, spanMs: HOUR_MS, shards: 1 },
    { fromEpochMs: firstHour, spanMs: 60_000, shards: 1 },
  ];
}

/**
 * The schedule with one more entry. The entry starts a whole hour, at least 30 minutes ahead and after all others, so
 * that the bucket of an event that may have come already never changes: anything else asserts.
 */
export function appendSchedule(schedule: IngestionSchedule, entry: ScheduleEntry, now: Date): IngestionSchedule {
  const { fromEpochMs, spanMs, shards } = entry;
  assert(fromEpochMs % HOUR_MS === 0, "an entry starts a whole hour");
  assert(fromEpochMs - now.getTime() >= NOTICE_MS, "an entry starts at least 30 minutes ahead");
  assert(fromEpochMs > (schedule.at(-1)?.fromEpochMs ?? -Infinity), "an entry starts after all others");
  assert(Number.isInteger(spanMs) && spanMs >= SPAN_MS_MIN, "a span has at least 10 seconds");
  assert(spanMs % 1000 === 0 && HOUR_MS % spanMs === 0, "a span is of whole seconds and divides the hour");
  assert(Number.isInteger(shards) && shards >= 1 && shards <= SHARDS_MAX, "there are 1 to 64 shards");
  return [...schedule, entry];
}

function entryAt(timeEpochMs: number, schedule: IngestionSchedule): ScheduleEntry {
  const entry = schedule.findLast(({ fromEpochMs }) => fromEpochMs <= timeEpochMs) ?? schedule[0];
  assert(entry, "a schedule has an entry");
  return entry;
}

/** The span of the buckets around an instant, in ms. */
export const spanAt = (timeEpochMs: number, schedule: IngestionSchedule): number =>
  entryAt(timeEpochMs, schedule).spanMs;

const startOf = (timeEpochMs: number, spanMs: number): number => Math.floor(timeEpochMs / spanMs) * spanMs;

/** The one bucket of an event, whenever it is asked for: by its time and `eventHash` alone. */
export function bucketOf(timeEpochMs: number, hash: number, schedule: IngestionSchedule): Bucket {
  const { spanMs, shards } = entryAt(timeEpochMs, schedule);
  return { startEpochMs: startOf(timeEpochMs, spanMs), spanMs, shard: shardOf(hash, shards) };
}

/** All buckets that hold any instant of `[fromEpochMs, toEpochMs)`, in order of time. */
export function* bucketsIn(fromEpochMs: number, toEpochMs: number, schedule: IngestionSchedule): Generator<Bucket> {
  let time = fromEpochMs;
  while (time < toEpochMs) {
    const { spanMs, shards } = entryAt(time, schedule);
    const startEpochMs = startOf(time, spanMs);
    for (let shard = 0; shard < shards; shard++) yield { startEpochMs, spanMs, shard };
    time = startEpochMs + spanMs;
  }
}

/**
 * From this shard on, buckets hold what became of runs, tasks and events (outcome rows), and no usage. Beside each bucket of
 * usage lies one for the outcomes of what began in it.
 */
export const OUTCOME_SHARDS_FROM = 1000;
export const holdsOutcomes = ({ shard }: Bucket): boolean => shard >= OUTCOME_SHARDS_FROM;

/** The bucket of outcomes of a subject whose first event was at an instant; `hash` is the subject's. */
export function outcomeBucketOf(timeEpochMs: number, hash: number, schedule: IngestionSchedule): Bucket {
  return outcomesBeside(bucketOf(timeEpochMs, hash, schedule));
}

/** The bucket of outcomes beside a bucket of usage. */
export const outcomesBeside = (bucket: Bucket): Bucket => ({ ...bucket, shard: OUTCOME_SHARDS_FROM + bucket.shard });

const shardOf = (hash: number, shards: number): number => hash % shards;

/** A 32-bit hash of an event's identity (FNV-1a over UTF-16 units, then MurmurHash3's finish). Stored nowhere, but never changed: it names buckets. */
export function eventHash(source: string, id: string): number {
  let hash = fnv1a(0x811c9dc5, source);
  hash = Math.imul(hash ^ 0x1_0000, 0x01000193); // No UTF-16 unit: ("a", "bc") is not ("ab", "c").
  hash = fnv1a(hash, id);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function fnv1a(start: number, text: string): number {
  let hash = start;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
