import { liveSecretIds, type NotificationChannel } from "@outlay/domain/notification-channel";
import { openText, type Seal, sealText } from "@outlay/domain/sealed-text";
import { formatWebhookSecret } from "@outlay/domain/webhook-signature";
import { newId } from "@outlay/platform/ids";
import { listWebhookSecrets, putWebhookSecret } from "@outlay/storage/webhook-sources";
import type { Context, Randomness, Sealing, World } from "./context.ts";

/** A secret that is kept sealed; `text` for its one showing. */
export interface KeptChannelSecret {
  readonly entry: NotificationChannel["secrets"][number];
  readonly text: string;
}

/** Seals and keeps a channel's next secret: the text that is given, Slack's URL, or one that we make to sign webhooks with. */
export async function keepChannelSecret(
  ctx: Context & Randomness & Sealing,
  channelId: string,
  given: string | undefined,
): Promise<KeptChannelSecret> {
  // Not by ctx.newId: a second run of one request has another text, and must not take the first one's place.
  const secretId = newId("nsec", ctx.now().getTime(), ctx.randomBytes(10));
  const text = given ?? formatWebhookSecret(ctx.randomBytes(32));
  const sealed = sealText(text, sealOf(ctx, ctx.tenantId, channelId, secretId), ctx.randomBytes(12));
  await putWebhookSecret(ctx.table, ctx.tenantId, channelId, secretId, sealed);
  return { entry: { id: secretId, created_at: ctx.now().toISOString(), valid_until: null }, text };
}

/** The texts of the secrets that a channel has in use, the newest first. Throws where one does not open. */
export async function openChannelSecrets(
  world: Pick<World, "table" | "now"> & Sealing,
  tenantId: string,
  channel: Pick<NotificationChannel, "id" | "secrets">,
): Promise<readonly string[]> {
  const kept = await listWebhookSecrets(world.table, tenantId, channel.id);
  return liveSecretIds(channel, world.now().getTime()).flatMap((secretId) => {
    const sealed = kept.get(secretId);
    // One that was destroyed since the channel was read is in use no more.
    return sealed ? [openText(sealed, sealOf(world, tenantId, channel.id, secretId))] : [];
  });
}

const sealOf = ({ sealingSecret }: Sealing, ...ids: readonly string[]): Seal => ({
  secret: sealingSecret,
  context: ["notification channel", ...ids],
});
