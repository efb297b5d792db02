import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createWebhookWorld, litellmLog, makeSource } from "./webhook-sender.ts";
import { at, valueAt } from "./world.ts";

const LITELLM = "/v1/webhooks/litellm";
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

describe("LiteLLM's generic_api callback", () => {
  const logs = [
    litellmLog(),
    litellmLog({ id: "l2" }),
    litellmLog({ id: "l3", call_type: "embedding", completion_tokens: 0 }),
  ];
  const ndjson = logs.map((log) => JSON.stringify(log)).join("\n");
  const json = "application/json";

  test.each([
    ["an array", JSON.stringify(logs), json],
    ["NDJSON", ndjson, "application/x-ndjson"],
    ["NDJSON under the type of JSON", ndjson, json],
    ["NDJSON with a last line break, as text", `${ndjson}\n`, "text/plain"],
    ["an array under no known type", JSON.stringify(logs), "application/octet-stream"],
  ])("sends %s: each log counts once, however often it comes", async (_, body, type) => {
    const { app, tenant, spend } = await createWebhookWorld();
    const headers = { ...bearer(tenant.key), "content-type": type };
    for (let times = 0; times < 2; times++) {
      const response = await app.request(LITELLM, { method: "POST", headers, body });
      expect([response.status, valueAt(await response.json(), "accepted")]).toEqual([202, 3]);
      const { body: spent } = await spend();
      expect(valueAt(spent, "totals", "events")).toBe(3);
      expect(valueAt(spent, "items", 0, "dimensions")).toEqual({ source: "litellm" });
    }
  });

  test("sends single logs, plain and with gzip, as text of no type", async () => {
    const { app, tenant, spend } = await createWebhookWorld();
    for (const log of logs) {
      const plain = { method: "POST", headers: bearer(tenant.key), body: JSON.stringify(log) };
      const gzip = { ...plain, body: new Uint8Array(gzipSync(plain.body)) };
      const headers = { ...plain.headers, "content-encoding": "gzip" };
      expect((await app.request(LITELLM, plain)).status).toBe(202);
      expect((await app.request(LITELLM, { ...gzip, headers })).status).toBe(202);
    }
    expect(valueAt((await spend()).body, "totals", "events")).toBe(3);
  });

  test("is told of each log that is refused, by its place, and its neighbours count", async () => {
    const { tenant, spend } = await createWebhookWorld();
    const bad = [litellmLog({ id: undefined }), litellmLog({ id: "l4", call_type: "create_file" }), 7, null];
    const answer = await tenant.owner.post(LITELLM, [bad[0], logs[0], bad[1], logs[1], bad[2], bad[3]]);
    expect([answer.status, valueAt(answer.body, "accepted")]).toEqual([202, 2]);
    const pointers = [0, 1, 2, 3].map((index) => at(answer.body, "refused", index, "errors", 0, "pointer"));
    expect(pointers).toEqual(["/0/id", "/2/call_type", "/4", "/5"]);
    expect(valueAt((await spend()).body, "totals", "events")).toBe(2);
    expect((await tenant.owner.post(LITELLM, bad)).status).toBe(422);
  });

  test("sends NDJSON whose first line is broken: the others count", async () => {
    const { app, tenant } = await createWebhookWorld();
    const headers = { ...bearer(tenant.key), "content-type": "application/x-ndjson" };
    const response = await app.request(LITELLM, { method: "POST", headers, body: `{\n${ndjson}` });
    expect([response.status, valueAt(await response.json(), "accepted")]).toEqual([202, 3]);
  });

  test.each([
    ["", 400],
    ["[]", 422],
    ["{", 400],
    ['{\n"id": 1,\n', 400],
    ['{"id": 1}\n{', 422],
    ["nothing", 400],
  ])("that sends %j is answered %i", async (body, status) => {
    const { app, tenant } = await createWebhookWorld();
    const response = await app.request(LITELLM, { method: "POST", headers: bearer(tenant.key), body });
    expect(response.status).toBe(status);
  });

  test("sends at most 5,000 logs a request", async () => {
    const { tenant } = await createWebhookWorld();
    const many = Array.from({ length: 5001 }, (_, index) => ({ id: `l${index}` }));
    expect((await tenant.owner.post(LITELLM, many)).status).toBe(413);
    const lines = many.map((log) => JSON.stringify(log)).join("\n");
    const answer = await tenant.owner.post(LITELLM, lines, { "content-type": "application/x-ndjson" });
    expect(answer.status).toBe(413);
  });
});

