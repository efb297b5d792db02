import { DomainError } from "@outlay/domain/errors";
import { sha256Hex } from "@outlay/domain/digest";
import { keepDelivery } from "@outlay/storage/webhook-deliveries";
import type { Context } from "./context.ts";

/**
 * Holds one webhook-id to one body. The same again is let through and taken again: its events count once, and whoever sent it may
 * never have had an answer. Throws `forbidden`, `webhook_id_reused`.
 */
export async function holdDelivery(
  ctx: Pick<Context, "table" | "tenantId" | "actor" | "now" | "log">,
  delivery: { readonly sourceId: string; readonly webhookId: string; readonly bytes: Uint8Array },
): Promise<void> {
  if (!ctx.actor.scopes.has("events:write")) throw new DomainError("forbidden", "This needs the scope events:write.");
  const { sourceId, webhookId, bytes } = delivery;
  const kept = { sourceId, webhookId, bodyHash: sha256Hex(bytes) };
  if (await keepDelivery(ctx.table, ctx.tenantId, kept, ctx.now().getTime())) return;
  ctx.log("webhook_id_reused", { tenantId: ctx.tenantId, webhookSourceId: sourceId }, { webhookIdsReused: 1 });
  throw new DomainError("webhook_id_reused", "This webhook-id came with another body before.");
}
