import { protobufStatus } from "@outlay/sources/otlp/encode-answer";
import type { Context, MiddlewareHandler } from "hono";
import * as z from "zod";
import { problem } from "./problem.ts";
import { type ApiEnv, problemResponses, type ProblemStatus } from "./router.ts";

export const PROTOBUF = "application/x-protobuf";

/** Where Langfuse's clients send OTLP. */
export const LANGFUSE_TRACES = "/v1/webhooks/langfuse/api/public/otel/v1/traces";

/** The paths that take OTLP and nothing else, and answer as it wants. */
export const OTLP_PATHS = [
  "/v1/traces",
  LANGFUSE_TRACES,
  "/v1/webhooks/openrouter",
  "/v1/webhooks/openrouter/:webhook_source_id",
] as const;

/** Whether a request is protobuf: then its answer is, too, also where it is a refusal. */
export const isProtobuf = (c: Context): boolean =>
  (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() === PROTOBUF;

/** google.rpc.Code by HTTP status. https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const CODES: ReadonlyMap<number, number> = new Map([
  [401, 16], // UNAUTHENTICATED
  [403, 7], // PERMISSION_DENIED
  [404, 5], // NOT_FOUND
  [405, 12], // UNIMPLEMENTED
  [413, 8], // RESOURCE_EXHAUSTED
  [503, 14], // UNAVAILABLE
]);
const INVALID_ARGUMENT = 3;

const Problem = z.object({ code: z.string(), detail: z.string() });

const StatusBody = z
  .object({
    code: z.int().meta({ description: "One of google.rpc.Code." }),
    message: z.string().meta({ description: "An error code of this API, a colon, and what is wrong." }),
  })
  .meta({ id: "OtlpStatus", description: "A google.rpc.Status." });

/** Bytes, as a contract has them. */
export const ProtobufBody = z.string().meta({ format: "binary" });

/** The refusals of a contract that takes OTLP: of each status a google.rpc.Status, in JSON or protobuf. */
export function statusResponses(...statuses: readonly ProblemStatus[]) {
  const content = { "application/json": { schema: StatusBody }, [PROTOBUF]: { schema: ProtobufBody } };
  const responses = Object.entries(problemResponses(...statuses));
  return Object.fromEntries(responses.map(([status, { description }]) => [status, { description, content }]));
}

/**
 * Says each refusal as OTLP/HTTP wants it, status and headers as they were: a google.rpc.Status in the request's encoding, which is JSON
 * for all that is no protobuf. What failed here is 503, since an exporter drops what it sent on 500.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#failures-1
 */
export function otlpStatus(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    if (c.res.status === 500) c.res = problem(c, "unavailable", "Something failed here. Send the same request again.");
    const { status } = c.res;
    if (status < 400) return;
    const told = Problem.parse(await c.res.json());
    const [code, message] = [CODES.get(status) ?? INVALID_ARGUMENT, `${told.code}: ${told.detail}`];
    const [body, type] = isProtobuf(c)
      ? [protobufStatus(code, message), PROTOBUF]
      : [JSON.stringify({ code, message }), "application/json"];
    c.res = new Response(body, { status, headers: { "Content-Type": type } });
  };
}
