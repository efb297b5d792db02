import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as alertKeys from "./alert-keys.ts";
import * as otherKeys from "./keys.ts";
import type { Key } from "./table.ts";
import * as tenantKeys from "./tenant-keys.ts";

const keys = { ...otherKeys, ...alertKeys, ...tenantKeys };

/** Short and from few letters, so that one is often the beginning of another. */
const id = fc.string({
  unit: fc.constantFrom("a", "b", "T", "J", "0", "|", "é", "\u{1F600}"),
  minLength: 1,
  maxLength: 3,
});
const shard = fc.integer({ min: 0, max: 3 });
const within = (unitMs: number) => fc.integer({ min: 0, max: 40 }).map((n) => Date.UTC(2026, 9, 31) + n * unitMs);
const bucket = fc.record({ startEpochMs: within(60_000), spanMs: fc.constantFrom(10_000, 60_000, HOUR_MS), shard });
const month = fc.constantFrom("2026-10", "2026-11");
const date = fc.constantFrom("2026-10-31", "2026-11-01");

const free = (key: Key, ...what: readonly unknown[]) => ({ what: [null, ...what], key, tenant: null });

/** What is named, and the key that names it. A bucket's span follows from its start, so journal keys leave it out. */
const named: fc.Arbitrary<{ what: readonly unknown[]; key: Key; tenant: string | null }> = fc
  .record({ tenant: id, bucket, a: id, b: id, c: id, n: fc.integer({ min: 0, max: 12 }), month, date })
  .chain(({ tenant, bucket, a, b, c, n, month, date }) => {
    const own = (key: Key, ...what: readonly unknown[]) => ({ what: [tenant, ...what], key, tenant });
    const hour = bucket.startEpochMs - (bucket.startEpochMs % HOUR_MS);
    const day = hour - (hour % DAY_MS);
    const { startEpochMs, spanMs, shard } = bucket;
    return fc.constantFrom(
      own(keys.blockKey(tenant, bucket, a), "block", startEpochMs, shard, a),
      own(keys.bucketPageKey(tenant, bucket), "bucket page", startEpochMs, spanMs, shard),
      own(keys.hourPageKey(tenant, hour), "hour page", hour),
      own(keys.dayPageKey(tenant, day), "day page", day),
      own(keys.pagePartKey(tenant, a, n), "page part", a, n),
      own(keys.dirtyMarkKey(tenant, "hour", hour), "hour mark", hour),
      own(keys.dirtyMarkKey(tenant, "day", day), "day mark", day),
      own(keys.touchedBucketKey(tenant, date, bucket), "touched", date, startEpochMs, spanMs, shard),
      own(keys.contributionKey(tenant, "bucket", startEpochMs, shard), "bucket contribution", startEpochMs, shard),
      own(keys.contributionKey(tenant, "hour", hour), "hour contribution", hour),
      own(keys.contributionKey(tenant, "day", day), "day contribution", day),
      own(keys.contributionPartKey(tenant, a, n), "contribution part", a, n),
      own(keys.capSheetKey(tenant), "caps sheet"),
      own(keys.valueSheetKey(tenant, a, b), "cap of one value", a, b),
      own(keys.repricingDayKey(tenant, a, date), "re-pricing day", a, date),
      own(keys.decisionBlockKey(tenant, hour, n, a), "decisions", hour, n, a),
      own(keys.alertKey(tenant, month, a), "alert", month, a),
      own(keys.recordedMarkKey(tenant), "recorded mark"),
      own(keys.behindMarkKey(tenant), "behind mark"),
      own(keys.retriedMarkKey(tenant), "retried mark"),
      own(keys.latenessKey(tenant), "lateness"),
      own(keys.judgedMarkKey(tenant, "hour"), "judged hours"),
      own(keys.judgedMarkKey(tenant, "day"), "judged days"),
      own(keys.incidentClaimKey(tenant, a), "incident claim", a),
      own(keys.snoozeMarkKey(tenant, a, hour), "snooze mark", a, hour),
      own(keys.configurationKey(tenant, n), "entry", n),
      own(keys.snapshotKey(tenant), "snapshot"),
      own({ pk: keys.directoryPartition(tenant), sk: keys.directoryPartSk(a, n) }, "directory part", a, n),
      own(keys.idempotencyKey(tenant, a, b, c), "idempotency", a, b, c),
      own(keys.subjectKey(tenant, { kind: "run", id: a }), "run", a),
      own(keys.subjectKey(tenant, { kind: "task", id: a }), "task", a),
      own(keys.placeKey(tenant, { kind: "run", id: a }, bucket), "run's place", a, startEpochMs, spanMs, shard),
      own(keys.placeKey(tenant, { kind: "task", id: a }, bucket), "task's place", a, startEpochMs, spanMs, shard),
      own(keys.toldMarkKey(tenant), "told mark"),
      own(
        keys.subjectKey(tenant, { kind: "event", source: a, id: b, bucket }),
        "event",
        startEpochMs,
        spanMs,
        shard,
        a,
        b,
      ),
      own(
        keys.outcomeRowKey(tenant, { ...bucket, shard: 1000 + shard }, { kind: "run", id: a }),
        "outcome row",
        startEpochMs,
        shard,
        a,
      ),
      own(keys.receiptKey(tenant, a, b), "receipt", a, b),
      own(keys.rateKey(tenant, a, b), "rate", a, b),
      own(keys.runStateKey(tenant, a), "run state", a),
      own(keys.settlementMarkKey(tenant, a, n), "settlement mark", a, n),
      own(keys.langfuseNoteKey(tenant, a), "note", a),
      own(keys.webhookSecretKey(tenant, a, b), "webhook secret", a, b),
      own(keys.webhookDeliveryKey(tenant, a, b), "webhook delivery", a, b),
      own(keys.quarantineKey(tenant, month, a), "quarantine", month, a),
      own(keys.quarantinePartKey(tenant, month, a, n), "quarantine part", month, a, n),
      free(keys.quarantineKey(null, month, a), "quarantine", month, a),
      free(keys.quarantinePartKey(null, month, a, n), "quarantine part", month, a, n),
      free(keys.apiKeyKey(a), "api key", a),
      free(keys.webhookSourceKey(a), "webhook source", a),
      free(keys.identityProviderKey(a, b), "identity provider", a, b),
      free(keys.tenantDirectoryKey(a), "directory", a),
    );
  });

