import type { LoopAlert } from "@outlay/domain/alert";
import { newLife } from "@outlay/domain/alert-life";
import type { AlertEvent } from "@outlay/domain/announcement";
import { ROLE_SCOPES } from "@outlay/domain/role";
import type { Queue } from "@outlay/messaging/queue";
import type { Post } from "@outlay/services/context";
import { createTenant } from "@outlay/services/create-tenant";
import { createNotificationChannel } from "@outlay/services/notification-channels";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Item, Table } from "@outlay/storage/table";
import type { Random } from "./random.ts";
import { type SimulatedQueue, simulatedQueue } from "./simulation.ts";

export const TENANT = "ten_1";
export const NOON = Date.parse("2026-11-02T12:00:00Z");
const DATE = "2026-11-02";
export const SEALING_SECRET = "sealing-secret-of-tests-only-0123456789";

/** The code under test, or a copy of it with a bug put in. */
export interface NotifierCode {
  readonly name: string;
  readonly table: (table: Table) => Table;
  readonly post: (post: Post) => Post;
  readonly jobsQueue: (queue: Queue) => Queue;
}

export const realNotifier: NotifierCode = {
  name: "the code as it is",
  table: (table) => table,
  post: (post) => post,
  jobsQueue: (queue) => queue,
};

export type Lane = "asks" | "notify" | "jobs" | "sweeps";

/** What one receiver got, and how it answers. */
export interface Receiver {
  readonly secret: string;
  readonly channelId: string;
  readonly events: readonly AlertEvent[];
  readonly isGone: boolean;
  /** Requests that it still answers badly. */
  failures: number;
  readonly seen: Map<string, string>;
  requests: number;
}

export interface Stage {
  readonly code: NotifierCode;
  readonly table: Table & { dump(): Item[] };
  readonly lanes: Readonly<Record<Lane, SimulatedQueue>>;
  readonly receivers: ReadonlyMap<string, Receiver>;
  readonly random: Random;
  readonly newId: (prefix: string) => string;
  /** Attempts that the code made, by delivery. */
  readonly posts: Map<string, number>;
  nowEpochMs: number;
  lost: number;
  /** The first thing that a receiver got and should not have. */
  stray: string | undefined;
}

export async function makeStage(code: NotifierCode, random: Random): Promise<Stage> {
  const table = memoryTable();
  let ids = 0;
  const newId = (prefix: string) => (prefix === "ten" ? TENANT : `${prefix}_${String(ids++).padStart(26, "0")}`);
  const lanes = {
    asks: simulatedQueue(random),
    notify: simulatedQueue(random),
    jobs: simulatedQueue(random),
    sweeps: simulatedQueue(random),
  };
  const nobody: Queue = { send: async () => [] };
  const world = {
    table,
    usageQueue: nobody,
    foldQueue: nobody,
    jobsQueue: nobody,
    notifyQueue: nobody,
    now: () => new Date(NOON),
    newId,
    randomBytes: (count: number) => Uint8Array.from({ length: count }, () => random.int(256)),
    log: () => {},
  };
  await createTenant(world, { name: "Example", time_zone: "UTC", owner: { email: "owner@example.com" } });
  const receivers = new Map<string, Receiver>();
  for (let index = 1 + random.int(3); index > 0; index--) {
    const events = random.pick<AlertEvent[]>([
      ["opened", "resolved"],
      ["opened", "updated", "acknowledged", "resolved"],
      ["acknowledged"],
    ]);
    const actor = { kind: "api_key", id: "key_1", scopes: new Set(ROLE_SCOPES.owner) } as const;
    const configuration = await loadConfiguration(world, TENANT);
    const ctx = { ...world, tenantId: TENANT, actor, configuration, sealingSecret: SEALING_SECRET };
    const url = `https://receiver-${index}.example.com/`;
    const reaching = { allowsLoopback: false, canMail: false, resolveHost: async () => ["93.184.215.14"] };
    const { channel, text } = await createNotificationChannel(
      { ...ctx, ...reaching },
      { kind: "webhook", name: url, url, alert_kinds: [], rules: [], severity_min: "info", scope: {}, events },
    );
    receivers.set(url, {
      secret: text ?? "",
      channelId: channel.id,
      events,
      isGone: random.chance(0.15),
      failures: random.pick([0, 0, 1, 3]),
      seen: new Map(),
      requests: 0,
    });
  }
  return {
    code,
    table,
    lanes,
    receivers,
    random,
    newId,
    posts: new Map(),
    nowEpochMs: NOON,
    lost: 0,
    stray: undefined,
  };
}

export const alertOf = (index: number): LoopAlert => ({
  id: `loop.${DATE}.${index}`,
  kind: "loop",
  run_id: `run_${index}`,
  step: null,
  step_name: "search",
  repeats: 11,
  stalled_steps: null,
  most: 10,
  run_limit_id: null,
  refused: false,
  values: {},
  next_step: "Stop it.",
  ...newLife("warning", new Date(NOON).toISOString()),
});
