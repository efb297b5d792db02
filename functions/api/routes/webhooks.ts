import { createRoute } from "@hono/zod-openapi";
import { LIMITS, LIMITS_TEXT } from "@outlay/domain/limits";
import { WEBHOOK_SOURCES } from "@outlay/sources/webhooks/read-webhook";
import * as z from "zod";
import { takeLangfuseBatch } from "../langfuse-intake.ts";
import { checked, jsonContent, newRouter, problemResponses, scope } from "../router.ts";
import { WebhookTargetParams } from "../signed-webhook.ts";
import { UsageProblemBody, UsageReceiptBody } from "../usage-receipt.ts";
import { takeFromWebhookSource, takeWebhook } from "../webhook-intake.ts";
import { LANGFUSE_EXAMPLE, LITELLM_EXAMPLE, PORTKEY_EXAMPLE } from "../webhook-examples.ts";

const SourceParams = z.object({
  source: z.enum(WEBHOOK_SOURCES).meta({ description: "The product whose format this is.", example: "litellm" }),
});

const record = (id: string, example: object) =>
  z.record(z.string(), z.unknown()).meta({ id, description: "A record as the product writes it.", example });
const WebhookRecord = record("WebhookRecord", LITELLM_EXAMPLE);
const WebhookRecords = z
  .union([WebhookRecord, z.array(WebhookRecord).min(1).max(LIMITS.eventsPerRequest)])
  .meta({ id: "WebhookRecords", example: LITELLM_EXAMPLE });
const PortkeyLog = record("PortkeyLog", PORTKEY_EXAMPLE);
const LangfuseBatch = z
  .object({ batch: z.array(z.record(z.string(), z.unknown())) })
  .meta({ id: "LangfuseBatch", example: LANGFUSE_EXAMPLE });

const LangfuseAnswer = z
  .object({
    successes: z.array(z.object({ id: z.string(), status: z.int() })),
    errors: z.array(z.object({ id: z.string(), status: z.int(), message: z.string() })),
  })
  .meta({ id: "LangfuseAnswer" });

const BODY_TEXT = [
  "One record, an array of them, or NDJSON, plain or with gzip, whatever the media type. Each record is judged by itself, and counts",
  "once however often it comes. Prompts and answers are not kept. OpenRouter sends OTLP, and is answered and refused as /v1/traces does.",
  LIMITS_TEXT,
].join(" ");

const TraceAnswer = z.record(z.string(), z.unknown()).meta({ id: "OpenRouterAnswer" });

const receipts = {
  200: jsonContent(TraceAnswer, "A test of the connection; or the answer of OTLP, where the product sends traces"),
  202: jsonContent(UsageReceiptBody, "What is durable, and each record that was refused"),
  422: {
    description: "No record was fit to be accepted",
    content: { "application/problem+json": { schema: UsageProblemBody } },
  },
};

const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema }, "application/x-ndjson": { schema: WebhookRecord } },
});

const send = createRoute({
  method: "post",
  path: "/v1/webhooks/{source}",
  operationId: "sendWebhook",
  tags: ["Usage"],
  summary: "Send usage in the format of a gateway",
  description: BODY_TEXT,
  security: scope("events:write"),
  request: { params: SourceParams, body: bodyOf(WebhookRecords) },
  responses: { ...receipts, ...problemResponses(400, 401, 403, 413, 415, 503) },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

const sendToSource = createRoute({
  method: "post",
  path: "/v1/webhooks/{source}/{webhook_source_id}",
  operationId: "sendToWebhookSource",
  tags: ["Usage"],
  summary: "Send usage to a webhook source, by its signature or an API key",
  description: [
    "Kinds outlay (usage events of ours by Standard Webhooks) and helicone are let in by their signature over the bytes as sent, and need",
    "no other credential; a kind that does not sign is let in by an API key. A webhook-id names one body:",
    `the same again is accepted and counts nothing new, another body is 422. ${BODY_TEXT}`,
  ].join(" "),
  security: scope("events:write", "signature"),
  request: { params: WebhookTargetParams, body: bodyOf(WebhookRecords) },
  responses: { ...receipts, ...problemResponses(400, 401, 403, 404, 413, 415, 503) },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

const sendPortkeyLogs = createRoute({
  method: "post",
  path: "/v1/webhooks/portkey/logs",
  operationId: "sendPortkeyLogs",
  tags: ["Usage"],
  summary: "Send logs as to Portkey's own log API",
  description: BODY_TEXT,
  security: scope("events:write", "portkey"),
  request: { body: bodyOf(PortkeyLog) },
  responses: { ...receipts, ...problemResponses(400, 401, 403, 413, 415, 503) },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

const sendLangfuseBatch = createRoute({
  method: "post",
  path: "/v1/webhooks/langfuse/api/public/ingestion",
  operationId: "sendLangfuseBatch",
  tags: ["Usage"],
  summary: "Send a batch as to Langfuse's ingestion API",
  description:
    "For Langfuse's clients: their host is /v1/webhooks/langfuse, their secret key an API key. Answered as Langfuse answers. Inputs and outputs are not kept.",
  security: scope("events:write", "basic"),
  request: { body: { required: true, content: { "application/json": { schema: LangfuseBatch } } } },
  responses: {
    207: jsonContent(LangfuseAnswer, "What became of each event; those that succeeded are durable"),
    ...problemResponses(400, 401, 403, 413, 415, 422, 503),
  },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

export const webhookRoutes = newRouter();
for (const contract of [sendPortkeyLogs, sendLangfuseBatch, send, sendToSource]) {
  webhookRoutes.openAPIRegistry.registerPath(contract);
}
// The paths of products first: one of them looks like the path of a webhook source.
webhookRoutes.post("/v1/webhooks/portkey/logs", (c) => takeWebhook(c, "portkey"));
webhookRoutes.post("/v1/webhooks/langfuse/api/public/ingestion", (c) => takeLangfuseBatch(c));
webhookRoutes.post("/v1/webhooks/:source", (c) => takeWebhook(c, checked(SourceParams, c.req.param(), "param").source));
webhookRoutes.post("/v1/webhooks/:source/:webhook_source_id", (c) =>
  takeFromWebhookSource(c, checked(WebhookTargetParams, c.req.param(), "param")),
);
