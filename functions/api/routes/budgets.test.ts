import { randomBytes } from "node:crypto";
import type { Configuration } from "@outlay/domain/configuration";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import { parseAmount } from "@outlay/domain/money";
import type { Page } from "@outlay/domain/page";
import { newId } from "@outlay/platform/ids";
import { contribute } from "@outlay/services/contribute";
import { refreshBudgets } from "@outlay/services/refresh-budgets";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { memoryTable } from "@outlay/storage/memory-table";
import { encodePage } from "@outlay/storage/page-codec";
import { writePage } from "@outlay/storage/pages";
import * as z from "zod";
import { describe, expect, test } from "vitest";
import { createApp } from "../app.ts";
import { publicFetchJson } from "../fetch-json.ts";
import { resolveAll } from "@outlay/platform/resolve-host";

const queue = { send: async () => [] };
const SignedUp = z.object({
  tenant: z.object({ id: z.string() }),
  api_key: z.object({ id: z.string(), secret: z.string() }),
});
const Made = z.looseObject({ id: z.string() });
const Listed = z.looseObject({
  spent: z.string().optional(),
  state: z.string().optional(),
  basis: z.string().optional(),
  threshold: z.int().optional(),
});
const Paged = z.object({ items: z.array(Listed), next_cursor: z.string().nullable() });

/** An API over a table of its own, at 2026-11-16T00:00Z unless told another time, with one tenant in a zone. */
async function createWorld({ zone = "UTC" } = {}) {
  const world = {
    table: memoryTable(),
    usageQueue: queue,
    foldQueue: queue,
    jobsQueue: queue,
    notifyQueue: queue,
    now: () => new Date("2026-11-16T00:00:00Z"),
    newId: (prefix: string) => newId(prefix, world.now().getTime(), randomBytes(10)),
    randomBytes: (count: number) => randomBytes(count),
    log: () => {},
    platformToken: "platform-token-of-tests",
    cursorSecret: "cursor-secret-of-tests",
    sealingSecret: "sealing-secret-of-tests",
    allowsLoopback: true,
    canMail: false,
    resolveHost: async () => [],
    oidc: { fetchJson: publicFetchJson({ allowsLoopback: true, resolveAll }), signUp: undefined },
  };
  const app = createApp(world);
  const request =
    (token: string) =>
    async (method: string, path: string, body?: unknown, headers = {}) => {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const all = {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      };
      return app.request(path, { method, headers: all, ...json });
    };
  const signUp = async (name: string) => {
    const owner = { email: `owner@${name}.example` };
    const response = await request(world.platformToken)("POST", "/v1/tenants", { name, time_zone: zone, owner });
    const { tenant, api_key } = SignedUp.parse(await response.json());
    return { tenantId: tenant.id, call: request(api_key.secret) };
  };
  const acme = await signUp("acme");
  /** What the folder leaves of one closed UTC day: its page, and what that adds to the budgets there are. */
  const spend = async (date: string, department: string, amount: string) => {
    const place = { level: "day" as const, startEpochMs: Date.parse(date) };
    const page = pageOf(date, department, amount);
    const write = { basis: date, body: encodePage(page), token: world.newId("pag"), nowEpochMs: 0 };
    const version = await writePage(world.table, acme.tenantId, place, undefined, write);
    const configuration: Configuration = await loadConfiguration(world, acme.tenantId);
    await contribute(world, acme.tenantId, place, { version: version ?? 0n, page: () => page }, configuration);
  };
  return { world, signUp, spend, ...acme };
}

function pageOf(date: string, department: string, amount: string): Page {
  const tuple = TUPLE_FIELDS.map((name) => (name === "department" ? department : null));
  const sums = MEASURES.map((measure) => (measure === "cost_output" ? (parseAmount(amount) ?? 0n) : 0n));
  return { rows: [{ period: date, tuple, sums }], conflictCount: 0, conflicts: [], releases: [] };
}

const support = { name: "Support", scope: { department: ["support"] }, amount: "100.00" };
const make = async (call: Awaited<ReturnType<typeof createWorld>>["call"], body: unknown = support) =>
  Made.parse(await (await call("POST", "/v1/budgets", body)).json());

