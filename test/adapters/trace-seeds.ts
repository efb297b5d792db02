import { type Attributes, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { JsonTraceSerializer, ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { traceSamples } from "../integration/trace-samples.ts";

const MODEL = { "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4o" };

/** An agent's run, in OpenTelemetry's own recording: the agent repeats what its two calls used. */
const AGENT: Attributes = {
  ...MODEL,
  "gen_ai.operation.name": "invoke_agent",
  "gen_ai.agent.name": "writer",
  "gen_ai.usage.input_tokens": 3000,
  "gen_ai.usage.output_tokens": 200,
};
const CHILDREN: readonly Attributes[] = [
  {
    ...MODEL,
    "gen_ai.operation.name": "chat",
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.cache_read.input_tokens": 400,
    "gen_ai.usage.output_tokens": 100,
    "gen_ai.usage.cost": 0.003,
  },
  { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" },
  { ...MODEL, "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 2000, "gen_ai.usage.output_tokens": 100 },
  { "openinference.span.kind": "LLM", "llm.model_name": "m", "llm.token_count.prompt": 5, "llm.token_count.total": 9 },
  {
    "ai.operationId": "ai.streamText.doStream",
    "ai.model.id": "m",
    "ai.usage.inputTokens": 5,
    "ai.usage.outputTokens": 1,
  },
];

/** The spans of one agent's run, ended at one instant. */
function agentRun(endTime: Date, children: readonly Attributes[]) {
  const exporter = new InMemorySpanExporter();
  const resource = resourceFromAttributes({ "service.name": "letters", "deployment.environment": "test" });
  const provider = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  const startTime = new Date(endTime.getTime() - 1000);
  const tracer = provider.getTracer("seeds");
  const agent = tracer.startSpan("invoke_agent writer", { startTime, attributes: AGENT });
  const within = trace.setSpan(ROOT_CONTEXT, agent);
  for (const attributes of children) tracer.startSpan("step", { startTime, attributes }, within).end(endTime);
  agent.end(endTime);
  return exporter.getFinishedSpans();
}

const spans = agentRun(new Date("2026-11-02T12:00:01Z"), CHILDREN);

/** Requests of OTLP in JSON. */
export const TRACES_JSON: readonly unknown[] = [
  JSON.parse(new TextDecoder().decode(JsonTraceSerializer.serializeRequest(spans))),
];
export const TRACE_SAMPLES: readonly unknown[] = (traceSamples() ?? []).map(({ request }) => request);

/** A request of OTLP in protobuf, its bytes as a list of numbers. */
export const TRACES_PROTOBUF: readonly (readonly number[])[] = [
  [...(ProtobufTraceSerializer.serializeRequest(spans) ?? [])],
];

/** The agent and its two calls of gpt-4o alone. */
export const AGENT_AND_CALLS = ProtobufTraceSerializer.serializeRequest(
  agentRun(
    new Date("2026-11-02T12:00:01Z"),
    CHILDREN.filter((each) => each["gen_ai.operation.name"] === "chat"),
  ),
);
