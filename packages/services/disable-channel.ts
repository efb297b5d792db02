import { deliveryId } from "@outlay/domain/delivery";
import type { DisabledReason, NotificationChannel } from "@outlay/domain/notification-channel";
import type { Notice } from "@outlay/domain/notice";
import { appendEntry } from "./append-entry.ts";
import { PLATFORM } from "./complete-repricing.ts";
import type { JobsWorld } from "./context.ts";
import { makeDelivery } from "./make-delivery.ts";
import { loadConfiguration } from "./read-configuration.ts";

const REASON_TEXTS: Readonly<Record<DisabledReason, string>> = {
  gone: "Its receiver answered 410: it is gone for good.",
  failing: "Nothing was delivered for days.",
};

/**
 * Switches a channel off that cannot be told anything any more, as an entry of the journal, and tells the other channels. Somebody who
 * changed it since it was seen knows better. Done again it does nothing new.
 */
export async function disableChannel(
  world: JobsWorld,
  tenantId: string,
  { channelId, reason, seen }: { readonly channelId: string; readonly reason: DisabledReason; readonly seen: string },
): Promise<void> {
  const configuration = await loadConfiguration(world, tenantId);
  const at = world.now().toISOString();
  const decide = (channel: NotificationChannel | undefined): NotificationChannel | null =>
    channel?.enabled && channel.updated_at === seen
      ? { ...channel, enabled: false, disabled_reason: reason, updated_at: at }
      : (channel ?? null);
  const { notificationChannels } = await appendEntry(
    { ...world, tenantId, actor: PLATFORM, configuration },
    {
      entity: "notification_channel",
      id: channelId,
      operation: "notification_channel.disabled",
      reason: REASON_TEXTS[reason],
      decide: (current) => ({ after: decide(current.notificationChannels.get(channelId)) }),
    },
  );
  const disabled = notificationChannels.get(channelId);
  if (disabled?.disabled_reason !== reason || disabled.enabled) return;
  world.log("channel_disabled", { tenantId, channelId, reason }, { channelsDisabled: 1 });
  for (const other of notificationChannels.values()) {
    if (!other.enabled) continue;
    const id = deliveryId(`channel.disabled ${channelId} ${disabled.updated_at}`, 1, other.id);
    await makeDelivery(world, tenantId, other, { id, alertId: null, isTest: false, notice: noticeOf(disabled) });
  }
}

function noticeOf({ id, name, kind, disabled_reason, updated_at }: NotificationChannel): Notice {
  const why = REASON_TEXTS[disabled_reason ?? "failing"];
  return {
    type: "channel.disabled",
    at: new Date(updated_at),
    data: { id, name, kind, disabled_reason, disabled_at: updated_at },
    message: {
      title: `Notification channel ${name} was switched off`,
      sentences: [why, "It is told of no alert until somebody mends it and switches it on again."],
      fields: [
        { name: "Channel", value: name },
        { name: "Kind", value: kind },
        { name: "Id", value: id },
      ],
    },
  };
}
