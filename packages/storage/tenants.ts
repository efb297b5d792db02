import { tenantDirectoryKey, TENANT_DIRECTORY_PARTITIONS } from "./tenant-keys.ts";
import type { Table } from "./table.ts";

/**
 * Lists the tenant for those who work through all of them. Written before the tenant's first entry, so a listed tenant may have
 * no configuration: it was never made.
 */
export async function putTenantInDirectory(table: Table, tenantId: string): Promise<void> {
  await table.put({ ...tenantDirectoryKey(tenantId) }, "always");
}

/** The ids of all tenants, one partition of the directory after the other. */
export async function* listTenantIds(table: Table): AsyncGenerator<string> {
  for (const pk of TENANT_DIRECTORY_PARTITIONS) {
    for (const { sk } of await table.query({ pk })) yield sk;
  }
}
