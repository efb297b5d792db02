import type { ApiKey } from "@outlay/domain/api-key";
import { assert } from "@outlay/domain/assert";
import { type Entry, GENESIS_HASH, hashEntry } from "@outlay/domain/audit";
import { LIST_CURRENCY } from "@outlay/domain/currency";
import type { SignUp } from "@outlay/domain/fold-configuration";
import type { Member } from "@outlay/domain/member";
import { ROLE_SCOPES } from "@outlay/domain/role";
import type { Tenant } from "@outlay/domain/tenant";
import { putKeyLookUp } from "@outlay/storage/api-keys";
import { putEntry } from "@outlay/storage/configuration";
import { putTenantInDirectory } from "@outlay/storage/tenants";
import type { Randomness, World } from "./context.ts";
import { makeSecret } from "./create-api-key.ts";
import { readConfiguration } from "./read-configuration.ts";

export interface NewTenant {
  readonly name: string;
  /** IANA. */
  readonly time_zone: string;
  /** ISO 4217; the US dollar where it is not stated. */
  readonly currency?: string;
  readonly owner: { readonly email: string };
}

export interface CreatedTenant {
  readonly tenant: Tenant;
  readonly member: Member;
  readonly key: ApiKey;
  /** The key itself, shown this once; null where a retry finds the tenant made. */
  readonly keyText: string | null;
}

/**
 * Signs a tenant up: its owner, who becomes active with their first token, and a key with all the owner's scopes. The first
 * entry is the commit; the directory and the key's look-up come before it, and mean nothing without it.
 */
export async function createTenant(world: World & Randomness, input: NewTenant): Promise<CreatedTenant> {
  const at = world.now().toISOString();
  const tenantId = world.newId("ten");
  const keyId = world.newId("key");
  const { text, secret } = makeSecret(keyId, world);
  const tenant = {
    id: tenantId,
    name: input.name,
    time_zone: input.time_zone,
    currency: input.currency ?? LIST_CURRENCY,
    created_at: at,
  };
  const member: Member = {
    id: world.newId("mem"),
    email: input.owner.email,
    role: "owner",
    status: "invited",
    identity: null,
    created_at: at,
  };
  const key: ApiKey = {
    id: keyId,
    name: "first key",
    scopes: [...ROLE_SCOPES.owner],
    status: "active",
    expires_at: null,
    secrets: [secret],
    created_at: at,
    created_by: member.id,
    binding: {},
    binding_mode: "default",
  };
  await putTenantInDirectory(world.table, tenantId);
  await putKeyLookUp(world.table, keyId, tenantId);
  const entry = firstEntry(world.newId("ent"), { tenant, member, api_key: key });
  if (await putEntry(world.table, tenantId, entry)) return { tenant, member, key, keyText: text };

  // The ids are fresh, so only an earlier try of this very sign-up can have made them.
  const made = await readConfiguration(world, tenantId);
  const madeMember = made?.members.get(member.id);
  const madeKey = made?.apiKeys.get(keyId);
  assert(made && madeMember && madeKey, "a tenant that was made is there");
  const isMine = madeKey.secrets[0]?.sha256 === secret.sha256;
  return { tenant: made.tenant, member: madeMember, key: madeKey, keyText: isMine ? text : null };
}

function firstEntry(id: string, after: SignUp): Entry {
  const content = {
    seq: 1,
    id,
    at: after.tenant.created_at,
    actor: { kind: "platform" as const, id: "platform" },
    operation: "tenant.created",
    entity: "sign_up" as const,
    entity_id: after.tenant.id,
    reason: null,
    before: null,
    after,
    previous_hash: GENESIS_HASH,
  };
  return { ...content, hash: hashEntry(content) };
}
