import { type Limits, type Policy, type PolicyModel, type PolicyRoute, PROVIDER, type Tier } from "./canned.ts";

/* What docs/routing.md says, written down once more in the plainest way: lists and filters, nothing compiled, nothing remembered. */

const STRENGTH: Readonly<Record<Tier, number>> = { economy: 0, standard: 1, premium: 2 };
const isStronger = (a: Tier, b: Tier): boolean => STRENGTH[a] > STRENGTH[b];
const TIERS = ["economy", "standard", "premium"] as const;
const ORDER = ["task_class", "workflow", "department", "data_class", "risk", "environment"];

export interface ExceptionInForce {
  readonly id: string;
  readonly scope: Readonly<Record<string, readonly string[]>>;
  readonly tier: Tier | null;
  readonly model: string | null;
}

export interface Question {
  readonly values: ReadonlyMap<string, string>;
  readonly quality: Tier | null;
  readonly context: number | null;
  readonly output: number | null;
  readonly requested: string | null;
}

export interface Chosen {
  readonly verdict: "allow" | "downgrade" | "deny" | "needs_approval";
  readonly type: "default" | "exception";
  readonly route: string | null;
  /** By name: the provider is one. */
  readonly model: string | null;
  readonly fallbacks: readonly string[];
  readonly limits: {
    readonly context: number | null;
    readonly output: number | null;
    readonly seconds: number | null;
    readonly tools: number | null;
    readonly steps: number | null;
  };
  readonly review: boolean;
  readonly reasons: readonly string[];
}

/** As a reason is compared: its code, and what it is of. */
export const reason = (code: string, kind?: string, id?: string): string =>
  kind === undefined ? code : `${code} ${kind} ${id}`;

type Ranked = PolicyModel & { readonly tier: Tier };

export function choose(policy: Policy, question: Question, exceptions: readonly ExceptionInForce[]): Chosen {
  const { values } = question;
  const route = routeOf(policy, values);
  const taskClass = values.get("task_class");
  const ofClass = TIERS.find((tier) => taskClass !== undefined && policy.tiers[tier].task_classes.includes(taskClass));
  const tier = route?.tier ?? ofClass ?? policy.default_tier;
  const reasons: string[] = [route ? reason("route_matched", "route", route.id) : reason("no_route", "tier", tier)];
  if (route?.tier === undefined) {
    if (taskClass === undefined) reasons.push(reason("task_class_missing", "tier", tier));
    else reasons.push(reason(ofClass ? "task_class_tier" : "task_class_unknown", "task_class", taskClass));
  }
  const found = suit({ policy, question, exceptions, route, tier, reasons });
  if (route?.review_required) reasons.push(reason("review_required", "route", route.id));
  const [first, ...others] = found.models;
  const limits = limitsOf(
    policy,
    route,
    modelsOf(policy).find(({ model }) => model === first),
    question.output,
  );
  if (first !== undefined && question.output !== null && limits.output !== null && question.output > limits.output)
    reasons.push(route ? reason("output_limited", "route", route.id) : "output_limited");
  return {
    verdict: found.verdict,
    type: found.isException ? "exception" : "default",
    route: route?.id ?? null,
    model: first ?? null,
    fallbacks: others,
    limits,
    review: route?.review_required ?? false,
    reasons,
  };
}

/** The route that names most dimensions; of as many, the one that names the earlier one. */
function routeOf({ routes = [] }: Policy, values: Question["values"]): PolicyRoute | undefined {
  const rank = ({ match }: PolicyRoute): string =>
    `${Object.keys(match).length} ${ORDER.map((name) => (name in match ? 1 : 0)).join("")}`;
  return routes
    .filter(({ match }) =>
      Object.entries(match).every(([name, listed]) => listed.includes(values.get(name) ?? "unattributed")),
    )
    .toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))[0];
}

const modelsOf = (policy: Policy): readonly Ranked[] =>
  TIERS.flatMap((tier) => policy.tiers[tier].models.map((model) => ({ ...model, tier })));

interface Case {
  readonly policy: Policy;
  readonly question: Question;
  readonly exceptions: readonly ExceptionInForce[];
  readonly route: PolicyRoute | undefined;
  readonly tier: Tier;
  readonly reasons: string[];
}

interface Found {
  readonly verdict: Chosen["verdict"];
  readonly models: readonly string[];
  readonly isException?: boolean;
}

const DENIED: Found = { verdict: "deny", models: [] };

function suit(asked: Case): Found {
  const { policy, question, route, reasons } = asked;
  const dataClass = question.values.get("data_class") ?? "unattributed";
  if (route?.data_classes?.includes(dataClass) === false) {
    reasons.push(reason("data_class_not_allowed", "data_class", dataClass));
    return DENIED;
  }
  const contextMax = route?.limits?.context_tokens_max ?? policy.limits?.context_tokens_max ?? Infinity;
  if ((question.context ?? 0) > contextMax) {
    reasons.push(route ? reason("context_above_limit", "route", route.id) : "context_above_limit");
    return DENIED;
  }
  return question.requested === null ? suitFree(asked) : suitRequested(asked, question.requested);
}

