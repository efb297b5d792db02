import type { Configuration } from "@outlay/domain/configuration";
import { type Directory, openDirectory, parseDirectoryBody } from "@outlay/domain/directory";
import { getDirectoryBody } from "@outlay/storage/directories";
import type { Table } from "@outlay/storage/table";
import type { World } from "./context.ts";

/** Characters of the JSON that the kept directories were made from: opened they take a few times that in memory. */
const KEPT_CHARACTERS_MAX = 48 * 1024 * 1024;

interface Kept {
  readonly directory: Directory;
  readonly characters: number;
}

/** The directories that a warm function keeps, by table; in a Map's order, so the first is the longest unused. */
const keptByTable = new WeakMap<Table, Map<string, Kept>>();

/** The directory that a configuration of the tenant names, opened; undefined where it names none. */
export async function readDirectory(
  { table }: Pick<World, "table">,
  tenantId: string,
  { directory: named }: Pick<Configuration, "directory">,
): Promise<Directory | undefined> {
  if (!named) return undefined;
  const kept = keptByTable.get(table) ?? new Map<string, Kept>();
  keptByTable.set(table, kept);
  const key = `${tenantId} ${named.version}`; // The tenant is in it: equal contents of two tenants are kept apart.
  const found = kept.get(key) ?? (await load(table, tenantId, named.body));
  kept.delete(key);
  kept.set(key, found);
  let characters = kept.values().reduce((sum, each) => sum + each.characters, 0);
  for (const [oldest, each] of kept) {
    if (characters <= KEPT_CHARACTERS_MAX || oldest === key) break;
    kept.delete(oldest);
    characters -= each.characters;
  }
  return found.directory;
}

async function load(table: Table, tenantId: string, body: string): Promise<Kept> {
  const json = await getDirectoryBody(table, tenantId, body);
  return { directory: openDirectory(parseDirectoryBody(json)), characters: json.length };
}
