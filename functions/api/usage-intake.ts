import { createRoute } from "@hono/zod-openapi";
import { LIMITS, LIMITS_TEXT } from "@outlay/domain/limits";
import { readUsageBody, type Refusal, type UsageBody } from "@outlay/domain/read-usage-body";
import type { Scope } from "@outlay/domain/role";
import { UsageEventBody } from "@outlay/domain/usage-event-schema";
import { FLAG_TAG } from "@outlay/sources/usage-events";
import { acceptUsage, type Kind } from "@outlay/services/accept-usage";
import type { Context } from "hono";
import * as z from "zod";
import { decodeBody, USAGE_BODY_LIMITS } from "./body.ts";
import { problem } from "./problem.ts";
import { type ApiEnv, jsonContent, newRouter, ProblemBody, problemResponses, scope } from "./router.ts";

const RefusalBody = z
  .object({
    index: z.int().meta({ description: "The event's place in the body, from 0." }),
    id: z.string().optional(),
    code: z.enum(["invalid_request", "unavailable"]).meta({ description: "unavailable: send this event again." }),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  })
  .meta({ id: "RefusedEvent" });

export const UsageReceiptBody = z
  .object({
    request_id: z.string(),
    accepted: z.int().meta({ description: "So many events are durable, and will be counted once each." }),
    refused: z.array(RefusalBody),
    flagged: z
      .array(RefusalBody.pick({ index: true, id: true, errors: true }))
      .optional()
      .meta({ description: `Accepted, though their source contradicts itself: they carry the tag ${FLAG_TAG}.` }),
  })
  .meta({ id: "UsageReceipt" });

export const UsageProblemBody = ProblemBody.extend({ refused: z.array(RefusalBody).optional() }).meta({
  id: "UsageProblem",
});

const EXAMPLE: z.input<typeof UsageEventBody> = {
  id: "req_8f2c",
  source: "support-gateway",
  time: "2026-11-02T09:00:00.123Z",
  operation: "chat",
  provider: "anthropic",
  model: "claude-sonnet-4-5",
  usage: { input_tokens: 412, cache_read_tokens: 3800, output_tokens: 240, requests: 1 },
  attribution: { department: "support", application: "copilot", environment: "production" },
};

const EventsBody = z
  .union([UsageEventBody, z.array(UsageEventBody).min(1).max(LIMITS.eventsPerRequest)])
  .meta({ id: "UsageEvents", example: EXAMPLE });

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
    description: `${intake.description} ${LIMITS_TEXT} The body may be compressed with gzip. Members that are not known are ignored, save in usage.`,
    security: scope(intake.scope),
    request: {
      body: {
        required: true,
        content: {
          "application/json": { schema: EventsBody },
          "application/x-ndjson": { schema: UsageEventBody },
        },
      },
    },
    responses: {
      202: jsonContent(UsageReceiptBody, "What was accepted, and each event that was not"),
      ...problemResponses(400, 401, 403, 413, 415, 503),
      422: {
        description: "No event was fit to be accepted",
        content: { "application/problem+json": { schema: UsageProblemBody } },
      },
    },
    "x-body-bytes-max": LIMITS.bodyBytesSent,
  });

async function takeUsage(c: Context<ApiEnv>, kind: Kind): Promise<Response> {
  const raw = {
    bytes: new Uint8Array(await c.req.arrayBuffer()),
    contentType: c.req.header("Content-Type"),
    contentEncoding: c.req.header("Content-Encoding"),
  };
  const { format, bytes } = await decodeBody(raw, USAGE_BODY_LIMITS);
  return answerUsage(c, readUsageBody(format, bytes, { kind, nowEpochMs: c.var.ctx.now().getTime() }), kind);
}

/** Answers 202 where at least one event is durable. A refused event is no reason to refuse its neighbours. */
export async function answerUsage(
  c: Context<ApiEnv>,
  body: UsageBody,
  kind: Kind,
  flagged: readonly Flagged[] = [],
): Promise<Response> {
  if (body.events.length === 0) {
    const faults = body.refused.flatMap(({ errors }) => errors);
    return problem(c, "invalid_request", "No event of this body is fit.", faults, { refused: body.refused });
  }
  const acceptance = await acceptUsage(
    c.var.ctx,
    body.events.map(({ event }) => event),
    kind,
  );
  const refused = [...body.refused, ...unavailable(body, acceptance.unavailable)];
  const receipt: z.input<typeof UsageReceiptBody> = {
    request_id: c.var.requestId,
    accepted: acceptance.accepted.length,
    refused: refused
      .toSorted((a, b) => a.index - b.index)
      .map((refusal) => ({ ...refusal, errors: [...refusal.errors] })),
    ...(flagged.length > 0 && { flagged: flagged.map((each) => ({ ...each, errors: [...each.errors] })) }),
  };
  return c.json(receipt, 202);
}

/** A fit event whose source contradicts itself. */
export type Flagged = Omit<Refusal, "code">;

/** Fit events that the queue did not take, by their places among the fit ones. */
function unavailable({ events, pointerOf }: UsageBody, places: readonly number[]): Refusal[] {
  const chosen = places.map((place) => events[place]).filter((entry) => entry !== undefined);
  return chosen.map(({ index, event }) => ({
    index,
    id: event.id,
    code: "unavailable",
    errors: [{ pointer: pointerOf(index), detail: "It was not taken for now. Send it again." }],
  }));
}
