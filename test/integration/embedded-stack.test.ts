import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isStandardWebhook } from "@outlay/domain/webhook-signature";
import { buildAssembly } from "@outlay/local/build";
import { startStack, type Stack } from "@outlay/local/stack";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectTrafficSpend, trafficSample } from "./traffic-oracle.ts";
import { signedHeaders } from "./webhook-sender.ts";
import { at, valueAt } from "./world.ts";

/** The synthesised template with the functions' real bundles, driven as a user drives it: over HTTP, by the command line. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), "outlay-stack-"));
const WAIT_MS = 60_000;
let templateDir = "";
let stack: Stack;
let key = "";

beforeAll(async () => {
  ({ dir: templateDir } = await buildAssembly(root));
  stack = await startStack({ templateDir, dataDir, port: 0 });
  const [, platformToken = ""] = Object.entries(stack.secrets).find(([name]) => name.endsWith("/platform-token")) ?? [];
  const body = { name: "Example", time_zone: "UTC", owner: { email: "owner@example.com" } };
  key = at(await call("/v1/tenants", { body, token: platformToken }), "api_key", "secret");
}, 120_000);
afterAll(async () => stack.close());

async function call(path: string, { body, token = key }: { body?: unknown; token?: string } = {}): Promise<unknown> {
  const response = await fetch(`${stack.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function spendOnceCounted(query: string, events: number): Promise<unknown> {
  const deadlineMs = Date.now() + WAIT_MS;
  for (;;) {
    const spend = await call(`/v1/spend?${query}`);
    if (valueAt(spend, "totals", "events") === events || Date.now() > deadlineMs) return spend;
    await sleep(500);
  }
}

function ingest(file: string, ...options: readonly string[]): Promise<{ code: number | null; out: string }> {
  const script = fileURLToPath(new URL("../../packages/cli/ingest.ts", import.meta.url));
  const child = spawn(process.execPath, [script, file, "--url", stack.url, "--key", key, ...options], {
    cwd: tmpdir(),
  });
  let out = "";
  child.stdout.on("data", (part) => (out += String(part)));
  child.stderr.on("data", (part) => (out += String(part)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out })));
}

test("an event that was accepted is spend within seconds, raises its budget's alerts once, and outlives a restart", async () => {
  const budget = { name: "Company", scope: {}, period: { type: "month" }, amount: "0.004", thresholds: [50, 80, 100] };
  await call("/v1/budgets", { body: budget });
  const time = new Date().toISOString();
  const event = { id: "e1", source: "gateway", time, operation: "chat", provider: "openai", model: "gpt-4o" };
  const sent = { ...event, usage: { input_tokens: 1000, output_tokens: 100 }, attribution: { department: "support" } };
  expect(valueAt(await call("/v1/events", { body: [sent, { ...sent, id: "" }] }), "accepted")).toBe(1);
  expect(valueAt(await spendOnceCounted("group_by=department", 1), "items", 0)).toMatchObject({
    dimensions: { department: "support" },
    measures: { cost: "0.0035" },
  });
  await expect.poll(() => alerts(), { timeout: WAIT_MS }).toEqual(["actual 50", "actual 80"]);

  await stack.close();
  stack = await startStack({ templateDir, dataDir, port: 0 });
  await call("/v1/events", { body: sent });
  await sleep(6_000);
  expect(valueAt(await call("/v1/spend"), "totals")).toMatchObject({ events: 1, cost: "0.0035" });
  expect(await alerts()).toEqual(["actual 50", "actual 80"]);
}, 180_000);

test("an outcome that came before its usage counts with it within seconds", async () => {
  const day = "2023-02-03";
  const told = { id: "o1", run_id: "run_1", at: `${day}T10:00:00Z`, accepted: true };
  expect(valueAt(await call("/v1/outcomes", { body: told }), "accepted")).toBe(1);
  const event = { source: "gateway", operation: "tool_call", run: { id: "run_1" } };
  await call("/v1/imports", { body: [{ ...event, id: "a", time: `${day}T09:00:00Z` }] });
  const query = `from=${day}&to=2023-02-04&measures=events,accepted_outcomes`;
  await expect
    .poll(async () => valueAt(await call(`/v1/spend?${query}`), "totals"), { timeout: WAIT_MS })
    .toEqual({ events: 1, accepted_outcomes: 1 });
  expect(valueAt(await call("/v1/runs?run_id=run_1"), "outcome", "accepted")).toBe(true);
}, 120_000);

test("of calls that ask at once a hard budget lets as many pass as it has room for, until they are settled", async () => {
  const scope = { department: ["research-desk"] };
  const budget = { name: "Desk", scope, period: { type: "year" }, amount: "0.008", enforcement: "hard" };
  const budgetId = at(await call("/v1/budgets", { body: budget }), "id");
  const status = async () => {
    const { spent, reserved, available } = (await call(`/v1/budgets/${budgetId}/status`)) as Record<string, unknown>;
    return { spent, reserved, available };
  };
  const requested = { provider: "openai", model: "gpt-4o" };
  const attribution = { department: "research-desk" };
  const ask = () =>
    call("/v1/decisions", { body: { requested, attribution, context_tokens: 1000, output_tokens_max: 100 } });
  const answers = await Promise.all(Array.from({ length: 8 }, ask));
  // 1,000 tokens and 100, and a pico for each of the two, as each is rounded by itself.
  const bound = "0.003500000002";
  const [first, second, ...others] = answers.filter((answer) => at(answer, "verdict") === "allow");
  expect(others).toEqual([]);
  expect([first, second].map((answer) => at(answer, "reservation", "amount"))).toEqual(
    Array.from({ length: 2 }, () => bound),
  );
  expect(await status()).toEqual({ spent: "0", reserved: "0.007000000004", available: "0.000999999996" });

  const event = { id: "decided", source: "gateway", time: new Date().toISOString(), operation: "chat", ...requested };
  const usage = { input_tokens: 100, output_tokens: 10 };
  await call("/v1/events", { body: { ...event, usage, attribution, route: valueAt(first, "route") } });
  await expect
    .poll(status, { timeout: WAIT_MS })
    .toEqual({ spent: "0.00035", reserved: bound, available: "0.004149999998" });
  const release = { reservation_id: at(second, "reservation", "id") };
  await call(`/v1/decisions/${at(second, "id")}/release`, { body: release });
  expect(await status()).toEqual({ spent: "0.00035", reserved: "0", available: "0.00765" });
  expect(at(await ask(), "verdict")).toBe("allow");

  const journal = async () => valueAt(await call("/v1/decisions?department=research-desk"), "items");
  await expect.poll(journal, { timeout: WAIT_MS }).toHaveLength(9);
  const decided = await call(`/v1/decisions/${at(first, "id")}`);
  expect(valueAt(decided, "events")).toMatchObject([{ id: "decided", cost: "0.00035" }]);
}, 180_000);

test("an alert arrives at a webhook, signed, and the log says so; a test arrives as well", async () => {
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  const receiver = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => (body += String(chunk)));
    req.on("end", () => {
      got.push({ headers: req.headers, body });
      res.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hook`;
  const scope = { department: ["notified"] };
  const made = await call("/v1/notification-channels", { body: { kind: "webhook", name: "On call", url, scope } });
  const channelId = at(made, "notification_channel", "id");
  await call(`/v1/notification-channels/${channelId}/test`, { body: {} });
  await call("/v1/budgets", {
    body: { name: "Notified", scope, period: { type: "month" }, amount: "0.003", thresholds: [100] },
  });
  const time = new Date().toISOString();
  const usage = { input_tokens: 1000, output_tokens: 100 };
  const event = { id: "n1", source: "gateway", time, operation: "chat", provider: "openai", model: "gpt-4o", usage };
  await call("/v1/events", { body: { ...event, attribution: { department: "notified" } } });
  const types = () => got.map(({ body }) => at(JSON.parse(body), "type")).toSorted();
  await expect.poll(() => new Set(types()), { timeout: WAIT_MS }).toEqual(new Set(["alert.opened", "channel.test"]));
  for (const { headers, body } of got) {
    const known = new Map(Object.entries(headers));
    const header = (name: string) => (known.has(name) ? String(known.get(name)) : undefined);
    expect(isStandardWebhook({ header, bytes: Buffer.from(body) }, [at(made, "secret")], Date.now())).toBe(true);
  }
  const states = async () => {
    const items = valueAt(await call(`/v1/deliveries?notification_channel_id=${channelId}`), "items");
    return Array.isArray(items) ? items.map((item) => at(item, "state")) : [];
  };
  await expect.poll(async () => new Set(await states()), { timeout: WAIT_MS }).toEqual(new Set(["delivered"]));
  receiver.close();
}, 180_000);

/** Leaves out forecasts: whether there is one depends on the day of the month. */
async function alerts(): Promise<string[]> {
  const items = valueAt(await call("/v1/alerts"), "items");
  const texts = Array.isArray(items)
    ? items.map((item) => `${at(item, "basis")} ${String(valueAt(item, "threshold"))}`)
    : [];
  return texts.filter((text) => text.startsWith("actual")).toSorted();
}

