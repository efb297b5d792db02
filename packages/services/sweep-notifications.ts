import { DAY_MS } from "@outlay/domain/bucket";
import { LIMITS } from "@outlay/domain/limits";
import { notifyMessage } from "@outlay/messaging/notify-messages";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { sendAll } from "@outlay/messaging/send-all";
import { getAlert } from "@outlay/storage/alerts";
import { dropAnnouncementMark, listAnnouncementMarks } from "@outlay/storage/announcements";
import { clearUndelivered, getDelivery, listUndelivered } from "@outlay/storage/deliveries";
import { attemptMessage } from "./ask-for-attempt.ts";
import type { World } from "./context.ts";

type Sweeping = Pick<World, "table" | "notifyQueue" | "now">;

/**
 * Asks for what nobody asked for: changes of alerts that are old and not told, and deliveries that are due and not made. Forgets the
 * marks of changes that did not come within a day, and of deliveries that are done.
 */
export async function sweepNotifications(world: Sweeping, tenantId: string): Promise<void> {
  const messages = [...(await untold(world, tenantId)), ...(await undelivered(world, tenantId))];
  await sendAll(world.notifyQueue, messages);
}

async function untold({ table, now }: Sweeping, tenantId: string): Promise<readonly OutgoingMessage[]> {
  const nowEpochMs = now().getTime();
  const marks = await listAnnouncementMarks(table, tenantId);
  const messages: OutgoingMessage[] = [];
  for (const mark of marks.filter(({ markedAtEpochMs }) => nowEpochMs - markedAtEpochMs > LIMITS.onItsWayMs)) {
    const { announcement, markedAtEpochMs } = mark;
    const kept = await getAlert(table, tenantId, announcement.alertId);
    const isWritten = kept !== undefined && kept.alert.version >= announcement.sequence;
    if (isWritten) messages.push(notifyMessage({ kind: "alert", tenantId, announcement }));
    else if (nowEpochMs - markedAtEpochMs > DAY_MS) await dropAnnouncementMark(table, tenantId, mark);
  }
  return messages;
}

async function undelivered({ table, now }: Sweeping, tenantId: string): Promise<readonly OutgoingMessage[]> {
  const nowEpochMs = now().getTime();
  const messages: OutgoingMessage[] = [];
  for (const [id, markedAtEpochMs] of await listUndelivered(table, tenantId)) {
    if (nowEpochMs - markedAtEpochMs <= LIMITS.onItsWayMs) continue;
    const delivery = (await getDelivery(table, tenantId, id))?.delivery;
    if (delivery?.state !== "pending") {
      await clearUndelivered(table, tenantId, id, markedAtEpochMs);
      continue;
    }
    const dueAtEpochMs = Math.max(delivery.dueAtEpochMs ?? 0, delivery.busyUntilEpochMs ?? 0);
    if (nowEpochMs - dueAtEpochMs > LIMITS.onItsWayMs) messages.push(attemptMessage(tenantId, delivery, 0));
  }
  return messages;
}
