import { invalidRequest } from "@outlay/domain/errors";
import type { WebhookSource } from "@outlay/domain/webhook-source";
import { removeWebhookSecrets } from "@outlay/storage/webhook-sources";
import { appendEntry } from "./append-entry.ts";
import type { Context, Randomness, Sealing } from "./context.ts";
import { requireMinter } from "./create-webhook-source.ts";
import { getWebhookSource } from "./get-webhook-source.ts";
import { keepWebhookSecret } from "./webhook-secrets.ts";

/**
 * Gives a webhook source a second secret. The one before is accepted for `graceSeconds` more; an older one dies at once, and is
 * destroyed. Throws `webhook_source_not_found`, `scope_exceeds_minter`, `invalid_request` where its kind has no secret.
 */
export async function rotateWebhookSource(
  ctx: Context & Randomness & Sealing,
  input: { readonly id: string; readonly graceSeconds: number; readonly secret?: string | undefined },
): Promise<{ readonly source: WebhookSource; readonly text: string | null }> {
  const known = getWebhookSource(ctx.configuration, input.id);
  requireMinter(ctx);
  const secret = await keepWebhookSecret(ctx, known, input.secret);
  if (!secret) throw invalidRequest({ pointer: "", detail: `A source of kind ${known.kind} has no secret to rotate.` });
  const graceEnd = new Date(ctx.now().getTime() + input.graceSeconds * 1000).toISOString();
  let dropped: readonly string[] = [];
  const configuration = await appendEntry(ctx, {
    entity: "webhook_source",
    id: input.id,
    operation: "webhook_source.rotated",
    decide: (configuration) => {
      const before = getWebhookSource(configuration, input.id);
      const [newest, ...older] = before.secrets;
      dropped = older.map(({ id }) => id);
      return {
        after: { ...before, secrets: [secret.entry, ...(newest ? [{ ...newest, valid_until: graceEnd }] : [])] },
      };
    },
  });
  // Only what this very change dropped: no later change can name it again.
  await removeWebhookSecrets(ctx.table, ctx.tenantId, input.id, dropped);
  return { source: getWebhookSource(configuration, input.id), text: secret.shown };
}
