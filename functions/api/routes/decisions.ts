import { createRoute } from "@hono/zod-openapi";
import { VERDICTS } from "@outlay/domain/choose-route";
import { ATTRIBUTION_DIMENSIONS } from "@outlay/domain/dimensions";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { formatAmount } from "@outlay/domain/money";
import { SettlementBody } from "@outlay/domain/settlement";
import { each } from "@outlay/domain/usage-event-schema";
import type { Context } from "@outlay/services/context";
import { decide } from "@outlay/services/decide";
import { getDecision } from "@outlay/services/get-decision";
import { giveBack } from "@outlay/services/give-back";
import { type DecisionPosition, listDecisions } from "@outlay/services/list-decisions";
import { releaseReservation } from "@outlay/services/release-reservation";
import { settleDecision } from "@outlay/services/settle-decision";
import * as z from "zod";
import {
  DecisionBody,
  DecisionInputBody,
  DecisionWithEventsBody,
  RateLimitedBody,
  presentDecision,
  presentRecorded,
  RecordedDecisionBody,
} from "../decision-body.ts";
import { type InstantRange, instantRange, instantRangeParameters } from "../instant-range.ts";
import { presentEvent } from "../present-event.ts";
import { Amount } from "../quantities.ts";
import { rateLimitHeaders } from "../rate-limit-headers.ts";
import {
  idOf,
  IdempotencyHeaders,
  jsonBody,
  jsonContent,
  newRouter,
  PageQuery,
  problemResponses,
  scope,
} from "../router.ts";
import { NextCursor, openPlace, sealPlace } from "../walked-list.ts";

const params = z.object({ decision_id: idOf("dec", "The decision's id.") });
const all = { path: "/v1/decisions", tags: ["Before the call"] };
const one = { path: "/v1/decisions/{decision_id}", tags: ["Before the call"] };

const RATE_HEADERS = {
  "RateLimit-Policy": { schema: { type: "string" as const }, description: "The rate limits that the call is held to." },
  RateLimit: { schema: { type: "string" as const }, description: "What is left of each." },
};

const RETRY_HEADERS = {
  "Retry-After": {
    schema: { type: "integer" as const },
    description: "In how many seconds to ask again, where waiting helps.",
  },
};