describe("budgets", () => {
  test("are made, read, replaced under If-Match, listed and deleted, each change in the audit log", async () => {
    const { call } = await createWorld();
    const response = await call("POST", "/v1/budgets", support);
    expect(response.status).toBe(201);
    const budget = Made.parse(await response.json());
    expect(budget).toMatchObject({
      ...support,
      amount: "100",
      period: { type: "month" },
      thresholds: [50, 75, 90, 100],
      owner: null,
    });
    const tag = response.headers.get("etag") ?? "";
    const path = `/v1/budgets/${budget.id}`;
    expect((await call("GET", path)).headers.get("etag")).toBe(tag);

    const replaced = await call("PUT", path, { ...support, amount: "250" }, { "if-match": tag });
    expect(replaced.status).toBe(200);
    expect(await replaced.json()).toMatchObject({ id: budget.id, amount: "250" });
    expect((await call("PUT", path, support, { "if-match": tag })).status).toBe(412);
    expect((await call("DELETE", path, undefined, { "if-match": tag })).status).toBe(412);
    expect(Paged.parse(await (await call("GET", "/v1/budgets")).json()).items).toMatchObject([{ amount: "250" }]);

    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("DELETE", path)).status).toBe(404);
    expect((await call("PUT", path, support)).status).toBe(404);
    const log = Paged.parse(await (await call("GET", "/v1/audit-log")).json());
    const operations = log.items.map(({ operation }) => operation);
    expect(operations.slice(0, 3)).toEqual(["budget.deleted", "budget.replaced", "budget.created"]);
  });

  test("replaced by the same contents, nothing changes and nothing is logged", async () => {
    const { call, world, tenantId } = await createWorld();
    const { id } = await make(call);
    const { seq } = await loadConfiguration(world, tenantId);
    world.now = () => new Date("2026-11-16T00:00:01Z");
    expect((await call("PUT", `/v1/budgets/${id}`, { ...support, amount: "100" })).status).toBe(200);
    expect((await loadConfiguration(world, tenantId)).seq).toBe(seq);
  });

  test("of many replaced at once under one tag, one wins", async () => {
    const { call } = await createWorld();
    const { id } = await make(call);
    const headers = { "if-match": (await call("GET", `/v1/budgets/${id}`)).headers.get("etag") };
    const amounts = ["1", "2", "3", "4", "5"];
    const responses = await Promise.all(
      amounts.map((amount) => call("PUT", `/v1/budgets/${id}`, { ...support, amount }, headers)),
    );
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412, 412]);
  });

  test("made twice under one Idempotency-Key are one", async () => {
    const { call } = await createWorld();
    const headers = { "idempotency-key": "once" };
    const [first, second] = [
      await call("POST", "/v1/budgets", support, headers),
      await call("POST", "/v1/budgets", support, headers),
    ];
    expect(await second.json()).toEqual(await first.json());
    expect(Paged.parse(await (await call("GET", "/v1/budgets")).json()).items).toHaveLength(1);
  });

  test("with faults are refused with a pointer to each", async () => {
    const { call } = await createWorld();
    const response = await call("POST", "/v1/budgets", {
      name: "",
      scope: { department: ["support"], colour: ["red"] },
      amount: "-1",
      thresholds: [90, 50],
      period: { type: "range", from: "2026-11-02", to: "2026-11-01" },
      hard: true,
    });
    expect(response.status).toBe(422);
    const { errors } = z.object({ errors: z.array(z.object({ pointer: z.string() })) }).parse(await response.json());
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(
      ["/amount", "/hard", "/name", "/period/to", "/scope/colour", "/thresholds"].toSorted(),
    );
  });

  test("of another tenant do not exist", async () => {
    const { call, signUp } = await createWorld();
    const { id } = await make(call);
    const stranger = await signUp("stranger");
    for (const [method, path, body] of [
      ["GET", `/v1/budgets/${id}`],
      ["GET", `/v1/budgets/${id}/status`],
      ["PUT", `/v1/budgets/${id}`, support],
      ["DELETE", `/v1/budgets/${id}`],
    ] as const) {
      expect([method, path, (await stranger.call(method, path, body)).status]).toEqual([method, path, 404]);
    }
    expect(Paged.parse(await (await stranger.call("GET", "/v1/budget-statuses")).json()).items).toEqual([]);
  });
});

