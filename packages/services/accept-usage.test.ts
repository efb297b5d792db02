import { noCollections } from "@outlay/domain/collections";
import type { Scope } from "@outlay/domain/role";
import type { UsageEvent } from "@outlay/domain/usage-event";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { readUsageMessage } from "@outlay/messaging/usage-messages";
import { memoryTable } from "@outlay/storage/memory-table";
import { expect, test } from "vitest";
import { acceptUsage } from "./accept-usage.ts";
import type { Context, Sealing } from "./context.ts";

const NOW = Date.UTC(2026, 10, 2, 9);
const SECRET = "sealing-secret-of-tests";
const MINUTE = 60_000;
const DAY = 86_400_000;

const event = (id: string, timeEpochMs = NOW, overrides: Partial<UsageEvent> = {}): UsageEvent => ({
  id,
  source: "s",
  timeEpochMs,
  operation: "tool_call",
  provider: null,
  model: null,
  requestedModel: null,
  usageBasis: "measured",
  usage: { tool_calls: 1 },
  attribution: new Map(),
  tags: new Map(),
  consumer: new Map(),
  run: null,
  route: null,
  serviceTier: null,
  region: null,
  responseCacheHit: false,
  status: "succeeded",
  outcome: null,
  reportedCost: null,
  durationMs: null,
  ...overrides,
});

/** A world whose usage queue does not take the messages at `failing`. */
function setUp({ scopes = ["events:write"], failing = [] }: { scopes?: Scope[]; failing?: number[] } = {}) {
  const sent: OutgoingMessage[] = [];
  let ids = 0;
  const ctx: Context & Sealing = {
    sealingSecret: SECRET,
    table: memoryTable(),
    usageQueue: {
      send: async (messages) => {
        sent.push(...messages);
        return failing;
      },
    },
    foldQueue: { send: async () => [] },
    jobsQueue: { send: async () => [] },
    notifyQueue: { send: async () => [] },
    log: () => {},
    now: () => new Date(NOW),
    newId: (prefix) => `${prefix}_${++ids}`,
    tenantId: "ten_1",
    actor: { kind: "api_key", id: "key_1", scopes: new Set(scopes) },
    configuration: {
      seq: 1,
      headHash: "",
      tenant: { id: "ten_1", name: "t", time_zone: "UTC", currency: "USD", created_at: "2026-01-01T00:00:00Z" },
      schedule: [{ fromEpochMs: 0, spanMs: MINUTE, shards: 1 }],
      directory: null,
      ...noCollections(),
      budgetsSeq: 1,
    },
  };
  const messages = () => sent.map(({ body }) => readUsageMessage(body));
  return { ctx, sent, messages };
}

const spread = (count: number, stepMs: number) =>
  Array.from({ length: count }, (_, i) => event(`e${i}`, NOW - i * stepMs));

test("live events leave as one message of the tenant, with the time of acceptance and the key that sent them", async () => {
  const { ctx, sent, messages } = setUp();
  expect(await acceptUsage(ctx, spread(3, MINUTE), "live")).toEqual({
    accepted: [0, 1, 2],
    unavailable: [],
    flagged: [],
  });
  expect(sent.map(({ groupId }) => groupId)).toEqual(["ten_1"]);
  expect(messages()).toMatchObject([
    { tenantId: "ten_1", messageId: "msg_1", acceptedAtEpochMs: NOW, batch: { ids: ["e0", "e1", "e2"] } },
  ]);
  expect(messages()[0]?.batch.tuples[0]).toContain("key_1");
});

test("an import leaves as one message for each UTC day", async () => {
  const { ctx, messages } = setUp({ scopes: ["imports:write"] });
  await acceptUsage(ctx, spread(10, DAY / 4), "import");
  const days = messages().map(({ batch }) => new Set(batch.timesEpochMs.map((time) => Math.floor(time / DAY))));
  expect(days.map(({ size }) => size)).toEqual([1, 1, 1]);
  expect(messages().flatMap(({ batch }) => batch.ids)).toHaveLength(10);
});

test.each([
  ["import", "events:write"],
  ["live", "imports:write"],
] as const)("%s is not allowed by %s alone", async (kind, scope) => {
  const { ctx, sent } = setUp({ scopes: [scope] });
  await expect(acceptUsage(ctx, [event("a")], kind)).rejects.toMatchObject({ code: "forbidden" });
  expect(sent).toEqual([]);
});

test("live events in 50 buckets are live; in 51 they are an import, which asks for its scope", async () => {
  const { ctx, sent } = setUp();
  await acceptUsage(ctx, spread(50, MINUTE), "live");
  expect(sent).toHaveLength(1);
  await expect(acceptUsage(ctx, spread(51, MINUTE), "live")).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining("POST /v1/imports") as string,
  });
  const both = setUp({ scopes: ["events:write", "imports:write"] });
  expect((await acceptUsage(both.ctx, spread(51, DAY), "live")).accepted).toHaveLength(51);
  expect(both.sent).toHaveLength(51);
});

/** Text that hardly compresses. */
const random = (seed: number) =>
  Array.from({ length: 100 }, (_, i) => (Math.imul(seed * 101 + i, 2654435761) >>> 7).toString(36)).join("");

test("what does not fit one message is halved until it does, and nothing is lost or doubled", async () => {
  const { ctx, sent, messages } = setUp();
  const events = Array.from({ length: 3000 }, (_, i) =>
    event(`e${i}-${random(i)}`.slice(0, 256), NOW, { model: random(i + 9e5).slice(0, 128) }),
  );
  await acceptUsage(ctx, events, "live");
  expect(sent.length).toBeGreaterThan(1);
  expect(Math.max(...sent.map(({ body }) => body.length))).toBeLessThanOrEqual(700_000);
  expect(messages().flatMap(({ batch }) => batch.ids)).toEqual(events.map(({ id }) => id));
  expect(new Set(messages().map(({ messageId }) => messageId)).size).toBe(sent.length);
});

test("the events of a message that the queue did not take are told apart", async () => {
  const { ctx } = setUp({ scopes: ["imports:write"], failing: [1] });
  const events = [event("a", NOW), event("b", NOW - DAY), event("c", NOW), event("d", NOW - DAY)];
  expect(await acceptUsage(ctx, events, "import")).toEqual({ accepted: [0, 2], unavailable: [1, 3], flagged: [] });
});

test("where the queue takes nothing, nothing is accepted", async () => {
  const { ctx } = setUp({ failing: [0] });
  await expect(acceptUsage(ctx, [event("a")], "live")).rejects.toMatchObject({ code: "unavailable" });
});

test("where the queue fails whole, so does the request", async () => {
  const { ctx } = setUp();
  const broken = { ...ctx, usageQueue: { send: async () => Promise.reject(new Error("no network")) } };
  await expect(acceptUsage(broken, [event("a")], "live")).rejects.toThrow("no network");
});
