import type { Configuration } from "@outlay/domain/configuration";
import type { Member } from "@outlay/domain/member";
import { ROLE_SCOPES } from "@outlay/domain/role";
import type { Caller } from "@outlay/services/authenticate-api-key";
import { bindMember } from "@outlay/services/change-member";
import type { Context } from "@outlay/services/context";
import { readConfiguration } from "@outlay/services/read-configuration";
import { getIdentityProviderTenant } from "@outlay/storage/identity-providers";
import type { AuthenticateNewcomer, AuthenticateToken } from "./auth.ts";
import type { KeySets } from "./key-sets.ts";
import { readUnverified, type TokenClaims, verifyToken } from "./oidc.ts";
import type { ApiWorld } from "./router.ts";

/**
 * The member that a token speaks for: issuer and audience name the tenant, the tenant's configuration says whether it takes that
 * provider, and the member is known by (issuer, subject), or the first time by a verified e-mail that was invited.
 */
export function tokenAuthenticator(world: ApiWorld, keySets: KeySets): AuthenticateToken {
  return async (token) => {
    const provider = await findProvider(world, token);
    if (!provider) return undefined;
    const claims = await verifyToken(token, { ...provider, now: world.now() }, keySets);
    if (!claims) return undefined;
    const { tenantId, configuration } = provider;
    const member = findMember(configuration, claims);
    if (member) return callerOf(tenantId, configuration, member);
    return bindByEmail(world, tenantId, configuration, claims);
  };
}

/** Whom a token of the platform's issuer speaks for. It must name a verified e-mail: the owner is invited by it. */
export function newcomerAuthenticator(world: ApiWorld, keySets: KeySets): AuthenticateNewcomer {
  return async (token) => {
    const { signUp } = world.oidc;
    if (!signUp || readUnverified(token)?.issuer !== signUp.issuer) return undefined;
    const claims = await verifyToken(token, { ...signUp, now: world.now() }, keySets);
    if (!claims || claims.verifiedEmail === null) return undefined;
    return { email: claims.verifiedEmail, identity: { issuer: claims.issuer, subject: claims.subject } };
  };
}

interface Provider {
  readonly tenantId: string;
  readonly configuration: Configuration;
  readonly issuer: string;
  readonly audience: string;
}

/** Undefined also for a token whose audiences name two tenants: a credential speaks in one. */
async function findProvider(world: ApiWorld, token: string): Promise<Provider | undefined> {
  const unverified = readUnverified(token);
  if (!unverified) return undefined;
  const { issuer } = unverified;
  const found = await Promise.all(
    unverified.audiences.map(async (audience) => {
      const tenantId = await getIdentityProviderTenant(world.table, issuer, audience);
      return tenantId === undefined ? [] : [{ tenantId, audience }];
    }),
  );
  const [first, ...others] = found.flat();
  if (!first || others.some(({ tenantId }) => tenantId !== first.tenantId)) return undefined;
  const configuration = await readConfiguration(world, first.tenantId);
  const isRegistered = configuration?.identityProviders
    .values()
    .some((provider) => provider.issuer === issuer && provider.audience === first.audience);
  return configuration && isRegistered === true ? { ...first, issuer, configuration } : undefined;
}

function findMember({ members }: Configuration, { issuer, subject }: TokenClaims): Member | undefined {
  return members
    .values()
    .find(({ identity }) => identity !== null && identity.issuer === issuer && identity.subject === subject);
}

async function bindByEmail(
  world: ApiWorld,
  tenantId: string,
  configuration: Configuration,
  { issuer, subject, verifiedEmail }: TokenClaims,
): Promise<Caller | undefined> {
  if (verifiedEmail === null) return undefined;
  const invited = configuration.members
    .values()
    .find(({ email, status }) => status === "invited" && email.toLowerCase() === verifiedEmail.toLowerCase());
  if (!invited) return undefined;
  const { actor } = callerOf(tenantId, configuration, invited);
  const ctx: Context = { ...world, tenantId, configuration, actor };
  const bound = await bindMember(ctx, { email: verifiedEmail, identity: { issuer, subject } });
  const member = findMember(bound, { issuer, subject, verifiedEmail });
  return member && callerOf(tenantId, bound, member);
}

const callerOf = (tenantId: string, configuration: Configuration, { id, role }: Member): Caller => ({
  tenantId,
  configuration,
  actor: { kind: "member", id, scopes: new Set(ROLE_SCOPES[role]) },
});
