import { type ModelKey, type ModelRef, type Tier, TIERS } from "./model-tier.ts";
import { compileRoutes, type Route } from "./route.ts";
import { modelsOf, type RoutingPolicyInput, type TierModel } from "./routing-policy.ts";

/** A policy made ready for many decisions: what it says of a request, by look-ups alone. */
export interface CompiledPolicy {
  readonly defaultTier: Tier;
  readonly limits: RoutingPolicyInput["limits"];
  readonly keyOf: ModelKey;
  readonly routeOf: (values: ReadonlyMap<string, string>) => Route | undefined;
  readonly tierOfTaskClass: (taskClass: string) => Tier | undefined;
  /** Undefined: no model of the policy. */
  readonly find: (ref: ModelRef) => TierModel | undefined;
  /** What a route lists, else all of a tier, in order, each followed by its fallbacks; each once. */
  readonly inOrder: (route: Route | undefined, tier: Tier) => readonly TierModel[];
  /** A model, then its fallback, then that one's. */
  readonly chain: (model: TierModel) => readonly TierModel[];
}

/** In time linear in the policy, which has no faults. */
export function compilePolicy(policy: RoutingPolicyInput, keyOf: ModelKey): CompiledPolicy {
  const models = new Map(modelsOf(policy).map((model) => [keyOf(model), model]));
  const find = (ref: ModelRef) => models.get(keyOf(ref));
  const chain = (model: TierModel): readonly TierModel[] => {
    const found = new Set([model]);
    for (const { fallback } of found) {
      const next = fallback && find(fallback);
      if (next) found.add(next);
    }
    return [...found];
  };
  const withFallbacks = (list: readonly TierModel[]) => [...new Set(list.flatMap(chain))];
  const ofTier = new Map(
    TIERS.map((tier) => [tier, withFallbacks(policy.tiers[tier].models.flatMap((model) => find(model) ?? []))]),
  );
  const listed = new Map(
    policy.routes
      .filter((route) => route.models.length > 0)
      .map((route) => [route.id, withFallbacks(route.models.flatMap((ref) => find(ref) ?? []))]),
  );
  const taskClasses = new Map(TIERS.flatMap((tier) => policy.tiers[tier].task_classes.map((name) => [name, tier])));
  return {
    defaultTier: policy.default_tier,
    limits: policy.limits,
    keyOf,
    routeOf: compileRoutes(policy.routes),
    tierOfTaskClass: (taskClass) => taskClasses.get(taskClass),
    find,
    inOrder: (route, tier) => (route && listed.get(route.id)) ?? ofTier.get(tier) ?? [],
    chain,
  };
}
