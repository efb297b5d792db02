import { invalidRequest } from "@outlay/domain/errors";
import { openText, type Seal, sealText } from "@outlay/domain/sealed-text";
import { formatWebhookSecret } from "@outlay/domain/webhook-signature";
import { acceptedSecretIds, signatureOf, type WebhookSource } from "@outlay/domain/webhook-source";
import { newId } from "@outlay/platform/ids";
import { listWebhookSecrets, putWebhookSecret } from "@outlay/storage/webhook-sources";
import type { Context, Randomness, Sealing, World } from "./context.ts";

/** A secret that is kept sealed; `shown` is its text where we made it, for its one showing. */
export interface KeptSecret {
  readonly entry: WebhookSource["secrets"][number];
  readonly shown: string | null;
}

/**
 * Seals and keeps a source's next secret: `pasted`, or one that we make where the kind is ours. Undefined where the kind does not
 * sign. Throws `invalid_request` where a secret is missing, or is given and not wanted.
 */
export async function keepWebhookSecret(
  ctx: Context & Randomness & Sealing,
  { id: sourceId, kind }: Pick<WebhookSource, "id" | "kind">,
  pasted: string | undefined,
): Promise<KeptSecret | undefined> {
  const signature = signatureOf(kind);
  const isPasted = signature === "helicone";
  if (isPasted && pasted === undefined) throw fault(`Paste the signing key that ${kind} made.`);
  if (!isPasted && pasted !== undefined) throw fault(`A source of kind ${kind} takes no secret.`);
  if (signature === undefined) return undefined;

  // Not by ctx.newId: a second run of one request has another text, and must not take the first one's place.
  const secretId = newId("wsec", ctx.now().getTime(), ctx.randomBytes(10));
  const text = pasted ?? formatWebhookSecret(ctx.randomBytes(32));
  const sealed = sealText(text, sealOf(ctx, ctx.tenantId, sourceId, secretId), ctx.randomBytes(12));
  await putWebhookSecret(ctx.table, ctx.tenantId, sourceId, secretId, sealed);
  const entry = { id: secretId, created_at: ctx.now().toISOString(), valid_until: null };
  return { entry, shown: isPasted ? null : text };
}

/** The texts of the secrets that a source accepts now. Throws where one does not open: the sealing secret is not what it was. */
export async function openWebhookSecrets(
  world: Pick<World, "table" | "now"> & Sealing,
  tenantId: string,
  source: WebhookSource,
): Promise<readonly string[]> {
  const kept = await listWebhookSecrets(world.table, tenantId, source.id);
  return acceptedSecretIds(source, world.now().getTime()).flatMap((secretId) => {
    const sealed = kept.get(secretId);
    // One that was destroyed since the source was read is accepted no more.
    return sealed ? [openText(sealed, sealOf(world, tenantId, source.id, secretId))] : [];
  });
}

const sealOf = ({ sealingSecret }: Sealing, ...ids: readonly string[]): Seal => ({
  secret: sealingSecret,
  context: ["webhook secret", ...ids],
});

const fault = (detail: string) => invalidRequest({ pointer: "/secret", detail });
