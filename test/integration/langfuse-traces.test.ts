import { OTLP_PATHS } from "@outlay/api/otlp-status";
import { JsonTraceSerializer, ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { createWebhookWorld } from "./webhook-sender.ts";
import { at, valueAt } from "./world.ts";

const PATH = OTLP_PATHS[1];
const basic = (key: string) => `Basic ${Buffer.from(`pk-lf-any:${key}`).toString("base64")}`;
const JSON_TYPE = "application/json";
const PROTOBUF = "application/x-protobuf";

/** Spans of OpenTelemetry's SDK with the attributes that Langfuse's SDKs write. */
function spans() {
  const kept = new InMemorySpanExporter();
  const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: kept })] }).getTracer(
    "langfuse-sdk",
  );
  const span = tracer.startSpan("answer", {
    startTime: new Date("2026-11-02T13:05:09.250Z"),
    attributes: {
      "langfuse.observation.type": "generation",
      "langfuse.observation.model.name": "gpt-4o",
      "langfuse.observation.usage_details": '{"input":226,"input_cached_tokens":1024,"output":310,"total":1560}',
      "langfuse.observation.input": "a question",
      "langfuse.trace.tags": ["department:legal"],
      "user.id": "ada",
    },
  });
  span.end(new Date("2026-11-02T13:05:11.000Z"));
  return kept.getFinishedSpans();
}

test("spans that Langfuse's clients send are spend, in either encoding, and count once", async () => {
  const { app, tenant, spend } = await createWebhookWorld();
  const bodies = [
    [JSON_TYPE, JsonTraceSerializer.serializeRequest(spans())],
    [PROTOBUF, ProtobufTraceSerializer.serializeRequest(spans())],
  ] as const;
  for (const [type, bytes] of bodies) {
    for (const _ of [1, 2]) {
      const headers = { authorization: basic(tenant.key), "content-type": type };
      const answer = await app.request(PATH, { method: "POST", headers, body: Uint8Array.from(bytes ?? []) });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
    }
  }
  const { body } = await spend("user,department,model&measures=events,input_tokens,cache_read_tokens,unpriced_calls");
  const dimensions = { user: "ada", department: "legal", model: "gpt-4o" };
  // Each encoding's spans have ids of their own.
  expect(valueAt(body, "items")).toMatchObject([
    { dimensions, measures: { events: 2, input_tokens: 452, cache_read_tokens: 2048, unpriced_calls: 0 } },
  ]);
});

test("a wrong key, and one that may not write events, are refused as OTLP wants", async () => {
  const { app, tenant } = await createWebhookWorld();
  const { body } = await tenant.owner.post("/v1/api-keys", { name: "reader", scopes: ["spend:read"] });
  for (const [key, status, code] of [
    ["x", 401, 16],
    [at(body, "secret"), 403, 7],
  ] as const) {
    const headers = { authorization: basic(key), "content-type": JSON_TYPE };
    const answer = await app.request(PATH, { method: "POST", headers, body: "{}" });
    expect([answer.status, valueAt(await answer.json(), "code")]).toEqual([status, code]);
  }
});

test("of a batch of the older API one entry that is not strict is refused by its id, and its neighbours count", async () => {
  const { post, tenant, spend } = await createWebhookWorld();
  const entry = (id: string, more = "") =>
    `{"id":"${id}","type":"generation-create","body":{"id":"g-${id}","model":"gpt-4o","startTime":"2026-11-02T13:05:09Z","usageDetails":{"input":1,"output":2}${more}}}`;
  const deep = `,"input":${"[".repeat(70)}${"]".repeat(70)}`;
  const batch = [entry("a"), entry("b", ',"__proto__":{}'), entry("c", deep), entry("d", ',"model":"x"'), entry("e")];
  const headers = { authorization: basic(tenant.key), "content-type": JSON_TYPE };
  const answer = await post("/v1/webhooks/langfuse/api/public/ingestion", `{"batch":[${batch.join(",")}]}`, headers);
  expect(answer.status).toBe(207);
  expect(answer.body).toEqual({
    successes: [
      { id: "a", status: 201 },
      { id: "e", status: 201 },
    ],
    errors: ["b", "c", "d"].map((id, index) => ({
      id,
      status: 400,
      message: expect.stringMatching(new RegExp(`^/batch/${index + 1}`)),
    })),
  });
  expect(valueAt((await spend()).body, "totals", "events")).toBe(2);
});
