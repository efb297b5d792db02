import type { ApiKey } from "@outlay/domain/api-key";
import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { scopesBeyond } from "@outlay/domain/role";
import { appendEntry } from "./append-entry.ts";
import type { Context, Randomness } from "./context.ts";
import { requireMatch } from "./entity-match.ts";
import { makeSecret } from "./create-api-key.ts";

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

/** What usage that the key sends belongs to, by dimension. Throws `api_key_not_found`, `precondition_failed`. */
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
      return { after: { ...key, binding: input.binding } };
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
      // Whoever rotates holds the key's text, and so all its scopes.
      const beyond = scopesBeyond(ctx.actor.scopes, key.scopes);
      if (beyond.length > 0) throw new DomainError("scope_exceeds_minter", `You do not hold ${beyond.join(", ")}.`);
      if (key.status === "revoked") throw new DomainError("changed_meanwhile", "A revoked key cannot be rotated.");
      const [newest] = key.secrets;
      assert(newest, "a key has a secret");
      const older = { ...newest, valid_until: new Date(graceEndMs).toISOString() };
      return { after: { ...key, secrets: [secret, older] } };
    },
  });
  return { key: getApiKey(configuration, input.id), text };
}
