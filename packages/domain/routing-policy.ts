import * as z from "zod";
import { LIMITS } from "./limits.ts";
import { type ModelRef, TIERS, type Tier } from "./model-tier.ts";
import { plainText } from "./plain-text.ts";
import { modelRef, NO_LIMITS, RouteLimits, routeSchema } from "./route.ts";

/** The schema of a policy's contents; `text` is strict for what callers send, lenient for what is stored. */
function contentsOf(text: z.ZodType<string>) {
  const count = z.int().min(1).max(LIMITS.count).nullable().default(null);
  const model = z.strictObject({
    provider: text,
    model: text,
    /** Data that it may be given; null: any. `unattributed` is data of no stated class. */
    data_classes: z.array(text).min(1).max(LIMITS.routeValues).nullable().default(null),
    context_tokens_max: count,
    output_tokens_max: count,
    /** The model to take where this one fails: one of the policy, no stronger than this. */
    fallback: modelRef(text).nullable().default(null),
  });
  const tier = z.strictObject({
    task_classes: z.array(text).max(LIMITS.taskClassesPerTier).default([]),
    /** In the order in which they are preferred. */
    models: z.array(model).max(LIMITS.policyModels),
  });
  return {
    name: text,
    /** Of a task class that no tier names, or none. */
    default_tier: z.enum(TIERS),
    tiers: z.strictObject({ premium: tier, standard: tier, economy: tier }),
    /** Where the route of a request says none. */
    limits: RouteLimits.default(NO_LIMITS),
    routes: z.array(routeSchema(text)).max(LIMITS.routesPerPolicy).default([]),
  };
}

/** What a caller decides of a policy. Beside this schema, policyFaults must find nothing. */
export const RoutingPolicyInput = z.strictObject(contentsOf(plainText(LIMITS.valueCharacters)));
export type RoutingPolicyInput = z.infer<typeof RoutingPolicyInput>;
export type PolicyModel = RoutingPolicyInput["tiers"]["premium"]["models"][number];

/** A draft until it is activated, which gives it a version number; from then on it never changes. */
export const RoutingPolicy = z.strictObject({
  id: z.string(),
  ...contentsOf(z.string().max(LIMITS.valueCharacters)),
  version: z.int().min(1).nullable(),
  activated_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type RoutingPolicy = z.infer<typeof RoutingPolicy>;

export type PolicyStatus = "draft" | "active" | "superseded";

/** The policy of the highest version: the one that was activated last. Undefined where the default policy is in force. */
export function activePolicy(policies: Iterable<RoutingPolicy>): RoutingPolicy | undefined {
  let active: RoutingPolicy | undefined;
  for (const policy of policies) if ((policy.version ?? 0) > (active?.version ?? 0)) active = policy;
  return active;
}

/** A policy's status beside all others. */
export function policyStatus({ id, version }: RoutingPolicy, active: RoutingPolicy | undefined): PolicyStatus {
  if (version === null) return "draft";
  return active?.id === id ? "active" : "superseded";
}

export interface TierModel extends PolicyModel {
  readonly tier: Tier;
}

/** All models of a policy with their tiers, the strongest tier first. */
export const modelsOf = ({ tiers }: Pick<RoutingPolicyInput, "tiers">): readonly TierModel[] =>
  TIERS.toReversed().flatMap((tier) => tiers[tier].models.map((model) => ({ ...model, tier })));

/** The models that a policy names and a list of prices does not know: allowed, and worth a warning. */
export const unknownModels = (
  policy: Pick<RoutingPolicyInput, "tiers">,
  isKnown: (model: ModelRef) => boolean,
): readonly ModelRef[] => modelsOf(policy).filter((model) => !isKnown(model));
