import { DAY_MS, MINUTE_MS } from "@outlay/domain/bucket";
import { notifyMessage } from "@outlay/messaging/notify-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { getAlert } from "@outlay/storage/alerts";
import { type AnnouncementMark, dropAnnouncementMark, listAnnouncementMarks } from "@outlay/storage/announcements";
import type { World } from "./context.ts";

/** What is younger is most likely on its way. */
const ON_ITS_WAY_MS = 10 * MINUTE_MS;

/** Has told what nobody asked to be told: marks that are old. Forgets those whose alert did not come within a day. */
export async function sweepAnnouncements(
  world: Pick<World, "table" | "notifyQueue" | "now">,
  tenantId: string,
): Promise<void> {
  const nowEpochMs = world.now().getTime();
  const marks = await listAnnouncementMarks(world.table, tenantId);
  const old = marks.filter(({ markedAtEpochMs }) => nowEpochMs - markedAtEpochMs > ON_ITS_WAY_MS);
  const written: AnnouncementMark[] = [];
  for (const mark of old) {
    if (await getAlert(world.table, tenantId, mark.announcement.alertId)) written.push(mark);
    else if (nowEpochMs - mark.markedAtEpochMs > DAY_MS) await dropAnnouncementMark(world.table, tenantId, mark);
  }
  await sendAll(
    world.notifyQueue,
    written.map(({ announcement }) => notifyMessage({ kind: "alert", tenantId, announcement })),
  );
}
