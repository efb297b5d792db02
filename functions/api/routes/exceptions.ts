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
import { contractsOf } from "../resource-contracts.ts";
import { idOf, newRouter, optionalJsonBody, PageQuery } from "../router.ts";

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

const contracts = contractsOf({
  path: "/v1/exceptions",
  params: z.object({ exception_id: idOf("exc", "The exception's id.") }),
  tag: "Routing",
  scopes: { read: "exceptions:read", write: "exceptions:write" },
});
const ask = contracts.create(
  {
    operationId: "askForException",
    summary: "Ask for a stronger model than policy gives",
    description:
      "It has no effect before someone approves it, and ends by itself when it expires. It cannot be edited.",
    answers: "What was asked for",
  },
  ExceptionInputBody,
  ExceptionBody,
);
const list = contracts.list(
  { operationId: "listExceptions", summary: "List the exceptions, oldest first", answers: "A page of exceptions" },
  PageQuery,
  ExceptionBody,
);
const get = contracts.get(
  { operationId: "getException", summary: "Read an exception", answers: "The exception" },
  ExceptionBody,
);
const approve = contracts.act(
  "/approve",
  {
    operationId: "approveException",
    summary: "Approve what was asked for, from now until it expires",
    description: "Not by who asked, or by a key of theirs, unless the tenant's `approve_own_exceptions` allows it.",
    scope: "routes:write",
    answers: "The exception, approved",
  },
  optionalJsonBody(ReasonBody),
  ExceptionBody,
);
const refuse = contracts.act(
  "/refuse",
  {
    operationId: "refuseException",
    summary: "Refuse what was asked for",
    scope: "routes:write",
    answers: "The exception, refused",
  },
  optionalJsonBody(ReasonBody),
  ExceptionBody,
);
const end = contracts.act(
  "/end",
  {
    operationId: "endException",
    summary: "End an exception before it expires, or take back what was asked for",
    description: "By who asked for it, or by who holds `routes:write`.",
    answers: "The exception, ended",
  },
  optionalJsonBody(ReasonBody),
  ExceptionBody,
);

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
