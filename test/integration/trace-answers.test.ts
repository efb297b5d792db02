import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { OTLP_PATHS } from "@outlay/api/otlp-status";
import { createPipeline } from "./pipeline.ts";
import { valueAt } from "./world.ts";

const NOW = Date.parse("2026-11-02T09:30:00.000Z");
const SIGNED_UP_MS = 10 * 3_600_000;
const PROTOBUF = { "content-type": "application/x-protobuf" };
const JSON_TYPE = { "content-type": "application/json" };

async function setUp() {
  // Signed up hours before: buckets are minutes only since then.
  const pipeline = createPipeline({ at: new Date(NOW - SIGNED_UP_MS).toISOString() });
  const tenant = await pipeline.signUp();
  pipeline.advance(SIGNED_UP_MS);
  const post = async (
    body: Uint8Array | string,
    headers: Record<string, string>,
    key: string | undefined = tenant.key,
  ) => {
    const answer = await pipeline.app.request("/v1/traces", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, ...headers },
      body: typeof body === "string" ? body : Uint8Array.from(body),
    });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const events = async () => {
    await pipeline.settle();
    const path = "/v1/spend?from=2026-11-01&to=2026-12-01&granularity=total&measures=events,input_tokens";
    return valueAt((await tenant.owner.get(path)).body, "totals");
  };
  return { ...pipeline, ...tenant, post, events };
}

/** A request of calls that began so many minutes ago, in JSON. */
const calls = (minutesAgo: readonly number[], tokens = 1) => {
  const spans = minutesAgo.map((minutes, index) => ({
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: (index + 1).toString(16).padStart(16, "0"),
    name: "chat",
    startTimeUnixNano: `${NOW - minutes * 60_000}000000`,
    attributes: [
      { key: "gen_ai.request.model", value: { stringValue: "gpt-4o" } },
      { key: "gen_ai.usage.input_tokens", value: { intValue: tokens } },
    ],
  }));
  return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
};

/** A google.rpc.Status by its bytes: field 1 is the code, field 2 the message. */
function statusOf(bytes: Buffer) {
  expect([bytes[0], bytes[2]]).toEqual([0x08, 0x12]);
  const message = bytes.subarray(4 + Number((bytes[3] ?? 0) > 0x7f));
  return { code: bytes[1], message: message.toString() };
}

const ZEROS = new Uint8Array(17 * 1024 * 1024);
test.each([
  { name: "without a credential", headers: { authorization: "" }, status: 401, code: 16, told: /^unauthenticated: / },
  { name: "with a key that is none", headers: { authorization: "Bearer x" }, status: 401, code: 16, told: /^unauth/ },
  { name: "of garbage", body: Buffer.from("hello"), status: 400, code: 3, told: /^malformed_body: This is no OTLP/ },
  {
    name: "of broken gzip",
    headers: { "content-encoding": "gzip" },
    body: Buffer.from("x"),
    status: 400,
    code: 3,
    told: /gzip/,
  },
  { name: "of gzip unsaid", body: gzipSync("x"), status: 400, code: 3, told: /say so/ },
  { name: "in another encoding", headers: { "content-encoding": "br" }, status: 415, code: 3, told: /^encoding_not/ },
  { name: "too large", body: ZEROS, status: 413, code: 8, told: /^body_too_large: / },
  {
    name: "too large once decompressed",
    headers: { "content-encoding": "gzip" },
    body: gzipSync(ZEROS),
    status: 413,
    code: 8,
    told: /decoded/,
  },
])("a protobuf request $name is refused with a google.rpc.Status", async ({ headers, body, status, code, told }) => {
  const { post } = await setUp();
  const answer = await post(body ?? new Uint8Array(), { ...PROTOBUF, ...headers });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, PROTOBUF["content-type"]]);
  expect(statusOf(answer.bytes)).toEqual({ code, message: expect.stringMatching(told) });
  expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
  expect(answer.headers.has("www-authenticate")).toBe(status === 401);
});

