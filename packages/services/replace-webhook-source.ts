import { canonicalJson } from "@outlay/domain/digest";
import { valuesOf, type WebhookSource, type WebhookSourceChange } from "@outlay/domain/webhook-source";
import { appendEntry } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { requireMatch } from "./entity-match.ts";
import { getWebhookSource } from "./get-webhook-source.ts";

/**
 * Gives a webhook source another name or attribution, or switches it off or on, from the next request on. The same contents change
 * nothing. Throws `webhook_source_not_found`, `precondition_failed`.
 */
export async function replaceWebhookSource(
  ctx: Context,
  {
    id,
    ifMatch,
    input,
  }: { readonly id: string; readonly ifMatch: string | undefined; readonly input: WebhookSourceChange },
): Promise<WebhookSource> {
  const at = ctx.now().toISOString();
  const configuration = await appendEntry(ctx, {
    entity: "webhook_source",
    id,
    operation: "webhook_source.replaced",
    decide: (configuration) => {
      const before = getWebhookSource(configuration, id);
      requireMatch(ifMatch, before);
      const { name, enabled = before.enabled } = input;
      const after = { ...before, name, enabled, attribution: valuesOf(input.attribution) };
      return { after: canonicalJson(after) === canonicalJson(before) ? before : { ...after, updated_at: at } };
    },
  });
  return getWebhookSource(configuration, id);
}