test("two things share a key exactly when they are the same thing", () => {
  fc.assert(
    fc.property(named, named, (one, other) => {
      expect(JSON.stringify(one.key) === JSON.stringify(other.key)).toBe(
        JSON.stringify(one.what) === JSON.stringify(other.what),
      );
    }),
    { numRuns: 20_000 },
  );
});

test("the tenant leads, and no tenant's prefix covers another's keys or those of none", () => {
  fc.assert(
    fc.property(named, id, ({ key, tenant }, other) => {
      expect(key.pk.startsWith(`T#${other}#`)).toBe(tenant === other);
    }),
    { numRuns: 5000 },
  );
});

test("keys of one kind sort as their times do", () => {
  fc.assert(
    fc.property(bucket, bucket, (one, other) => {
      fc.pre(one.startEpochMs < other.startEpochMs);
      expect(keys.bucketText(one) < keys.bucketText(other)).toBe(true);
      expect(keys.blockPartition("a", one) < keys.blockPartition("a", other)).toBe(true);
      expect(keys.configurationSk(one.startEpochMs / 1000) < keys.configurationSk(other.startEpochMs / 1000)).toBe(
        true,
      );
    }),
  );
});

test("what a key names can be read back", () => {
  fc.assert(
    fc.property(bucket, (bucket) => {
      const hour = bucket.startEpochMs - (bucket.startEpochMs % HOUR_MS);
      const day = hour - (hour % DAY_MS);
      expect(keys.parseBucketText(keys.bucketText(bucket))).toEqual(bucket);
      for (const [level, startEpochMs] of [
        ["hour", hour],
        ["day", day],
      ] as const) {
        expect(keys.parseDirtyMarkSk(keys.dirtyMarkKey("a", level, startEpochMs).sk)).toEqual({ level, startEpochMs });
        expect(keys.parseContributionSk(keys.contributionKey("a", level, startEpochMs).sk)).toEqual({
          level,
          startEpochMs,
          shard: 0,
        });
      }
      const { startEpochMs, shard } = bucket;
      expect(keys.parseContributionSk(keys.contributionKey("a", "bucket", startEpochMs, shard).sk)).toEqual({
        level: "bucket",
        startEpochMs,
        shard,
      });
    }),
  );
});