describe("a budget's status", () => {
  test("of one made in mid-period starts from the period's true spend", async () => {
    const { call, spend } = await createWorld();
    await spend("2026-10-31", "support", "1000");
    await spend("2026-11-03", "support", "30");
    await spend("2026-11-09", "sales", "500");
    await spend("2026-11-12", "support", "0.000000000001");
    const { id } = await make(call, { ...support, owner: "u_17" });
    expect(await (await call("GET", `/v1/budgets/${id}/status`)).json()).toEqual({
      budget_id: id,
      value: null,
      name: "Support",
      owner: "u_17",
      period: { key: "2026-11", from: "2026-11-01", to: "2026-12-01" },
      state: "active",
      enforcement: "soft",
      amount: "100",
      override_amount: "0",
      effective_amount: "100",
      spent: "30.000000000001",
      reserved: "0",
      remaining: "69.999999999999",
      available: "69.999999999999",
      percent_used: "30.00",
      burn_rate_per_day: "2",
      projected_end: "60.000000000002",
      projection: "run_rate",
      projected_interval: null,
      projection_reason: "No forecast was made yet: the first is made in the night.",
      runs_out_on: null,
      runs_out_between: null,
      thresholds_reached: { actual: [], forecast: [50] },
      as_of: "2026-11-16T00:00:00.000Z",
    });
  });

  test("follows the budget when it is replaced", async () => {
    const { call, spend } = await createWorld();
    const { id } = await make(call);
    await spend("2026-11-03", "support", "30");
    await spend("2026-11-04", "sales", "500");
    await call("PUT", `/v1/budgets/${id}`, { ...support, scope: {} });
    expect(await (await call("GET", `/v1/budgets/${id}/status`)).json()).toMatchObject({
      spent: "530",
      remaining: "-430",
    });
  });

  test("is listed for every budget, page by page", async () => {
    const { call, spend, world } = await createWorld();
    await spend("2026-11-03", "support", "30");
    const range = { type: "range", from: "2027-01-01", to: "2027-02-01" };
    for (const [second, period] of [{ type: "month" }, { type: "day" }, range].entries()) {
      world.now = () => new Date(Date.UTC(2026, 10, 16, 0, 0, second)); // In order of time, ids are in order.
      await make(call, { ...support, period });
    }
    const first = Paged.parse(await (await call("GET", "/v1/budget-statuses?limit=2")).json());
    const second = Paged.parse(
      await (await call("GET", `/v1/budget-statuses?limit=2&cursor=${first.next_cursor}`)).json(),
    );
    const all = [...first.items, ...second.items];
    expect(all.map(({ state, spent }) => `${state} ${spent}`)).toEqual(["active 30", "active 0", "upcoming 0"]);
    expect(second.next_cursor).toBeNull();
  });
});

describe("alerts", () => {
  test("are raised once, and listed with their cursor", async () => {
    const { call, spend, world, tenantId } = await createWorld();
    const { id } = await make(call);
    await spend("2026-11-03", "support", "80");
    await refreshBudgets(world, tenantId);
    await refreshBudgets(world, tenantId);
    const first = Paged.parse(await (await call("GET", "/v1/alerts?limit=3")).json());
    expect(first.items.map(({ basis, threshold }) => `${basis} ${threshold}`)).toEqual([
      "actual 50",
      "actual 75",
      "forecast 90",
    ]);
    expect(first.items[0]).toMatchObject({
      budget_id: id,
      spent: "80",
      amount: "100",
      projected: "160",
      status: "resolved",
    });
    const second = Paged.parse(await (await call("GET", `/v1/alerts?limit=3&cursor=${first.next_cursor}`)).json());
    expect(second.items).toMatchObject([{ basis: "forecast", threshold: 100, status: "open" }]);
    expect(second.next_cursor).toBeNull();
    expect((await call("GET", `/v1/alerts?limit=3&budget_id=${id}&cursor=${first.next_cursor}`)).status).toBe(400);
  });

  test.each([
    ["?from_month=2026-13", "?from_month"],
    ["?to_month=2026-1", "?to_month"],
    ["?from_month=2026-11&to_month=2026-10", "?from_month"],
    ["?budget_id=x", "?budget_id"],
  ])("%s is refused, with a pointer to %s", async (query, pointer) => {
    const { call } = await createWorld();
    const response = await call("GET", `/v1/alerts${query}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
  });
});

test("a month begins by the tenant's own clocks", async () => {
  const { call, world } = await createWorld({ zone: "America/New_York" });
  const { id } = await make(call);
  world.now = () => new Date("2026-12-01T04:59:59.999Z");
  expect(await (await call("GET", `/v1/budgets/${id}/status`)).json()).toMatchObject({ period: { key: "2026-11" } });
  world.now = () => new Date("2026-12-01T05:00:00.000Z");
  expect(await (await call("GET", `/v1/budgets/${id}/status`)).json()).toMatchObject({ period: { key: "2026-12" } });
});
