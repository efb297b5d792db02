import type { CompiledPolicy } from "./compile-policy.ts";
import { UNATTRIBUTED } from "./dimensions.ts";
import { type Exception, reaches } from "./exception.ts";
import { isStronger, type ModelRef, type Tier } from "./model-tier.ts";
import { chooseLimits, type CallLimits } from "./route-limits.ts";
import { describeReason, type Reason } from "./route-reason.ts";
import type { Route } from "./route.ts";
import type { TierModel } from "./routing-policy.ts";
import { covers } from "./value-scope.ts";

/** What is asked before a call. */
export interface RouteRequest {
  /** By dimension (task_class, workflow, department, data_class, risk, environment and the others) and `tag:<name>`. */
  readonly values: ReadonlyMap<string, string>;
  /** The least tier that will do, where no model is named. */
  readonly quality: Tier | null;
  readonly contextTokens: number | null;
  readonly outputTokensMax: number | null;
  readonly requested: ModelRef | null;
}

/** What is known beside the policy. */
export interface RouteFacts {
  /** Of a model that is none of the policy; null where nobody knows. */
  readonly tierOf: (model: ModelRef) => Tier | null;
  /** Those in force. */
  readonly exceptions: readonly Exception[];
}

/** A downgrade is to another model than was asked for. */
export const VERDICTS = ["allow", "downgrade", "deny", "needs_approval"] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface ChosenModel extends ModelRef {
  readonly tier: Tier | null;
}

export interface RouteChoice {
  readonly verdict: Verdict;
  /** As usage says it. */
  readonly routeType: "default" | "exception";
  readonly route: Pick<Route, "id" | "name"> | null;
  /** What the request may use without an exception. */
  readonly tier: Tier;
  /** Null where nothing may be called now. */
  readonly model: ChosenModel | null;
  /** In the order in which they are to be tried. */
  readonly fallbacks: readonly ChosenModel[];
  readonly limits: CallLimits;
  readonly reviewRequired: boolean;
  /** The exception that let it pass. */
  readonly exceptionId: string | null;
  /** At least one. */
  readonly reasons: readonly Reason[];
}

/** A request beside what the policy says of it; `reasons` grows as it is judged. */
interface Judged {
  readonly policy: CompiledPolicy;
  readonly request: RouteRequest;
  readonly facts: RouteFacts;
  readonly route: Route | undefined;
  readonly tier: Tier;
  readonly dataClass: string;
  readonly contextTokens: number;
  readonly reasons: Reason[];
}

type Decided = Pick<RouteChoice, "verdict"> & {
  readonly models: readonly ChosenModel[];
  readonly exception?: Exception;
};

/**
 * Which model a request may use, by policy and exceptions alone. Pure: the same arguments give the same choice. It names no model
 * but those of the policy and of an exception in force, and a downgrade is never to a tier above the one that was asked for.
 * Source: docs/routing.md.
 */
export function chooseRoute(policy: CompiledPolicy, request: RouteRequest, facts: RouteFacts): RouteChoice {
  const judged = judge(policy, request, facts);
  const { route, tier, reasons } = judged;
  const { verdict, models, exception } = decide(judged);
  const [model = null, ...fallbacks] = models;
  if (route?.review_required) reasons.push(describeReason("review_required", { route }));
  const limits = chooseLimits(policy.limits, route, model && policy.find(model), request.outputTokensMax);
  if (model && request.outputTokensMax !== null && request.outputTokensMax > (limits.outputTokens ?? Infinity))
    reasons.push(describeReason("output_limited", { route, limit: limits.outputTokens ?? 0 }));
  return {
    verdict,
    routeType: exception ? "exception" : "default",
    route: route ? { id: route.id, name: route.name } : null,
    tier,
    model,
    fallbacks,
    limits,
    reviewRequired: route?.review_required ?? false,
    exceptionId: exception?.id ?? null,
    reasons,
  };
}

function judge(policy: CompiledPolicy, request: RouteRequest, facts: RouteFacts): Judged {
  const { values } = request;
  const route = policy.routeOf(values);
  const taskClass = values.get("task_class");
  const ofTaskClass = taskClass === undefined ? undefined : policy.tierOfTaskClass(taskClass);
  const tier = route?.tier ?? ofTaskClass ?? policy.defaultTier;
  const reasons = [describeReason(route ? "route_matched" : "no_route", { route, tier })];
  if (!route?.tier) {
    const code = ofTaskClass
      ? "task_class_tier"
      : taskClass === undefined
        ? "task_class_missing"
        : "task_class_unknown";
    reasons.push(describeReason(code, { taskClass, tier }));
  }
  const dataClass = values.get("data_class") ?? UNATTRIBUTED;
  return { policy, request, facts, route, tier, dataClass, contextTokens: request.contextTokens ?? 0, reasons };
}

function decide(judged: Judged): Decided {
  const { policy, request, route, dataClass, contextTokens, reasons } = judged;
  if (route?.data_classes && !route.data_classes.includes(dataClass)) {
    reasons.push(describeReason("data_class_not_allowed", { route, dataClass }));
    return DENIED;
  }
  const limit = route?.limits.context_tokens_max ?? policy.limits.context_tokens_max;
  if (limit !== null && contextTokens > limit) {
    reasons.push(describeReason("context_above_limit", { route, limit }));
    return DENIED;
  }
  return request.requested ? decideRequested(judged, request.requested) : decideFree(judged);
}

