import { listWebhookSecrets, removeWebhookSecrets } from "@outlay/storage/webhook-sources";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";
import { getWebhookSource } from "./get-webhook-source.ts";

/**
 * Refuses its webhooks from the next request on, for good, and destroys its secrets; usage that it sent stays. Throws
 * `webhook_source_not_found`, `precondition_failed`.
 */
export async function deleteWebhookSource(
  ctx: Context,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | undefined },
): Promise<void> {
  await appendEntry(ctx, {
    entity: "webhook_source",
    id,
    operation: "webhook_source.deleted",
    decide: (configuration) => {
      requireMatch(ifMatch, getWebhookSource(configuration, id));
      return { after: null };
    },
  });
  const secrets = await listWebhookSecrets(ctx.table, ctx.tenantId, id);
  await removeWebhookSecrets(ctx.table, ctx.tenantId, id, secrets.keys());
}
