import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { foldConfiguration } from "@outlay/domain/fold-configuration";
import { getSnapshot, listEntries, putSnapshot } from "@outlay/storage/configuration";
import type { Table } from "@outlay/storage/table";

/** Whoever sees a longer tail writes a snapshot. */
const TAIL_BYTES_MAX = 64 * 1024;
/** Of the JSON that the kept folds were made from: they take a few times that in memory. */
const CACHE_BYTES_MAX = 32 * 1024 * 1024;

interface Kept {
  readonly configuration: Configuration;
  readonly snapshotBytes: number;
  /** Of the entries after the snapshot. */
  readonly tailBytes: number;
}

/** The folds that a warm function keeps, by table and tenant; in a Map's order, so the first is the longest unused. */
const keptByTable = new WeakMap<Table, Map<string, Kept>>();

/**
 * The tenant's configuration, no older than the call: the fold that is kept, or else the snapshot, and the entries after it,
 * always read consistently. Undefined where the tenant does not exist. One query when warm.
 */
export async function readConfiguration(
  world: { readonly table: Table },
  tenantId: string,
): Promise<Configuration | undefined> {
  const cache = cacheOf(world.table);
  const kept = cache.get(tenantId) ?? (await fromSnapshot(world.table, tenantId));
  const { entries, bytes } = await listEntries(world.table, tenantId, { from: (kept?.configuration.seq ?? 0) + 1 });
  const configuration = foldConfiguration(kept?.configuration, entries);
  if (!configuration) return undefined;

  const fresh = { configuration, snapshotBytes: kept?.snapshotBytes ?? 0, tailBytes: (kept?.tailBytes ?? 0) + bytes };
  keep(cache, tenantId, fresh.tailBytes > TAIL_BYTES_MAX ? await snapshot(world.table, fresh) : fresh);
  return configuration;
}

/** The same for a tenant that must exist: its own queue message or a request of its own names it. */
export async function loadConfiguration(world: { readonly table: Table }, tenantId: string): Promise<Configuration> {
  const configuration = await readConfiguration(world, tenantId);
  assert(configuration, `tenant ${tenantId} exists`);
  return configuration;
}

async function fromSnapshot(table: Table, tenantId: string): Promise<Kept | undefined> {
  const stored = await getSnapshot(table, tenantId);
  return stored && { configuration: stored.configuration, snapshotBytes: stored.bytes, tailBytes: 0 };
}

async function snapshot(table: Table, { configuration, snapshotBytes, tailBytes }: Kept): Promise<Kept> {
  await putSnapshot(table, configuration);
  return { configuration, snapshotBytes: snapshotBytes + tailBytes, tailBytes: 0 };
}

function cacheOf(table: Table): Map<string, Kept> {
  const cache = keptByTable.get(table) ?? new Map<string, Kept>();
  keptByTable.set(table, cache);
  return cache;
}

/** Keeps the fold as the one used last, unless a newer one is kept, and drops the longest unused beyond the bound. */
function keep(cache: Map<string, Kept>, tenantId: string, fresh: Kept): void {
  const other = cache.get(tenantId);
  cache.delete(tenantId);
  cache.set(tenantId, other && other.configuration.seq > fresh.configuration.seq ? other : fresh);
  let bytes = cache.values().reduce((sum, kept) => sum + kept.snapshotBytes + kept.tailBytes, 0);
  for (const [id, kept] of cache) {
    if (bytes <= CACHE_BYTES_MAX || id === tenantId) return;
    cache.delete(id);
    bytes -= kept.snapshotBytes + kept.tailBytes;
  }
}
