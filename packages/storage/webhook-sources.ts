import { assert } from "@outlay/domain/assert";
import { webhookSecretKey, webhookSecretPartition, webhookSourceKey } from "./tenant-keys.ts";
import type { Table } from "./table.ts";

/**
 * Says whose a webhook source is and nothing more, as the look-up of a key does. Written before the entry that makes the source; ids
 * are never reused, so it may be written again.
 */
export async function putWebhookSourceLookUp(table: Table, sourceId: string, tenantId: string): Promise<void> {
  await table.put({ ...webhookSourceKey(sourceId), tenantId }, "always");
}

/** The tenant of a webhook source, consistently read; undefined for one that was never made. */
export async function getWebhookSourceTenant(table: Table, sourceId: string): Promise<string | undefined> {
  const tenantId = (await table.get(webhookSourceKey(sourceId)))?.["tenantId"];
  return typeof tenantId === "string" ? tenantId : undefined;
}

/** Keeps a secret that is sealed already, outside of the journal, so that it can be destroyed. */
export async function putWebhookSecret(
  table: Table,
  tenantId: string,
  sourceId: string,
  secretId: string,
  sealed: Uint8Array,
): Promise<void> {
  await table.put({ ...webhookSecretKey(tenantId, sourceId, secretId), sealed }, "always");
}

/** The sealed secrets of a webhook source by their ids, also those that are accepted no more. */
export async function listWebhookSecrets(
  table: Table,
  tenantId: string,
  sourceId: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const items = await table.query({ pk: webhookSecretPartition(tenantId, sourceId) });
  return new Map(
    items.map(({ sk, sealed }) => {
      assert(sealed instanceof Uint8Array, "a kept secret has bytes");
      return [sk, sealed];
    }),
  );
}

/** Destroys them for good. One that is not there counts as destroyed. */
export async function removeWebhookSecrets(
  table: Table,
  tenantId: string,
  sourceId: string,
  secretIds: Iterable<string>,
): Promise<void> {
  for (const secretId of secretIds) await table.remove(webhookSecretKey(tenantId, sourceId, secretId), "always");
}
