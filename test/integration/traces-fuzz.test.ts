import { type Attributes, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { DomainError } from "@outlay/domain/errors";
import { readUsageEvent } from "@outlay/domain/read-usage-event";
import { decodeJsonTraces } from "@outlay/sources/otlp/decode-json";
import { decodeProtobufTraces } from "@outlay/sources/otlp/decode-protobuf";
import { readTraces } from "@outlay/sources/otlp/read-traces";
import type { DecodedSpan } from "@outlay/sources/otlp/span";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { traceSamples } from "./trace-samples.ts";

const NOW = Date.parse("2026-11-02T09:30:00Z");
const MEMBERS_OF_ALL = Reflect.ownKeys(Object.prototype);
const startTime = new Date(NOW - 60_000);

/** One of every convention, with a parent each, so that structure is hit as well. */
const ATTRIBUTES: readonly Attributes[] = [
  {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.cache_read.input_tokens": 60,
    "gen_ai.usage.reasoning.output_tokens": 3,
    "gen_ai.usage.output_tokens": 10,
    "gen_ai.usage.total_tokens": 110,
    "gen_ai.usage.cost": 0.25,
    "outlay.tag.__proto__": "x",
    "trace.metadata.constructor": "x",
  },
  { "openinference.span.kind": "LLM", "llm.model_name": "m", "llm.token_count.prompt": 5, "llm.token_count.total": 9 },
  {
    "ai.operationId": "ai.streamText.doStream",
    "ai.model.id": "m",
    "ai.usage.inputTokens": 5,
    "ai.usage.outputTokens": 1,
  },
  {
    "llm.request.type": "chat",
    "llm.usage.prompt_tokens": 4,
    "llm.usage.completion_tokens": 4,
    "llm.usage.total_cost": 1,
  },
  { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "t", "gen_ai.tool.call.arguments": '{"a":1}' },
  { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "a", list: ["a", "b"], flag: true },
];

/** A request of OpenTelemetry's own making. */
function recorded(): Uint8Array {
  const exporter = new InMemorySpanExporter();
  const resource = resourceFromAttributes({ "service.name": "fuzz", "deployment.environment": "test" });
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  let context = ROOT_CONTEXT;
  for (const attributes of ATTRIBUTES.toReversed()) {
    const span = provider.getTracer("fuzz").startSpan("s", { startTime, attributes }, context);
    if (attributes["flag"] === true) context = trace.setSpan(context, span);
    else span.setStatus({ code: SpanStatusCode.UNSET });
    span.end(new Date(NOW));
  }
  return ProtobufTraceSerializer.serializeRequest(exporter.getFinishedSpans()) ?? new Uint8Array();
}

/** The same in JSON, and every recorded sample that is small enough to be mutated often. */
function jsonRequests(): readonly unknown[] {
  const spans = ATTRIBUTES.map((attributes, index) => ({
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: (index + 1).toString(16).padStart(16, "0"),
    parentSpanId: index === 5 ? "" : (6).toString(16).padStart(16, "0"),
    name: "s",
    startTimeUnixNano: `${startTime.getTime()}000000`,
    endTimeUnixNano: `${NOW}000000`,
    status: { code: 0 },
    attributes: Object.entries(attributes).map(([key, value]) => ({
      key,
      value: typeof value === "number" ? { intValue: value } : { stringValue: String(value) },
    })),
  }));
  const samples = (traceSamples() ?? []).map(({ request }) => request);
  const small = samples.filter((request) => JSON.stringify(request).length < 4000);
  return [{ resourceSpans: [{ resource: {}, scopeSpans: [{ spans }] }] }, ...small];
}

/** Runs a request as the API does; what it counts is whole, and not negative. Returns how many events are fit. */
function take(decode: () => readonly DecodedSpan[]): number {
  let spans: readonly DecodedSpan[];
  try {
    spans = decode();
  } catch (error) {
    if (error instanceof DomainError && error.code === "malformed_body") return 0;
    throw error;
  }
  let fit = 0;
  for (const { read } of readTraces(spans)) {
    if ("faults" in read && read.faults.length === 0) throw new Error("a span is refused without a reason");
    for (const { body } of "events" in read ? read.events : []) {
      const isCount = (count: unknown) => Number.isSafeInteger(count) && Number(count) >= 0;
      if (!Object.values(Object(body.usage)).every(isCount))
        throw new Error(`no counts: ${JSON.stringify(body.usage)}`);
      const judged = readUsageEvent(body, { kind: "import", bound: new Map(), nowEpochMs: NOW });
      if ("faults" in judged) continue;
      fit += 1;
      const cost = judged.event.reportedCost?.amount ?? "0.0";
      if (!/^\d+\.\d+$/.test(cost)) throw new Error(`no amount: ${cost}`);
    }
  }
  return fit;
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "x",
    "a\u0000",
    "__proto__",
    -1,
    0,
    0.5,
    -0,
    1e12,
    1e300,
    true,
    [],
    {},
    [{}],
    [null],
  ),
  fc.constantFrom(
    "-5",
    "1e5",
    "9".repeat(25),
    "NaN",
    "00",
    "SPAN",
    "gen_ai.usage.input_tokens",
    "llm.token_count.total",
  ),
  fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
);

/** `sample` with its member number `at`, in order of depth, set to `value`. */
function change(sample: unknown, at: number, value: unknown): unknown {
  let members = 0;
  JSON.stringify(sample, (_, member: unknown) => ((members += 1), member));
  const chosen = at % Math.max(1, members);
  let seen = -1;
  return JSON.parse(JSON.stringify(sample, (_, member: unknown) => ((seen += 1) === chosen ? value : member)));
}

test("JSON with members changed at will is read or refused, and counts nothing that is no count", () => {
  const requests = jsonRequests();
  let fit = 0;
  const changes = fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.nat(), changes, (which, chosen) => {
      const changed = chosen.reduce(
        (value, [at, other]) => change(value, at, other),
        requests[which % requests.length],
      );
      fit += take(() => decodeJsonTraces(Buffer.from(JSON.stringify(changed))));
    }),
    { numRuns: 8_000 },
  );
  expect(fit).toBeGreaterThan(3_000);
});

test("protobuf with bytes changed, cut or added at will is read or refused, and counts nothing that is no count", () => {
  const request = recorded();
  expect(take(() => decodeProtobufTraces(request))).toBe(5);
  let fit = 0;
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 });
  const seldom = <T>(arbitrary: fc.Arbitrary<T>, otherwise: T) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });
  const damage = fc.tuple(
    flips,
    seldom<number | null>(fc.nat(), null),
    seldom(fc.uint8Array({ maxLength: 6 }), new Uint8Array()),
  );
  fc.assert(
    fc.property(damage, ([changed, cut, added]) => {
      const end = cut === null ? request.length : cut % request.length;
      const bytes = Uint8Array.from([...request.subarray(0, end), ...added]);
      for (const [at, byte] of changed) bytes[at % Math.max(1, bytes.length)] = byte;
      fit += take(() => decodeProtobufTraces(bytes));
    }),
    { numRuns: 12_000 },
  );
  expect(fit).toBeGreaterThan(3_000);
});

test("no name of an attribute has reached a prototype", () => {
  expect(Reflect.ownKeys(Object.prototype)).toEqual(MEMBERS_OF_ALL);
});
