import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  appendSchedule,
  type Bucket,
  bucketOf,
  bucketsIn,
  eventHash,
  HOUR_MS,
  initialSchedule,
  type IngestionSchedule,
  spanAt,
} from "./bucket.ts";

const at = (text: string): number => Date.parse(text);
const hour = at("2026-11-02T10:00:00Z");

/** Schedules as they grow: each entry some hours after the one before. */
const schedules: fc.Arbitrary<IngestionSchedule> = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 1, max: 5 }),
      spanMs: fc.constantFrom(10_000, 15_000, 60_000, 720_000, HOUR_MS),
      shards: fc.integer({ min: 1, max: 64 }),
    }),
    { maxLength: 4 },
  )
  .map((changes) => {
    let schedule = initialSchedule(new Date(hour));
    for (const { hours, spanMs, shards } of changes) {
      const last = schedule.at(-1)?.fromEpochMs ?? 0;
      schedule = appendSchedule(schedule, { fromEpochMs: last + hours * HOUR_MS, spanMs, shards }, new Date(last));
    }
    return schedule;
  });
const times = fc.integer({ min: hour - 30 * HOUR_MS, max: hour + 30 * HOUR_MS });
const hashes = fc.integer({ min: 0, max: 0xffff_ffff });

describe("buckets", () => {
  test("tile time: each instant lies in its bucket, and the buckets of a stretch follow one another without a gap", () => {
    fc.assert(
      fc.property(schedules, times, fc.integer({ min: 1, max: 4 * HOUR_MS }), (schedule, from, length) => {
        const buckets = [...bucketsIn(from, from + length, schedule)].filter(({ shard }) => shard === 0);
        const ends = buckets.map(({ startEpochMs, spanMs }) => startEpochMs + spanMs);
        expect(buckets.slice(1).map(({ startEpochMs }) => startEpochMs)).toEqual(ends.slice(0, -1));
        expect(buckets[0]?.startEpochMs).toBeLessThanOrEqual(from);
        expect(ends[0]).toBeGreaterThan(from);
        expect(ends.at(-1)).toBeGreaterThanOrEqual(from + length);
      }),
      { numRuns: 50 },
    );
  });

  test("an event's bucket is one of those of its instant, and of every instant within the bucket", () => {
    fc.assert(
      fc.property(schedules, times, hashes, (schedule, time, hash) => {
        const bucket = bucketOf(time, hash, schedule);
        expect([...bucketsIn(time, time + 1, schedule)]).toContainEqual(bucket);
        expect(bucketOf(bucket.startEpochMs, hash, schedule)).toEqual(bucket);
        expect(bucketOf(bucket.startEpochMs + bucket.spanMs - 1, hash, schedule)).toEqual(bucket);
        expect(spanAt(time, schedule)).toBe(bucket.spanMs);
      }),
    );
  });

  test("a retry finds the same bucket, whatever was decided since the event could first come", () => {
    const change = fc.record({ spanMs: fc.constantFrom(10_000, HOUR_MS), shards: fc.integer({ min: 1, max: 64 }) });
    fc.assert(
      fc.property(schedules, times, hashes, change, (schedule, time, hash, { spanMs, shards }) => {
        const last = schedule.at(-1)?.fromEpochMs ?? 0;
        const now = new Date(Math.max(last, time - 5 * 60_000)); // Events may be five minutes ahead.
        const fromEpochMs = (Math.floor((now.getTime() + HOUR_MS / 2 - 1) / HOUR_MS) + 1) * HOUR_MS;
        const later = appendSchedule(schedule, { fromEpochMs, spanMs, shards }, now);
        expect(bucketOf(time, hash, later)).toEqual(bucketOf(time, hash, schedule));
      }),
    );
  });

  test.each([
    ["2026-11-02T09:59:59.999Z", "2026-11-02T09:00:00Z", HOUR_MS],
    ["2026-11-02T10:00:00.000Z", "2026-11-02T10:00:00Z", 60_000],
    ["2026-11-02T10:31:59.999Z", "2026-11-02T10:31:00Z", 60_000],
    ["1969-12-31T23:30:00.000Z", "1969-12-31T23:00:00Z", HOUR_MS],
  ])("by a tenant that began at 10:20, %s lies in the bucket of %s", (time, start, spanMs) => {
    const expected: Bucket = { startEpochMs: at(start), spanMs, shard: 0 };
    expect(bucketOf(at(time), 7, initialSchedule(new Date("2026-11-02T10:20:00Z")))).toEqual(expected);
  });
});

test.each([
  ["a time that is not a whole hour", { fromEpochMs: hour + 5_400_000 }],
  ["less than 30 minutes of notice", { fromEpochMs: hour + HOUR_MS }],
  ["a time that is not after the last entry", { fromEpochMs: hour }],
  ["a span that does not divide the hour", { spanMs: 7 * 60_000 }],
  ["a span of a fraction of a second", { spanMs: 12_500 }],
  ["a span below 10 seconds", { spanMs: 5_000 }],
  ["a span above an hour", { spanMs: 2 * HOUR_MS }],
  ["no shard", { shards: 0 }],
  ["half a shard", { shards: 1.5 }],
  ["65 shards", { shards: 65 }],
])("an entry with %s is refused", (_, fault) => {
  const schedule = initialSchedule(new Date(hour));
  const entry = { fromEpochMs: hour + 2 * HOUR_MS, spanMs: 10_000, shards: 4 };
  const now = new Date(hour + HOUR_MS / 2 + 1);
  expect(appendSchedule(schedule, entry, now)).toEqual([...schedule, entry]);
  expect(() => appendSchedule(schedule, { ...entry, ...fault }, now)).toThrow("Broken invariant");
});

describe("an event's hash", () => {
  test("names the same shard for ever", () => {
    expect(eventHash("support-gateway", "req_8f2c")).toBe(523915402);
    expect(eventHash("é", "😀")).toBe(3050911889);
  });

  test("tells where the source ends", () => {
    expect(eventHash("a", "bc")).not.toBe(eventHash("ab", "c"));
  });

  test("spreads numbered ids over the shards", () => {
    const counts = Array.from({ length: 16 }, () => 0);
    for (let id = 0; id < 16_000; id++) {
      const { shard } = bucketOf(0, eventHash("gateway", `req_${id}`), [
        { fromEpochMs: 0, spanMs: HOUR_MS, shards: 16 },
      ]);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });
});
