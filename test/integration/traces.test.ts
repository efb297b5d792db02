import { gzipSync } from "node:zlib";
import { type Context, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as HttpExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtoExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { JsonTraceSerializer, ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { decodeJsonTraces } from "@outlay/sources/otlp/decode-json";
import { decodeProtobufTraces } from "@outlay/sources/otlp/decode-protobuf";
import { describe, expect, test } from "vitest";
import { serve } from "./otlp-server.ts";
import { createPipeline } from "./pipeline.ts";
import { valueAt } from "./world.ts";

const NOW = "2026-11-02T09:30:00.000Z";
const startTime = new Date("2026-11-02T09:29:00.000Z");

const resource = resourceFromAttributes({ "service.name": "contract-review", "outlay.department": "legal" });

/** A run of an agent: its span repeats the usage of its two model calls, between which it calls a tool. */
function runAgent(provider: TracerProvider): void {
  const tracer = provider.getTracer("tests");
  const usage = (input: number, cached: number, output: number) => ({
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.usage.input_tokens": input,
    "gen_ai.usage.cache_read.input_tokens": cached,
    "gen_ai.usage.output_tokens": output,
  });
  const span = (name: string, parent: Context, attributes: Record<string, string | number>) => {
    const started = tracer.startSpan(name, { startTime, attributes }, parent);
    return { started, context: trace.setSpan(parent, started) };
  };
  const agent = span("invoke_agent planner", ROOT_CONTEXT, {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "planner",
    ...usage(3000, 500, 300),
  });
  const calls = [
    span("chat gpt-4o", agent.context, { "gen_ai.operation.name": "chat", ...usage(1000, 0, 100) }),
    span("execute_tool search", agent.context, {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "search",
    }),
    span("chat gpt-4o", agent.context, { "gen_ai.operation.name": "chat", ...usage(2000, 500, 200) }),
    span("GET /", agent.context, { "http.request.method": "GET" }),
  ];
  calls.at(-1)?.started.setStatus({ code: SpanStatusCode.ERROR });
  for (const { started } of [...calls, agent]) started.end(new Date(startTime.getTime() + 1500));
}

/** The pipeline behind a socket, and what its tenant spent. */
async function setUp() {
  const pipeline = createPipeline({ at: NOW });
  const tenant = await pipeline.signUp();
  const server = await serve(pipeline.app);
  const spend = async () => {
    await pipeline.settle();
    const measures = "cost,events,requests,tool_calls,agent_steps,input_tokens,cache_read_tokens,output_tokens";
    const groups = "application,agent,department,operation";
    const path = `/v1/spend?from=2026-11-01&to=2026-12-01&granularity=total&group_by=${groups}&measures=${measures}`;
    return (await tenant.owner.get(path)).body;
  };
  return { ...pipeline, ...tenant, server, spend, url: `${server.url}/v1/traces` };
}

/** gpt-4o: 2.5 a million input tokens, 1.25 cached, 10 output: (2500 × 2.5 + 500 × 1.25 + 300 × 10) / 10^6. */
const EXPECTED = { cost: "0.009875", events: 3, input_tokens: 2500, cache_read_tokens: 500, output_tokens: 300 };

describe.each([
  { name: "JSON", Exporter: HttpExporter, compression: CompressionAlgorithm.NONE },
  { name: "JSON in gzip", Exporter: HttpExporter, compression: CompressionAlgorithm.GZIP },
  { name: "protobuf", Exporter: ProtoExporter, compression: CompressionAlgorithm.NONE },
  { name: "protobuf in gzip", Exporter: ProtoExporter, compression: CompressionAlgorithm.GZIP },
])("OpenTelemetry's own exporter, $name", ({ Exporter, compression }) => {
  const exporterOf = ({ url, key }: { url: string; key: string }) =>
    new Exporter({
      url,
      headers: { Authorization: `Bearer ${key}` },
      compression,
    });

  test("an agent's run becomes spend, each of its model calls once", async () => {
    const world = await setUp();
    const provider = new TracerProvider({
      resource,
      spanProcessors: [new BatchSpanProcessor({ exporter: exporterOf(world) })],
    });
    runAgent(provider);
    await provider.shutdown();
    const body = await world.spend();
    await world.server.close();
    expect(valueAt(body, "totals")).toMatchObject(EXPECTED);
    expect(valueAt(body, "items", 0, "dimensions")).toEqual({
      application: "contract-review",
      agent: "planner",
      department: "legal",
      operation: "chat",
    });
    expect(valueAt(body, "items", 0, "measures")).toMatchObject({ agent_steps: 2, requests: 2 });
    expect(valueAt(body, "items", 1, "measures")).toMatchObject({ tool_calls: 1 });
  });

  test("the same spans sent again count nothing", async () => {
    const world = await setUp();
    const spans = recordedSpans();
    for (let time = 0; time < 2; time++) {
      const exporter = exporterOf(world);
      const result = await new Promise<{ code: number }>((resolve) => exporter.export([...spans], resolve));
      expect(result.code).toBe(0);
      await exporter.shutdown();
    }
    const body = await world.spend();
    const conflicts = await world.owner.get("/v1/conflicts?from=2026-11-01&to=2026-12-01");
    await world.server.close();
    expect(valueAt(body, "totals")).toMatchObject(EXPECTED);
    expect(valueAt(conflicts.body, "items")).toEqual([]);
  });
});

test("an exporter that is told of Outlay by its environment alone", async () => {
  const world = await setUp();
  const variables = {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: world.url,
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: `Authorization=Bearer%20${world.key}`,
    OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: "gzip",
  };
  Object.assign(process.env, variables);
  const exporter = new ProtoExporter();
  for (const name of Object.keys(variables)) delete process.env[name];
  const result = await new Promise<{ code: number }>((resolve) => exporter.export([...recordedSpans()], resolve));
  await exporter.shutdown();
  const body = await world.spend();
  await world.server.close();
  expect(result.code).toBe(0);
  expect(valueAt(body, "totals")).toMatchObject(EXPECTED);
});

/** The spans of one run, as the SDK hands them to an exporter. */
function recordedSpans(): readonly ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  runAgent(provider);
  return exporter.getFinishedSpans();
}

test("both encodings of the same spans are read alike, and as OpenTelemetry wrote them", () => {
  const spans = recordedSpans();
  const [json, protobuf] = [JsonTraceSerializer, ProtobufTraceSerializer].map((each) =>
    each.serializeRequest([...spans]),
  );
  const read = decodeProtobufTraces(protobuf ?? new Uint8Array());
  expect(read).toEqual(decodeJsonTraces(json ?? new Uint8Array()));
  expect(read.map((each) => "span" in each && [each.span.spanId, each.span.parentSpanId, each.span.name])).toEqual(
    spans.map((span) => [span.spanContext().spanId, span.parentSpanContext?.spanId, span.name]),
  );
  expect(read.map((each) => "span" in each && Object.fromEntries(each.span.attributes))).toEqual(
    spans.map(({ attributes }) => ({ ...attributes })),
  );
  expect(
    read.map((each) => "span" in each && [each.span.isFailed, each.span.startEpochNano, each.span.endEpochNano]),
  ).toEqual(
    spans.map(({ status }) => [
      status.code === SpanStatusCode.ERROR,
      BigInt(startTime.getTime()) * 1_000_000n,
      BigInt(startTime.getTime() + 1500) * 1_000_000n,
    ]),
  );
});

describe("answers", () => {
  const post = async (
    { url, key }: { url: string; key: string },
    body: Uint8Array | undefined,
    headers: Record<string, string>,
  ) => {
    const sent = {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, ...headers },
      body: Buffer.from(body ?? []),
    };
    const answer = await fetch(url, sent);
    return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };
  const protobuf = { "content-type": "application/x-protobuf" };

  test("all taken: an empty answer in the request's encoding", async () => {
    const world = await setUp();
    const spans = [...recordedSpans()];
    const json = await post(world, JsonTraceSerializer.serializeRequest(spans), { "content-type": "application/json" });
    expect([json.status, Buffer.from(json.bytes).toString()]).toEqual([200, "{}"]);
    const request = ProtobufTraceSerializer.serializeRequest(spans);
    const binary = await post(world, request && gzipSync(request), { ...protobuf, "content-encoding": "gzip" });
    expect([binary.status, binary.bytes.length]).toEqual([200, 0]);
    expect(binary.headers.get("content-type")).toBe("application/x-protobuf");
    await world.server.close();
  });

  test("some rejected: how many, and why, as OpenTelemetry reads it", async () => {
    const world = await setUp();
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    const usage = { "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 1 };
    for (const time of ["2026-11-02T09:00:00Z", "2026-09-01T00:00:00Z", "2026-11-02T10:00:00Z"]) {
      provider
        .getTracer("tests")
        .startSpan(`chat at ${time}`, { startTime: new Date(time), attributes: usage })
        .end();
    }
    const spans = exporter.getFinishedSpans();
    const { status, bytes } = await post(world, ProtobufTraceSerializer.serializeRequest(spans), protobuf);
    expect(status).toBe(200);
    const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(bytes);
    expect(Number(partialSuccess?.rejectedSpans)).toBe(2);
    expect(partialSuccess?.errorMessage).toMatch(
      /^2 rejected\. Span \w+-\w+ \(chat at 2026-09.*35 days ago.*chat at 2026-11.*5 minutes ahead/,
    );
    expect(valueAt(await world.spend(), "totals", "events")).toBe(1);
    await world.server.close();
  });
});
