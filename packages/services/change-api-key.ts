import type { ApiKey, BindingMode } from "@outlay/domain/api-key";
import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import type { Scope } from "@outlay/domain/role";
import { appendEntry } from "./append-entry.ts";
import { requireWithinMinter } from "./bound-values.ts";
import type { Context, Randomness } from "./context.ts";
import { makeSecret, requireAhead, requireNamedBinding } from "./create-api-key.ts";
import { requireMatch } from "./entity-match.ts";

/** The key of the caller's tenant. Throws `api_key_not_found`. */
export function getApiKey({ apiKeys }: Configuration, id: string): ApiKey {
  const key = apiKeys.get(id);
  if (!key) throw new DomainError("api_key_not_found", `There is no API key ${id}.`);
  return key;
}

/** Refuses the key from the next request on, for good. Revoking a revoked key changes nothing. */
export async function revokeApiKey(ctx: Context, input: { readonly id: string }): Promise<ApiKey> {
  const configuration = await appendEntry(ctx, {
    entity: "api_key",
    id: input.id,
    operation: "api_key.revoked",
    decide: (configuration) => ({ after: { ...getApiKey(configuration, input.id), status: "revoked" } }),
  });
  return getApiKey(configuration, input.id);
}

/** What is undefined stays as it is. */
export interface ApiKeyChange {
  readonly name?: string | undefined;
  readonly scopes?: readonly Scope[] | undefined;
  readonly expires_at?: string | null | undefined;
  readonly binding?: Readonly<Record<string, string>> | undefined;
  readonly binding_mode?: BindingMode | undefined;
}

/**
 * Changes a key and leaves its secrets. Throws `api_key_not_found`, `precondition_failed`, `scope_exceeds_minter` where more than
 * the name changes of a key that may do more than the caller, `invalid_request` as making one does, and `changed_meanwhile` for a
 * revoked key.
 */
export async function changeApiKey(
  ctx: Context,
  { id, ifMatch, change }: { readonly id: string; readonly ifMatch: string | undefined; readonly change: ApiKeyChange },
): Promise<ApiKey> {
  const configuration = await appendEntry(ctx, {
    entity: "api_key",
    id,
    operation: "api_key.changed",
    decide: (configuration) => {
      const key = getApiKey(configuration, id);
      requireMatch(ifMatch, key);
      if (key.status === "revoked") throw new DomainError("changed_meanwhile", "A revoked key cannot be changed.");
      const after = changed(key, change);
      const isMore = Object.entries(change).some(([name, value]) => name !== "name" && value !== undefined);
      // Scopes, expiry and binding are given anew, so nobody gives more than they hold.
      if (isMore) requireWithinMinter({ ...ctx, configuration }, after);
      if (change.expires_at !== undefined) requireAhead(after.expires_at, ctx.now());
      requireNamedBinding(after);
      return { after };
    },
  });
  return getApiKey(configuration, id);
}

const changed = (key: ApiKey, change: ApiKeyChange): ApiKey => ({
  ...key,
  name: change.name ?? key.name,
  scopes: [...new Set(change.scopes ?? key.scopes)],
  expires_at: change.expires_at === undefined ? key.expires_at : change.expires_at,
  binding: { ...(change.binding ?? key.binding) },
  binding_mode: change.binding_mode ?? key.binding_mode,
});

/**
 * What usage that the key sends belongs to, by dimension. Throws `api_key_not_found`, `precondition_failed`, `invalid_request`
 * where an enforced binding would bind to nothing, and `scope_exceeds_minter` where the caller's own binding is enforced and the
 * key would speak for others.
 */
export async function bindApiKey(
  ctx: Context,
  input: {
    readonly id: string;
    readonly ifMatch: string | undefined;
    readonly binding: Readonly<Record<string, string>>;
  },
): Promise<ApiKey> {
  const configuration = await appendEntry(ctx, {
    entity: "api_key",
    id: input.id,
    operation: "api_key.bound",
    decide: (configuration) => {
      const key = getApiKey(configuration, input.id);
      requireMatch(input.ifMatch, key);
      const after = { ...key, binding: { ...input.binding } };
      requireNamedBinding(after);
      // Binding a key gives it no scope: that it may do more than the caller is no reason to refuse.
      requireWithinMinter({ ...ctx, configuration }, { ...after, scopes: [] });
      return { after };
    },
  });
  return getApiKey(configuration, input.id);
}

/**
 * Gives the key a second secret. The one before is accepted for `graceSeconds` more, and no longer than it already was to be; an
 * older one dies at once. Throws `api_key_not_found`, `scope_exceeds_minter`, and `changed_meanwhile` for a revoked key.
 */
export async function rotateApiKey(
  ctx: Context & Randomness,
  input: { readonly id: string; readonly graceSeconds: number },
): Promise<{ readonly key: ApiKey; readonly text: string }> {
  const { text, secret } = makeSecret(input.id, ctx);
  const graceEndMs = ctx.now().getTime() + input.graceSeconds * 1000;
  const configuration = await appendEntry(ctx, {
    entity: "api_key",
    id: input.id,
    operation: "api_key.rotated",
    decide: (configuration) => {
      const key = getApiKey(configuration, input.id);
      // Whoever rotates holds the key's text, and so all that it may.
      requireWithinMinter({ ...ctx, configuration }, key);
      if (key.status === "revoked") throw new DomainError("changed_meanwhile", "A revoked key cannot be rotated.");
      const [newest] = key.secrets;
      assert(newest, "a key has a secret");
      const older = { ...newest, valid_until: new Date(graceEndMs).toISOString() };
      return { after: { ...key, secrets: [secret, older] } };
    },
  });
  return { key: getApiKey(configuration, input.id), text };
}
