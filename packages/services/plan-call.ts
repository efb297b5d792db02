import type { ChosenModel, RouteChoice, RouteRequest } from "@outlay/domain/choose-route";
import { completeTuple } from "@outlay/domain/complete-tuple";
import { type Decision, type DecisionInput, eventOf, ROUTED } from "@outlay/domain/decision";
import { type DecisionReason, reasonOf } from "@outlay/domain/decision-reason";
import type { Tuple } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import type { ModelRef } from "@outlay/domain/model-tier";
import type { CallLimits } from "@outlay/domain/route-limits";
import { valuesOf } from "@outlay/domain/simulate-policy";
import { toUsageBatch } from "@outlay/domain/usage-batch";
import type { RouteType } from "@outlay/domain/usage-event";
import type { WorstCost } from "@outlay/domain/worst-cost";
import { modelTier } from "@outlay/prices/model-tiers";
import { chooseModel } from "./choose-model.ts";
import type { Context } from "./context.ts";
import { loadCompletion } from "./enrichment.ts";
import { type MatchedCap, matchingCaps } from "./matching-caps.ts";
import { dearestCall } from "./dearest-call.ts";
import { pricedInstants } from "./price-book.ts";
import { modelKey } from "./routing-models.ts";

/** What a policy, or the lack of one, says of a call. */
export type Choice = Omit<RouteChoice, "tier" | "reasons"> &
  Pick<Decision, "tier"> & { readonly reasons: readonly DecisionReason[] };

/** A call of which whose it is, is known. */
export interface AskedCall {
  readonly asked: DecisionInput;
  readonly atEpochMs: number;
  /** By dimension and `tag:<name>`. */
  readonly values: ReadonlyMap<string, string>;
  /** As its usage will be recorded, at a model and by a route. */
  readonly tupleOf: (model: ModelRef | null, route: PlannedRoute) => Tuple;
}

interface PlannedRoute {
  readonly id: string | null;
  readonly type: RouteType;
}

/** Completes what is asked for as recording completes the usage that comes of it. */
export async function askedCall(ctx: Context, asked: DecisionInput, atEpochMs: number): Promise<AskedCall> {
  const completion = await loadCompletion(ctx, ctx.tenantId, ctx.configuration);
  const apiKeyId = ctx.actor.kind === "api_key" ? ctx.actor.id : null;
  const tupleOf: AskedCall["tupleOf"] = (model, route) => {
    const [stated = []] = toUsageBatch([eventOf(asked, { model, route }, atEpochMs)], apiKeyId).tuples;
    return completeTuple(stated, completion);
  };
  const values = valuesOf(tupleOf(asked.requested, { id: null, type: "default" }));
  const all = asked.risk === null ? values : new Map([...values, ["risk", asked.risk]]);
  return { asked, atEpochMs, values: all, tupleOf };
}

/** What the tenant's policy says of a call; where none speaks of it, the model that it names. */
export function chooseFor(
  { configuration }: Pick<Context, "configuration">,
  { asked, values, atEpochMs }: AskedCall,
  requested: ModelRef | null = asked.requested,
): Choice {
  if (!ROUTED.has(asked.operation)) return unrouted(asked);
  const request: RouteRequest = {
    values,
    quality: asked.quality,
    contextTokens: asked.context_tokens,
    outputTokensMax: asked.output_tokens_max,
    requested,
  };
  return chooseModel(configuration, request, atEpochMs);
}

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

/** Models that may be called, and what is to be held for them. */
export interface Plan {
  readonly choice: Choice;
  readonly model: ChosenModel | null;
  readonly fallbacks: readonly ChosenModel[];
  /** Of one attempt. */
  readonly worst: WorstCost;
  readonly attempts: number;
  readonly caps: readonly MatchedCap[];
  readonly expiresAtEpochMs: number;
}

/** Plans the calls of a choice: its model, then `fallbacks` of it. */
export function planCall(
  { configuration }: Pick<Context, "configuration">,
  { asked, atEpochMs, tupleOf }: AskedCall,
  choice: Choice,
  fallbacks: readonly ChosenModel[],
): Plan {
  const { model, limits } = choice;
  const route: PlannedRoute = { id: choice.route?.id ?? null, type: choice.routeType };
  const tuples = [...namesOf(model, asked.requested), ...fallbacks].map((each) => tupleOf(each, route));
  const expiresAtEpochMs = expiryOf(atEpochMs, limits, asked.attempts);
  const worst = dearestCall(configuration, {
    tuples,
    operation: asked.operation,
    ceilings: ceilingsOf(asked, limits),
    instants: pricedInstants(configuration, atEpochMs, expiresAtEpochMs),
  });
  const caps = matchingCaps(configuration, tuples, atEpochMs, expiresAtEpochMs);
  return { choice, model, fallbacks, worst, attempts: asked.attempts, caps, expiresAtEpochMs };
}

/** A model that was asked for by another of its names, such as one with a date, may be told of by either: budgets and rates may know one alone. */
function namesOf(model: ModelRef | null, requested: ModelRef | null): readonly (ModelRef | null)[] {
  if (model === null || requested === null || modelKey(model) !== modelKey(requested)) return [model];
  const isSame = model.provider === requested.provider && model.model === requested.model;
  return isSame ? [model] : [model, requested];
}

/** The longest that all attempts may take, one after the other, and some time more for the way. */
const expiryOf = (atEpochMs: number, { timeoutSeconds }: CallLimits, attempts: number): number =>
  atEpochMs + (timeoutSeconds ?? LIMITS.callSecondsDefault) * 1000 * attempts + LIMITS.reservationMarginMs;

const ceilingsOf = (asked: DecisionInput, limits: CallLimits) => ({
  contextTokens: asked.context_tokens ?? limits.contextTokens,
  outputTokens: limits.outputTokens,
  each: asked.usage_max,
  toolCalls: limits.toolCalls,
  agentSteps: limits.agentSteps,
});

/** Tokens of all attempts at the most; null where nobody can say. */
export function tokensOf({ choice: { limits }, attempts }: Plan, { asked }: AskedCall): number | null {
  const { contextTokens, outputTokens } = ceilingsOf(asked, limits);
  const isWithoutTokens = asked.requested === null && !ROUTED.has(asked.operation);
  if (isWithoutTokens) return 0;
  const output = outputTokens ?? (WITHOUT_OUTPUT.has(asked.operation) ? 0 : null);
  return contextTokens === null || output === null ? null : (contextTokens + output) * attempts;
}

const WITHOUT_OUTPUT: ReadonlySet<string> = new Set(["embedding", "rerank"]);

/** Picos of all attempts at the most; null where nobody can say. */
export const picosOf = ({ worst, attempts }: Plan): bigint | null =>
  "missing" in worst ? null : worst.picos * BigInt(attempts);
