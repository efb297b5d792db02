import type { Delivery } from "@outlay/domain/delivery";
import type { MailContent } from "@outlay/domain/notice";
import type { NotificationChannel } from "@outlay/domain/notification-channel";
import { signWebhook } from "@outlay/domain/webhook-signature";
import { openChannelSecrets } from "./channel-secrets.ts";
import type { NotifierWorld, Reached } from "./context.ts";

const SECRET_MISSING: Reached = { statusCode: null, error: "secret_missing", retryAfter: null };

/** Makes one attempt to deliver, as the channel's kind does. */
export async function reachChannel(
  world: NotifierWorld,
  tenantId: string,
  channel: NotificationChannel,
  { id, body }: Pick<Delivery, "id" | "body">,
): Promise<Reached> {
  if (channel.kind === "email") {
    // As `mailOf` laid it out.
    return world.sendMail({ ...(JSON.parse(body) as MailContent), id, addresses: channel.addresses });
  }
  const secrets = await openChannelSecrets(world, tenantId, channel);
  const [newest] = secrets;
  if (newest === undefined) return SECRET_MISSING;
  const headers = { "content-type": "application/json", "user-agent": "Outlay-Notifier/1.0" };
  if (channel.kind === "slack") return world.post({ url: newest, headers, body });
  const signed = signWebhook({ id, body, atEpochMs: world.now().getTime() }, secrets);
  return world.post({ url: channel.url ?? "", headers: { ...headers, ...signed }, body });
}
