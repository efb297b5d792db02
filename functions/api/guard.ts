import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { shortStep } from "@outlay/domain/locate-faults";
import { parseStrictJson } from "@outlay/domain/strict-json";
import type { Context, MiddlewareHandler } from "hono";
import { newId } from "@outlay/platform/ids";
import type { ApiEnv, ApiWorld, Operation } from "./router.ts";

/** What two parsers of paths could read in two ways: encoded slashes, dots and NULs, empty segments, parameters. */
const AMBIGUOUS_PATH = /%(?:2f|5c|2e|00)|\/\/|[;\\]/i;

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/** As many as an answer names of what is not known. */
const UNKNOWN_NAMES_MAX = 20;

const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
} as const;

/** The outermost layer: the request's id, its log line, headers that every answer carries, and paths with one meaning. */
export function guard(world: ApiWorld): MiddlewareHandler<ApiEnv> {
  let isColdStart = true;
  return async (c, next) => {
    const startedMs = world.now().getTime();
    c.set("world", world);
    c.set("log", world.log);
    c.set("requestId", newId("req", startedMs, world.randomBytes(10)));
    await next();
    c.header("X-Request-Id", c.var.requestId);
    for (const [name, value] of Object.entries(HEADERS)) if (!c.res.headers.has(name)) c.header(name, value);

    const { operation } = c.var;
    const durationMs = world.now().getTime() - startedMs;
    const failures = c.res.status >= 500 ? 1 : 0;
    const tenantId = operation && !["public", "platform"].includes(operation.access) ? c.var.ctx?.tenantId : undefined;
    world.log(
      "request",
      {
        requestId: c.var.requestId,
        tenantId,
        route: operation?.id ?? "none",
        status: c.res.status,
        code: c.var.problemCode,
        coldStart: isColdStart,
      },
      { requests: 1, failures, durationMs },
    );
    isColdStart = false;
  };
}

/** Refuses a path that has more than one reading before anything is decided by it. */
export function refuseAmbiguousPaths(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { pathname } = new URL(c.req.url);
    if (AMBIGUOUS_PATH.test(pathname)) throw new DomainError("not_found", "There is nothing at this path.");
    return next();
  };
}

/**
 * Refuses parameters of a tenant's read that takes none. Where a contract names some, the contract refuses others, all but `__proto__`:
 * what it reads open-ended filters into passes over that.
 */
export function refuseUnknownParameters(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { operation } = c.var;
    if (operation?.method !== "GET" || operation.access === "public") return next();
    const given = Object.keys(c.req.query());
    const names = operation.takesQuery ? given.filter((name) => name === "__proto__") : given;
    if (names.length === 0) return next();
    const faults = names
      .slice(0, UNKNOWN_NAMES_MAX)
      .map((name) => ({ pointer: `?${name}`, detail: "There is no such parameter." }));
    const message = operation.takesQuery ? "There are faults; see errors." : "This takes no parameters; see errors.";
    throw new DomainError("invalid_request", message, { faults });
  };
}

/**
 * Counts the bytes that came, whatever Content-Length says, and refuses JSON that two readers could read differently. The body stays
 * for whoever reads it next.
 */
export function checkBody(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { operation } = c.var;
    if (!operation || c.req.method === "GET" || c.req.method === "HEAD") return next();
    const body = await readBody(c, operation);
    if (body.byteLength === 0 && operation.isBodyOptional) sendNothing(c);
    if (operation.readsRawBody || body.byteLength === 0) return next();
    const encoding = c.req.header("Content-Encoding") ?? "identity";
    if (encoding !== "identity") throw new DomainError("encoding_not_supported", "Send this body without compression.");
    const isJson = JSON_TYPE.test(c.req.header("Content-Type") ?? "");
    const value = isJson ? parseStrictJson(body, { depthMax: LIMITS.nesting }) : undefined;
    // Other media types are for the contract to refuse, where it has a body.
    if (!operation.takesBody) requireNothing(value);
    return next();
  };
}

/** Throws `invalid_request` for a body that is not {}, where none is read: what it says would be passed over in silence. */
function requireNothing(value: unknown): void {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const members = isObject ? Object.keys(value).slice(0, UNKNOWN_NAMES_MAX) : [];
  if (isObject && members.length === 0) return;
  const faults = isObject
    ? members.map((name) => ({ pointer: shortStep(name), detail: "There is no such member." }))
    : [{ pointer: "", detail: "This takes no body." }];
  throw new DomainError("invalid_request", "This takes no body; see errors.", { faults });
}

/** Has the contract read {}, so that it fills in what it has defaults for, whatever the headers say of what did not come. */
function sendNothing(c: Context<ApiEnv>): void {
  const headers = new Headers(c.req.raw.headers);
  headers.set("Content-Type", "application/json");
  c.req.raw = new Request(c.req.url, { method: c.req.method, headers, body: "{}" });
  c.req.bodyCache = {};
}

/** The whole body as it came. It stays for whoever reads it next. Throws `body_too_large`. */
export async function readBody(c: Context<ApiEnv>, { bodyBytesMax }: Operation): Promise<Uint8Array> {
  const body = await c.req.arrayBuffer();
  if (body.byteLength <= bodyBytesMax) return new Uint8Array(body);
  throw new DomainError("body_too_large", `A body here has at most ${bodyBytesMax} bytes.`);
}
