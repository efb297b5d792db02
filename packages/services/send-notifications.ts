import type { Announcement } from "@outlay/domain/announcement";
import { NotifyMessage } from "@outlay/messaging/notify-messages";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { getAlert } from "@outlay/storage/alerts";
import { clearAnnouncementMark } from "@outlay/storage/announcements";
import { atOnce } from "./at-once.ts";
import type { NotifierWorld } from "./context.ts";

/** Works of one batch at once: each mostly waits for someone else's host. */
const WORKS_AT_ONCE = 10;

/** Does what notify messages ask, each by itself. Returns the SQS ids of the messages whose work is not done. */
export async function sendNotifications(
  world: NotifierWorld,
  received: readonly ReceivedMessage[],
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  await atOnce(received, WORKS_AT_ONCE, async ({ messageId, body }) => {
    try {
      await doWork(world, NotifyMessage.parse(JSON.parse(body)));
    } catch (error) {
      world.log("notification_failed", { messageId, reason: String(error) });
      failed.add(messageId);
    }
  });
  return failed;
}

async function doWork(world: NotifierWorld, message: NotifyMessage): Promise<void> {
  switch (message.kind) {
    case "alert":
      return tell(world, message.tenantId, message.announcement);
  }
}

/** The mark goes last: stopped before, the sweep asks again. */
async function tell(world: NotifierWorld, tenantId: string, announcement: Announcement): Promise<void> {
  if (!(await getAlert(world.table, tenantId, announcement.alertId))) return; // Never written: its mark is forgotten in time.
  await clearAnnouncementMark(world.table, tenantId, announcement);
}
