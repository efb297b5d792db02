import { assert } from "@outlay/domain/assert";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import { type NewWebhookSource, valuesOf, type WebhookSource } from "@outlay/domain/webhook-source";
import { putWebhookSourceLookUp } from "@outlay/storage/webhook-sources";
import { appendEntry } from "./append-entry.ts";
import type { Context, Randomness, Sealing } from "./context.ts";
import { keepWebhookSecret } from "./webhook-secrets.ts";

/**
 * Makes a webhook source. `text` is the secret where we made one, shown this once; null otherwise, and where a retry finds the
 * source made. Throws `invalid_request`, `scope_exceeds_minter`, `webhook_source_limit_reached`.
 */
export async function createWebhookSource(
  ctx: Context & Randomness & Sealing,
  { kind, ...input }: NewWebhookSource & { readonly kind: string },
): Promise<{ readonly source: WebhookSource; readonly text: string | null }> {
  requireMinter(ctx);
  const id = ctx.newId("whs");
  const at = ctx.now().toISOString();
  const secret = await keepWebhookSecret(ctx, { id, kind }, input.secret);
  const source: WebhookSource = {
    id,
    kind,
    name: input.name,
    enabled: true,
    source: input.source ?? kind,
    attribution: valuesOf(input.attribution),
    secrets: secret ? [secret.entry] : [],
    created_at: at,
    created_by: ctx.actor.id,
    updated_at: at,
  };
  // Secret and look-up first: what no entry names is refused, an entry without them would be of no use.
  await putWebhookSourceLookUp(ctx.table, id, ctx.tenantId);
  const configuration = await appendEntry(ctx, {
    entity: "webhook_source",
    id,
    operation: "webhook_source.created",
    decide: ({ webhookSources }) => {
      if (webhookSources.size < LIMITS.webhookSourcesPerTenant) return { after: source };
      const most = `A tenant has at most ${LIMITS.webhookSourcesPerTenant} webhook sources.`;
      throw new DomainError("webhook_source_limit_reached", most);
    },
  });
  const made = configuration.webhookSources.get(id);
  assert(made, "a webhook source that was made is there");
  const isShown = secret !== undefined && made.secrets[0]?.id === secret.entry.id;
  return { source: made, text: isShown ? secret.shown : null };
}

/** Whoever holds a source's secret can send usage: nobody can give that who may not. */
export function requireMinter({ actor }: Pick<Context, "actor">): void {
  if (actor.scopes.has("events:write")) return;
  throw new DomainError("scope_exceeds_minter", "You do not hold events:write, so a webhook source of yours cannot.");
}
