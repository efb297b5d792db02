import { identityProviderKey } from "./tenant-keys.ts";
import type { Table } from "./table.ts";

/**
 * Gives (issuer, audience) to a tenant for good, before the entry that makes the provider. False: it is another tenant's.
 */
export async function claimIdentityProvider(
  table: Table,
  provider: { readonly issuer: string; readonly audience: string },
  tenantId: string,
): Promise<boolean> {
  const key = identityProviderKey(provider.issuer, provider.audience);
  if (await table.put({ ...key, tenantId }, "absent")) return true;
  return (await getIdentityProviderTenant(table, provider.issuer, provider.audience)) === tenantId;
}

/** Whose tokens of (issuer, audience) are, consistently read. Whether they are accepted stands in the configuration. */
export async function getIdentityProviderTenant(
  table: Table,
  issuer: string,
  audience: string,
): Promise<string | undefined> {
  const tenantId = (await table.get(identityProviderKey(issuer, audience)))?.["tenantId"];
  return typeof tenantId === "string" ? tenantId : undefined;
}
