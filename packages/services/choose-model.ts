import { chooseRoute, type RouteChoice, type RouteRequest } from "@outlay/domain/choose-route";
import { type CompiledPolicy, compilePolicy } from "@outlay/domain/compile-policy";
import type { Configuration } from "@outlay/domain/configuration";
import { DEFAULT_POLICY } from "@outlay/domain/default-routing-policy";
import { type Exception, isInForce } from "@outlay/domain/exception";
import { activePolicy, type RoutingPolicy } from "@outlay/domain/routing-policy";
import { modelTier } from "@outlay/prices/model-tiers";
import { modelKey } from "./routing-models.ts";

/** The policy that a tenant activated last; the default one where it never did. */
export const policyInForce = ({ routingPolicies }: Pick<Configuration, "routingPolicies">): RoutingPolicy =>
  activePolicy(routingPolicies.values()) ?? DEFAULT_POLICY;

/** Compiled once a policy, which a warm function keeps; it goes when the policy does. */
const compiled = new WeakMap<object, CompiledPolicy>();

export function compiledPolicyOf(policy: Parameters<typeof compilePolicy>[0]): CompiledPolicy {
  const known = compiled.get(policy) ?? compilePolicy(policy, modelKey);
  compiled.set(policy, known);
  return known;
}

/** Those that were ever approved, found once a configuration. */
const decided = new WeakMap<Configuration["exceptions"], readonly Exception[]>();

/** The exceptions in force at an instant, be it past. */
export function exceptionsInForce(
  { exceptions }: Pick<Configuration, "exceptions">,
  atEpochMs: number,
): readonly Exception[] {
  const known = decided.get(exceptions) ?? [...exceptions.values()].filter(({ decided_at }) => decided_at !== null);
  decided.set(exceptions, known);
  return known.filter((exception) => isInForce(exception, atEpochMs));
}

/** Which model a request may use now, by the tenant's policy and exceptions. Pure, and no I/O: all of it is in memory. */
export function chooseModel(configuration: Configuration, request: RouteRequest, atEpochMs: number): RouteChoice {
  return chooseRoute(compiledPolicyOf(policyInForce(configuration)), request, {
    tierOf: ({ provider, model }) => modelTier(provider, model),
    exceptions: exceptionsInForce(configuration, atEpochMs),
  });
}
