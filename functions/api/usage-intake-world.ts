import { noCollections } from "@outlay/domain/collections";
import type { Scope } from "@outlay/domain/role";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { readUsageMessage } from "@outlay/messaging/usage-messages";
import { memoryTable } from "@outlay/storage/memory-table";
import * as z from "zod";
import { onError } from "./problem.ts";
import { newRouter } from "./router.ts";
import { eventRoutes } from "./routes/events.ts";
import { importRoutes } from "./routes/imports.ts";
import { responseRoutes } from "./routes/responses.ts";

const NOW = Date.parse("2026-11-03T00:00:00Z");
export const REQUEST_ID = "req_of_tests";

const Errors = z.array(z.object({ pointer: z.string(), detail: z.string() }));
const Answer = z.object({
  status: z.int().optional(),
  code: z.string().optional(),
  instance: z.string().optional(),
  request_id: z.string().optional(),
  accepted: z.int().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  flagged: z.array(z.object({ index: z.int(), id: z.string(), errors: Errors })).optional(),
  refused: z
    .array(
      z.object({
        index: z.int(),
        id: z.string().optional(),
        code: z.string(),
        errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
      }),
    )
    .optional(),
});

const CONFIGURATION = {
  seq: 1,
  headHash: "",
  tenant: { id: "ten_1", name: "t", time_zone: "UTC", currency: "USD" as const, created_at: "2026-01-01T00:00:00Z" },
  schedule: [{ fromEpochMs: 0, spanMs: 60_000, shards: 1 }],
  directory: null,
  ...noCollections(),
  budgetsSeq: 1,
};

/** For tests: the routes of usage before one caller, over a queue that does not take the messages at `failing`. */
export function setUp({ failing = [] }: { failing?: number[] } = {}) {
  const sent: OutgoingMessage[] = [];
  const scopes = new Set<Scope>(["events:write", "imports:write"]);
  let ids = 0;
  const table = memoryTable();
  const world = {
    table,
    usageQueue: {
      send: async (messages: readonly OutgoingMessage[]) => {
        sent.push(...messages.filter((_, index) => !failing.includes(index)));
        return failing;
      },
    },
    foldQueue: { send: async () => [] },
    jobsQueue: { send: async () => [] },
    notifyQueue: { send: async () => [] },
    now: () => new Date(NOW),
    newId: (prefix: string) => `${prefix}_${++ids}`,
    log: () => {},
    randomBytes: (count: number) => new Uint8Array(count),
    sealingSecret: "sealing-secret-of-tests",
  };
  const app = newRouter();
  app.use(async (c, next) => {
    c.set("requestId", REQUEST_ID);
    c.set("log", () => {});
    const unused = { allowsLoopback: false, canMail: false, resolveHost: async () => [] };
    c.set("ctx", {
      ...world,
      ...unused,
      tenantId: "ten_1",
      actor: { kind: "api_key", id: "key_1", scopes },
      configuration: CONFIGURATION,
    });
    return next();
  });
  app.route("/", eventRoutes);
  app.route("/", importRoutes);
  app.route("/", responseRoutes);
  app.onError(onError);

  const post = async (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
    path = "/v1/events",
  ) => {
    const response = await app.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body,
    });
    const { status } = response;
    return { status, headers: response.headers, body: Answer.parse(await response.json()) };
  };
  const counted = () => sent.flatMap((message) => [...readUsageMessage(message.body).batch.ids]);
  return { app, post, counted, sent, table };
}

/** A good event, with overrides. */
export const event = (id: string, overrides: Record<string, unknown> = {}) => ({
  id,
  source: "s",
  time: "2026-11-02T09:30:00Z",
  operation: "chat",
  provider: "p",
  model: "m",
  ...overrides,
});