const DENIED: Decided = { verdict: "deny", models: [] };

/** No model is named: the first that suits, of a tier that is good enough. */
function decideFree(judged: Judged): Decided {
  const { policy, request, route, tier, reasons } = judged;
  const { quality } = request;
  if (quality !== null && isStronger(quality, tier)) {
    const exception = findException(judged, (each) => reaches(each, quality));
    const stronger = exception ? suiting(judged, policy.inOrder(undefined, quality), quality) : [];
    if (exception && stronger.length > 0) return excepted(judged, exception, stronger);
    reasons.push(describeReason("quality_above_tier", { route, tier, quality }));
    if (route?.review_required) return needsApproval(judged);
    return orDenied(judged, "downgrade", suiting(judged, policy.inOrder(route, tier), null));
  }
  return orDenied(judged, "allow", suiting(judged, policy.inOrder(route, tier), quality));
}

function decideRequested(judged: Judged, requested: ModelRef): Decided {
  const { policy, facts, route, tier, reasons } = judged;
  const model = policy.find(requested);
  const inOrder = policy.inOrder(route, tier);
  const isPlain = model !== undefined && !isStronger(model.tier, tier);
  const isListed = model !== undefined && (!route || route.models.length === 0 || inOrder.includes(model));
  if (isPlain && isListed) {
    const ordered = [...policy.chain(model), ...inOrder.filter((other) => !isStronger(other.tier, model.tier))];
    const suited = suiting(judged, [...new Set(ordered)], null);
    const verdict = suited[0] === model ? "allow" : "downgrade";
    return orDenied(judged, verdict, suited);
  }
  const exception = findException(judged, (each) => isFor(judged, each, requested, model));
  if (exception) {
    const passed = model ? suiting(judged, policy.chain(model), null) : [asRequested(judged, requested)];
    if (model === undefined || passed[0] === model) return excepted(judged, exception, passed);
  }
  const asked = model?.tier ?? facts.tierOf(requested);
  const isAbove = asked !== null && isStronger(asked, tier);
  const code = isAbove ? "model_above_tier" : model ? "model_not_on_route" : "model_not_in_policy";
  reasons.push(describeReason(code, { route, tier, model: requested, asked }));
  if (isAbove && route?.review_required) return needsApproval(judged);
  const others = inOrder.filter((other) => asked === null || !isStronger(other.tier, asked));
  return orDenied(judged, "downgrade", suiting(judged, others, null));
}

const asRequested = ({ facts }: Judged, { provider, model }: ModelRef): ChosenModel => ({
  provider,
  model,
  tier: facts.tierOf({ provider, model }),
});

/** An exception names the model itself, or a tier that a model of the policy is of. */
function isFor({ policy }: Judged, exception: Exception, requested: ModelRef, model: TierModel | undefined): boolean {
  if (exception.model !== null) return policy.keyOf(exception.model) === policy.keyOf(requested);
  return model !== undefined && reaches(exception, model.tier);
}

/** The first in order of id, so that it is the same one each time. */
function findException({ request, facts, route }: Judged, isRight: (exception: Exception) => boolean) {
  if (facts.exceptions.length === 0) return undefined;
  const values = route ? new Map([...request.values, ["route", route.id]]) : request.values;
  const found = facts.exceptions.filter((exception) => isRight(exception) && covers(exception, values));
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
}

function excepted({ reasons }: Judged, exception: Exception, models: readonly ChosenModel[]): Decided {
  reasons.push(describeReason("exception_approved", { exception }));
  return { verdict: "allow", models: models.map(toChosen), exception };
}

function needsApproval({ reasons, route }: Judged): Decided {
  reasons.push(describeReason("approval_needed", { route }));
  return { verdict: "needs_approval", models: [] };
}

function orDenied({ reasons, tier }: Judged, verdict: Verdict, models: readonly TierModel[]): Decided {
  if (models.length > 0) return { verdict, models: models.map(toChosen) };
  reasons.push(describeReason("no_model_left", { tier }));
  return DENIED;
}

const toChosen = ({ provider, model, tier }: ChosenModel): ChosenModel => ({ provider, model, tier });

/** The models that can take the request. Each one passed over gives a reason. */
function suiting(judged: Judged, models: readonly TierModel[], quality: Tier | null): readonly TierModel[] {
  const { dataClass, contextTokens, route, reasons } = judged;
  return models.filter((model) => {
    const floor = [quality, route?.quality ?? null].find((least) => least !== null && isStronger(least, model.tier));
    if (model.data_classes && !model.data_classes.includes(dataClass))
      reasons.push(describeReason("model_not_for_data_class", { model, dataClass }));
    else if (contextTokens > (model.context_tokens_max ?? Infinity))
      reasons.push(describeReason("context_too_large", { model, limit: model.context_tokens_max ?? 0 }));
    else if (floor) reasons.push(describeReason("model_below_quality", { model, quality: floor }));
    else return true;
    return false;
  });
}
