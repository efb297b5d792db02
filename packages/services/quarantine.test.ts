import { noCollections } from "@outlay/domain/collections";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { notifyMessage } from "@outlay/messaging/notify-messages";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { memoryTable } from "@outlay/storage/memory-table";
import { type QuarantineEntry, sentAtOf } from "@outlay/storage/quarantine";
import type { Table } from "@outlay/storage/table";
import { expect, test } from "vitest";
import type { Actor } from "./context.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { quarantineDeadLetters } from "./quarantine-dead-letters.ts";
import { redriveQuarantine } from "./redrive-quarantine.ts";

const NOW = Date.UTC(2026, 10, 2, 9);
const DAY = 86_400_000;
const actor: Actor = { kind: "api_key", id: "key_1", scopes: new Set() };
const empty = { tuples: [], ids: [], timesEpochMs: [], tupleOf: [], usage: {}, numbers: {}, texts: {} };

const usageBody = (tenantId: string, messageId = "msg_1") =>
  usageMessage({ tenantId, messageId, acceptedAtEpochMs: NOW, batch: empty }).body;

function setUp(table: Table = memoryTable()) {
  const usageQueue = memoryQueue();
  const foldQueue = memoryQueue();
  const notifyQueue = memoryQueue();
  const world = { table, usageQueue, foldQueue, notifyQueue, now: () => new Date(NOW) };
  const as = (tenantId: string) => ({
    ...world,
    tenantId,
    actor,
    configuration: configured(tenantId),
  });
  const store = (queue: QuarantineEntry["queue"], ...bodies: string[]) =>
    quarantineDeadLetters(
      world,
      queue,
      bodies.map((body, i) => dead(`${queue}-${i}`, body)),
    );
  return { ...world, as, store };
}

const configured = (id: string) => ({
  seq: 1,
  headHash: "",
  tenant: { id, name: id, time_zone: "UTC", currency: "USD" as const, created_at: "2026-07-15T00:00:00Z" },
  schedule: [],
  directory: null,
  ...noCollections(),
  budgetsSeq: 1,
});

const dead = (messageId: string, body: string, sentAtEpochMs = NOW - DAY): ReceivedMessage => ({
  messageId,
  body,
  receiveCount: 6,
  sentAtEpochMs,
});

const all = { limit: 50 };

test("a dead letter is kept whole, and shown to its own tenant alone", async () => {
  const { store, as } = setUp();
  await store("usage", usageBody("ten_a"), usageBody("ten_b"));
  const [entry, ...others] = await listQuarantine(as("ten_a"), all);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    tenantId: "ten_a",
    queue: "usage",
    queueMessageId: "usage-0",
    reason: "processing_failed",
    receiveCount: 6,
    sentAtEpochMs: NOW - DAY,
    quarantinedAtEpochMs: NOW,
    redriven: null,
  });
  expect(entry?.id).toMatch(/^qua_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(sentAtOf(entry?.id ?? "")).toBe(NOW - DAY);
  await expect(redriveQuarantine(as("ten_b"), { id: entry?.id ?? "" })).rejects.toMatchObject({
    code: "quarantine_entry_not_found",
  });
});

const announcement = { alertId: "loop.2026-11-02.x", sequence: 1, event: "opened" } as const;