describe("credentials", () => {
  const basic = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
  });
  const LANGFUSE = "/v1/webhooks/langfuse/api/public/ingestion";
  const PORTKEY = "/v1/webhooks/portkey/logs";

  test("a password is an API key on Langfuse's path alone", async () => {
    const { tenant, post, withScopes } = await createWebhookWorld();
    const batch = JSON.stringify({ batch: [] });
    const { key } = tenant;
    const statusOf = async (path: string, headers: Record<string, string>) => (await post(path, batch, headers)).status;
    expect(await statusOf(LANGFUSE, basic("pk-lf-1", key))).toBe(207);
    expect(await statusOf(LANGFUSE, { authorization: basic("a", key).authorization.replace("Basic", "bAsIc") })).toBe(
      207,
    );
    expect(await statusOf(LANGFUSE, bearer(key))).toBe(207);
    for (const headers of [basic(key, "x"), basic(key, ""), basic("", `x${key}`), basic("a:b", key), {}]) {
      expect(await statusOf(LANGFUSE, headers)).toBe(401);
    }
    for (const path of [LITELLM, PORTKEY, "/v1/webhooks/langfuse", "/v1/events"]) {
      expect(await statusOf(path, basic("pk-lf-1", key))).toBe(401);
    }
    const reader = await withScopes(tenant, "spend:read");
    expect((await reader.post(LANGFUSE, { batch: [] })).status).toBe(403);
  });

  test("a password is never a person's or the platform's token", async () => {
    const { post } = await createWebhookWorld();
    for (const token of ["platform-token-of-tests-only", "a.b.c"]) {
      expect((await post(LANGFUSE, "{}", basic("x", token))).status).toBe(401);
    }
  });

  test("Portkey's header holds an API key on Portkey's log path alone", async () => {
    const { tenant, post } = await createWebhookWorld();
    const header = { "x-portkey-api-key": tenant.key };
    // 422: it was let in, and says no usage.
    expect((await post(PORTKEY, "{}", header)).status).toBe(422);
    expect((await post(PORTKEY, "{}", { ...header, authorization: "Bearer x" })).status).toBe(401);
    expect((await post(PORTKEY, "{}", { ...header, authorization: "Basic eDp5" })).status).toBe(401);
    expect((await post(PORTKEY, "{}", { "x-portkey-api-key": "a.b.c" })).status).toBe(401);
    for (const path of [LITELLM, LANGFUSE, "/v1/webhooks/portkey", "/v1/events"]) {
      expect((await post(path, "{}", header)).status).toBe(401);
    }
  });
});

describe("a product's test of the connection", () => {
  test.each([
    ["openrouter", "{}", { "x-test-connection": "true" }],
    ["openrouter", '{"resourceSpans":[]}', { "x-test-connection": "true" }],
    ["openrouter", "", { "x-test-connection": "True" }],
    ["cloudflare", '{"content":"tests"}', {}],
    ["cloudflare", '{"content":"test","filename":"test.txt"}\n', {}],
  ])("of %s, %j, is answered 200 and counts nothing", async (source, body, headers: Record<string, string>) => {
    const { tenant, post, queues } = await createWebhookWorld();
    const path = `/v1/webhooks/${source}`;
    expect((await post(path, body, { ...bearer(tenant.key), ...headers })).status).toBe(200);
    expect((await post(path, body, headers)).status).toBe(401);
    expect(queues.usage.waiting).toEqual([]);
  });

  test("is none with spans in it, or of another product", async () => {
    const { tenant, post } = await createWebhookWorld();
    const headers = { ...bearer(tenant.key), "x-test-connection": "true" };
    const statusOf = async (source: string, body: string) =>
      (await post(`/v1/webhooks/${source}`, body, headers)).status;
    expect(await statusOf("openrouter", '{"resourceSpans":[[]]}')).toBe(400);
    expect(await statusOf("litellm", "{}")).toBe(422);
  });
});

test("a source that nobody knows is no path of ours", async () => {
  const { tenant } = await createWebhookWorld();
  expect((await tenant.owner.post("/v1/webhooks/nobody", {})).status).toBe(422);
  expect((await tenant.owner.get(LITELLM)).status).toBe(405);
  expect((await tenant.owner.get("/v1/webhooks/portkey/logs")).headers.get("allow")).toBe("POST");
});

