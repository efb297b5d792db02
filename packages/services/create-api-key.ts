import type { ApiKey, BindingMode } from "@outlay/domain/api-key";
import { formatApiKey, parseApiKey } from "@outlay/domain/api-key-text";
import { assert } from "@outlay/domain/assert";
import { sha256Hex } from "@outlay/domain/digest";
import { DomainError, invalidRequest } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { Scope } from "@outlay/domain/role";
import { putKeyLookUp } from "@outlay/storage/api-keys";
import { appendEntry } from "./append-entry.ts";
import { requireWithinMinter } from "./bound-values.ts";
import type { Context, Randomness } from "./context.ts";

const SECRET_BYTES = 32;

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expires_at?: string | null | undefined;
  readonly binding?: Readonly<Record<string, string>>;
  readonly binding_mode?: BindingMode;
}

/**
 * Makes a key whose scopes lie within the caller's. `text` is the key itself, shown this once; null where a retry finds the key
 * made: its secret is lost. Throws `invalid_request` of an expiry that is past or an enforced
 * binding to nothing, `scope_exceeds_minter`, `api_key_limit_reached`.
 */
export async function createApiKey(
  ctx: Context & Randomness,
  input: NewApiKey,
): Promise<{ readonly key: ApiKey; readonly text: string | null }> {
  const keyId = ctx.newId("key");
  const { text, secret } = makeSecret(keyId, ctx);
  const key: ApiKey = {
    id: keyId,
    name: input.name,
    scopes: [...new Set(input.scopes)],
    status: "active",
    expires_at: input.expires_at ?? null,
    secrets: [secret],
    created_at: ctx.now().toISOString(),
    created_by: ctx.actor.id,
    binding: { ...input.binding },
    binding_mode: input.binding_mode ?? "default",
  };
  requireWithinMinter(ctx, key);
  requireAhead(key.expires_at, ctx.now());
  requireNamedBinding(key);
  // Look-up first: a key whose entry is not written is refused, one whose look-up is missing would be lost.
  await putKeyLookUp(ctx.table, keyId, ctx.tenantId);
  const configuration = await appendEntry(ctx, {
    entity: "api_key",
    id: keyId,
    operation: "api_key.created",
    decide: ({ apiKeys }) => {
      if (apiKeys.size < LIMITS.apiKeysPerTenant) return { after: key };
      throw new DomainError("api_key_limit_reached", `A tenant has at most ${LIMITS.apiKeysPerTenant} keys.`);
    },
  });
  const made = configuration.apiKeys.get(keyId);
  assert(made, "a key that was made is there");
  return { key: made, text: made.secrets[0]?.sha256 === secret.sha256 ? text : null };
}

/** Throws `invalid_request` of an expiry that is past. */
export function requireAhead(expiresAt: string | null, now: Date): void {
  if (expiresAt === null || Date.parse(expiresAt) > now.getTime()) return;
  throw invalidRequest({ pointer: "/expires_at", detail: "This is past: the key would never be let in." });
}

/** Throws `invalid_request` of an enforced binding that binds to nothing. */
export function requireNamedBinding({ binding, binding_mode }: Pick<ApiKey, "binding" | "binding_mode">): void {
  if (binding_mode === "default" || Object.keys(binding).length > 0) return;
  throw invalidRequest({
    pointer: "/binding_mode",
    detail: "An enforced binding names one dimension at least: say it in `binding`.",
  });
}

/** A key's whole text, and what is kept of its secret. */
export function makeSecret(keyId: string, { randomBytes }: Randomness) {
  const text = formatApiKey(keyId, randomBytes(SECRET_BYTES));
  const parsed = parseApiKey(text);
  assert(parsed, "a key that was formatted parses");
  return { text, secret: { sha256: sha256Hex(parsed.secret), last_four: text.slice(-4), valid_until: null } };
}
