import type { ChosenModel, RouteChoice, RouteRequest } from "@outlay/domain/choose-route";
import { type Decision, type DecisionInput, eventOf, ROUTED } from "@outlay/domain/decision";
import { type DecisionReason, reasonOf } from "@outlay/domain/decision-reason";
import type { Tuple } from "@outlay/domain/dimensions";
import { valuesOf } from "@outlay/domain/simulate-policy";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import { modelTier } from "@outlay/prices/model-tiers";
import { chooseModel } from "./choose-model.ts";
import type { Context } from "./context.ts";
import { loadEnrichment } from "./enrichment.ts";
import { journalDecision } from "./journal-decision.ts";

/** What a policy, or the lack of one, says of a call. */
type Choice = Omit<RouteChoice, "tier" | "reasons"> &
  Pick<Decision, "tier"> & { readonly reasons: readonly DecisionReason[] };

/**
 * Answers before a call is made: which model it may use, within which limits, and why.
 */
export async function decide(ctx: Context, asked: DecisionInput): Promise<Decision> {
  const atEpochMs = ctx.now().getTime();
  const { completeTuple } = await loadEnrichment(ctx, ctx.tenantId, ctx.configuration);
  const tupleOf = (chosen: Parameters<typeof eventOf>[1]): Tuple =>
    completeTuple(statedTuple(ctx, eventOf(asked, chosen, atEpochMs)));
  const values = requestValues(tupleOf({ model: asked.requested, route: { id: null, type: "default" } }), asked);
  const choice = choose(ctx, asked, values, atEpochMs);
  const decision: Decision = {
    id: ctx.newId("dec"),
    atEpochMs,
    askedBy: { kind: ctx.actor.kind, id: ctx.actor.id },
    asked,
    values: [...values],
    verdict: choice.verdict,
    route: choice.route,
    routeType: choice.routeType,
    tier: choice.tier,
    model: choice.model,
    fallbacks: choice.fallbacks.slice(0, asked.attempts - 1),
    limits: choice.limits,
    reviewRequired: choice.reviewRequired,
    exceptionId: choice.exceptionId,
    held: null,
    reasons: choice.reasons,
    warnings: [],
    configurationSeq: ctx.configuration.seq,
  };
  await journalDecision(ctx, decision);
  return decision;
}

/** As its usage will be stated, by the same key. */
function statedTuple({ actor }: Context, event: ReturnType<typeof eventOf>): Tuple {
  const [tuple = []] = toUsageBatch([event], actor.kind === "api_key" ? actor.id : null).tuples;
  return tuple;
}

function requestValues(tuple: Tuple, { risk }: DecisionInput): ReadonlyMap<string, string> {
  const values = valuesOf(tuple);
  return risk === null ? values : new Map([...values, ["risk", risk]]);
}

function choose(
  { configuration }: Context,
  asked: DecisionInput,
  values: ReadonlyMap<string, string>,
  atEpochMs: number,
): Choice {
  if (!ROUTED.has(asked.operation)) return unrouted(asked);
  const request: RouteRequest = {
    values,
    quality: asked.quality,
    contextTokens: asked.context_tokens,
    outputTokensMax: asked.output_tokens_max,
    requested: asked.requested,
  };
  return chooseModel(configuration, request, atEpochMs);
}

/** What no policy speaks of goes to the model that it names, if any. */
function unrouted({ operation, requested, output_tokens_max }: DecisionInput): Choice {
  const model: ChosenModel | null = requested && {
    ...requested,
    tier: modelTier(requested.provider, requested.model),
  };
  return {
    verdict: "allow",
    routeType: "default",
    route: null,
    tier: null,
    model,
    fallbacks: [],
    limits: {
      contextTokens: null,
      outputTokens: output_tokens_max,
      timeoutSeconds: null,
      toolCalls: null,
      agentSteps: null,
    },
    reviewRequired: false,
    exceptionId: null,
    reasons: [reasonOf("policy_not_asked", { operation, model: requested })],
  };
}
