import type { Block } from "@outlay/domain/block";
import type { Bucket } from "@outlay/domain/bucket";
import { addDays, dateOfDay } from "@outlay/domain/local-date";
import { DAY_MS } from "@outlay/domain/bucket";
import { uncovered } from "@outlay/domain/repricing";
import { jobMessage } from "@outlay/messaging/job-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { FolderWorld } from "./context.ts";
import { loadConfiguration } from "./read-configuration.ts";

/**
 * Asks that a day be priced again where a bucket holds blocks that a re-pricing has not looked at: a recorder that read the
 * configuration before the re-pricing was asked for may append one after it went by. Done at each fold, also one that finds
 * its page made: what is appended is followed by a fold, and that fold reads a configuration that is newer than the block.
 */
export async function noticeOlderBlocks(
  world: FolderWorld,
  tenantId: string,
  bucket: Bucket,
  readBlocks: () => readonly Block[],
): Promise<void> {
  const { repricings } = await loadConfiguration(world, tenantId);
  if (repricings.size === 0) return;
  const date = dateOfDay(Math.floor(bucket.startEpochMs / DAY_MS));
  const near = [...repricings.values()].filter(
    ({ dry_run, from, to }) => !dry_run && from <= addDays(date, 1) && to >= date,
  );
  if (near.length === 0) return;
  const blocks = readBlocks();
  const behind = near.filter((repricing) => uncovered(repricing, blocks).length > 0);
  await sendAll(
    world.jobsQueue,
    behind.map(({ id }) => jobMessage({ job: "reprice-day", tenantId, repricingId: id, date })),
  );
}
