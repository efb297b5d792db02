import { itemBytes } from "./item-size.ts";
import type { Item, Key, Table } from "./table.ts";

/** What DynamoDB on demand would bill for the calls so far. Source: DynamoDB, "Read and write capacity units". */
export interface Units {
  /** Of 1 KB; a write of an item bills the larger of its old and new size, also where its condition failed. */
  writeUnits: number;
  /** Of 4 KB, strongly consistent; a query bills the sum of its items. */
  readUnits: number;
  readonly calls: Record<keyof Table, number>;
}

/**
 * Counts what passes through. Sizes of overwritten items are known where they were written or read here before.
 */
export function countUnits(table: Table): { readonly table: Table; readonly units: Units } {
  const { units, sizes, sizeOf, read, write } = openBill();
  const counted: Table = {
    async get(key) {
      units.calls.get += 1;
      const item = await table.get(key);
      read(item ? sizeOf(item) : 0);
      return item;
    },
    async getAll(keys) {
      units.calls.getAll += 1;
      const items = await table.getAll(keys);
      for (const item of items) read(item ? sizeOf(item) : 0);
      return items;
    },
    async query(range) {
      units.calls.query += 1;
      const items = await table.query(range);
      read(items.reduce((bytes, item) => bytes + sizeOf(item), 0));
      return items;
    },
    async put(item, condition) {
      units.calls.put += 1;
      write(Math.max(itemBytes(item), sizes.get(name(item)) ?? 0));
      const wrote = await table.put(item, condition);
      if (wrote) sizeOf(item);
      return wrote;
    },
    async putAll(items) {
      units.calls.putAll += 1;
      for (const item of items) write(Math.max(itemBytes(item), sizes.get(name(item)) ?? 0));
      await table.putAll(items);
      for (const item of items) sizeOf(item);
    },
    async remove(key, condition) {
      units.calls.remove += 1;
      write(sizes.get(name(key)) ?? 0);
      const removed = await table.remove(key, condition);
      if (removed) sizes.delete(name(key));
      return removed;
    },
    async addToSets(key, sets) {
      units.calls.addToSets += 1;
      const item = await table.addToSets(key, sets);
      write(sizeOf(item)); // Sets only grow.
      return item;
    },
    async update(key, change) {
      units.calls.update += 1;
      const before = sizes.get(name(key)) ?? 0;
      const { isSilent, ...told } = change;
      const updated = await table.update(key, told); // Its size is billed, told or not.
      write(Math.max(before, updated.item ? sizeOf(updated.item) : 0));
      return isSilent && updated.isDone ? { isDone: true, item: undefined } : updated;
    },
  };
  return { table: counted, units };
}

function openBill() {
  const calls = { get: 0, getAll: 0, query: 0, put: 0, putAll: 0, remove: 0, addToSets: 0, update: 0 };
  const units: Units = { writeUnits: 0, readUnits: 0, calls };
  const sizes = new Map<string, number>();
  const sizeOf = (item: Item) => {
    const bytes = itemBytes(item);
    sizes.set(name(item), bytes);
    return bytes;
  };
  const read = (bytes: number) => (units.readUnits += Math.max(1, Math.ceil(bytes / 4096)));
  const write = (bytes: number) => (units.writeUnits += Math.max(1, Math.ceil(bytes / 1024)));
  return { units, sizes, sizeOf, read, write };
}

const name = ({ pk, sk }: Key) => `${pk}\n${sk}`;
