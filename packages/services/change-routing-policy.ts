import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { DEFAULT_POLICY, DEFAULT_POLICY_ID } from "@outlay/domain/default-routing-policy";
import { canonicalJson } from "@outlay/domain/digest";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { policyFaults } from "@outlay/domain/policy-faults";
import { activePolicy, type RoutingPolicy, type RoutingPolicyInput } from "@outlay/domain/routing-policy";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";
import { modelKey } from "./routing-models.ts";

interface Target {
  readonly id: string;
  readonly ifMatch: string | undefined;
}

/** The tenant's policy, or `default`. Throws `routing_policy_not_found`. */
export function getRoutingPolicy(
  { routingPolicies }: Pick<Configuration, "routingPolicies">,
  id: string,
): RoutingPolicy {
  const policy = id === DEFAULT_POLICY_ID ? DEFAULT_POLICY : routingPolicies.get(id);
  if (!policy) throw new DomainError("routing_policy_not_found", `There is no routing policy ${id}.`);
  return policy;
}

/** Throws `invalid_request` with every contradiction of a policy, `prefix` before each pointer. */
export function checkPolicy(input: RoutingPolicyInput, prefix = ""): void {
  const faults = policyFaults(input, modelKey);
  if (faults.length > 0) throw invalidRequest(...faults.map((it) => ({ ...it, pointer: prefix + it.pointer })));
}

/** Makes a draft. Throws `invalid_request`, `routing_policy_limit_reached`. */
export async function createRoutingPolicy(ctx: Context, input: RoutingPolicyInput): Promise<RoutingPolicy> {
  checkPolicy(input);
  const id = ctx.newId("rpo");
  const at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "routing_policy",
    id,
    operation: "routing_policy.created",
    decide: ({ routingPolicies }) => {
      if (routingPolicies.size < LIMITS.routingPoliciesPerTenant) {
        return { after: { ...input, id, version: null, activated_at: null, created_at: at, updated_at: at } };
      }
      const message = `A tenant has at most ${LIMITS.routingPoliciesPerTenant} routing policies. Delete some.`;
      throw new DomainError("routing_policy_limit_reached", message);
    },
  });
  const made = configuration.routingPolicies.get(id);
  assert(made, "a policy that was made is there");
  return made;
}

/**
 * Gives a draft other contents; the same ones change nothing. Throws `invalid_request`, `routing_policy_not_found`,
 * `routing_policy_not_draft`, `precondition_failed`.
 */
export async function replaceRoutingPolicy(
  ctx: Context,
  { id, ifMatch, input }: Target & { readonly input: RoutingPolicyInput },
): Promise<RoutingPolicy> {
  checkPolicy(input);
  const at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "routing_policy",
    id,
    operation: "routing_policy.replaced",
    decide: (current) => {
      const before = draftOf(current, id);
      requireMatch(ifMatch, before);
      const { version, activated_at, created_at, updated_at } = before;
      const after = { ...input, id, version, activated_at, created_at, updated_at };
      return { after: canonicalJson(after) === canonicalJson(before) ? before : { ...after, updated_at: at } };
    },
  });
  return getRoutingPolicy(configuration, id);
}

/**
 * Puts a draft in force, in place of the policy that was: one entry does both. Throws `precondition_required` without an
 * If-Match, `invalid_request`, `routing_policy_not_found`, `routing_policy_not_draft`, `precondition_failed`.
 */
export async function activateRoutingPolicy(ctx: Context, { id, ifMatch }: Target): Promise<RoutingPolicy> {
  const at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "routing_policy",
    id,
    operation: "routing_policy.activated",
    decide: (current) => {
      const draft = draftOf(current, id);
      if (ifMatch === undefined) {
        throw new DomainError("precondition_required", "Send the ETag of the draft that you read as If-Match.");
      }
      requireMatch(ifMatch, draft);
      checkPolicy(draft); // The catalogue, which says what models are the same, may be newer than the draft.
      const version = (activePolicy(current.routingPolicies.values())?.version ?? 0) + 1;
      return { after: { ...draft, version, activated_at: at, updated_at: at } };
    },
  });
  return getRoutingPolicy(configuration, id);
}

/** Deletes a policy that is not in force. Throws `routing_policy_not_found`, `routing_policy_active`, `precondition_failed`. */
export async function deleteRoutingPolicy(ctx: Context, { id, ifMatch }: Target): Promise<void> {
  await appendEntry(ctx, {
    entity: "routing_policy",
    id,
    operation: "routing_policy.deleted",
    decide: (current) => {
      const policy = getRoutingPolicy(current, id);
      requireMatch(ifMatch, policy);
      if (id === DEFAULT_POLICY_ID || activePolicy(current.routingPolicies.values())?.id === id) {
        throw new DomainError("routing_policy_active", "It is in force, or would be: it cannot be deleted.");
      }
      return { after: null };
    },
  });
}

function draftOf(configuration: Configuration, id: string): RoutingPolicy {
  const policy = getRoutingPolicy(configuration, id);
  if (policy.version === null) return policy;
  throw new DomainError("routing_policy_not_draft", `Policy ${id} was activated: it no longer changes.`);
}
