import { createRoute } from "@hono/zod-openapi";
import {
  type Exception,
  EXCEPTION_DIMENSIONS,
  EXCEPTION_STATUSES,
  ExceptionInput,
  exceptionStatus,
} from "@outlay/domain/exception";
import { TIERS } from "@outlay/domain/model-tier";
import { ReasonText } from "@outlay/domain/reason-text";
import { askForException, decideException, endException, getException } from "@outlay/services/change-exception";
import * as z from "zod";
import { orNull } from "../or-null.ts";
import { pageById } from "../page.ts";
import { PersonBody } from "../person-body.ts";
import {
  idOf,
  IdempotencyHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  optionalJsonBody,
  pageOf,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";

const params = z.object({ exception_id: idOf("exc", "The exception's id.") });

const ExceptionInputBody = ExceptionInput.meta({
  id: "ExceptionInput",
  description: [
    `\`scope\` lists values by dimension (${EXCEPTION_DIMENSIONS.join(", ")}, or \`tag:<name>\`), one dimension at least: a list is`,
    "OR, several are AND. Either `tier`, for every model of the policy up to it, or `model`, for that one alone.",
  ].join(" "),
  example: {
    scope: { department: ["sales"] },
    tier: "premium",
    reason: "The tender of the year is due on Friday",
    expires_at: "2026-12-01T00:00:00Z",
  },
});

const ExceptionBody = z
  .object({
    id: z.string(),
    scope: z.record(z.string(), z.array(z.string())),
    tier: orNull(z.enum(TIERS)),
    model: orNull(z.object({ provider: z.string(), model: z.string() })),
    reason: z.string(),
    expires_at: z.string(),
    status: z.enum(EXCEPTION_STATUSES),
    requested_by: PersonBody,
    requested_at: z.string(),
    decided_by: orNull(PersonBody),
    decided_at: orNull(z.string()),
    decision_reason: orNull(z.string()),
    ended_by: orNull(PersonBody),
    ended_at: orNull(z.string()),
  })
  .meta({ id: "Exception" });

const ReasonBody = z
  .strictObject({ reason: ReasonText.nullable().default(null) })
  .meta({ id: "ExceptionDecision", example: { reason: "Until the tender is out" } });

const presentAt =
  (now: Date) =>
  (exception: Exception): z.output<typeof ExceptionBody> => ({
    ...exception,
    status: exceptionStatus(exception, now.getTime()),
  });

const all = { path: "/v1/exceptions", tags: ["Routing"] };
const one = { path: "/v1/exceptions/{exception_id}", tags: ["Routing"] };
const changed = problemResponses(400, 401, 403, 404, 409, 413, 415, 422);

const ask = createRoute({
  ...all,
  method: "post",
  operationId: "askForException",
  summary: "Ask for a stronger model than policy gives",
  description: "It has no effect before someone approves it, and ends by itself when it expires. It cannot be edited.",
  security: scope("exceptions:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(ExceptionInputBody) },
  responses: {
    201: jsonContent(ExceptionBody, "What was asked for"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
  },
});
const list = createRoute({
  ...all,
  method: "get",
  operationId: "listExceptions",
  summary: "List the exceptions, oldest first",
  security: scope("exceptions:read"),
  request: { query: PageQuery },
  responses: {
    200: jsonContent(pageOf(ExceptionBody), "A page of exceptions"),
    ...problemResponses(400, 401, 403, 422),
  },
});
const get = createRoute({
  ...one,
  method: "get",
  operationId: "getException",
  summary: "Read an exception",
  security: scope("exceptions:read"),
  request: { params },
  responses: { 200: jsonContent(ExceptionBody, "The exception"), ...problemResponses(401, 403, 404, 422) },
});
const approve = createRoute({
  ...one,
  path: `${one.path}/approve`,
  method: "post",
  operationId: "approveException",
  summary: "Approve what was asked for, from now until it expires",
  description: "Not by who asked, or by a key of theirs, unless the tenant's `approve_own_exceptions` allows it.",
  security: scope("routes:write"),
  request: { params, body: optionalJsonBody(ReasonBody) },
  responses: { 200: jsonContent(ExceptionBody, "The exception, approved"), ...changed },
});
const refuse = createRoute({
  ...one,
  path: `${one.path}/refuse`,
  method: "post",
  operationId: "refuseException",
  summary: "Refuse what was asked for",
  security: scope("routes:write"),
  request: { params, body: optionalJsonBody(ReasonBody) },
  responses: { 200: jsonContent(ExceptionBody, "The exception, refused"), ...changed },
});
const end = createRoute({
  ...one,
  path: `${one.path}/end`,
  method: "post",
  operationId: "endException",
  summary: "End an exception before it expires, or take back what was asked for",
  description: "By who asked for it, or by who holds `routes:write`.",
  security: scope("exceptions:write"),
  request: { params, body: optionalJsonBody(ReasonBody) },
  responses: { 200: jsonContent(ExceptionBody, "The exception, ended"), ...changed },
});

export const exceptionRoutes = newRouter()
  .openapi(ask, async (c) => {
    const made = await askForException(c.var.ctx, c.req.valid("json"));
    return c.json(presentAt(c.var.ctx.now())(made), 201);
  })
  .openapi(list, (c) => {
    const { configuration, now } = c.var.ctx;
    return c.json(pageById(c, configuration.exceptions, c.req.valid("query"), presentAt(now())), 200);
  })
  .openapi(get, (c) => {
    const exception = getException(c.var.ctx.configuration, c.req.valid("param").exception_id);
    return c.json(presentAt(c.var.ctx.now())(exception), 200);
  })
  .openapi(approve, async (c) => {
    const decision = { id: c.req.valid("param").exception_id, decision: "approved", ...c.req.valid("json") } as const;
    return c.json(presentAt(c.var.ctx.now())(await decideException(c.var.ctx, decision)), 200);
  })
  .openapi(refuse, async (c) => {
    const decision = { id: c.req.valid("param").exception_id, decision: "refused", ...c.req.valid("json") } as const;
    return c.json(presentAt(c.var.ctx.now())(await decideException(c.var.ctx, decision)), 200);
  })
  .openapi(end, async (c) => {
    const target = { id: c.req.valid("param").exception_id, ...c.req.valid("json") };
    return c.json(presentAt(c.var.ctx.now())(await endException(c.var.ctx, target)), 200);
  });
