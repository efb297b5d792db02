import { randomBytes } from "node:crypto";
import { createApp } from "@outlay/api/app";
import { publicFetchJson } from "@outlay/api/fetch-json";
import { resolveAll } from "@outlay/platform/resolve-host";
import { TIERS } from "@outlay/domain/model-tier";
import { DEFAULT_POLICY } from "@outlay/domain/default-routing-policy";
import type { Queue } from "@outlay/messaging/queue";
import { newId } from "@outlay/platform/ids";
import { countUnits, type Units } from "@outlay/storage/count-units";
import { memoryTable } from "@outlay/storage/memory-table";
import { cpuMicros, timedTable } from "./cpu.ts";
import { atMost, quantile, type Figure, type Report, type Size } from "./figures.ts";
import { TRAFFIC_FROM_EPOCH_MS } from "./memory-world.ts";

/** Write units that DynamoDB takes a second on one item. Source: DynamoDB, "Partitions and data distribution". */
const ITEM_UNITS_PER_SECOND = 1000;
const PLATFORM_TOKEN = "platform-token-of-the-bench";
/** Dimensions that budgets are spread over, beside one for the whole company: a call counts in one of each. */
const LEVELS = ["department", "project", "application", "agent"] as const;
/** So that what is held lies in as many slots as in a day's traffic. */
const BETWEEN_MS = 500;

interface Setting {
  readonly name: string;
  readonly tenants: number;
  readonly hard: number;
  readonly soft: number;
  readonly routes: number;
  readonly decisions: number;
}

const SETTINGS: readonly Setting[] = [
  { name: "no hard budget", tenants: 1, hard: 0, soft: 0, routes: 0, decisions: 2_000 },
  { name: "1 hard budget", tenants: 1, hard: 1, soft: 0, routes: 0, decisions: 2_000 },
  { name: "100 hard budgets", tenants: 1, hard: 100, soft: 0, routes: 0, decisions: 2_000 },
  { name: "500 hard budgets", tenants: 1, hard: 500, soft: 0, routes: 0, decisions: 2_000 },
  { name: "5 hard, 10,000 soft budgets", tenants: 1, hard: 5, soft: 9_995, routes: 0, decisions: 2_000 },
  { name: "5 hard budgets, 1,000 routes", tenants: 1, hard: 5, soft: 0, routes: 1_000, decisions: 2_000 },
  { name: "200 tenants of 5 hard budgets", tenants: 200, hard: 5, soft: 0, routes: 0, decisions: 6_000 },
];
const TINY: readonly Setting[] = [{ name: "5 hard budgets", tenants: 2, hard: 5, soft: 2, routes: 3, decisions: 20 }];

/** What asking before a call costs: a whole request through the API, the store's own time taken away. */
export async function benchDecisions(size: Size): Promise<Report> {
  const figures: Figure[] = [];
  for (const setting of size === "full" ? SETTINGS : TINY) figures.push(await benchSetting(setting));
  return {
    title: "Decisions",
    workload:
      "POST /v1/decisions through the API: the key, the configuration, policy, upper bound, hard budgets (a call counts in up to five), journal; every answer is checked; own time is CPU time without the store's; the floor is a request by the same key that lists no pauses; units are of DynamoDB on demand",
    figures,
  };
}

async function benchSetting(setting: Setting): Promise<Figure> {
  const bench = createBench();
  const keys: string[] = [];
  for (let tenant = 0; tenant < setting.tenants; tenant++) keys.push(await bench.seed(setting));
  const own: number[] = [];
  const floors: number[] = [];
  const warmUp = Math.ceil(setting.decisions / 5);
  for (let count = 0; count < warmUp; count++) await bench.decide(keys[count % keys.length] ?? "", setting, count);
  const before = structuredClone(bench.units);
  const sentBefore = bench.sent();
  for (let count = 0; count < setting.decisions; count++) {
    const key = keys[count % keys.length] ?? "";
    own.push(await bench.decide(key, setting, count));
    if (count % 10 === 0) floors.push(await bench.floor(key));
  }
  const per = perDecision(before, bench.units, setting.decisions, floors.length);
  const messages = (bench.sent() - sentBefore) / setting.decisions;
  const p99 = quantile(own, 0.99);
  const mean = own.reduce((sum, ms) => sum + ms, 0) / own.length;
  const isHeld = setting.hard > 0;
  return {
    name: setting.name,
    value: `own p50 ${quantile(own, 0.5).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${Math.round(1000 / mean).toLocaleString("en")}/s a core`,
    floor: `p50 ${quantile(floors, 0.5).toFixed(2)} ms`,
    goal: atMost(p99, 2, "p99 <= 2 ms"),
    note: [
      `a decision: ${per.reads.toFixed(1)} reads (${per.readUnits.toFixed(1)} units), ${per.updates.toFixed(1)} updates (${per.writeUnits.toFixed(1)} units), ${messages.toFixed(1)} messages`,
      isHeld
        ? `one tenant's sheet carries about ${Math.floor(ITEM_UNITS_PER_SECOND / per.writeUnits)} decisions/s`
        : "nothing is written",
    ].join("; "),
    inTheWay: "a whole HTTP request is checked and answered, of which a decision is part",
  };
}

function perDecision(before: Units, after: Units, decisions: number, floors: number) {
  // A floor's request is a look-up and a tail: two reads.
  const reads = after.calls.get + after.calls.query - before.calls.get - before.calls.query - 2 * floors;
  return {
    reads: reads / decisions,
    readUnits: (after.readUnits - before.readUnits - 2 * floors) / decisions,
    updates: (after.calls.update - before.calls.update) / decisions,
    writeUnits: (after.writeUnits - before.writeUnits) / decisions,
  };
}

