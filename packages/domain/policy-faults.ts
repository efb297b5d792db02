import type { Fault } from "./errors.ts";
import { pointerStep } from "./json-pointer.ts";
import { isStronger, type ModelKey, modelName, type ModelRef, TIERS, type Tier } from "./model-tier.ts";
import { namedBy, overlaps, type Route } from "./route.ts";
import { modelsOf, type RoutingPolicyInput, type TierModel } from "./routing-policy.ts";

const FAULTS_MAX = 100;

/** Where a policy contradicts itself, each with its pointer; the first 100. Asked of what RoutingPolicyInput let through. */
export function policyFaults(policy: RoutingPolicyInput, keyOf: ModelKey): readonly Fault[] {
  const models = new Map<string, TierModel>();
  const faults = [...taskClassFaults(policy), ...modelFaults(policy, keyOf, models)];
  faults.push(...fallbackFaults(policy, keyOf, models));
  policy.routes.forEach((route, index) =>
    faults.push(...routeFaults(policy, route, `/routes/${index}`, keyOf, models)),
  );
  faults.push(...repeatedRoutes(policy.routes));
  return faults.slice(0, FAULTS_MAX);
}

const at = (...steps: readonly (string | number)[]): string => steps.map((step) => pointerStep(String(step))).join("");

function taskClassFaults({ tiers }: RoutingPolicyInput): Fault[] {
  const seen = new Map<string, Tier>();
  return TIERS.toReversed().flatMap((tier) =>
    tiers[tier].task_classes.flatMap((taskClass, index) => {
      const other = seen.get(taskClass);
      seen.set(taskClass, tier);
      if (other === undefined) return [];
      return [
        { pointer: at("tiers", tier, "task_classes", index), detail: `${taskClass} is of tier ${other} already.` },
      ];
    }),
  );
}

/** Puts each model into `models` by its key. */
function modelFaults({ tiers }: RoutingPolicyInput, keyOf: ModelKey, models: Map<string, TierModel>): Fault[] {
  return TIERS.toReversed().flatMap((tier) => {
    const listed = tiers[tier].models;
    if (listed.length === 0) return [{ pointer: at("tiers", tier, "models"), detail: "A tier needs a model." }];
    return listed.flatMap((model, index) => {
      const key = keyOf(model);
      const other = models.get(key);
      if (other === undefined) models.set(key, { ...model, tier });
      if (other === undefined) return [];
      const detail = `This is ${modelName(other)} of tier ${other.tier}: a model is of one tier, once.`;
      return [{ pointer: at("tiers", tier, "models", index), detail }];
    });
  });
}

function fallbackFaults({ tiers }: RoutingPolicyInput, keyOf: ModelKey, models: Map<string, TierModel>): Fault[] {
  return TIERS.toReversed().flatMap((tier) =>
    tiers[tier].models.flatMap((model, index) => {
      if (model.fallback === null) return [];
      const pointer = at("tiers", tier, "models", index, "fallback");
      const fallback = models.get(keyOf(model.fallback));
      if (fallback === undefined)
        return [{ pointer, detail: `${modelName(model.fallback)} is no model of the policy.` }];
      if (isStronger(fallback.tier, tier))
        return [{ pointer, detail: `${modelName(fallback)} is of tier ${fallback.tier}, stronger than ${tier}.` }];
      const cycle = cycleFrom(model, keyOf, models);
      return cycle === undefined ? [] : [{ pointer, detail: `The fallbacks come back to it: ${cycle.join(" -> ")}.` }];
    }),
  );
}

/** The names from a model by its fallbacks back to itself; undefined where they end. */
function cycleFrom(start: ModelRef, keyOf: ModelKey, models: ReadonlyMap<string, TierModel>): string[] | undefined {
  const startKey = keyOf(start);
  const names = [modelName(start)];
  const seen = new Set<string>();
  let next = models.get(startKey)?.fallback ?? null;
  while (next !== null) {
    const key = keyOf(next);
    names.push(modelName(next));
    if (key === startKey) return names;
    if (seen.has(key)) return undefined; // A cycle further on: told of the models in it.
    seen.add(key);
    next = models.get(key)?.fallback ?? null;
  }
  return undefined;
}

