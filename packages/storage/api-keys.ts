import { apiKeyKey } from "./tenant-keys.ts";
import type { Table } from "./table.ts";

/**
 * The look-up says whose a key is and nothing more: whether it is accepted, and by which secret, stands in the tenant's
 * configuration. Written before the entry that makes the key; ids are never
 * reused, so it may be written again.
 */
export async function putKeyLookUp(table: Table, keyId: string, tenantId: string): Promise<void> {
  await table.put({ ...apiKeyKey(keyId), tenantId }, "always");
}

/** The tenant of a key, consistently read; undefined for a key that was never made. */
export async function getKeyTenant(table: Table, keyId: string): Promise<string | undefined> {
  const tenantId = (await table.get(apiKeyKey(keyId)))?.["tenantId"];
  return typeof tenantId === "string" ? tenantId : undefined;
}
