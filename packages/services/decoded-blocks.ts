import type { Block } from "@outlay/domain/block";
import { decodeBlock, type EncodedBlock } from "@outlay/storage/journal";
import type { Table } from "@outlay/storage/table";

/** Compressed bytes of the blocks that are kept: decoded they take some ten times that in memory. */
const KEPT_BYTES_MAX = 12 * 1024 * 1024;

interface Kept {
  readonly block: Block;
  readonly bytes: number;
}

/** The blocks that a warm folder keeps, by table; in a Map's order, so the first is the longest unused. */
const keptByTable = new WeakMap<Table, { readonly blocks: Map<string, Kept>; bytes: number }>();

/**
 * A block that was read, decoded. A bucket is folded several times while it fills, and a block never changes: what was
 * decoded for the last fold is used again. Not to be changed by who gets it.
 */
export function decodedBlock(table: Table, tenantId: string, { id, body }: EncodedBlock): Block {
  const kept = keptByTable.get(table) ?? { blocks: new Map<string, Kept>(), bytes: 0 };
  keptByTable.set(table, kept);
  const key = `${tenantId} ${id}`;
  const found = kept.blocks.get(key);
  const entry = found ?? { block: decodeBlock(body), bytes: body.byteLength };
  if (found) kept.blocks.delete(key);
  else kept.bytes += entry.bytes;
  kept.blocks.set(key, entry);
  for (const [oldest, { bytes }] of kept.blocks) {
    if (kept.bytes <= KEPT_BYTES_MAX || oldest === key) break;
    kept.blocks.delete(oldest);
    kept.bytes -= bytes;
  }
  return entry.block;
}
