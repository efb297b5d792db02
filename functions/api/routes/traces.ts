import { createRoute } from "@hono/zod-openapi";
import { LIMITS } from "@outlay/domain/limits";
import { decodeJsonTraces } from "@outlay/sources/otlp/decode-json";
import { decodeProtobufTraces } from "@outlay/sources/otlp/decode-protobuf";
import { jsonTraceAnswer, protobufTraceAnswer } from "@outlay/sources/otlp/encode-answer";
import type { DecodedSpan } from "@outlay/sources/otlp/span";
import type { Context } from "hono";
import * as z from "zod";
import { decodeBytes, formatOf, USAGE_BODY_LIMITS } from "../body.ts";
import { isProtobuf, LANGFUSE_TRACES, PROTOBUF, ProtobufBody, statusResponses } from "../otlp-status.ts";
import { type ApiEnv, jsonContent, newRouter, scope } from "../router.ts";
import { takeSpans } from "../trace-intake.ts";

const TracesBody = z.object({ resourceSpans: z.array(z.record(z.string(), z.unknown())).optional() }).meta({
  id: "OtlpTraces",
  description: "An ExportTraceServiceRequest.",
  example: {
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "contract-review" } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: "0af7651916cd43dd8448eb211c80319c",
                spanId: "b7ad6b7169203331",
                name: "chat gpt-5-mini",
                startTimeUnixNano: "1793610000000000000",
                endTimeUnixNano: "1793610001500000000",
                attributes: [
                  { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
                  { key: "gen_ai.provider.name", value: { stringValue: "openai" } },
                  { key: "gen_ai.request.model", value: { stringValue: "gpt-5-mini" } },
                  { key: "gen_ai.usage.input_tokens", value: { intValue: "2274" } },
                  { key: "gen_ai.usage.output_tokens", value: { intValue: "310" } },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
});

const TracesAnswer = z
  .object({
    partialSuccess: z
      .object({ rejectedSpans: z.string(), errorMessage: z.string() })
      .optional()
      .meta({ description: "Spans that were rejected, and why. With none rejected, the message is a warning." }),
  })
  .meta({ id: "OtlpTracesAnswer" });

const exchange = {
  request: {
    body: {
      required: true,
      content: { "application/json": { schema: TracesBody }, [PROTOBUF]: { schema: ProtobufBody } },
    },
  },
  responses: {
    200: jsonContent(TracesAnswer, "What the spans tell of usage is durable, and counts once"),
    ...statusResponses(400, 401, 403, 413, 415, 503),
  },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
};

const send = createRoute({
  method: "post",
  path: "/v1/traces",
  operationId: "sendTraces",
  tags: ["Usage"],
  summary: "Send OpenTelemetry spans (OTLP/HTTP)",
  description: [
    "Model calls, tool calls and retrievals among the spans become usage; others are taken and tell of none. In JSON or protobuf, also",
    "compressed with gzip, and answered in the same encoding; a refusal is a `google.rpc.Status`. Sending the same",
    `spans again counts nothing twice. At most ${LIMITS.spansPerRequest} spans a request.`,
  ].join(" "),
  security: scope("events:write"),
  ...exchange,
});

const sendFromLangfuse = createRoute({
  method: "post",
  path: LANGFUSE_TRACES,
  operationId: "sendLangfuseTraces",
  tags: ["Usage"],
  summary: "Send spans as to Langfuse's own OTLP path",
  description:
    "For Langfuse's clients: their host is /v1/webhooks/langfuse, their secret key an API key. Taken and answered as by /v1/traces.",
  security: scope("events:write", "basic"),
  ...exchange,
});

export const traceRoutes = newRouter();
for (const contract of [send, sendFromLangfuse]) {
  traceRoutes.openAPIRegistry.registerPath(contract);
  traceRoutes.post(contract.path, (c) => takeTraces(c));
}

async function takeTraces(c: Context<ApiEnv>): Promise<Response> {
  const decode = formatOf(c.req.header("Content-Type"), DECODERS);
  const sent = new Uint8Array(await c.req.arrayBuffer());
  const bytes = await decodeBytes(
    { bytes: sent, contentEncoding: c.req.header("Content-Encoding") },
    USAGE_BODY_LIMITS,
  );
  const answer = await takeSpans(c.var.ctx, isTest(c, bytes) ? [] : decode(bytes));
  return isProtobuf(c)
    ? c.body(protobufTraceAnswer(answer), 200, { "Content-Type": PROTOBUF })
    : c.json(jsonTraceAnswer(answer), 200);
}

const DECODERS: ReadonlyMap<string, (bytes: Uint8Array) => readonly DecodedSpan[]> = new Map([
  ["application/json", decodeJsonTraces],
  [PROTOBUF, decodeProtobufTraces],
]);

/** OpenRouter tries a destination with nothing, and this header. */
const isTest = (c: Context, bytes: Uint8Array) => bytes.length === 0 && c.req.header("X-Test-Connection") === "true";