test.each([
  ["usage", usageBody("ten_a"), "ten_a", "processing_failed"],
  ["usage", '{"tenantId":"ten_a","version":2}', "ten_a", "message_unreadable"],
  ["usage", '{"tenantId":"ten_a#P","version":1}', null, "message_unreadable"],
  ["usage", "{", null, "message_unreadable"],
  ["usage", "null", null, "message_unreadable"],
  ["fold", foldMessage({ kind: "budgets", tenantId: "ten_a" }).body, "ten_a", "processing_failed"],
  ["fold", '{"kind":"fold","tenantId":"ten_a"}', "ten_a", "message_unreadable"],
  ["jobs", '{"job":"nightly","tenantId":"ten_a"}', null, "processing_failed"],
  ["jobs", "[]", null, "message_unreadable"],
  ["notify", notifyMessage({ kind: "alert", tenantId: "ten_a", announcement }).body, "ten_a", "processing_failed"],
  ["notify", '{"kind":"alert","tenantId":"ten_a"}', "ten_a", "message_unreadable"],
] as const)("%s %s is kept for %s: %s", async (queue, body, tenantId, reason) => {
  const table = memoryTable();
  await setUp(table).store(queue, body);
  const heads = table.dump().filter((item) => "entry" in item);
  expect(heads).toHaveLength(1);
  expect(heads[0]?.pk).toBe(`${tenantId === null ? "" : `T#${tenantId}#`}Q#2026-11`);
  expect(JSON.parse(String(heads[0]?.["entry"]))).toMatchObject({ tenantId, reason });
});

test("the same dead letter stored again, later and in another batch, is the same entry", async () => {
  const { as, table, usageQueue } = setUp();
  const late = { table, now: () => new Date(NOW + 40 * DAY) };
  const message = dead("m", usageBody("ten_a"));
  await quarantineDeadLetters({ table, now: () => new Date(NOW) }, "usage", [message]);
  const [first] = await listQuarantine(as("ten_a"), all);
  await redriveQuarantine(as("ten_a"), { id: first?.id ?? "" });
  await quarantineDeadLetters(late, "usage", [{ ...message, receiveCount: 7 }]);
  expect(await listQuarantine(as("ten_a"), all)).toEqual([{ ...first, redriven: { atEpochMs: NOW, by: "key_1" } }]);
  expect(usageQueue.waiting).toHaveLength(1);
});

test("a redrive sends the same body to its queue, once", async () => {
  const { store, as, usageQueue, foldQueue, notifyQueue } = setUp();
  const fold = foldMessage({ kind: "merge", tenantId: "ten_a", level: "day", startEpochMs: 0 }).body;
  await store("usage", usageBody("ten_a"));
  await store("fold", fold);
  const told = notifyMessage({ kind: "alert", tenantId: "ten_a", announcement }).body;
  await store("notify", told);
  for (const { id } of await listQuarantine(as("ten_a"), all)) {
    const entry = await redriveQuarantine(as("ten_a"), { id });
    expect(entry.redriven).toEqual({ atEpochMs: NOW, by: "key_1" });
    expect(await redriveQuarantine(as("ten_a"), { id })).toEqual(entry);
  }
  expect(usageQueue.waiting.map(({ body, groupId }) => [body, groupId])).toEqual([[usageBody("ten_a"), "ten_a"]]);
  expect(foldQueue.waiting.map(({ body }) => body)).toEqual([fold]);
  expect(notifyQueue.waiting.map(({ body }) => body)).toEqual([told]);
});

test("an entry is not marked as redriven where the queue did not accept the message", async () => {
  const { store, as } = setUp();
  await store("usage", usageBody("ten_a"));
  const [entry] = await listQuarantine(as("ten_a"), all);
  const refusing = { ...as("ten_a"), usageQueue: { send: async () => [0] } };
  await expect(redriveQuarantine(refusing, { id: entry?.id ?? "" })).rejects.toMatchObject({ code: "unavailable" });
  expect(await listQuarantine(as("ten_a"), all)).toEqual([entry]);
});

test("of two redrives at once both answer the same, and the mark is one of theirs", async () => {
  const { store, as, usageQueue } = setUp();
  await store("usage", usageBody("ten_a"));
  const [entry] = await listQuarantine(as("ten_a"), all);
  const redrive = (by: string) =>
    redriveQuarantine({ ...as("ten_a"), actor: { ...actor, id: by } }, { id: entry?.id ?? "" });
  const [one, other] = await Promise.all([redrive("key_1"), redrive("key_2")]);
  expect(one).toEqual(other);
  expect(usageQueue.waiting.length).toBeLessThanOrEqual(2);
});

test("a body of 1 MiB that does not compress is kept in parts, and comes back byte for byte", async () => {
  const { store, as, usageQueue, table } = setUp();
  const noise = Array.from({ length: 250_000 }, (_, i) => ((i * 2_654_435_761) % 4_294_967_291).toString(36)).join("");
  const body = JSON.stringify({ tenantId: "ten_a", noise: noise.slice(0, 1_048_000) });
  await store("usage", body);
  const [entry] = await listQuarantine(as("ten_a"), all);
  await redriveQuarantine(as("ten_a"), { id: entry?.id ?? "" });
  expect(usageQueue.waiting[0]?.body === body).toBe(true);
  expect((await table.query({ pk: `T#ten_a#Q#2026-11#${entry?.id}` })).length).toBeGreaterThan(1);
});

test("lists go back through the months, the newest first, page by page", async () => {
  const { as, table } = setUp();
  const ages = [100, 61, 60, 33, 32, 31, 2, 1, 0];
  const messages = ages.map((days) => dead(`m${days}`, usageBody("ten_a"), NOW - days * DAY));
  await quarantineDeadLetters({ table, now: () => new Date(NOW) }, "usage", messages);
  for (const limit of [1, 2, 3, 50]) {
    const seen: string[] = [];
    for (let beforeId: string | undefined; ;) {
      const page = await listQuarantine(as("ten_a"), { beforeId, limit });
      expect(page.length).toBeLessThanOrEqual(limit);
      seen.push(...page.map(({ queueMessageId }) => queueMessageId));
      if (page.length < limit) break;
      beforeId = page.at(-1)?.id;
    }
    expect(seen).toEqual(ages.toReversed().map((days) => `m${days}`));
  }
});

test("stopped at any call, what was not kept is not let go, and once kept it is whole", async () => {
  const body = usageBody("ten_a");
  for (let calls = 0; calls < 2; calls++) {
    const inner = memoryTable();
    let left = calls;
    const stopping: Table = {
      ...inner,
      put: async (item, condition) => {
        if (left-- === 0) throw new Error("stopped");
        return inner.put(item, condition);
      },
    };
    await expect(setUp(stopping).store("usage", body)).rejects.toThrow("stopped");
    const { as, store, usageQueue } = setUp(inner);
    expect(await listQuarantine(as("ten_a"), all)).toEqual([]);
    await store("usage", body);
    const [entry] = await listQuarantine(as("ten_a"), all);
    await redriveQuarantine(as("ten_a"), { id: entry?.id ?? "" });
    expect(usageQueue.waiting.map(({ body }) => body)).toEqual([body]);
  }
});