function routeFaults(
  policy: RoutingPolicyInput,
  route: Route,
  pointer: string,
  keyOf: ModelKey,
  models: ReadonlyMap<string, TierModel>,
): Fault[] {
  const faults = route.models.flatMap((ref, index): Fault[] => {
    const place = `${pointer}/models/${index}`;
    const model = models.get(keyOf(ref));
    if (model === undefined) return [{ pointer: place, detail: `${modelName(ref)} is no model of the policy.` }];
    if (route.models.slice(0, index).some((earlier) => keyOf(earlier) === keyOf(ref)))
      return [{ pointer: place, detail: `${modelName(ref)} is listed already.` }];
    if (route.tier === null || !isStronger(model.tier, route.tier)) return [];
    return [{ pointer: place, detail: `${modelName(ref)} is of tier ${model.tier}, stronger than ${route.tier}.` }];
  });
  if (route.tier === null && route.models.length > 0)
    faults.push({ pointer: `${pointer}/tier`, detail: "A route that lists models says their tier." });
  if (faults.length > 0) return faults;
  const usable = usableModels(policy, route, keyOf, models);
  return [...dataClassFaults(route, pointer, usable), ...qualityFaults(route, pointer, usable)];
}

/** The models that a request of the route may get: what is listed, else its tier's or, by task class, any; fallbacks as well. */
function usableModels(
  policy: RoutingPolicyInput,
  route: Route,
  keyOf: ModelKey,
  models: ReadonlyMap<string, TierModel>,
): readonly TierModel[] {
  const listed = route.models.flatMap((ref) => models.get(keyOf(ref)) ?? []);
  const ofTier = modelsOf(policy).filter(({ tier }) => route.tier === null || tier === route.tier);
  const usable = new Set(listed.length > 0 ? listed : ofTier.flatMap((model) => models.get(keyOf(model)) ?? []));
  // A set grows while it is walked, and is walked to its end: with cycles as well.
  for (const { fallback } of usable) {
    const next = fallback && models.get(keyOf(fallback));
    if (next) usable.add(next);
  }
  return [...usable];
}

function dataClassFaults(
  { data_classes: allowed, match }: Route,
  pointer: string,
  usable: readonly TierModel[],
): Fault[] {
  const isTaken = (value: string) => usable.some((model) => model.data_classes?.includes(value) ?? true);
  const none = (value: string) => `No model that this route can use may be given ${value}.`;
  const stated = (allowed ?? []).flatMap((value, index): Fault[] =>
    isTaken(value) ? [] : [{ pointer: `${pointer}/data_classes/${index}`, detail: none(value) }],
  );
  const matched = (match.data_class ?? []).flatMap((value, index): Fault[] => {
    const place = `${pointer}/match/data_class/${index}`;
    if (allowed !== null && !allowed.includes(value))
      return [{ pointer: place, detail: `The route serves ${value} and does not allow it: see its data_classes.` }];
    return isTaken(value) ? [] : [{ pointer: place, detail: none(value) }];
  });
  return [...stated, ...matched];
}

function qualityFaults({ quality }: Route, pointer: string, usable: readonly TierModel[]): Fault[] {
  if (quality === null || usable.some(({ tier }) => !isStronger(quality, tier))) return [];
  return [
    { pointer: `${pointer}/quality`, detail: `No model that this route can use is of tier ${quality} or above.` },
  ];
}

function repeatedRoutes(routes: readonly Route[]): Fault[] {
  const ids = new Map<string, number>();
  const kin = new Map<string, { route: Route; index: number }[]>();
  return routes.flatMap((route, index) => {
    const faults: Fault[] = [];
    const sameId = ids.get(route.id);
    ids.set(route.id, sameId ?? index);
    if (sameId !== undefined) faults.push({ pointer: `/routes/${index}/id`, detail: `/routes/${sameId} has this id.` });
    const names = namedBy(route).join();
    const others = kin.get(names) ?? [];
    const twin = others.find((other) => overlaps(other.route, route));
    if (twin)
      faults.push({
        pointer: `/routes/${index}/match`,
        detail: `/routes/${twin.index} matches the same request as well.`,
      });
    others.push({ route, index });
    kin.set(names, others);
    return faults;
  });
}
