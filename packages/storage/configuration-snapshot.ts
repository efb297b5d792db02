import * as z from "zod";
import { type Collection, COLLECTIONS, collections } from "@outlay/domain/collections";
import type { Configuration } from "@outlay/domain/configuration";
import { DirectoryVersion } from "@outlay/domain/directory";
import { Tenant } from "@outlay/domain/tenant";

/**
 * A configuration as one JSON text: maps are lists in their own order, so that equal folds give equal bytes. A collection that
 * a snapshot was written without is empty.
 */
const Snapshot = z.looseObject({
  seq: z.int(),
  headHash: z.string(),
  tenant: Tenant,
  schedule: z.array(z.object({ fromEpochMs: z.number(), spanMs: z.number(), shards: z.int() })),
  /** A snapshot of before there were directories has none. */
  directory: DirectoryVersion.nullable().default(null),
  budgetsSeq: z.int(),
});

export function encodeConfiguration(configuration: Configuration): string {
  const lists = Object.values(COLLECTIONS).map(({ map }) => [map, [...configuration[map].values()]]);
  return JSON.stringify({ ...configuration, ...Object.fromEntries(lists) });
}

export function decodeConfiguration(json: string): Configuration {
  const { seq, headHash, tenant, schedule, directory, budgetsSeq, ...lists } = Snapshot.parse(JSON.parse(json));
  return { seq, headHash, tenant, schedule, directory, budgetsSeq, ...collections((name) => mapOf(name, lists)) };
}

function mapOf(name: Collection, lists: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  const { map, schema } = COLLECTIONS[name];
  return new Map(
    z
      .array(z.looseObject({ id: z.string() }))
      .parse(lists[map] ?? [])
      .map((kept) => [kept.id, schema.parse(kept)]),
  );
}
