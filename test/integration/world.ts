import { randomBytes } from "node:crypto";
import { createApp } from "@outlay/api/app";
import { publicFetchJson } from "@outlay/api/fetch-json";
import { resolveAll } from "@outlay/platform/resolve-host";
import type { ApiWorld } from "@outlay/api/router";
import { memoryQueue } from "@outlay/messaging/memory-queue";
import { newId } from "@outlay/platform/ids";
import type { LogFields } from "@outlay/platform/log";
import { memoryTable } from "@outlay/storage/memory-table";
import type { Table } from "@outlay/storage/table";

export const PLATFORM_TOKEN = "platform-token-of-tests-only";

/** One answer: its JSON body is read already; null where there is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client with one credential. */
export interface Caller {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface SignedUp {
  readonly tenantId: string;
  readonly ownerId: string;
  readonly keyId: string;
  readonly key: string;
  readonly owner: Caller;
}

/** The real app over a fresh table in memory, with a clock that tests set. */
export function createWorld(
  options: {
    readonly at?: string;
    readonly wrapTable?: (table: Table) => Table;
    readonly resolveHost?: ApiWorld["resolveHost"];
    readonly signUp?: ApiWorld["oidc"]["signUp"];
    readonly fetchJson?: ApiWorld["oidc"]["fetchJson"];
  } = {},
) {
  let nowMs = Date.parse(options.at ?? "2026-11-02T09:00:00.000Z");
  const table = memoryTable();
  const queues = { usage: memoryQueue(), folds: memoryQueue(), jobs: memoryQueue(), notify: memoryQueue() };
  const logged: { event: string; fields: LogFields }[] = [];
  const world: ApiWorld = {
    table: options.wrapTable?.(table) ?? table,
    usageQueue: queues.usage,
    foldQueue: queues.folds,
    jobsQueue: queues.jobs,
    notifyQueue: queues.notify,
    now: () => new Date(nowMs),
    newId: (prefix) => newId(prefix, nowMs, randomBytes(10)),
    randomBytes: (count) => randomBytes(count),
    log: (event, fields = {}) => void logged.push({ event, fields }),
    platformToken: PLATFORM_TOKEN,
    cursorSecret: "cursor-secret-of-tests-only",
    sealingSecret: "sealing-secret-of-tests-only",
    allowsLoopback: true,
    canMail: true,
    resolveHost: options.resolveHost ?? (async () => ["93.184.215.14"]),
    oidc: {
      fetchJson: options.fetchJson ?? publicFetchJson({ allowsLoopback: true, resolveAll }),
      signUp: options.signUp,
    },
  };
  const app = createApp(world);

  const as = (token: string | undefined): Caller => {
    const send: Caller["send"] = async (method, path, body, headers = {}) => {
      const response = await app.request(path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /\bjson/.test(response.headers.get("content-type") ?? "");
      const parsed: unknown = isJson ? JSON.parse(text) : text === "" ? null : text;
      return { status: response.status, headers: response.headers, body: parsed };
    };
    return {
      send,
      get: (path, headers) => send("GET", path, undefined, headers),
      post: (path, body, headers) => send("POST", path, body, headers),
    };
  };

  const signUp = async (overrides: Record<string, unknown> = {}): Promise<SignedUp> => {
    const body = { name: "Example", time_zone: "UTC", owner: { email: "owner@example.com" }, ...overrides };
    const answer = await as(PLATFORM_TOKEN).post("/v1/tenants", body);
    if (answer.status !== 201) throw new Error(`Sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const key = at(answer.body, "api_key", "secret");
    return {
      tenantId: at(answer.body, "tenant", "id"),
      ownerId: at(answer.body, "member", "id"),
      keyId: at(answer.body, "api_key", "id"),
      key,
      owner: as(key),
    };
  };

  /** A caller whose key has just these scopes. */
  const withScopes = async ({ owner }: SignedUp, ...scopes: readonly string[]): Promise<Caller> => {
    const answer = await owner.post("/v1/api-keys", { name: "key of a test", scopes });
    return as(at(answer.body, "secret"));
  };

  return {
    app,
    table,
    queues,
    world,
    logged,
    as,
    signUp,
    withScopes,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

/** The value at a path of a JSON body. */
export function valueAt(body: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== "object" || value === null) throw new Error(`Nothing at ${part} of ${JSON.stringify(body)}`);
    return Object.entries(value).find(([name]) => name === String(part))?.[1];
  }, body);
}

/** The text at a path of a JSON body. */
export function at(body: unknown, ...path: readonly (string | number)[]): string {
  const value = valueAt(body, ...path);
  if (typeof value !== "string") throw new Error(`No text at ${path.join(".")} of ${JSON.stringify(body)}`);
  return value;
}

/** The items of a page. */
export function itemsOf(body: unknown): readonly unknown[] {
  const items = valueAt(body, "items");
  if (!Array.isArray(items)) throw new Error(`No items in ${JSON.stringify(body)}`);
  return items;
}
