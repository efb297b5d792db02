import { Announcement } from "@outlay/domain/announcement";
import * as z from "zod";
import type { OutgoingMessage } from "./queue.ts";

/** What can be asked of the notifier. Each asks for work that can be asked for again without harm. */
export const NotifyMessage = z.discriminatedUnion("kind", [
  /** An alert changed: tell every channel that wants to know. */
  z.object({ kind: z.literal("alert"), tenantId: z.string().min(1), announcement: Announcement }),
  /** The attempt of a delivery that follows `made` others is due, or will be. */
  z.object({
    kind: z.literal("delivery"),
    tenantId: z.string().min(1),
    deliveryId: z.string().min(1),
    channelId: z.string().min(1),
    made: z.int().min(0),
  }),
]);
export type NotifyMessage = z.infer<typeof NotifyMessage>;

export const notifyMessage = (message: NotifyMessage, delaySeconds = 0): OutgoingMessage => ({
  body: JSON.stringify(NotifyMessage.parse(message)),
  groupId: message.tenantId,
  delaySeconds,
});