const MAP = "time=TIMESTAMP,input_tokens=ContextTokens,output_tokens=GeneratedTokens";
const SET = "provider=openai,model=gpt-4o,operation=chat,source=trace,department=research";
const GPT_4O = { inputPerMillion: "2.50", outputPerMillion: "10" };
const NOVEMBER_2023 = "from=2023-11-01&to=2023-12-01";

const sample = trafficSample();
test.skipIf(sample === undefined)(
  "real traffic goes in, twice, and its spend is right to the last digit",
  async () => {
    const file = sample ?? "";
    const expected = expectTrafficSpend(file, GPT_4O);
    for (let times = 0; times < 2; times++) {
      const { code, out } = await ingest(file, "--map", MAP, "--set", SET);
      expect(out).toMatch(/19,366 +accepted/);
      expect(code).toBe(0);
      const spend = await spendOnceCounted(
        `${NOVEMBER_2023}&measures=cost,cost_input,cost_output,events`,
        expected.events,
      );
      expect(valueAt(spend, "totals")).toEqual({
        cost: expected.cost,
        cost_input: expected.inputCost,
        cost_output: expected.outputCost,
        events: 19_366,
      });
      await sleep(5_000); // What the second time could add would be here by then.
    }
    const hours = await call(`/v1/spend?from=2023-11-16&to=2023-11-17&granularity=hour&measures=cost`);
    const items = valueAt(hours, "items");
    const byHour = Array.isArray(items)
      ? items.map((item) => [at(item, "period").slice(0, 13), at(item, "measures", "cost")])
      : [];
    expect(new Map(byHour.map(([hour = "", cost = ""]) => [hour, cost]))).toEqual(expected.costByHour);
  },
  240_000,
);

