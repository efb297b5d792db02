import type { Block } from "@outlay/domain/block";
import type { Bucket } from "@outlay/domain/bucket";
import type { RowPlace } from "@outlay/domain/build-block";
import { uncovered } from "@outlay/domain/repricing";
import {
  pageAfter,
  pageBefore,
  repriceBlocks,
  type RepricedBucket,
  repricedBlockId,
  type Repricer,
} from "@outlay/domain/reprice-blocks";
import { type RepricingResult, resultOf } from "@outlay/domain/repricing-result";
import { BODY_PART_BYTES } from "@outlay/storage/body-parts";
import { appendNamedBlock, decodeBlock, encodeBlock, readBlocks } from "@outlay/storage/journal";
import type { World } from "./context.ts";

/** Undefined where the bucket holds nothing. Where `appended` is not empty, blocks of the re-pricing are there: the page is to be made. */
export interface BucketRepricing {
  readonly result: RepricingResult;
  readonly appended: readonly Block[];
}

/**
 * Appends to a bucket what a re-pricing makes of it, unless it is there, and says what that did to the bucket. The first run
 * of any may be cut short anywhere: only the last block that it appends says what it covers.
 */
export async function repriceBucket(
  world: Pick<World, "table">,
  tenantId: string,
  bucket: Bucket,
  repricer: Repricer,
): Promise<BucketRepricing | undefined> {
  const stored = await readBlocks(world.table, tenantId, bucket);
  if (stored.length === 0) return undefined;
  const blocks = stored.map(({ body }) => decodeBlock(body));
  const { repricing } = repricer;
  const before = pageBefore(repricing, blocks);
  const repriced = repriceBlocks(bucket, blocks, repricer);
  const { changed, changedClosed } = repriced;
  const made = layOut(repricer, repriced, changed);
  if (!repricing.dry_run && uncovered(repricing, blocks).length > 0)
    for (const block of made) await appendNamedBlock(world.table, tenantId, bucket, encodeBlock(block));
  const after = pageAfter(repricing, blocks, made);
  const adjusted = changedClosed.length === 0 ? after : pageAfter(repricing, blocks, withClosed(made, repriced));
  const appended = repricing.dry_run ? [] : made;
  return { result: resultOf(repricing, changed.length, { before, after, adjusted }), appended };
}

/** The blocks of the changed rows, each small enough to be one item. None where nothing was to be looked at. */
function layOut({ repricing }: Repricer, { examined, build }: RepricedBucket, changed: readonly RowPlace[]): Block[] {
  if (examined.length === 0) return [];
  const id = repricedBlockId(repricing, examined);
  const parts = fit(changed, build);
  const covers = examined.map((block) => block.id);
  return parts.map((places, index) =>
    build(places, { id: `${id}_${index}`, ...(index === parts.length - 1 ? { covers } : {}) }),
  );
}

function fit(places: readonly RowPlace[], build: RepricedBucket["build"]): readonly (readonly RowPlace[])[] {
  if (places.length <= 1 || encodeBlock(build(places, { id: "" })).body.byteLength <= BODY_PART_BYTES) return [places];
  const middle = places.length >> 1;
  return [...fit(places.slice(0, middle), build), ...fit(places.slice(middle), build)];
}

/** As if no month were closed: this is never appended. */
const withClosed = (made: readonly Block[], { build, changedClosed }: RepricedBucket): readonly Block[] => [
  ...made,
  build(changedClosed, { id: "as-if-open" }),
];
