import type { Block } from "@outlay/domain/block";
import { type Bucket, holdsOutcomes } from "@outlay/domain/bucket";
import { foldBlocks, mergePages, type Page } from "@outlay/domain/page";
import { losersOf } from "@outlay/domain/subject-rows";
import { utcHourOf } from "@outlay/domain/read-plan";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { sendAll } from "@outlay/messaging/send-all";
import type { Contribution } from "@outlay/storage/contributions";
import { decodeBlock, readBlocks, type EncodedBlock } from "@outlay/storage/journal";
import { readOutcomeRows } from "@outlay/storage/outcome-rows";
import { markTouched } from "@outlay/storage/touched";
import type { FolderWorld } from "./context.ts";
import { replacePage, type PageSource } from "./replace-page.ts";
import { contribute } from "./contribute.ts";
import { decodedBlock } from "./decoded-blocks.ts";
import { markForMerge } from "./merge-pages.ts";
import { noticeOlderBlocks } from "./notice-older-blocks.ts";
import { loadConfiguration } from "./read-configuration.ts";

/**
 * Brings one bucket's page up to the journal, with its dirty mark above and its budget contribution, which is returned: whoever
 * asked sees to what follows of it (`followContribution`). A step that finds its work done still does the following ones, so that
 * a redelivery completes what a crash cut short. Undefined for a bucket that holds nothing.
 */
export async function foldBucket(
  world: FolderWorld,
  tenantId: string,
  bucket: Bucket,
): Promise<Pick<Contribution, "vector" | "releases"> | undefined> {
  const place = { level: "bucket", bucket } as const;
  const decode = (block: EncodedBlock) => decodedBlock(world.table, tenantId, block);
  const stored = await replacePage(world, tenantId, place, async () => {
    const source = await readBucketSource(world, tenantId, bucket, decode);
    await noticeOlderBlocks(world, tenantId, bucket, source.blocks);
    return { ...source, beforeWrite: (page) => askForLosers(world, tenantId, bucket, page, source.blocks()) };
  });
  if (!stored) return undefined;
  await markTouched(world.table, tenantId, world.now(), bucket);
  await markForMerge(world, tenantId, "hour", utcHourOf(bucket.startEpochMs));
  const configuration = await loadConfiguration(world, tenantId);
  return contribute(world, tenantId, place, stored, configuration);
}

/** What a bucket's page is made from: its blocks, or the rows of a bucket of outcomes. */
export async function readBucketSource(
  world: Pick<FolderWorld, "table">,
  tenantId: string,
  bucket: Bucket,
  decode = (block: EncodedBlock): Block => decodeBlock(block.body),
): Promise<PageSource & { readonly blocks: () => readonly Block[] }> {
  if (holdsOutcomes(bucket)) return readOutcomeSource(world, tenantId, bucket);
  const encoded = await readBlocks(world.table, tenantId, bucket);
  const blocks = () => encoded.map(decode);
  return { parts: encoded.map(({ id }) => id), blocks, make: () => foldBlocks(blocks()) };
}

/** An event that changed hands is a conflict: its contents differ. Asked for before the page is written, since only then is it made. */
async function askForLosers(
  world: FolderWorld,
  tenantId: string,
  bucket: Bucket,
  { conflictCount }: Page,
  blocks: readonly Block[],
): Promise<void> {
  if (conflictCount === 0) return;
  const messages = losersOf(bucket, blocks).map((subject) => foldMessage({ kind: "subject", tenantId, subject }));
  await sendAll(world.foldQueue, messages);
}

async function readOutcomeSource(
  { table }: Pick<FolderWorld, "table">,
  tenantId: string,
  bucket: Bucket,
): Promise<PageSource & { readonly blocks: () => readonly Block[] }> {
  const stored = await readOutcomeRows(table, tenantId, bucket);
  const rows = stored.flatMap(({ row }) => row ?? []);
  return {
    blocks: () => [],
    parts: stored.map(({ sk, version }) => `${sk} ${version}`),
    make: () => mergePages([{ rows, conflictCount: 0, conflicts: [], releases: [] }], (period) => period),
  };
}