function suitFree(asked: Case): Found {
  const { question, route, tier, reasons, policy } = asked;
  const { quality } = question;
  if (quality === null || !isStronger(quality, tier))
    return orDenied(asked, "allow", fit(asked, listed(asked), quality));
  const exception = firstException(asked, (each) => each.tier !== null && !isStronger(quality, each.tier));
  const stronger = exception
    ? fit(
        asked,
        withFallbacks(
          policy,
          modelsOf(policy).filter((model) => model.tier === quality),
        ),
        quality,
      )
    : [];
  if (exception && stronger.length > 0) return passed(asked, exception, stronger);
  reasons.push(reason("quality_above_tier", "tier", tier));
  if (route?.review_required) return waiting(asked);
  return orDenied(asked, "downgrade", fit(asked, listed(asked), null));
}

function suitRequested(asked: Case, requested: string): Found {
  const { policy, route, tier, reasons } = asked;
  const model = modelsOf(policy).find((each) => each.model === requested);
  const inOrder = listed(asked);
  const isOnRoute = route?.models === undefined || inOrder.some((each) => each.model === requested);
  if (model && !isStronger(model.tier, tier) && isOnRoute) {
    const weaker = inOrder.filter((each) => !isStronger(each.tier, model.tier));
    const suited = fit(asked, distinct([...withFallbacks(policy, [model]), ...weaker]), null);
    return orDenied(asked, suited[0] === requested ? "allow" : "downgrade", suited);
  }
  const exception = firstException(asked, (each) =>
    each.model === null
      ? model !== undefined && each.tier !== null && !isStronger(model.tier, each.tier)
      : each.model === requested,
  );
  if (exception) {
    const own = model ? fit(asked, withFallbacks(policy, [model]), null) : [requested];
    if (own[0] === requested) return passed(asked, exception, own);
  }
  const isAbove = model !== undefined && isStronger(model.tier, tier);
  const code = isAbove ? "model_above_tier" : model ? "model_not_on_route" : "model_not_in_policy";
  reasons.push(reason(code, "model", `${PROVIDER}/${requested}`));
  if (isAbove && route?.review_required) return waiting(asked);
  // Nobody knows the tier of a model that is none of the policy here: any candidate may stand in.
  const others = inOrder.filter((each) => model === undefined || !isStronger(each.tier, model.tier));
  return orDenied(asked, "downgrade", fit(asked, others, null));
}

function passed({ reasons }: Case, exception: ExceptionInForce, models: readonly string[]): Found {
  reasons.push(reason("exception_approved", "exception", exception.id));
  return { verdict: "allow", models, isException: true };
}

function waiting({ reasons, route }: Case): Found {
  reasons.push(reason("approval_needed", "route", route?.id));
  return { verdict: "needs_approval", models: [] };
}

function orDenied({ reasons, tier }: Case, verdict: Chosen["verdict"], models: readonly string[]): Found {
  if (models.length > 0) return { verdict, models };
  reasons.push(reason("no_model_left", "tier", tier));
  return DENIED;
}

/** What the route lists, else its tier's, each followed by its fallbacks. */
function listed({ policy, route, tier }: Case): readonly Ranked[] {
  const all = modelsOf(policy);
  const own = route?.models?.flatMap(({ model }) => all.filter((each) => each.model === model));
  return withFallbacks(policy, own ?? all.filter((each) => each.tier === tier));
}

const withFallbacks = (policy: Policy, models: readonly Ranked[]): readonly Ranked[] =>
  distinct(
    models.flatMap((model) => [
      model,
      ...withFallbacks(
        policy,
        modelsOf(policy).filter((each) => each.model === model.fallback?.model),
      ),
    ]),
  );

const distinct = (models: readonly Ranked[]): readonly Ranked[] =>
  models.filter((model, index) => models.findIndex((each) => each.model === model.model) === index);

function firstException({ exceptions, question, route }: Case, isRight: (each: ExceptionInForce) => boolean) {
  const values = new Map(question.values);
  if (route) values.set("route", route.id);
  return exceptions
    .filter(isRight)
    .filter(({ scope }) =>
      Object.entries(scope).every(([name, some]) => some.includes(values.get(name) ?? "unattributed")),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
}

/** The names of those that can take the call; the others say why not. */
function fit({ question, route, reasons }: Case, models: readonly Ranked[], quality: Tier | null): readonly string[] {
  const dataClass = question.values.get("data_class") ?? "unattributed";
  const fitting: string[] = [];
  for (const model of models) {
    const isWeak = [quality, route?.quality ?? null].some((least) => least !== null && isStronger(least, model.tier));
    const isWrong = model.data_classes?.includes(dataClass) === false;
    const isSmall = (question.context ?? 0) > (model.context_tokens_max ?? Infinity);
    const code = isWrong
      ? "model_not_for_data_class"
      : isSmall
        ? "context_too_large"
        : isWeak
          ? "model_below_quality"
          : "";
    if (code === "") fitting.push(model.model);
    else reasons.push(reason(code, "model", `${PROVIDER}/${model.model}`));
  }
  return fitting;
}

function limitsOf(policy: Policy, route: PolicyRoute | undefined, model: Ranked | undefined, output: number | null) {
  const stated = (name: keyof Limits): number | null => route?.limits?.[name] ?? policy.limits?.[name] ?? null;
  const least = (...some: (number | null | undefined)[]): number | null => {
    const all = some.filter((each) => typeof each === "number");
    return all.length === 0 ? null : Math.min(...all);
  };
  return {
    context: least(stated("context_tokens_max"), model?.context_tokens_max),
    output: least(stated("output_tokens_max"), model?.output_tokens_max, output),
    seconds: stated("timeout_seconds"),
    tools: stated("tool_calls_max"),
    steps: stated("agent_steps_max"),
  };
}