const at = (minute: number) => ({ startEpochMs: Date.UTC(2026, 10, 2, 9, minute), spanMs: 60_000, shard: 3 });

test("page bounds take in exactly the bucket pages that start within, and hour pages no others", () => {
  const { from, to } = keys.bucketPageBounds(at(1).startEpochMs, at(3).startEpochMs);
  const inside = [0, 1, 2, 3].filter((minute) => {
    const { sk } = keys.bucketPageKey("a", at(minute));
    return from <= sk && sk <= to;
  });
  expect(inside).toEqual([1, 2]);
});

test("hour page bounds take in exactly the hours within, and no page of a day or bucket", () => {
  const hour = (text: string) => Date.parse(`2026-11-02T${text}:00:00Z`);
  const { from, to } = keys.hourPageBounds(hour("08"), hour("10"));
  const inside = ["07", "08", "09", "10"].filter((text) => {
    const { sk } = keys.hourPageKey("a", hour(text));
    return from <= sk && sk <= to;
  });
  expect(inside).toEqual(["08", "09"]);
  expect(keys.dayPageKey("a", Date.UTC(2026, 10, 2)).sk < from).toBe(true);
  expect(keys.bucketPageKey("a", at(1)).sk < from).toBe(true);
});

test.each(["bucket", "hour", "day"] as const)(
  "bounds of %s contributions take in exactly those that start within",
  (level) => {
    const day = (date: number) => Date.UTC(2026, 10, date);
    const { from, to } = keys.contributionBounds(level, day(2), day(4));
    const inside = [1, 2, 3, 4].filter((date) => {
      const { sk } = keys.contributionKey("a", level, day(date));
      return from <= sk && sk <= to;
    });
    expect(inside).toEqual([2, 3]);
  },
);

test.each(["", "a#b", "#", "\ud800", "x".repeat(513)])("%j is no part of a key", (text) => {
  expect(() => keys.snapshotKey(text)).toThrow("a key's part");
  expect(() => keys.blockKey("a", { startEpochMs: 0, spanMs: 60_000, shard: 0 }, text)).toThrow("a key's part");
});

test.each([
  () => keys.hourPageKey("a", 1000),
  () => keys.blockPartition("a", { startEpochMs: 1, spanMs: 60_000, shard: 0 }),
  () => keys.configurationSk(-1),
  () => keys.configurationSk(1e12),
  () => keys.alertPartition("a", "2026-1"),
  () => keys.touchedBucketPartition("a", "2026-11"),
  () => keys.parseBucketText("2026-11-02T09:30:00Z#60#0"),
  () => keys.parseDirtyMarkSk("H#2026-11-02T9"),
])("a time, number or text that is out of shape is a bug: %s", (build) => {
  expect(build).toThrow("Broken invariant");
});

test("parts that run together to the same text make different keys", () => {
  expect(keys.idempotencyKey("t", "ab", "c", "d")).not.toEqual(keys.idempotencyKey("t", "a", "bc", "d"));
  expect(keys.identityProviderKey("https://a.example", "b")).not.toEqual(
    keys.identityProviderKey("https://a.exampleb", ""),
  );
  expect(keys.identityProviderKey('a","b', "c")).not.toEqual(keys.identityProviderKey("a", 'b","c'));
});
