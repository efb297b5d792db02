import type { Table } from "./table.ts";

/** The key look-up says whose a key is, and nothing more: whether it is accepted stands in the tenant's configuration. */
const lookUpKey = (keyId: string) => ({ pk: `K#${keyId}`, sk: "K" });

/** Written before the entry that makes the key. Ids are never reused, so it may be written again. */
export async function putKeyLookUp(table: Table, keyId: string, tenantId: string): Promise<void> {
  await table.put({ ...lookUpKey(keyId), tenantId }, "always");
}

/** The tenant of a key, consistently read; undefined for a key that was never made. */
export async function getKeyTenant(table: Table, keyId: string): Promise<string | undefined> {
  const tenantId = (await table.get(lookUpKey(keyId)))?.["tenantId"];
  return typeof tenantId === "string" ? tenantId : undefined;
}