describe("each product's own form", () => {
  const TIME = "2026-11-02T13:05:09.250Z";
  const chat = {
    id: "chatcmpl-1",
    object: "chat.completion",
    model: "gpt-4o",
    choices: [],
    usage: {
      prompt_tokens: 1500,
      completion_tokens: 100,
      total_tokens: 1600,
      prompt_tokens_details: { cached_tokens: 500 },
    },
  };
  const kong = {
    request: { id: "kong-1" },
    started_at: Date.parse(TIME),
    response: { status: 200 },
    ai: {
      proxy: {
        meta: { provider_name: "openai", request_model: "gpt-4o", response_model: "gpt-4o", plugin_id: "p" },
        usage: chat.usage,
      },
    },
  };
  const portkey = {
    id: "portkey-1",
    created_at: TIME,
    ai_org: "openai",
    ai_model: "gpt-4o",
    response: { body: chat },
    total_units: 1600,
    cost: 0.55,
    cost_currency: "USD",
    response_status_code: 200,
  };
  const cloudflare = {
    id: "cloudflare-1",
    created_at: TIME,
    provider: "openai",
    model: "gpt-4o",
    success: true,
    status_code: 200,
    tokens_in: 1500,
    tokens_out: 100,
    response_head: JSON.stringify(chat),
    response_head_complete: true,
  };
  const helicone = { request_id: "helicone-1", provider: "OPENAI", response_body: JSON.stringify(chat) };
  const key = "helicone-signing-key-of-theirs";

  test("is the same call at the same price, however often it comes", async () => {
    const { app, tenant, spend, advance } = await createWebhookWorld();
    const signing = await makeSource(tenant.owner, { kind: "helicone", name: "h", secret: key });
    const posts = [
      ["/v1/webhooks/kong", JSON.stringify([kong]), bearer(tenant.key)],
      ["/v1/webhooks/portkey", `${JSON.stringify(portkey)}\n`, bearer(tenant.key)],
      ["/v1/webhooks/portkey/logs", JSON.stringify(portkey), { "x-portkey-api-key": tenant.key }],
      ["/v1/webhooks/cloudflare", JSON.stringify(cloudflare), bearer(tenant.key)],
      [signing.path, JSON.stringify(helicone), heliconeHeaders(JSON.stringify(helicone))],
    ] as const;
    for (let times = 0; times < 2; times++) {
      for (const [path, body, headers] of posts) {
        const response = await app.request(path, { method: "POST", body, headers: { ...headers } });
        expect([path, response.status, await response.json()]).toMatchObject([path, 202, { accepted: 1, refused: [] }]);
      }
      const { body } = await spend("source&measures=cost,events,input_tokens,cache_read_tokens");
      const measures = { cost: "0.004125", events: 1, input_tokens: 1000, cache_read_tokens: 500 };
      const sources = ["cloudflare", "helicone", "kong", "portkey"];
      expect(valueAt(body, "items")).toHaveLength(4);
      for (const source of sources) {
        expect(valueAt(body, "items")).toContainEqual(expect.objectContaining({ dimensions: { source }, measures }));
      }
      advance(60_000);
    }
  });

  test("without usage counts nothing, and is no fault", async () => {
    const { tenant, queues } = await createWebhookWorld();
    const { ai: _, ...plain } = kong;
    const answer = await tenant.owner.post("/v1/webhooks/kong", [plain, plain]);
    expect([answer.status, valueAt(answer.body, "accepted")]).toEqual([202, 0]);
    expect(queues.usage.waiting).toEqual([]);
  });

  const heliconeHeaders = (body: string) => ({
    "helicone-signature": createHmac("sha256", key).update(body).digest("hex"),
  });
});

describe("OpenRouter's broadcast", () => {
  const attributes = (members: Record<string, string | number>) =>
    Object.entries(members).map(([key, value]) => ({
      key,
      value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
    }));
  const traces = (spanId: string) => ({
    resourceSpans: [
      {
        resource: { attributes: attributes({ "service.name": "openrouter-broadcast" }) },
        scopeSpans: [
          {
            spans: [
              {
                traceId: "0af7651916cd43dd8448eb211c80319c",
                spanId,
                name: "chat",
                startTimeUnixNano: `${Date.parse("2026-11-02T13:05:09.250Z")}000000`,
                endTimeUnixNano: `${Date.parse("2026-11-02T13:05:11.000Z")}000000`,
                attributes: attributes({
                  "gen_ai.operation.name": "chat",
                  "gen_ai.provider.name": "openai",
                  "gen_ai.request.model": "gpt-4o",
                  "gen_ai.usage.input_tokens": 1000,
                  "gen_ai.usage.output_tokens": 100,
                }),
              },
            ],
          },
        ],
      },
    ],
  });

  test("is spend under the name of where it came in, and counts once", async () => {
    const { tenant, spend } = await createWebhookWorld();
    const body = { kind: "openrouter", name: "o", source: "router-eu", attribution: { department: "it" } };
    const source = await makeSource(tenant.owner, body);
    for (let times = 0; times < 2; times++) {
      const plain = await tenant.owner.post("/v1/webhooks/openrouter", traces("b7ad6b7169203331"));
      const stamped = await tenant.owner.post(source.path, traces("b7ad6b7169203332"));
      expect([plain.status, stamped.status, plain.body]).toEqual([200, 200, {}]);
    }
    const { body: spent } = await spend("source,department&measures=cost,events");
    const measures = { cost: "0.0035", events: 1 };
    expect(valueAt(spent, "items")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ dimensions: { source: "openrouter", department: "unattributed" }, measures }),
        expect.objectContaining({ dimensions: { source: "router-eu", department: "it" }, measures }),
      ]),
    );
  });

  test("is told of the spans that are rejected, as OTLP tells", async () => {
    const { tenant } = await createWebhookWorld();
    const broken = traces("nothing");
    const answer = await tenant.owner.post("/v1/webhooks/openrouter", broken);
    expect(answer.status).toBe(200);
    expect(at(answer.body, "partialSuccess", "rejectedSpans")).toBe("1");
  });
});
