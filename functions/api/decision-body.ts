import { VERDICTS } from "@outlay/domain/choose-route";
import { type Decision, DecisionInput } from "@outlay/domain/decision";
import { LIMITS } from "@outlay/domain/limits";
import { TIERS } from "@outlay/domain/model-tier";
import { ROUTE_TYPES } from "@outlay/domain/usage-event";
import * as z from "zod";
import { orNull } from "./or-null.ts";
import { RecordedEventBody } from "./present-event.ts";
import { Amount } from "./quantities.ts";
import { ProblemBody } from "./router.ts";

export const DecisionInputBody = DecisionInput.meta({
  id: "DecisionInput",
  description: [
    "What a usage event of the call will say, as far as it is known before. `context_tokens` is all input, cached or not; where it is",
    "absent, the route's limit stands in. `usage_max` is the most that the call may use of single classes of tokens, and of what is",
    `paid by other units. \`attempts\` (1 to ${LIMITS.decisionAttempts}) are the calls that this is for: the first, its retries and its fallbacks.`,
    "`run.step_name` is one name for steps that are alike, `run.progress` anything that changes as the run gets on. A member that is",
    "not known here is refused.",
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

export const RateLimitedBody = ProblemBody.extend({ decision_id: z.string(), reasons: z.array(ReasonBody) }).meta({
  id: "RateLimited",
  description: "The decision that denied the call, and all its reasons: those of code rate_limited name the limits.",
});

const answer = {
  id: z.string(),
  verdict: z.enum(VERDICTS).meta({
    description: "downgrade: to another model than was asked for. Only allow and downgrade let a call be made.",
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

const held = { amount: Amount, currency: z.string(), expires_at: z.string() };

export const DecisionBody = z
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
    reservation: orNull(z.object({ id: z.string(), ...held })).meta({
      description: "What is held for all attempts until their usage is told of. Null: nothing is.",
    }),
  })
  .meta({ id: "Decision" });

export const RecordedDecisionBody = z
  .object({
    ...answer,
    at: z.string(),
    asked_by: z.object({ kind: z.string(), id: z.string() }),
    asked: z.record(z.string(), z.unknown()).meta({ description: "The question, as it was put." }),
    values: z
      .record(z.string(), z.string())
      .meta({ description: "Whose call it is, completed as its usage is: by dimension and `tag:<name>`." }),
    route: z.object({ id: orNull(z.string()), type: z.enum(ROUTE_TYPES) }),
    exception_id: orNull(z.string()),
    reservation: orNull(z.object(held)),
  })
  .meta({ id: "RecordedDecision" });

export const DecisionWithEventsBody = z
  .object({
    ...RecordedDecisionBody.shape,
    events: z.array(RecordedEventBody).meta({
      description:
        "The usage that names this decision, from its time until its reservation ended; GET /v1/events lists later ones.",
    }),
    is_complete: z.boolean().meta({ description: "False where there are more events than are listed here." }),
  })
  .meta({ id: "DecisionWithEvents" });

const presentAnswer = (decision: Decision) => ({
  id: decision.id,
  verdict: decision.verdict,
  model: decision.model,
  fallbacks: [...decision.fallbacks],
  limits: {
    context_tokens: decision.limits.contextTokens,
    output_tokens: decision.limits.outputTokens,
    timeout_seconds: decision.limits.timeoutSeconds,
    tool_calls: decision.limits.toolCalls,
    agent_steps: decision.limits.agentSteps,
  },
  review_required: decision.reviewRequired,
  reasons: [...decision.reasons],
  warnings: [...decision.warnings],
});

const presentHeld = ({ held: kept }: Decision, currency: string) =>
  kept && { amount: kept.amount, currency, expires_at: new Date(kept.expiresAtEpochMs).toISOString() };

/** As it is answered. */
export function presentDecision(
  decision: Decision,
  reservationId: string | null,
  currency: string,
): z.output<typeof DecisionBody> {
  const kept = presentHeld(decision, currency);
  return {
    ...presentAnswer(decision),
    route: {
      id: decision.route?.id ?? null,
      type: decision.routeType,
      decision_id: decision.id,
      reservation_id: reservationId,
      attempt: 1,
    },
    reservation: kept && reservationId !== null ? { id: reservationId, ...kept } : null,
  };
}

/** As it is kept. Its reservation's id is not: whoever has it can set free what is held. */
export const presentRecorded = (decision: Decision, currency: string): z.output<typeof RecordedDecisionBody> => ({
  ...presentAnswer(decision),
  at: new Date(decision.atEpochMs).toISOString(),
  asked_by: decision.askedBy,
  asked: { ...decision.asked },
  values: Object.fromEntries(decision.values),
  route: { id: decision.route?.id ?? null, type: decision.routeType },
  exception_id: decision.exceptionId,
  reservation: presentHeld(decision, currency),
});
