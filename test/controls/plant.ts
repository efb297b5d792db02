import type { Bound, Change, Item, Key, Table, Updated } from "@outlay/storage/table";

/** Does to each caller's table what a bug would do. Sees the calls of one caller, between whose parts others get their turn. */
export type Plant = (table: Table) => Table;
export const noBug: Plant = (table) => table;

/** A bug in what is updated. */
export function updating(update: (table: Table, key: Key, change: Change) => Promise<Updated>): Plant {
  return (table) => ({ ...table, update: (key, change) => update(table, key, change) });
}

/** Looks whether the bounds hold, and writes without them. */
export const looksFirst: Plant = updating(async (table, key, change) => {
  const item = await table.get(key);
  const isKept = change.if.every((bound) => keeps(bound, item));
  return isKept ? table.update(key, { ...change, if: [] }) : { isDone: false, item };
});

function keeps(bound: Bound, item: Item | undefined): boolean {
  const value = item?.[bound.attribute];
  if ("absent" in bound) return value === undefined;
  if ("equals" in bound) return value === bound.equals;
  if (typeof value !== "bigint") return false;
  return "atMost" in bound ? value <= bound.atMost : value >= bound.atLeast;
}
