import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Block } from "@outlay/domain/block";
import type { Bucket } from "@outlay/domain/bucket";
import { blockKey, blockPartition } from "./keys.ts";
import type { Table } from "./table.ts";

/** Decompressed bytes of one block that a reader will hold. */
const BLOCK_BYTES_MAX = 64 * 1024 * 1024;

/** A block as it is stored: its columns as zstd-compressed JSON. */
export interface EncodedBlock {
  readonly id: string;
  readonly body: Uint8Array;
}

export const encodeBlock = (block: Block): EncodedBlock => ({
  id: block.id,
  body: zstdCompressSync(JSON.stringify(block)),
});

/** Trusts what `encodeBlock` wrote: blocks are never changed, and only the recorder can write them. */
export function decodeBlock(body: Uint8Array): Block {
  return JSON.parse(zstdDecompressSync(body, { maxOutputLength: BLOCK_BYTES_MAX }).toString("utf8")) as Block;
}

/**
 * Appends a block to a bucket of the tenant's usage journal. Throws where its id is taken: ids are never reused. Blocks do
 * not expire: a bucket may be folded again at any time, and its page is made from all of them.
 */
export async function appendBlock(table: Table, tenantId: string, bucket: Bucket, block: EncodedBlock): Promise<void> {
  const isNew = await table.put({ ...blockKey(tenantId, bucket, block.id), body: block.body }, "absent");
  if (!isNew) throw new Error(`Block ${block.id} exists already.`);
}

/**
 * Appends a block whose id names its contents, as re-pricing makes them: one that is there already says the same. False:
 * it was there.
 */
export const appendNamedBlock = (
  table: Table,
  tenantId: string,
  bucket: Bucket,
  block: EncodedBlock,
): Promise<boolean> => table.put({ ...blockKey(tenantId, bucket, block.id), body: block.body }, "absent");

/** All blocks of a bucket, consistently: whatever was appended before this call began is among them. */
export async function readBlocks(table: Table, tenantId: string, bucket: Bucket): Promise<readonly EncodedBlock[]> {
  const items = await table.query({ pk: blockPartition(tenantId, bucket) });
  return items.map(({ sk, body }) => {
    if (!(body instanceof Uint8Array)) throw new Error(`Block ${sk} has no body.`);
    return { id: sk, body };
  });
}

export async function hasBlocks(table: Table, tenantId: string, bucket: Bucket): Promise<boolean> {
  const items = await table.query({ pk: blockPartition(tenantId, bucket), limit: 1 });
  return items.length > 0;
}
