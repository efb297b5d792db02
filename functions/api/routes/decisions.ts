import { createRoute } from "@hono/zod-openapi";
import { VERDICTS } from "@outlay/domain/choose-route";
import { type Decision, DecisionInput } from "@outlay/domain/decision";
import { LIMITS } from "@outlay/domain/limits";
import { TIERS } from "@outlay/domain/model-tier";
import { ROUTE_TYPES } from "@outlay/domain/usage-event";
import { decide } from "@outlay/services/decide";
import * as z from "zod";
import { Amount } from "../quantities.ts";
import { IdempotencyHeaders, jsonBody, jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

const DecisionInputBody = DecisionInput.meta({
  id: "DecisionInput",
  description: [
    "What a usage event of the call will say, as far as it is known before. `context_tokens` is all input, cached or not; where it is",
    "absent, the route's limit stands in. `usage_max` is the most that the call may use of what is paid by other units than tokens.",
    `\`attempts\` (1 to ${LIMITS.decisionAttempts}) are the calls that this is for: the first, its retries and its fallbacks. \`run.step_name\` is one name for`,
    "steps that are alike, `run.progress` anything that changes as the run gets on. A member that is not known here is refused.",
  ].join(" "),
  example: {
    task_class: "support-drafting",
    requested: { provider: "anthropic", model: "claude-sonnet-4-5" },
    attribution: { department: "support", application: "copilot", workflow: "ticket-answer", user: "u_17" },
    context_tokens: 4200,
    output_tokens_max: 1000,
    attempts: 2,
    run: { id: "run_77", step: 3 },
  },
});

const ModelBody = z.object({ provider: z.string(), model: z.string(), tier: orNull(z.enum(TIERS)) });
const Limit = orNull(z.int());
const ReasonBody = z.object({
  code: z.string().meta({ description: "Never renamed: docs/before-the-call.md lists them all." }),
  text: z.string(),
  subject: orNull(z.object({ kind: z.string(), id: z.string() })).meta({ description: "What spoke." }),
});

const answer = {
  id: z.string(),
  verdict: z.enum(VERDICTS).meta({
    description: "downgrade: to another model than was asked for. Only allow and downgrade name a model to be called.",
  }),
  model: orNull(ModelBody).meta({ description: "Null where nothing may be called, or the operation calls no model." }),
  fallbacks: z.array(ModelBody).meta({
    description: "To be tried in this order where the model fails: one for each further attempt at most.",
  }),
  limits: z
    .object({
      context_tokens: Limit,
      output_tokens: Limit.meta({ description: "Give it to the model as its maximum: the reservation counts on it." }),
      timeout_seconds: Limit,
      tool_calls: Limit,
      agent_steps: Limit,
    })
    .meta({ description: "Null is no limit. `tool_calls` and `agent_steps` are of the whole run." }),
  review_required: z.boolean(),
  reasons: z.array(ReasonBody),
  warnings: z.array(z.string()),
};

const DecisionBody = z
  .object({
    ...answer,
    route: z
      .object({
        id: orNull(z.string()),
        type: z.enum(ROUTE_TYPES),
        decision_id: z.string(),
        reservation_id: orNull(z.string()),
        attempt: z.int(),
      })
      .meta({ description: "The `route` of the usage event that tells of the call; count `attempt` up with each." }),
    reservation: orNull(
      z.object({ id: z.string(), amount: Amount, currency: z.string(), expires_at: z.string() }),
    ).meta({ description: "What is held for all attempts until their usage is told of. Null: nothing is." }),
  })
  .meta({ id: "Decision" });

const make = createRoute({
  method: "post",
  path: "/v1/decisions",
  operationId: "decide",
  tags: ["Before the call"],
  summary: "Ask before a model is called",
  description: [
    "Which model the call may use, within which limits, and why. A denial is an answer too, with status 200. What is reserved is",
    "settled by the usage event that carries `route`, by settle or by release; else it ends by itself at `expires_at`.",
  ].join(" "),
  security: scope("decisions:write"),
  request: { headers: IdempotencyHeaders, body: jsonBody(DecisionInputBody) },
  responses: {
    200: jsonContent(DecisionBody, "The decision"),
    ...problemResponses(400, 401, 403, 409, 413, 415, 422, 503),
  },
});

export const decisionRoutes = newRouter().openapi(make, async (c) => {
  const { ctx } = c.var;
  const decision = await decide(ctx, c.req.valid("json"));
  return c.json(present(decision, null, ctx.configuration.tenant.currency), 200);
});

function present(decision: Decision, reservationId: string | null, currency: string): z.output<typeof DecisionBody> {
  const { id, route, routeType, held, limits } = decision;
  return {
    id,
    verdict: decision.verdict,
    model: decision.model,
    fallbacks: [...decision.fallbacks],
    limits: {
      context_tokens: limits.contextTokens,
      output_tokens: limits.outputTokens,
      timeout_seconds: limits.timeoutSeconds,
      tool_calls: limits.toolCalls,
      agent_steps: limits.agentSteps,
    },
    review_required: decision.reviewRequired,
    reasons: [...decision.reasons],
    warnings: [...decision.warnings],
    route: { id: route?.id ?? null, type: routeType, decision_id: id, reservation_id: reservationId, attempt: 1 },
    reservation:
      held === null || reservationId === null
        ? null
        : {
            id: reservationId,
            amount: held.amount,
            currency,
            expires_at: new Date(held.expiresAtEpochMs).toISOString(),
          },
  };
}
