import type { Delivery } from "@outlay/domain/delivery";
import { notifyMessage } from "@outlay/messaging/notify-messages";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { sendAll } from "@outlay/messaging/send-all";
import type { World } from "./context.ts";

/** The longest that SQS delays a message. */
const DELAY_SECONDS_MAX = 900;

/** Asks for a delivery's next attempt. What comes before it is due is sent again, so any time ahead is made of short delays. */
export const attemptMessage = (
  tenantId: string,
  { id, channelId, made }: Pick<Delivery, "id" | "channelId" | "made">,
  delayMs: number,
): OutgoingMessage => {
  const delaySeconds = Math.min(DELAY_SECONDS_MAX, Math.max(0, Math.ceil(delayMs / 1000)));
  return notifyMessage({ kind: "delivery", tenantId, deliveryId: id, channelId, made }, delaySeconds);
};

export const askForAttempt = (
  world: Pick<World, "notifyQueue">,
  tenantId: string,
  delivery: Pick<Delivery, "id" | "channelId" | "made">,
  delayMs: number,
): Promise<void> => sendAll(world.notifyQueue, [attemptMessage(tenantId, delivery, delayMs)]);
