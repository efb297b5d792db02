import type { Announcement } from "@outlay/domain/announcement";
import { notifyMessage } from "@outlay/messaging/notify-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { markAnnouncement } from "@outlay/storage/announcements";
import type { World } from "./context.ts";

/** What saying that someone is to be told needs of the world. */
export type Announcing = Pick<World, "table" | "notifyQueue" | "now" | "log">;

/**
 * Writes a change of an alert by `write`, and has it told. The mark comes first, so that whoever sees the change can be sure that it
 * will be told: stopped anywhere after it, or where the queue does not answer, the hourly sweep tells it. Where `write` says false, another
 * wrote that version first and tells it; where it throws, nothing is told, and the mark is forgotten after a day if the change never comes.
 * Resolves with what `write` says.
 */
export async function announceAlert(
  world: Announcing,
  tenantId: string,
  announcement: Announcement,
  write: () => Promise<boolean>,
): Promise<boolean> {
  await markAnnouncement(world.table, tenantId, { announcement, markedAtEpochMs: world.now().getTime() });
  const isWritten = await write();
  if (isWritten) await askToTell(world, tenantId, announcement);
  return isWritten;
}

/** Whoever waits for this did the change: that its news is late is no failure of theirs. */
async function askToTell(world: Announcing, tenantId: string, announcement: Announcement): Promise<void> {
  try {
    await sendAll(world.notifyQueue, [notifyMessage({ kind: "alert", tenantId, announcement })]);
  } catch (error) {
    world.log("announcement_late", { tenantId, alertId: announcement.alertId, reason: String(error) });
  }
}
