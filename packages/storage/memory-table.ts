import { assert } from "@outlay/domain/assert";
import { ITEM_BYTES_MAX, itemBytes } from "./item-size.ts";
import {
  type Bound,
  type Change,
  type Condition,
  GETS_MAX,
  type Item,
  type Key,
  PUTS_MAX,
  type Range,
  type Table,
  type TextSets,
} from "./table.ts";
import { compareUtf8 } from "./utf8-order.ts";

type Partitions = Map<string, Map<string, Item>>;

/** The table in memory, for tests: the same order, conditions, limits and copies as DynamoDB's. */
export function memoryTable(): Table & { dump(): Item[] } {
  const partitions: Partitions = new Map();
  return {
    ...readsOf(partitions),
    ...writesOf(partitions),
    dump: () =>
      [...partitions.values()]
        .flatMap((partition) => [...partition.values()].map(copy))
        .toSorted((a, b) => compareUtf8(a.pk, b.pk) || compareUtf8(a.sk, b.sk)),
  };
}

const find = (partitions: Partitions, { pk, sk }: Key): Item | undefined => partitions.get(pk)?.get(sk);

function readsOf(partitions: Partitions): Pick<Table, "get" | "getAll" | "query"> {
  const read = (key: Key) => {
    const item = find(partitions, key);
    return item && copy(item);
  };
  return {
    async get(key) {
      checkKey(key);
      return read(key);
    },

    async getAll(keys) {
      checkMany(keys, GETS_MAX);
      return keys.map(read);
    },

    async query(range) {
      const items = [...(partitions.get(range.pk)?.values() ?? [])].filter(({ sk }) => isWithin(sk, range));
      const sorted = items.toSorted((a, b) => compareUtf8(a.sk, b.sk));
      if (range.descending === true) sorted.reverse();
      return sorted.slice(0, range.limit ?? sorted.length).map(copy);
    },
  };
}

function writesOf(partitions: Partitions): Omit<Table, "get" | "getAll" | "query"> {
  /** Keeps the very item that it is given. */
  const keep = (item: Item) => {
    checkSize(item);
    const partition = partitions.get(item.pk) ?? new Map<string, Item>();
    partitions.set(item.pk, partition.set(item.sk, item));
  };
  return {
    async put(item, condition) {
      checkKey(item);
      checkSize(item);
      if (!holds(condition, find(partitions, item))) return false;
      keep(copy(item));
      return true;
    },

    async putAll(items) {
      checkMany(items, PUTS_MAX);
      for (const item of items) checkSize(item);
      for (const item of items) keep(copy(item));
    },

    async remove(key, condition) {
      checkKey(key);
      if (!holds(condition, find(partitions, key))) return false;
      partitions.get(key.pk)?.delete(key.sk);
      return true;
    },

    async addToSets(key, sets) {
      checkKey(key);
      const item = withSets(find(partitions, key) ?? { ...key }, sets);
      keep(item);
      return copy(item);
    },

    async update(key, change) {
      checkKey(key);
      const before = find(partitions, key);
      if (!change.if.every((bound) => isKept(bound, before))) return { isDone: false, item: before && copy(before) };
      const item = changed(before ?? { ...key }, change);
      keep(item);
      return { isDone: true, item: change.isSilent ? undefined : copy(item) };
    },
  };
}

function holds(condition: Condition, item: Item | undefined): boolean {
  if (condition === "always") return true;
  if (condition === "absent") return item === undefined;
  const value = item?.[condition.attribute];
  if ("equals" in condition) return value !== undefined && isSame(value, condition.equals);
  return item === undefined || (typeof value === "bigint" && value < condition.absentOrBelow);
}

function withSets(item: Item, sets: TextSets): Item {
  const added = Object.entries(sets).filter(([, texts]) => texts.length > 0);
  assert(added.length > 0, "something is added");
  const changed = added.map(([name, texts]): [string, ReadonlySet<string>] => {
    const held = item[name] ?? new Set<string>();
    assert(held instanceof Set, `${name} is a set`);
    return [name, held.union(new Set(texts))];
  });
  return { ...item, ...Object.fromEntries(changed), pk: item.pk, sk: item.sk };
}

function isKept(bound: Bound, item: Item | undefined): boolean {
  const value = item?.[bound.attribute];
  if ("absent" in bound) return value === undefined;
  if ("equals" in bound) return value === bound.equals;
  if (typeof value !== "bigint") return false;
  return "atMost" in bound ? value <= bound.atMost : value >= bound.atLeast;
}

function changed(item: Item, { add = {}, set = {}, remove = [] }: Change): Item {
  const names = [...Object.keys(add), ...Object.keys(set), ...remove];
  assert(names.length > 0 && new Set(names).size === names.length, "each attribute is changed once");
  const sums = Object.entries(add).map(([name, amount]): [string, bigint] => {
    const held = item[name] ?? 0n;
    assert(typeof held === "bigint", `${name} is a number`);
    return [name, held + amount];
  });
  const kept = Object.entries(item).filter(([name]) => !remove.includes(name));
  return { ...Object.fromEntries([...kept, ...sums]), ...set, pk: item.pk, sk: item.sk };
}

function isSame(a: Item[string], b: Item[string]): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}

function isWithin(sk: string, { from, to }: Range): boolean {
  return (from === undefined || compareUtf8(from, sk) <= 0) && (to === undefined || compareUtf8(sk, to) <= 0);
}

/** Neither side may see the other's later changes of a byte array. Sets are never changed. */
function copy(item: Item): Item {
  const copied: Record<string, Item[string]> = {};
  for (const [name, value] of Object.entries(item)) {
    copied[name] = value instanceof Uint8Array ? new Uint8Array(value) : value;
  }
  return { ...copied, pk: item.pk, sk: item.sk };
}

function checkMany(keys: readonly Key[], most: number): void {
  assert(keys.length > 0 && keys.length <= most, `one request has 1 to ${most} keys`);
  assert(new Set(keys.map(({ pk, sk }) => `${pk}\n${sk}`)).size === keys.length, "no key comes twice");
  for (const key of keys) checkKey(key);
}

function checkSize(item: Item): void {
  assert(itemBytes(item) <= ITEM_BYTES_MAX, "an item is at most 400 KB");
}

function checkKey({ pk, sk }: Key): void {
  assert(pk !== "" && Buffer.byteLength(pk) <= 2048, "a partition key has 1 to 2,048 bytes");
  assert(sk !== "" && Buffer.byteLength(sk) <= 1024, "a sort key has 1 to 1,024 bytes");
}
