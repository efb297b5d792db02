import type { Delivery } from "@outlay/domain/delivery";
import { BODY_OF, type Notice } from "@outlay/domain/notice";
import type { NotificationChannel } from "@outlay/domain/notification-channel";
import { putDelivery } from "@outlay/storage/deliveries";
import { askForAttempt } from "./ask-for-attempt.ts";
import type { World } from "./context.ts";

export interface NewDelivery {
  /** The same for every try of the same news. */
  readonly id: string;
  readonly alertId: string | null;
  readonly isTest: boolean;
  readonly notice: Notice;
}

/** Has one channel told one thing: once, however often this is done. Stopped in between, it is done again by whoever asked for it. */
export async function makeDelivery(
  world: Pick<World, "table" | "notifyQueue" | "now">,
  tenantId: string,
  channel: NotificationChannel,
  { id, alertId, isTest, notice }: NewDelivery,
): Promise<Delivery> {
  const nowEpochMs = world.now().getTime();
  const { delivery } = await putDelivery(world.table, tenantId, {
    id,
    channelId: channel.id,
    channelKind: channel.kind,
    alertId,
    type: notice.type,
    body: BODY_OF[channel.kind](notice),
    createdAtEpochMs: nowEpochMs,
    pendingSinceEpochMs: nowEpochMs,
    state: "pending",
    isTest,
    made: 0,
    madeBefore: 0,
    attempts: [],
    dueAtEpochMs: nowEpochMs,
    busyUntilEpochMs: null,
    interruptions: 0,
  });
  // One that was begun has its own message, or is found by the sweep.
  const isNew = delivery.state === "pending" && delivery.made === 0 && delivery.busyUntilEpochMs === null;
  if (isNew) await askForAttempt(world, tenantId, delivery, 0);
  return delivery;
}
