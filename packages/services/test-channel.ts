import type { Delivery } from "@outlay/domain/delivery";
import type { Context } from "./context.ts";
import { makeDelivery } from "./make-delivery.ts";
import { getNotificationChannel } from "./notification-channels.ts";

/**
 * Has a channel told of a made-up alert, once, whether it is switched on or not. What came of it is in the delivery: the notifier alone
 * speaks with hosts of others. Throws `notification_channel_not_found`.
 */
export async function testChannel(ctx: Context, { id: channelId }: { readonly id: string }): Promise<Delivery> {
  const channel = getNotificationChannel(ctx.configuration, channelId);
  const at = ctx.now();
  return makeDelivery(ctx, ctx.tenantId, channel, {
    id: ctx.newId("dlv"),
    alertId: null,
    isTest: true,
    notice: {
      type: "channel.test",
      at,
      data: { channel: { id: channel.id, name: channel.name, kind: channel.kind } },
      message: {
        title: `Test of ${channel.name}`,
        sentences: ["This is a test: no alert was raised. Alerts of Outlay will look like this."],
        fields: [{ name: "Severity", value: "info" }],
      },
    },
  });
}
