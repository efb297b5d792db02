import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import { assert } from "@outlay/domain/assert";
import { Entry } from "@outlay/domain/audit";
import type { Configuration } from "@outlay/domain/configuration";
import { DomainError } from "@outlay/domain/errors";
import { numberOf, textOf } from "./attributes.ts";
import { joinBody, splitBody } from "./body-parts.ts";
import { decodeConfiguration, encodeConfiguration } from "./configuration-snapshot.ts";
import {
  configurationKey,
  configurationPartition,
  configurationSk,
  snapshotKey,
  snapshotPartition,
  snapshotPartSk,
} from "./tenant-keys.ts";
import type { Item, Key, Table } from "./table.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

const CHUNKS_MAX = 9999;
const SEQ_MAX = 999_999_999_999;

/** Entries as they were read, with the bytes that they take in the store. */
export interface StoredEntries {
  readonly entries: readonly Entry[];
  readonly bytes: number;
}

/** Entries whose text is longer are stored compressed: `before` and `after` of a large entity would not fit into an item. */
const PLAIN_CHARACTERS_MAX = 64_000;
/** Under DynamoDB's 400 KB, with room for key and attributes. */
const ENTRY_BYTES_MAX = 390_000;

/**
 * The commit of a change. False: there is an entry of this seq already, and nothing was written. Throws `body_too_large` of an
 * entity that, before and after the change, does not fit into one item even compressed.
 */
export async function putEntry(table: Table, tenantId: string, entry: Entry): Promise<boolean> {
  const key = configurationKey(tenantId, entry.seq);
  const text = JSON.stringify(entry);
  if (text.length <= PLAIN_CHARACTERS_MAX) return table.put({ ...key, entry: text }, "absent");
  const body = await compress(Buffer.from(text));
  if (body.byteLength <= ENTRY_BYTES_MAX) return table.put({ ...key, body }, "absent");
  throw new DomainError("body_too_large", "What this was and would be is more than one change can hold.");
}

/** The text of an entry, as putEntry stored it. */
const entryText = async (item: Item): Promise<string> =>
  "body" in item ? (await decompress(joinBody([item]))).toString() : textOf(item, "entry");

/** The entries from seq `from` to `to` (inclusive), consistently read, at most `limit`. */
export async function listEntries(
  table: Table,
  tenantId: string,
  range: { readonly from?: number; readonly to?: number; readonly limit?: number; readonly descending?: boolean },
): Promise<StoredEntries> {
  const items = await table.query({
    pk: configurationPartition(tenantId),
    from: configurationSk(range.from ?? 1),
    to: configurationSk(range.to ?? SEQ_MAX),
    ...(range.limit === undefined ? {} : { limit: range.limit }),
    descending: range.descending ?? false,
  });
  const texts = await Promise.all(items.map(entryText));
  return {
    entries: texts.map((entry) => Entry.parse(JSON.parse(entry))),
    bytes: texts.reduce((sum, entry) => sum + entry.length, 0),
  };
}

/** The newest snapshot; undefined where there is none yet. */
export async function getSnapshot(
  table: Table,
  tenantId: string,
): Promise<{ readonly configuration: Configuration; readonly bytes: number } | undefined> {
  // A newer snapshot may replace the chunks between two reads: then its head is there, so look again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const head = await table.get(snapshotKey(tenantId));
    if (!head) return undefined;
    const seq = Number(numberOf(head, "seq"));
    const chunks = await table.query({
      pk: snapshotPartition(tenantId),
      from: snapshotPartSk(seq, 0),
      to: snapshotPartSk(seq, CHUNKS_MAX),
    });
    if (chunks.length !== Number(numberOf(head, "chunks"))) continue;
    const body = await decompress(joinBody(chunks));
    const configuration = decodeConfiguration(body.toString());
    assert(configuration.seq === seq, "a snapshot holds the seq that its head names");
    return { configuration, bytes: body.length };
  }
  throw new Error(`The snapshot of ${tenantId} changed at every attempt to read it.`);
}

/**
 * Writes a snapshot, unless there is one as new. Chunks first, the head after them: a reader never meets a head without its
 * chunks, save while the next snapshot removes them. Two writers of one seq write the same bytes.
 */
export async function putSnapshot(table: Table, configuration: Configuration): Promise<void> {
  const { pk, sk } = snapshotKey(configuration.tenant.id);
  const { seq } = configuration;
  const old = await table.get({ pk, sk });
  if (old && numberOf(old, "seq") >= BigInt(seq)) return;

  const chunks = splitBody(await compress(Buffer.from(encodeConfiguration(configuration))));
  for (const [index, body] of chunks.entries()) {
    await table.put({ pk, sk: snapshotPartSk(seq, index), body }, "always");
  }
  const head = { pk, sk, seq: BigInt(seq), chunks: BigInt(chunks.length) };
  await table.put(head, { attribute: "seq", absentOrBelow: BigInt(seq) });
  await removeOlderChunks(table, { pk, sk });
}

/** Chunks below the head's seq are of snapshots that were replaced, or never finished. */
async function removeOlderChunks(table: Table, key: Key): Promise<void> {
  const head = await table.get(key);
  assert(head, "a snapshot's head is never removed");
  const current = snapshotPartSk(Number(numberOf(head, "seq")), 0);
  const items = await table.query({ pk: key.pk, to: current });
  for (const { sk } of items) if (sk < current) await table.remove({ pk: key.pk, sk }, "always");
}
