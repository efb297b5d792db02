import { createRoute } from "@hono/zod-openapi";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS, LIMITS_TEXT } from "@outlay/domain/limits";
import { readUsageBody } from "@outlay/domain/read-usage-body";
import { parseStrictElements, parseStrictJson } from "@outlay/domain/strict-json";
import type { Scope } from "@outlay/domain/role";
import { USAGE_EVENT_EXAMPLE, UsageEventBody } from "@outlay/domain/usage-event-schema";
import { readCloudEvent } from "@outlay/sources/cloudevents";
import type { Kind } from "@outlay/services/accept-usage";
import { boundValuesOf } from "@outlay/services/bound-values";
import type { Context } from "hono";
import * as z from "zod";
import { isBinaryCloudEvent, readBinaryAttributes } from "./binary-cloudevent.ts";
import { decodeBody, sentBody, USAGE_BODY_LIMITS } from "./body.ts";
import { type ApiEnv, jsonContent, newRouter, scope } from "./router.ts";
import { placesIn, takeSourceRecords } from "./source-intake.ts";
import { answerUsage, usageProblems, UsageReceiptBody } from "./usage-receipt.ts";

const EventsBody = z
  .union([UsageEventBody, z.array(UsageEventBody).min(1).max(LIMITS.eventsPerRequest)])
  .meta({ id: "UsageEvents", example: USAGE_EVENT_EXAMPLE });

const CloudEventBody = z
  .object({
    specversion: z.literal("1.0"),
    id: z.string(),
    source: z.string(),
    type: z.string(),
    time: z.string().optional().meta({ description: "Without it, the first receipt is its time." }),
    datacontenttype: z.string().optional().meta({ description: "JSON, where it is there." }),
    data_base64: z.string().optional().meta({ description: "The data as base64 of JSON, in place of data." }),
    data: z.record(z.string(), z.unknown()).optional().meta({
      description:
        "A usage event without id and source, or { tokens, type: input | system | output, provider, model }.",
    }),
  })
  .meta({ id: "CloudEvent" });

const BINARY_TEXT = " With ce- headers, the body is the data of a CloudEvent in binary mode.";

interface Intake {
  readonly kind: Kind;
  readonly path: string;
  readonly operationId: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly description: string;
}

/**
 * A route that takes usage. The handler reads the raw bytes, since each event is judged by itself; so the contract is
 * registered for the document, and not as a validator of the whole body.
 */
export function usageIntake(intake: Intake) {
  const router = newRouter();
  router.openAPIRegistry.registerPath(contractOf(intake));
  router.post(intake.path, (c) => takeUsage(c, intake.kind));
  return router;
}

const contractOf = (intake: Intake) =>
  createRoute({
    method: "post",
    path: intake.path,
    operationId: intake.operationId,
    tags: ["Usage"],
    summary: intake.summary,
    description: `${intake.description}${intake.kind === "live" ? BINARY_TEXT : ""} ${LIMITS_TEXT} The body may be compressed with gzip. Members that are not known are ignored, save in usage.`,
    security: scope(intake.scope),
    request: {
      body: {
        required: true,
        content: {
          "application/json": { schema: EventsBody },
          "application/x-ndjson": { schema: UsageEventBody },
          ...(intake.kind === "live" && {
            "application/cloudevents+json": { schema: CloudEventBody },
            "application/cloudevents-batch+json": { schema: z.array(CloudEventBody) },
          }),
        },
      },
    },
    responses: {
      202: jsonContent(UsageReceiptBody, "What was accepted, and each event that was not"),
      ...usageProblems("No event was fit to be accepted"),
    },
    "x-body-bytes-max": LIMITS.bodyBytesSent,
  });

async function takeUsage(c: Context<ApiEnv>, kind: Kind): Promise<Response> {
  const { format, bytes } = await decodeBody(await sentBody(c), USAGE_BODY_LIMITS);
  const isBinary = format !== "cloudevents" && isBinaryCloudEvent(c.req.raw.headers);
  if (kind === "import" && (format === "cloudevents" || isBinary)) {
    throw new DomainError("media_type_not_supported", "Send CloudEvents to POST /v1/events.");
  }
  if (format === "cloudevents") return takeCloudEvents(c, bytes);
  if (isBinary && format === "json") return takeBinaryCloudEvent(c, bytes);
  if (isBinary) throw new DomainError("media_type_not_supported", "Send a CloudEvent's data as application/json.");
  if (format === "event-stream") {
    throw new DomainError("media_type_not_supported", "Send a provider's stream to POST /v1/responses/{provider}.");
  }
  const rules = { kind, nowEpochMs: c.var.ctx.now().getTime(), bound: boundValuesOf(c.var.ctx) };
  return answerUsage(c, readUsageBody(format, bytes, rules), kind);
}

/** Structured or batched: one event, or an array of them. Each is judged by itself, and only as it happens. */
async function takeCloudEvents(c: Context<ApiEnv>, bytes: Uint8Array): Promise<Response> {
  const limits = { depthMax: LIMITS.foreignNesting, elementsMax: LIMITS.eventsPerRequest };
  const { isList, elements } = parseStrictElements(bytes, limits);
  if (elements.length === 0) throw new DomainError("invalid_request", "The body holds no event.");
  const records = elements.map(({ value, faults }, index) => ({
    index,
    read: faults.length > 0 ? { faults } : readCloudEvent(value),
  }));
  const ofRecord = placesIn(isList);
  const ofMember = (index: number, pointer: string) =>
    ofRecord(index, ENVELOPE.has(pointer) ? pointer : `/data${pointer}`);
  return takeSourceRecords(c, records, { ofRecord, ofMember });
}

/** Binary mode: the attributes are headers, and the body is the data. */
async function takeBinaryCloudEvent(c: Context<ApiEnv>, bytes: Uint8Array): Promise<Response> {
  const attributes = readBinaryAttributes(c.req.raw.headers);
  const data = parseStrictJson(bytes, { depthMax: LIMITS.foreignNesting });
  const place = (pointer: string) =>
    /^\/data(\/|$)/.test(pointer) ? pointer.slice("/data".length) : pointer.replace(/^\//, "header:ce-");
  return takeSourceRecords(c, [{ index: 0, read: readCloudEvent({ ...attributes, data }) }], {
    ofRecord: (_, pointer) => place(pointer),
    ofMember: (_, pointer) => (ENVELOPE.has(pointer) ? place(pointer) : pointer),
  });
}

/** What the envelope says of an event; the rest is its data's. */
const ENVELOPE: ReadonlySet<string> = new Set(["/id", "/source", "/time"]);