test("rows that are refused are told exactly, and harm no neighbour", async () => {
  const file = join(dataDir, "some rows.csv");
  writeFileSync(
    file,
    "when,in,out\n2023-01-02 03:04:05,10,1\n2023-02-30 03:04:05,10,1\n2023-01-02 03:04:06,1.5,1\n2023-01-02 03:04:07,5,1\n",
  );
  const { code, out } = await ingest(file, "--map", "time=when,input_tokens=in,output_tokens=out", "--set", SET);
  expect(out).toMatch(/2 +accepted/);
  expect(out).toMatch(/2 +refused/);
  expect(code).toBe(1);
  const spend = await spendOnceCounted("from=2023-01-01&to=2023-02-01", 2);
  expect(valueAt(spend, "totals", "input_tokens")).toBe(15);
}, 120_000);

test("a webhook's signature holds through the gateway, as text and in base64, also after a restart", async () => {
  const made = await call("/v1/webhook-sources", { body: { kind: "outlay", name: "sender" } });
  const [path, secret] = [at(made, "webhook_source", "path"), at(made, "secret")];
  const send = async (id: string, type: Record<string, string>, suffix = "") => {
    const time = new Date().toISOString();
    const body = JSON.stringify({ id, time, operation: "retrieval", usage: { retrieval_calls: 1 } });
    const headers = { ...type, ...signedHeaders(secret, body, `msg_${id}`, Date.now()) };
    const bytes = new TextEncoder().encode(body + suffix);
    return (await fetch(`${stack.url}${path}`, { method: "POST", headers, body: bytes })).status;
  };
  expect(await send("w1", { "content-type": "application/json" })).toBe(202);
  expect(await send("w2", {})).toBe(202);
  expect(await send("w3", {}, " ")).toBe(401);
  await stack.close();
  stack = await startStack({ templateDir, dataDir, port: 0 });
  expect(await send("w4", { "content-type": "application/x-www-form-urlencoded" })).toBe(202);
  const query = `group_by=source&source=outlay&measures=events`;
  expect(valueAt(await spendOnceCounted(query, 3), "totals", "events")).toBe(3);
}, 180_000);
