import type { Announcement } from "@outlay/domain/announcement";
import { numberOf } from "./attributes.ts";
import { announcementBounds, announcementKey, parseAnnouncementSk, untoldPartition } from "./alert-keys.ts";
import type { Table } from "./table.ts";

/** That a change of an alert is to be told, since when. */
export interface AnnouncementMark {
  readonly announcement: Announcement;
  readonly markedAtEpochMs: number;
}

/** Says durably that a change of an alert is to be told, from now on: a mark that is there already is younger then. */
export async function markAnnouncement(
  table: Table,
  tenantId: string,
  { announcement, markedAtEpochMs }: AnnouncementMark,
): Promise<void> {
  const key = announcementKey(tenantId, announcement);
  await table.put({ ...key, markedAtEpochMs: BigInt(markedAtEpochMs) }, "always");
}

/** All of a tenant's: a few, unless the notifier is far behind. */
export async function listAnnouncementMarks(table: Table, tenantId: string): Promise<readonly AnnouncementMark[]> {
  const items = await table.query({ pk: untoldPartition(tenantId), ...announcementBounds });
  return items.map((item) => ({
    announcement: parseAnnouncementSk(item.sk),
    markedAtEpochMs: Number(numberOf(item, "markedAtEpochMs")),
  }));
}

/** Everyone who is to be told of it has a delivery: nothing is left to remember. */
export async function clearAnnouncementMark(table: Table, tenantId: string, announcement: Announcement): Promise<void> {
  await table.remove(announcementKey(tenantId, announcement), "always");
}

/** Forgets a mark, unless it was made anew since it was read. */
export async function dropAnnouncementMark(
  table: Table,
  tenantId: string,
  { announcement, markedAtEpochMs }: AnnouncementMark,
): Promise<void> {
  const condition = { attribute: "markedAtEpochMs", equals: BigInt(markedAtEpochMs) } as const;
  await table.remove(announcementKey(tenantId, announcement), condition);
}