test("a JSON request is refused with a google.rpc.Status in JSON, and so is one of another media type", async () => {
  const { post } = await setUp();
  for (const [body, type, status, told] of [
    ["{", "application/json", 400, /^malformed_body: This is no OTLP/],
    [calls([1]), "text/plain", 415, /^media_type_not_supported: /],
    [calls([1]), "application/x-ndjson", 415, /^media_type_not_supported: /],
    [calls([1]), "application/json; charset=latin1", 415, /^media_type_not_supported: /],
  ] as const) {
    const answer = await post(body, { "content-type": type });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/json"]);
    expect(JSON.parse(answer.bytes.toString())).toEqual({ code: 3, message: expect.stringMatching(told) });
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
  }
  const unknown = await post(calls([1]), JSON_TYPE, "x");
  expect([unknown.status, unknown.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="outlay"']);
  expect(JSON.parse(unknown.bytes.toString())).toEqual({
    code: 16,
    message: expect.stringMatching(/^unauthenticated: /),
  });
});

test("every path that takes OTLP refuses as it wants", async () => {
  const { app, key, owner } = await setUp();
  const made = await owner.post("/v1/webhook-sources", { kind: "openrouter", name: "o" });
  const id = String(valueAt(made.body, "webhook_source", "id"));
  expect(OTLP_PATHS).toHaveLength(4);
  for (const path of OTLP_PATHS.map((each) => each.replace(":webhook_source_id", id))) {
    const send = (token: string) =>
      app.request(path, { method: "POST", headers: { authorization: `Bearer ${token}`, ...JSON_TYPE }, body: "{" });
    const [unknown, broken] = [await send("x"), await send(key)];
    expect([path, unknown.status, broken.status, broken.headers.get("content-type")]).toEqual([
      path,
      401,
      400,
      "application/json",
    ]);
    expect(await unknown.json()).toEqual({ code: 16, message: expect.stringMatching(/^unauthenticated: /) });
    expect(await broken.json()).toEqual({ code: 3, message: expect.stringMatching(/^malformed_body: /) });
    const { status, headers } = await app.request(path, { headers: { authorization: `Bearer ${key}` } });
    expect([status, headers.get("allow")]).toEqual([405, "POST"]);
  }
});

test("a key that may not write events is refused", async () => {
  const { owner, post } = await setUp();
  const { body } = await owner.post("/v1/api-keys", { name: "reader", scopes: ["spend:read"] });
  const answer = await post(new Uint8Array(), PROTOBUF, String(valueAt(body, "secret")));
  expect([answer.status, statusOf(answer.bytes).code]).toEqual([403, 7]);
});

test("what is not durable is to be sent again, also where a part is; sent again, it counts once", async () => {
  const { queues, post, events } = await setUp();
  // Spans of more buckets than one request of events may hold go in several messages.
  const body = calls(Array.from({ length: 60 }, (_, index) => index + 1));
  const send = queues.usage.send.bind(queues.usage);
  for (const taken of [0, 1]) {
    let left = taken;
    queues.usage.send = async (messages) => (left-- > 0 ? send(messages) : messages.map((_, index) => index));
    const answer = await post(body, JSON_TYPE);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  }
  queues.usage.send = async (messages) => messages.map((_, index) => index);
  const binary = await post(Buffer.from([]), PROTOBUF);
  expect(binary.status).toBe(200); // nothing to be taken
  queues.usage.send = send;
  expect((await post(body, JSON_TYPE)).bytes.toString()).toBe("{}");
  expect(await events()).toEqual({ events: 60, input_tokens: 60 });
});

test("what fails here is to be sent again, since an exporter drops what it sent on 500", async () => {
  const { queues, post } = await setUp();
  queues.usage.send = () => Promise.reject(new Error("a queue that is not there"));
  const answer = await post(calls([1]), JSON_TYPE);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(JSON.parse(answer.bytes.toString())).toEqual({
    code: 14,
    message: "unavailable: Something failed here. Send the same request again.",
  });
  expect(answer.bytes.toString()).not.toContain("not there");
});

test("of one message of two that is not taken, all is to be sent again", async () => {
  const { queues, post, events } = await setUp();
  const tags = () =>
    ["a", "b", "c", "d"].map((name) => ({
      key: `outlay.tag.${name}`,
      value: { stringValue: randomBytes(64).toString("hex") },
    }));
  const body = calls(Array.from({ length: 3000 }, () => 1)).replaceAll(
    '"attributes":[',
    () => `"attributes":[${JSON.stringify(tags()).slice(1, -1)},`,
  );
  const send = queues.usage.send.bind(queues.usage);
  let messages = 0;
  queues.usage.send = async (sent) => {
    messages = sent.length;
    await send(sent.slice(1));
    return [0];
  };
  const answer = await post(body, JSON_TYPE);
  expect([messages > 1, answer.status, answer.headers.get("retry-after")]).toEqual([true, 503, "5"]);
  queues.usage.send = send;
  expect((await post(body, JSON_TYPE)).status).toBe(200);
  expect(await events()).toEqual({ events: 3000, input_tokens: 3000 });
});

test("hours of spans at once are taken from a key that may send events alone", async () => {
  const { owner, post, events } = await setUp();
  const { body } = await owner.post("/v1/api-keys", { name: "collector", scopes: ["events:write"] });
  const answer = await post(
    calls(Array.from({ length: 300 }, (_, index) => index)),
    JSON_TYPE,
    String(valueAt(body, "secret")),
  );
  expect([answer.status, answer.bytes.toString()]).toEqual([200, "{}"]);
  expect(await events()).toEqual({ events: 300, input_tokens: 300 });
});

test("a rejected span blocks no neighbour; the message says which and why, and stays short", async () => {
  const { post, events } = await setUp();
  const days = 24 * 60;
  const old = Array.from({ length: 500 }, (_, index) => 36 * days + index);
  const { status, bytes } = await post(calls([5, 35 * days - 1, ...old, -4, -6]), JSON_TYPE);
  const partial: unknown = valueAt(JSON.parse(bytes.toString()), "partialSuccess");
  expect([status, valueAt(partial, "rejectedSpans")]).toEqual([200, "501"]);
  const message = String(valueAt(partial, "errorMessage"));
  expect(message).toMatch(
    /^501 rejected\. Span 0af7651916cd43dd8448eb211c80319c-0000000000000003 \(chat\): \/time: This is more than 35 days/,
  );
  expect(message).toMatch(/ And 491 more\.$/);
  expect(message.length).toBeLessThan(4000);
  expect(await events()).toEqual({ events: 2, input_tokens: 2 }); // the third one lies in another month
});

test("a span that contradicts itself is counted, with a warning", async () => {
  const { post, events } = await setUp();
  const body = calls([1])
    .replace("gen_ai.request.model", "llm.model_name")
    .replace("gen_ai.usage.input_tokens", "llm.token_count.total");
  const total = { key: "llm.token_count.prompt", value: { intValue: 7 } };
  const { bytes } = await post(
    body.replace(
      '"attributes":[',
      `"attributes":[${JSON.stringify(total)},{"key":"llm.token_count.completion","value":{"intValue":0}},`,
    ),
    JSON_TYPE,
  );
  expect(JSON.parse(bytes.toString())).toEqual({
    partialSuccess: {
      rejectedSpans: "0",
      errorMessage: expect.stringMatching(
        /^1 counted, though they contradict themselves\. .*llm\.token_count\.total: The stated total is 1/,
      ),
    },
  });
  expect(await events()).toEqual({ events: 1, input_tokens: 7 });
});

test("the request by which OpenRouter tries a destination", async () => {
  const { post, events } = await setUp();
  const tried = { ...JSON_TYPE, "x-test-connection": "true" };
  expect([
    (await post("", tried)).status,
    (await post("{}", tried)).status,
    (await post("", JSON_TYPE)).status,
  ]).toEqual([200, 200, 400]);
  await post(calls([1]), tried);
  expect(await events()).toEqual({ events: 1, input_tokens: 1 });
});
