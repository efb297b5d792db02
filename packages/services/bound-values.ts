import type { ApiKey } from "@outlay/domain/api-key";
import { DomainError } from "@outlay/domain/errors";
import { type Bound, boundValues, UNBOUND, unboundDimensions } from "@outlay/domain/key-binding";
import { scopesBeyond } from "@outlay/domain/role";
import type { Context } from "./context.ts";

type Asking = Pick<Context, "actor" | "configuration">;

/** What the caller speaks for alone. */
export const boundValuesOf = ({ actor, configuration }: Asking): Bound =>
  actor.kind === "api_key" ? boundValues(configuration.apiKeys.get(actor.id)) : UNBOUND;

/**
 * Refuses to give a key more than the caller holds: scopes, and words for what the caller's own key may not speak for. Throws
 * `scope_exceeds_minter`.
 */
export function requireWithinMinter(ctx: Asking, key: Pick<ApiKey, "scopes" | "binding" | "binding_mode">): void {
  const beyond = scopesBeyond(ctx.actor.scopes, key.scopes);
  if (beyond.length > 0) {
    throw new DomainError("scope_exceeds_minter", `You do not hold ${beyond.join(", ")}, so a key of yours cannot.`);
  }
  const unbound = unboundDimensions(boundValuesOf(ctx), key);
  if (unbound.length > 0) {
    throw new DomainError(
      "scope_exceeds_minter",
      `Your key's binding is enforced: a key of yours has the same ${unbound.join(", ")}, enforced.`,
    );
  }
}
