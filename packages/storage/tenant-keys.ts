import { digits, hashOf, keyOf, part, tenantPrefix } from "./key-parts.ts";
import type { Key } from "./table.ts";

// Keys of what keys.ts lists: a tenant's configuration, who calls for it, and tenants themselves.

// Configuration

export const configurationPartition = (tenant: string): string => `${tenantPrefix(tenant)}C`;
export const configurationSk = (seq: number): string => digits(seq, 12);

export const configurationKey = (tenant: string, seq: number): Key =>
  keyOf(configurationPartition(tenant), configurationSk(seq));

export const snapshotPartition = (tenant: string): string => `${tenantPrefix(tenant)}S`;

export const snapshotKey = (tenant: string): Key => ({ pk: snapshotPartition(tenant), sk: "head" });

/** Parts sort by seq before `head`. */
export const snapshotPartSk = (seq: number, index: number): string => `${digits(seq, 12)}#${digits(index, 4)}`;

export const directoryPartition = (tenant: string): string => `${tenantPrefix(tenant)}U`;
export const directoryPartSk = (body: string, index: number): string => `${part(body)}#${digits(index, 4)}`;

/** Bounds on `sk` of all parts of a directory's body. */
export const directoryPartBounds = (body: string) => ({
  from: directoryPartSk(body, 0),
  to: directoryPartSk(body, 9999),
});

// Callers

export const apiKeyKey = (keyId: string): Key => ({ pk: `K#${part(keyId)}`, sk: "K" });

export const webhookSourceKey = (sourceId: string): Key => ({ pk: `W#${part(sourceId)}`, sk: "W" });

export const webhookSecretPartition = (tenant: string, sourceId: string): string =>
  `${tenantPrefix(tenant)}W#${part(sourceId)}`;

export const webhookSecretKey = (tenant: string, sourceId: string, secretId: string): Key =>
  keyOf(webhookSecretPartition(tenant, sourceId), part(secretId));

export const identityProviderKey = (issuer: string, audience: string): Key =>
  keyOf(`I#${hashOf(issuer, audience)}`, "I");

// Tenants

export const TENANT_DIRECTORY_PARTITIONS: readonly string[] = Array.from({ length: 16 }, (_, i) => `TENANTS#${i}`);

export const tenantDirectoryKey = (tenant: string): Key =>
  keyOf(`TENANTS#${Number.parseInt(hashOf(tenant).slice(0, 1), 16)}`, part(tenant));

/**
 * A request that came with this Idempotency-Key; `caller` and `operation` keep others' apart. No tenant: it is the platform's
 * own, to make one.
 */
export function idempotencyKey(tenant: string | null, caller: string, operation: string, key: string): Key {
  const hash = hashOf(caller, operation, key);
  return tenant === null ? { pk: "TENANTS#I", sk: hash } : { pk: `${tenantPrefix(tenant)}I#${hash}`, sk: "I" };
}
