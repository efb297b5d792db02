import type { Bucket } from "@outlay/domain/bucket";
import type { PlanPart } from "@outlay/domain/read-plan";
import { BODY_PART_BYTES, joinBody, splitBody } from "./body-parts.ts";
import {
  bucketPageBounds,
  bucketPageKey,
  dayPageKey,
  hourPageBounds,
  hourPageKey,
  pagePartition,
  pagePartKey,
  pagePartPartition,
} from "./keys.ts";
import type { MarkLevel } from "./marks.ts";
import { EXPIRES_AT, type Item, type Key, type Range, type Table } from "./table.ts";

/** A superseded body stays this long for whoever is still reading it. */
const SUPERSEDED_SECONDS = 86_400;
const READS_AT_ONCE = 16;

/** Which page: of a bucket, a UTC hour or a UTC day. */
export type PagePlace =
  | { readonly level: "bucket"; readonly bucket: Bucket }
  | { readonly level: MarkLevel; readonly startEpochMs: number };

/** A stored page. `basis` names what it was made from; equal bases mean equal pages. */
export interface StoredPage {
  readonly sk: string;
  readonly version: bigint;
  readonly basis: string;
  readonly body: Uint8Array;
  readonly chunks?: Chunks;
}

/** Where a body's chunks lie: names of their own for each attempt to write, so that no two bodies share one. */
interface Chunks {
  readonly token: string;
  readonly count: bigint;
}

function pageKey(tenantId: string, place: PagePlace): Key {
  if (place.level === "bucket") return bucketPageKey(tenantId, place.bucket);
  return place.level === "hour" ? hourPageKey(tenantId, place.startEpochMs) : dayPageKey(tenantId, place.startEpochMs);
}

function pageRange(tenantId: string, { level, fromEpochMs, toEpochMs }: PlanPart): Range {
  const pk = pagePartition(tenantId, fromEpochMs);
  if (level === "bucket") return { pk, ...bucketPageBounds(fromEpochMs, toEpochMs) };
  if (level === "day") return { pk, from: "D", to: "D" };
  return { pk, ...hourPageBounds(fromEpochMs, toEpochMs) };
}

export async function readPage(table: Table, tenantId: string, place: PagePlace): Promise<StoredPage | undefined> {
  const item = await table.get(pageKey(tenantId, place));
  return item && withBody(table, tenantId, item);
}

/** The pages of one part of a plan, in order of time. */
export async function readPages(table: Table, tenantId: string, part: PlanPart): Promise<readonly StoredPage[]> {
  const items = await table.query(pageRange(tenantId, part));
  const pages: StoredPage[] = [];
  for (let start = 0; start < items.length; start += READS_AT_ONCE) {
    const some = items.slice(start, start + READS_AT_ONCE);
    pages.push(...(await Promise.all(some.map((item) => withBody(table, tenantId, item)))));
  }
  return pages;
}

async function withBody(table: Table, tenantId: string, head: Item): Promise<StoredPage> {
  const { sk, version, basis } = head;
  if (typeof version !== "bigint" || typeof basis !== "string") throw new Error(`Page ${head.pk} ${sk} is not a page.`);
  const { body } = head;
  if (body instanceof Uint8Array) return { sk, version, basis, body };
  const chunks = chunksOf(head);
  const joined = await readChunks(table, tenantId, chunks);
  if (joined) return { sk, version, basis, body: joined, chunks };
  const newer = await table.get(head); // The body was superseded and swept while it was being read.
  if (!newer || newer["version"] === version) throw new Error(`Page ${head.pk} ${sk} has lost its body.`);
  return withBody(table, tenantId, newer);
}

function chunksOf(head: Item): Chunks {
  const { chunkToken: token, chunkCount: count } = head;
  if (typeof token !== "string" || typeof count !== "bigint")
    throw new Error(`Page ${head.pk} ${head.sk} has no body.`);
  return { token, count };
}

async function readChunks(table: Table, tenantId: string, { token, count }: Chunks): Promise<Uint8Array | undefined> {
  const items = await table.query({ pk: pagePartPartition(tenantId, token) });
  return BigInt(items.length) === count ? joinBody(items) : undefined;
}

export interface PageWrite {
  readonly basis: string;
  readonly body: Uint8Array;
  /** Unique to this attempt. */
  readonly token: string;
  readonly nowEpochMs: number;
}

/**
 * Replaces the page that was read (undefined: none was there) by the next version. Returns that version, or undefined
 * where another write came between and nothing changed.
 */
export async function writePage(
  table: Table,
  tenantId: string,
  place: PagePlace,
  read: StoredPage | undefined,
  { basis, body, token, nowEpochMs }: PageWrite,
): Promise<bigint | undefined> {
  const key = pageKey(tenantId, place);
  const version = (read?.version ?? 0n) + 1n;
  const isInline = body.byteLength <= BODY_PART_BYTES;
  const chunks = isInline ? [] : splitBody(body);
  const count = BigInt(chunks.length);
  await putChunks(table, tenantId, token, chunks);
  const content = isInline ? { body } : { chunkToken: token, chunkCount: count };
  const condition = read ? { attribute: "version", equals: read.version } : "absent";
  const isPut = await table.put({ ...key, version, basis, ...content }, condition);
  // Refused, it may still be this call that wrote: its reply was lost and it was sent again. Its chunks are live then.
  const isWritten = isPut || (!isInline && (await table.get(key))?.["chunkToken"] === token);
  const superseded = isWritten ? read?.chunks : { token, count };
  if (superseded) await sweepChunks(table, tenantId, superseded, Math.floor(nowEpochMs / 1000) + SUPERSEDED_SECONDS);
  return isWritten ? version : undefined;
}

async function putChunks(table: Table, tenantId: string, token: string, chunks: readonly Uint8Array[]): Promise<void> {
  for (const [index, body] of chunks.entries()) {
    await table.put({ ...pagePartKey(tenantId, token, index), body }, "always");
  }
}

/** Lets a body that no head names any more expire. */
async function sweepChunks(
  table: Table,
  tenantId: string,
  { token, count }: Chunks,
  expiresAtEpochS: number,
): Promise<void> {
  for (let index = 0; index < Number(count); index++) {
    const chunk = await table.get(pagePartKey(tenantId, token, index));
    if (chunk) await table.put({ ...chunk, [EXPIRES_AT]: BigInt(expiresAtEpochS) }, "always");
  }
}
