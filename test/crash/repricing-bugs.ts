import { zstdCompressSync } from "node:zlib";
import type { Block } from "@outlay/domain/block";
import { NO_RESULT } from "@outlay/domain/repricing-result";
import { decodeBlock, encodeBlock } from "@outlay/storage/journal";
import type { Item, Table } from "@outlay/storage/table";
import { type Code, type Lane, realCode } from "./repricing-stage.ts";

const planted = (name: string, bug: Partial<Code>): Code => ({ ...realCode, ...bug, name });

const kindOf = ({ pk }: Pick<Item, "pk">) => pk.split("#")[2];
const isRepriced = (item: Item) => kindOf(item) === "J" && item.sk.startsWith("rpr_");

/** The store as one consumer sees it, changed. */
const seenBy =
  (lane: Lane, change: (table: Table) => Partial<Table>): Code["table"] =>
  (table, by) =>
    by === lane ? { ...table, ...change(table) } : table;

const blockOf = ({ body }: Item): Block => decodeBlock(body instanceof Uint8Array ? body : new Uint8Array());

/** What jobs append, changed. */
const appending = (change: (block: Block) => Block): Code["table"] =>
  seenBy("jobs", (table) => ({
    put: (item, condition) =>
      table.put(isRepriced(item) ? { ...item, body: encodeBlock(change(blockOf(item))).body } : item, condition),
  }));

const forgets =
  (lost: "folds" | "jobs", lane: Lane): Code["queue"] =>
  (queue, to, by) =>
    to === lost && by === lane ? { send: async () => [] } : queue;

const DATES = ["2026-11-07", "2026-11-08", "2026-11-09", "2026-11-10"];
const noDay = (pk: string, sk: string): Item => ({
  pk,
  sk,
  version: 1n,
  result: zstdCompressSync(JSON.stringify(NO_RESULT)),
});

/** Bugs that re-pricing could have. The search must find each, or it would not find ours. */
export const REPRICING_BUGS: readonly Code[] = [
  planted("a re-priced block is named by its re-pricing alone", {
    table: seenBy("jobs", (table) => ({
      put: (item, condition) =>
        table.put(isRepriced(item) ? { ...item, sk: item.sk.split("_").slice(0, 2).join("_") } : item, condition),
    })),
  }),
  planted("a fold does not notice usage that came by older prices", { queue: forgets("jobs", "folds") }),
  planted("a re-pricing does not ask for folds", { queue: forgets("folds", "jobs") }),
  planted("a re-pricing is complete before all of its days are", {
    table: seenBy("jobs", (table) => ({
      async query(range) {
        const items = await table.query(range);
        if (kindOf(range) !== "G" || items.length === 0) return items;
        const there = new Set(items.map(({ sk }) => sk));
        return [...items, ...DATES.filter((date) => !there.has(date)).map((date) => noDay(range.pk, date))];
      },
    })),
  }),
  planted("what was before is what lies there after a first run", {
    table: seenBy("jobs", (table) => ({
      async query(range) {
        const items = await table.query(range);
        if (kindOf(range) !== "J") return items;
        return items.map((item) => {
          const block = blockOf(item);
          const older = { ...block, generation: Math.max(0, block.generation - 1) };
          return block.generation > 0 ? { ...item, body: encodeBlock(older).body } : item;
        });
      },
    })),
  }),
  planted("a re-priced row forgets when its event was accepted", {
    table: appending((block) => ({
      ...block,
      messages: block.messages.map((message) => ({ ...message, acceptedAtEpochMs: 0 })),
    })),
  }),
  planted("a re-priced block is of no generation", { table: appending((block) => ({ ...block, generation: 0 })) }),
  planted("a re-pricing appends what it covers and not what it changed", {
    table: appending((block) => ({ ...block, ids: [], offsetsMs: [], groupOf: [], messageOf: [], positions: [] })),
  }),
  planted("totals that changed after completion are not put into the journal", {
    table: seenBy("jobs", (table) => ({
      async put(item, condition) {
        const { entry } = item;
        if (typeof entry === "string" && entry.includes('"repricing.amended"')) return true;
        return table.put(item, condition);
      },
    })),
  }),
];