function createBench() {
  let nowEpochMs = TRAFFIC_FROM_EPOCH_MS;
  let sent = 0;
  const queue: Queue = {
    send: (messages) => {
      sent += messages.length;
      return Promise.resolve([]);
    },
  };
  const { table: counted, units } = countUnits(memoryTable());
  const { table, spent } = timedTable(counted);
  const app = createApp({
    table,
    usageQueue: queue,
    foldQueue: queue,
    jobsQueue: queue,
    notifyQueue: queue,
    now: () => new Date(nowEpochMs),
    newId: (prefix) => newId(prefix, nowEpochMs, randomBytes(10)),
    randomBytes: (count) => randomBytes(count),
    log: () => {},
    platformToken: PLATFORM_TOKEN,
    cursorSecret: "cursor-secret-of-the-bench",
    sealingSecret: "sealing-secret-of-the-bench",
    allowsLoopback: true,
    canMail: false,
    resolveHost: async () => [],
    oidc: { fetchJson: publicFetchJson({ allowsLoopback: true, resolveAll }), signUp: undefined },
  });
  const request = (method: string, path: string, key: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const send = async (method: string, path: string, key: string, body?: unknown, headers?: Record<string, string>) => {
    const response = await request(method, path, key, body, headers);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return { etag: response.headers.get("etag") ?? "", body: (await response.json()) as Record<string, unknown> };
  };
  /** Own milliseconds of one request, its answer read. */
  const timed = async (
    ask: () => Response | Promise<Response>,
  ): Promise<{ ms: number; text: string; status: number }> => {
    const [start, storeStart] = [cpuMicros(), spent.cpuMicros];
    const response = await ask();
    const text = await response.text();
    const ms = (cpuMicros() - start - (spent.cpuMicros - storeStart)) / 1000;
    return { ms, text, status: response.status };
  };

  return {
    units,
    sent: () => sent,

    async seed(setting: Setting): Promise<string> {
      const owner = { name: "Bench", time_zone: "Europe/Paris", owner: { email: "owner@bench.example" } };
      const { body } = await send("POST", "/v1/tenants", PLATFORM_TOKEN, owner);
      const key = keyOf(body);
      for (let index = 0; index < setting.hard + setting.soft; index++) {
        await send("POST", "/v1/budgets", key, budgetAt(index, index < setting.hard));
      }
      if (setting.routes > 0) {
        const policy = await send("POST", "/v1/routing-policies", key, policyOf(setting.routes));
        const path = `/v1/routing-policies/${String(policy.body["id"])}/activate`;
        await send("POST", path, key, undefined, { "if-match": policy.etag });
      }
      return key;
    },

    async decide(key: string, setting: Setting, count: number): Promise<number> {
      nowEpochMs += BETWEEN_MS;
      const asked = JSON.stringify(askedAt(setting, count));
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const { ms, text, status } = await timed(() =>
        app.request("/v1/decisions", { method: "POST", headers, body: asked }),
      );
      const decision = status === 200 ? (JSON.parse(text) as { verdict: string; reservation: unknown }) : undefined;
      const isRight = decision?.verdict === "allow" && (decision.reservation === null) === (setting.hard === 0);
      if (!isRight) throw new Error(`A decision of the bench is not what it must be: ${status} ${text}`);
      return ms;
    },

    async floor(key: string): Promise<number> {
      const { ms, text, status } = await timed(() => request("GET", "/v1/pauses?limit=1", key));
      if (status !== 200) throw new Error(`The floor of the bench failed: ${status} ${text}`);
      return ms;
    },
  };
}

function keyOf(signedUp: Record<string, unknown>): string {
  const { api_key: made } = signedUp as { api_key: { secret: string } };
  return made.secret;
}

/** The first is the whole company's; the others are of one value each, of one dimension after the other. */
function budgetAt(index: number, isHard: boolean) {
  const dimension = LEVELS[(index - 1) % LEVELS.length] ?? "department";
  const scope = index === 0 ? {} : { [dimension]: [`${dimension}-${Math.floor((index - 1) / LEVELS.length)}`] };
  return { name: `Budget ${index}`, scope, amount: "1000000000", enforcement: isHard ? "hard" : "soft" };
}

function policyOf(routes: number) {
  const { tiers, default_tier, limits } = DEFAULT_POLICY;
  const match = (index: number) => ({ workflow: [`workflow-${index}`], department: [`department-${index % 10}`] });
  return {
    name: "Bench",
    tiers,
    default_tier,
    limits,
    routes: Array.from({ length: routes }, (_, index) => ({
      id: `route-${index}`,
      name: `Route ${index}`,
      match: match(index),
      tier: TIERS[index % TIERS.length],
    })),
  };
}

function askedAt({ hard, routes }: Setting, count: number) {
  const values = Math.max(1, Math.floor((hard - 1) / LEVELS.length));
  const attribution = Object.fromEntries(
    LEVELS.map((dimension, place) => [dimension, `${dimension}-${(count * (place + 7)) % values}`]),
  );
  return {
    task_class: "support-drafting",
    attribution: { ...attribution, user: `user-${count % 500}`, workflow: `workflow-${count % Math.max(1, routes)}` },
    context_tokens: 1500 + (count % 700),
    output_tokens_max: 800,
  };
}
