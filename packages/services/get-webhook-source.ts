import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import type { WebhookSource } from "@outlay/domain/webhook-source";

/** The webhook source of the caller's tenant. Throws `webhook_source_not_found`. */
export function getWebhookSource({ webhookSources }: Pick<Configuration, "webhookSources">, id: string): WebhookSource {
  const source = webhookSources.get(id);
  if (!source) throw new DomainError("webhook_source_not_found", `There is no webhook source ${id}.`);
  return source;
}
