import { protobufStatus } from "@outlay/sources/otlp/encode-answer";
import type { Context, MiddlewareHandler } from "hono";
import * as z from "zod";
import { problem } from "./problem.ts";
import type { ApiEnv } from "./router.ts";

export const PROTOBUF = "application/x-protobuf";

/** Whether a request is protobuf: then its answer is, too, also where it is a refusal. */
export const isProtobuf = (c: Context): boolean =>
  (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() === PROTOBUF;

/** google.rpc.Code by HTTP status. https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const CODES: ReadonlyMap<number, number> = new Map([
  [401, 16], // UNAUTHENTICATED
  [403, 7], // PERMISSION_DENIED
  [413, 8], // RESOURCE_EXHAUSTED
  [503, 14], // UNAVAILABLE
]);
const INVALID_ARGUMENT = 3;

const Problem = z.object({ code: z.string(), detail: z.string() });

/**
 * Says each refusal as OTLP/HTTP wants it, status and headers as they were: of a protobuf request a google.rpc.Status in protobuf. What
 * failed here is 503, since an exporter drops what it sent on 500.
 */
export function otlpStatus(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    if (c.res.status === 500) c.res = problem(c, "unavailable", "Something failed here. Send the same request again.");
    const { status } = c.res;
    if (status < 400 || !isProtobuf(c)) return;
    const { code, detail } = Problem.parse(await c.res.json());
    const message = protobufStatus(CODES.get(status) ?? INVALID_ARGUMENT, `${code}: ${detail}`);
    c.res = new Response(message, { status, headers: { "Content-Type": PROTOBUF } });
  };
}
