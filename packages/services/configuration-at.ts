import { assert } from "@outlay/domain/assert";
import type { Configuration } from "@outlay/domain/configuration";
import { foldConfiguration } from "@outlay/domain/fold-configuration";
import { getSnapshot, listEntries } from "@outlay/storage/configuration";
import type { Table } from "@outlay/storage/table";

/** Of one warm function: a re-pricing's days come one after the other. */
const KEPT_MAX = 4;

/** A past state never changes, so what was folded once holds. */
const keptByTable = new WeakMap<Table, Map<string, Configuration>>();

/**
 * The tenant's configuration as entry `seq` left it, whatever was decided since. Asserts that there is such an entry. Reads the
 * journal from its beginning where the snapshot is newer than that.
 */
export async function loadConfigurationAt(
  { table }: { readonly table: Table },
  tenantId: string,
  seq: number,
): Promise<Configuration> {
  const kept = keptByTable.get(table) ?? new Map<string, Configuration>();
  keptByTable.set(table, kept);
  const key = `${tenantId} ${seq}`;
  const known = kept.get(key);
  if (known) return known;
  const snapshot = (await getSnapshot(table, tenantId))?.configuration;
  const from = snapshot && snapshot.seq <= seq ? snapshot : undefined;
  const { entries } = await listEntries(table, tenantId, { from: (from?.seq ?? 0) + 1, to: seq });
  const configuration = foldConfiguration(from, entries);
  assert(configuration?.seq === seq, `tenant ${tenantId} has an entry ${seq}`);
  for (const oldest of kept.keys()) if (kept.size >= KEPT_MAX) kept.delete(oldest);
  kept.set(key, configuration);
  return configuration;
}
