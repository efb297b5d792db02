import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import type { IdentityProvider } from "@outlay/domain/identity-provider";
import { LIMITS } from "@outlay/domain/limits";
import { claimIdentityProvider } from "@outlay/storage/identity-providers";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";

/** The provider of the caller's tenant. Throws `identity_provider_not_found`. */
export function getIdentityProvider({ identityProviders }: Configuration, id: string): IdentityProvider {
  const provider = identityProviders.get(id);
  if (!provider) throw new DomainError("identity_provider_not_found", `There is no identity provider ${id}.`);
  return provider;
}

/**
 * Takes tokens of an issuer for an audience that names the tenant, once `provesControl` says that the caller presented a valid one.
 * Throws `invalid_request`, `identity_provider_already_exists`.
 */
export async function registerIdentityProvider(
  ctx: Context,
  input: { readonly issuer: string; readonly audience: string },
  provesControl: () => Promise<boolean>,
): Promise<IdentityProvider> {
  const { issuer, audience } = input;
  if (!audience.includes(ctx.tenantId)) {
    const detail = `contains the tenant's id, ${ctx.tenantId}, so that no other tenant's tokens pass here`;
    throw invalidRequest({ pointer: "/audience", detail });
  }
  if (!(await provesControl())) {
    throw invalidRequest({ pointer: "/token", detail: "is a valid token of this issuer for this audience" });
  }

  const id = ctx.newId("idp");
  // The claim first: an audience whose entry is not written is refused, as the configuration does not name it.
  if (!(await claimIdentityProvider(ctx.table, input, ctx.tenantId))) throw alreadyExists();
  const configuration = await appendEntry(ctx, {
    entity: "identity_provider",
    id,
    operation: "identity_provider.created",
    decide: ({ identityProviders }) => {
      const providers = [...identityProviders.values()];
      if (providers.some((each) => each.issuer === issuer && each.audience === audience)) throw alreadyExists();
      if (providers.length >= LIMITS.identityProvidersPerTenant) {
        throw new DomainError(
          "identity_provider_limit_reached",
          `A tenant has at most ${LIMITS.identityProvidersPerTenant}.`,
        );
      }
      return { after: { id, issuer, audience, created_at: ctx.now().toISOString() } };
    },
  });
  const made = configuration.identityProviders.get(id);
  assert(made, "a provider that was made is there");
  return made;
}

/** Its tokens are refused from the next request on. Throws `identity_provider_not_found`. */
export async function removeIdentityProvider(ctx: Context, input: { readonly id: string }): Promise<void> {
  await appendEntry(ctx, {
    entity: "identity_provider",
    id: input.id,
    operation: "identity_provider.removed",
    decide: (configuration) => {
      getIdentityProvider(configuration, input.id);
      return { after: null };
    },
  });
}

const alreadyExists = () =>
  new DomainError("identity_provider_already_exists", "This issuer and audience are registered already.");
