import { randomBytes } from "node:crypto";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import { readUsageBody } from "@outlay/domain/read-usage-body";
import { ROLE_SCOPES } from "@outlay/domain/role";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import type { OutgoingMessage, Queue } from "@outlay/messaging/queue";
import { usageMessage } from "@outlay/messaging/usage-messages";
import { newId } from "@outlay/platform/ids";
import type { Randomness, World } from "@outlay/services/context";
import { createTenant } from "@outlay/services/create-tenant";
import { extendIngestionSchedule } from "@outlay/services/extend-ingestion-schedule";
import { loadConfiguration } from "@outlay/services/read-configuration";
import type { Table } from "@outlay/storage/table";

/** The bench's hour: its traffic starts here. The tenant signed up the day before. */
export const TRAFFIC_FROM_EPOCH_MS = Date.parse("2026-11-10T10:29:00.000Z");
export const SPAN_SECONDS = 20;
const DAY_MS = 86_400_000;

/** A clock that the bench sets, and the world around a table. */
export function worldAt(startEpochMs: number, table: Table, queues: { usage: Queue; fold: Queue }) {
  const clock = { nowEpochMs: startEpochMs };
  const world: World & Randomness = {
    table,
    usageQueue: queues.usage,
    foldQueue: queues.fold,
    jobsQueue: memoryQueue(),
    notifyQueue: memoryQueue(),
    now: () => new Date(clock.nowEpochMs),
    newId: (prefix) => newId(prefix, clock.nowEpochMs, randomBytes(10)),
    randomBytes: (count) => randomBytes(count),
    log: () => {},
  };
  return { clock, world };
}

/** Signs a tenant up a day ago, by default with 20 s buckets from two hours later on. Resolves with its id and first key. */
export async function seedTenant(world: World & Randomness, nowEpochMs: number, hasShortBuckets = true) {
  const began = new Date(nowEpochMs - DAY_MS);
  const then = { ...world, now: () => began };
  const { tenant, key, keyText } = await createTenant(then, {
    name: "Bench",
    time_zone: "UTC",
    owner: { email: "owner@bench.example" },
  });
  const actor = { kind: "api_key", id: key.id, scopes: new Set(ROLE_SCOPES.owner) } as const;
  const configuration = await loadConfiguration(then, tenant.id);
  const ctx = { ...then, tenantId: tenant.id, actor, configuration };
  const fromEpochMs = Math.ceil(began.getTime() / 3_600_000 + 1) * 3_600_000;
  const change = { effective_from: new Date(fromEpochMs).toISOString(), span_seconds: SPAN_SECONDS, shards: 1 };
  if (hasShortBuckets) await extendIngestionSchedule(ctx, { change, ifMatch: undefined });
  return { tenantId: tenant.id, keyId: key.id, key: keyText ?? "", ctx };
}

const encoder = new TextEncoder();

/** A body as the API makes a queue message of it. Throws where an event of it is not fit. */
export function messageOf(tenantId: string, body: string, nowEpochMs: number, messageId: string): OutgoingMessage {
  const { events, refused } = readUsageBody("json", encoder.encode(body), {
    kind: "live",
    bound: new Map(),
    nowEpochMs,
  });
  if (refused.length > 0) throw new Error(`The bench made a bad event: ${JSON.stringify(refused[0])}`);
  const batch = toUsageBatch(
    events.map(({ event }) => event),
    null,
  );
  return usageMessage({ tenantId, messageId, acceptedAtEpochMs: nowEpochMs, batch });
}
