import { isHeliconeWebhook, isStandardWebhook, type SignedRequest } from "@outlay/domain/webhook-signature";
import { signatureOf, type WebhookSource } from "@outlay/domain/webhook-source";
import { getWebhookSourceTenant } from "@outlay/storage/webhook-sources";
import type { Caller } from "./authenticate-api-key.ts";
import type { Sealing, World } from "./context.ts";
import { readConfiguration } from "./read-configuration.ts";
import { openWebhookSecrets } from "./webhook-secrets.ts";

type VerifyingWorld = Pick<World, "table" | "now"> & Sealing;

/** Where a webhook was sent: the kind and the id of the path. */
export interface WebhookTarget {
  readonly kind: string;
  readonly sourceId: string;
}

/**
 * Who sent a signed webhook: the source itself, which may send usage and nothing else. Undefined where it is not accepted, whatever
 * the cause: no such source, another kind, switched off, a kind that does not sign, or a signature that does not hold.
 */
export async function authenticateWebhook(
  world: VerifyingWorld,
  { kind, sourceId }: WebhookTarget,
  request: SignedRequest,
): Promise<Caller | undefined> {
  const tenantId = await getWebhookSourceTenant(world.table, sourceId);
  const configuration = tenantId === undefined ? undefined : await readConfiguration(world, tenantId);
  const source = configuration?.webhookSources.get(sourceId);
  if (tenantId === undefined || !configuration || source?.kind !== kind || !source.enabled) return undefined;
  if (!(await isSignedBySource(world, tenantId, source, request))) return undefined;
  return {
    tenantId,
    configuration,
    actor: { kind: "webhook_source", id: sourceId, scopes: new Set(["events:write"]) },
  };
}

/** Whether a secret that the source accepts now signed the request, as its kind signs. */
export async function isSignedBySource(
  world: VerifyingWorld,
  tenantId: string,
  source: WebhookSource,
  request: SignedRequest,
): Promise<boolean> {
  const signature = signatureOf(source.kind);
  if (signature === undefined) return false;
  const secrets = await openWebhookSecrets(world, tenantId, source);
  if (signature === "helicone") return isHeliconeWebhook(request, secrets);
  return isStandardWebhook(request, secrets, world.now().getTime());
}