const make = createRoute({
  ...all,
  method: "post",
  operationId: "decide",
  summary: "Ask before a model is called",
  description: [
    "Which model the call may use, within which limits, what is held for it, and why. A denial is an answer too, with status 200, but",
    "for rate limits: 429. What is reserved is settled by the usage event that carries `route`, by settle or by release; else it ends by itself.",
  ].join(" "),
  security: scope("decisions:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(DecisionInputBody) },
  responses: {
    200: { ...jsonContent(DecisionBody, "The decision"), headers: RATE_HEADERS },
    ...problemResponses(400, 401, 403, 409, 413, 415, 422),
    503: { ...problemResponses(503)[503], headers: RETRY_HEADERS },
    429: {
      description: "A rate limit refuses it",
      content: { "application/problem+json": { schema: RateLimitedBody } },
      headers: { ...RATE_HEADERS, ...RETRY_HEADERS },
    },
  },
});

const Value = z.string().min(1).max(LIMITS.valueCharacters);
const Name = z.string().min(1).max(LIMITS.idCharacters);
const Filter = z
  .union([Value, z.array(Value).max(LIMITS.filterValues)])
  .transform((value) => [value].flat())
  .meta({ description: "Only these values; repeat for several. `unattributed` matches where there is none." });
const FILTERS = [...ATTRIBUTION_DIMENSIONS, "api_key", "task_class", "risk"] as const;

const ListQuery = z.strictObject({
  ...PageQuery.shape,
  ...instantRangeParameters(LIMITS.decisionDaysMax),
  verdict: z.enum(VERDICTS).optional(),
  reason: Value.optional().meta({ description: "Some reason has this code." }),
  subject: Name.optional().meta({ description: "Some reason is of this id: of a budget, a pause, a limit, a route." }),
  run_id: Name.optional(),
  ...each(FILTERS, Filter.optional()),
});

const list = createRoute({
  ...all,
  method: "get",
  operationId: "listDecisions",
  summary: "List decisions, the oldest first",
  description: "From their journal, where a decision is some seconds after it was made.",
  security: scope("decisions:read"),
  request: { query: ListQuery },
  responses: {
    200: jsonContent(
      z
        .object({
          items: z.array(RecordedDecisionBody),
          from: z.string(),
          to: z.string(),
          next_cursor: NextCursor,
        })
        .meta({ id: "RecordedDecisions" }),
      "A page of decisions",
    ),
    ...problemResponses(400, 401, 403, 422),
  },
});

const get = createRoute({
  ...one,
  method: "get",
  operationId: "getDecision",
  summary: "Read a decision, and the usage that it led to",
  security: scope("decisions:read"),
  request: { params },
  responses: { 200: jsonContent(DecisionWithEventsBody, "The decision"), ...problemResponses(401, 403, 404, 422) },
});

const settle = createRoute({
  ...one,
  path: `${one.path}/settle`,
  method: "post",
  operationId: "settleDecision",
  summary: "Tell of the usage of a decision's call",
  description: [
    "A usage event with the decision filled in: it counts once by its source and id, as those of /v1/events do, and frees what was held",
    "for its attempt, and for later ones where it succeeded.",
  ].join(" "),
  security: scope("decisions:write"),
  request: { params, body: jsonBody(SettlementBody) },
  responses: {
    202: jsonContent(
      z.object({ source: z.string(), id: z.string() }).meta({ id: "SettledDecision" }),
      "The event, durable",
    ),
    ...problemResponses(400, 401, 403, 404, 413, 415, 422, 503),
  },
});

const ReleaseBody = z
  .strictObject({ reservation_id: z.string().min(1).max(LIMITS.reservationCharacters) })
  .meta({ id: "Release", example: { reservation_id: "rsv_AVsiZGVjXzAx" } });

const release = createRoute({
  ...one,
  path: `${one.path}/release`,
  method: "post",
  operationId: "releaseDecision",
  summary: "Set free what is held for calls that will not be made",
  description: "Of all attempts of which no usage was told. Asked again, it frees nothing more.",
  security: scope("decisions:write"),
  request: { params, body: jsonBody(ReleaseBody) },
  responses: {
    200: jsonContent(
      z
        .object({ amount: Amount, currency: z.string(), attempts: z.array(z.int()) })
        .meta({ id: "ReleasedReservation" }),
      "What was set free now",
    ),
    ...problemResponses(400, 401, 403, 404, 413, 415, 422),
  },
});

export const decisionRoutes = newRouter()
  .openapi(make, async (c) => {
    const { ctx } = c.var;
    const { currency } = ctx.configuration.tenant;
    const { decision, reservationId, rates, isRateLimited } = await decide(ctx, c.req.valid("json"));
    const headers = rateLimitHeaders(rates, currency);
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    if (isRateLimited) {
      const refused = decision.reasons.filter(({ code }) => code === "rate_limited").map(({ text }) => text);
      const told = { decision_id: decision.id, reasons: decision.reasons };
      throw new DomainError("rate_limited", refused.join(" "), { extension: told });
    }
    return c.json(presentDecision(decision, reservationId, currency), 200);
  })
  .openapi(list, async (c) => {
    const { ctx, cursors } = c.var;
    const { limit, cursor, from, to, verdict, reason, subject, run_id: runId, ...rest } = c.req.valid("query");
    const asked = { from, to, verdict, reason, subject, runId, ...rest };
    const { range, position } = openPlace<InstantRange, DecisionPosition>(cursors, cursor, asked, () =>
      rangeOf(ctx, from, to),
    );
    const filters = Object.fromEntries(
      Object.entries(rest).flatMap(([name, values]) => (values === undefined ? [] : [[name, values] as const])),
    );
    const query = { ...range, verdict, reason, subject, runId, filters, limit, position };
    const { decisions, next } = await listDecisions(ctx, query);
    const { currency } = ctx.configuration.tenant;
    return c.json(
      {
        items: decisions.map((decision) => presentRecorded(decision, currency)),
        from: new Date(range.fromEpochMs).toISOString(),
        to: new Date(range.toEpochMs).toISOString(),
        next_cursor: sealPlace(cursors, { range, position: next }, asked),
      },
      200,
    );
  })
  .openapi(get, async (c) => {
    const { ctx } = c.var;
    const { decision, events, isComplete } = await getDecision(ctx, c.req.valid("param").decision_id);
    const { tenant, repricings } = ctx.configuration;
    return c.json(
      {
        ...presentRecorded(decision, tenant.currency),
        events: events.map((event) => presentEvent(event, repricings.values())),
        is_complete: isComplete,
      },
      200,
    );
  })
  .openapi(settle, async (c) => {
    const { decision_id } = c.req.valid("param");
    const { source, id } = await settleDecision(c.var.ctx, decision_id, c.req.valid("json"));
    return c.json({ source, id }, 202);
  })
  .openapi(release, async (c) => {
    const { ctx } = c.var;
    const target = { decisionId: c.req.valid("param").decision_id, reservationId: c.req.valid("json").reservation_id };
    const { picos, attempts } = await releaseReservation(ctx, giveBack, target);
    const { currency } = ctx.configuration.tenant;
    return c.json({ amount: formatAmount(picos), currency, attempts: [...attempts] }, 200);
  });

/** The end is after the last instant, and now is one. */
const rangeOf = (ctx: Context, from: number | undefined, to = ctx.now().getTime() + 1): InstantRange =>
  instantRange(ctx, { from, to, daysMax: LIMITS.decisionDaysMax });
