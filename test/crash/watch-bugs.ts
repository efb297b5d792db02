import type { Item, Table } from "@outlay/storage/table";
import type { WatchCode } from "./watch-run.ts";

const letterOf = (pk: string): string | undefined => pk.split("#")[2];
const isAlert = ({ pk }: Pick<Item, "pk">): boolean => letterOf(pk) === "A" && pk.split("#").length === 4;
const isClaim = ({ pk, sk }: Pick<Item, "pk" | "sk">): boolean =>
  letterOf(pk) === "A" && pk.split("#").length === 3 && sk.startsWith("incident#");

const putting = (
  table: Table,
  put: (item: Item, condition: Parameters<Table["put"]>[1]) => Promise<boolean>,
): Table => ({
  ...table,
  put,
});

/** Mistakes that the search must find. */
export const WATCH_BUGS: readonly WatchCode[] = [
  {
    name: "an alert is written whatever was there",
    tells: /lost|told|raised|resolved/,
    table: (table) => putting(table, (item, condition) => table.put(item, isAlert(item) ? "always" : condition)),
  },
  {
    name: "nobody claims an incident",
    tells: /raised/,
    table: (table) => ({
      ...putting(table, async (item, condition) => (isClaim(item) ? true : table.put(item, condition))),
      get: async (key) => (isClaim(key) ? undefined : table.get(key)),
    }),
  },
  {
    name: "a claim is made whoever came first",
    tells: /raised/,
    table: (table) => ({
      ...putting(table, (item, condition) => table.put(item, isClaim(item) ? "always" : condition)),
      get: async (key) => (isClaim(key) ? undefined : table.get(key)),
    }),
  },
  {
    name: "what is to be told is not marked",
    tells: /told|raised/,
    table: (table) =>
      putting(table, async (item, condition) => (letterOf(item.pk) === "T" ? true : table.put(item, condition))),
  },
  {
    name: "what is over stays as it is",
    tells: /resolved|raised/,
    table: (table) =>
      putting(table, async (item, condition) =>
        isAlert(item) && JSON.stringify(item["alert"]).includes('\\"status\\":\\"resolved\\"')
          ? true
          : table.put(item, condition),
      ),
  },
  {
    name: "incidents of the month before are not read",
    tells: /resolved|raised/,
    table: (table) => ({
      ...table,
      query: async (range) => (range.pk.endsWith("#2026-10") ? [] : table.query(range)),
    }),
  },
];
