import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Block } from "@outlay/domain/block";
import { dimensionIndex } from "@outlay/domain/dimensions";
import { FoldMessage } from "@outlay/messaging/fold-messages";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { recordUsage } from "@outlay/services/record-usage";
import { readBucketSource } from "@outlay/services/fold-bucket";
import { basisOf } from "@outlay/services/replace-page";
import { decodeBlock, encodeBlock } from "@outlay/storage/journal";
import { readPage } from "@outlay/storage/pages";
import type { Condition, Item, Key, Range, Table } from "@outlay/storage/table";
import { type Code, planted, type Verb } from "./run.ts";

const none: ReadonlySet<string> = new Set();

const isBlock = (pk: string) => pk.split("#")[2] === "J";
const isBucketPage = ({ pk, sk }: Key) => pk.split("#")[2] === "P" && sk.startsWith("B#");
const isPage = ({ pk }: Key) => pk.split("#")[2] === "P";
const isMark = ({ pk }: Key) => pk.endsWith("#Y");
const isContribution = ({ pk }: Key) => pk.endsWith("#B");
const isAlert = ({ pk }: Key) => pk.split("#")[2] === "A";

/** The store, with another condition on the writes of some items. */
const withCondition = (table: Table, of: (key: Key) => boolean, condition: Condition): Table => ({
  ...table,
  put: (item, asked) => table.put(item, of(item) ? condition : asked),
});

/** The store, with what the folder reads of a bucket's journal changed. */
const withBlocks = (table: Table, change: (blocks: Block[]) => Block[]): Table => ({
  ...table,
  async query(range) {
    const items = await table.query(range);
    if (!isBlock(range.pk)) return items;
    const blocks = change(items.map(({ body }) => decodeBlock(body instanceof Uint8Array ? body : new Uint8Array())));
    return items.map((item, index) => {
      const block = blocks[index];
      return block ? { ...item, body: encodeBlock(block).body } : item;
    });
  },
});

function withoutSource(blocks: Block[]): Block[] {
  const index = dimensionIndex("source");
  const sourceOf = (block: Block, row: number) => block.groups[block.groupOf[row] ?? -1]?.tuple[index] ?? "";
  const first = new Map<string, string>();
  for (const block of blocks) block.ids.forEach((id, row) => first.has(id) || first.set(id, sourceOf(block, row)));
  // A row that shares its id with another source's counts as that one's repeat: give it that source.
  return blocks.map((block) => {
    const groups = [...block.groups];
    const groupOf = block.groupOf.map((group, row) => {
      const source = first.get(block.ids[row] ?? "");
      const own = block.groups[group];
      if (!own || source === undefined || source === sourceOf(block, row)) return group;
      return groups.push({ ...own, tuple: own.tuple.with(index, source) }) - 1;
    });
    return { ...block, groups, groupOf };
  });
}

const withoutDedupe = (blocks: Block[]): Block[] =>
  blocks.map((block) => ({ ...block, ids: block.ids.map((id, row) => `${id} ${block.id} ${row}`) }));

/** Reads a bucket's blocks before its page's version, and folds those. */
function blocksFirst(table: Table): Table {
  const early = new Map<string, readonly Item[]>();
  const partitionOf = ({ pk, sk }: Key) => {
    const [, start, , shard] = sk.split("#");
    return `${pk.split("#").slice(0, 2).join("#")}#J#${start}#${shard}`;
  };
  return {
    ...table,
    async get(key) {
      if (isBucketPage(key)) early.set(partitionOf(key), await table.query({ pk: partitionOf(key) }));
      return table.get(key);
    },
    query: async (range: Range) => early.get(range.pk) ?? table.query(range),
  };
}

/** Marks the hour dirty when a fold begins, and no more once the page is written. */
function markFirst(table: Table, newId: (prefix: string) => string): Table {
  const before = new Map<string, Item | undefined>();
  return {
    ...table,
    async get(key) {
      if (isMark(key) && before.has(key.pk + key.sk)) return before.get(key.pk + key.sk);
      if (isBucketPage(key)) {
        const hour = { pk: `${key.pk.split("#").slice(0, 2).join("#")}#Y`, sk: `H#${key.sk.slice(2, 15)}` };
        before.set(hour.pk + hour.sk, await table.get(hour));
        await table.put({ ...hour, token: newId("mrk") }, "always");
      }
      return table.get(key);
    },
    put: async (item, condition) => (before.has(item.pk + item.sk) ? true : table.put(item, condition)),
  };
}

type Vector = [budget: string, date: string, picos: string][];
const readVector = (item: Item | undefined): Vector =>
  item?.["vector"] instanceof Uint8Array ? (JSON.parse(zstdDecompressSync(item["vector"]).toString()) as Vector) : [];

/** Adds what a page contributes to what is there. */
const incrementing = (table: Table): Table => ({
  ...table,
  async put(item, condition) {
    if (!isContribution(item)) return table.put(item, condition);
    const sums = new Map<string, [string, string, bigint]>();
    for (const [budget, date, picos] of [...readVector(await table.get(item)), ...readVector(item)]) {
      const sum = (sums.get(budget + date)?.[2] ?? 0n) + BigInt(picos);
      sums.set(budget + date, [budget, date, sum]);
    }
    const vector = [...sums.values()].map(([budget, date, picos]) => [budget, date, picos.toString()]);
    return table.put({ ...item, vector: zstdCompressSync(JSON.stringify(vector)) }, condition);
  },
});

/** Takes a bucket's fold for done where its page lists all its blocks. */
const skippingDone: Verb = async (world, messages) => {
  const failed = new Set<string>();
  for (const message of messages) {
    const work = FoldMessage.parse(JSON.parse(message.body));
    try {
      if (work.kind === "fold") {
        const page = await readPage(world.table, work.tenantId, { level: "bucket", bucket: work });
        if (page && page.basis === basisOf(await readBucketSource(world, work.tenantId, work))) continue;
      }
    } catch {
      failed.add(message.messageId);
      continue;
    }
    for (const id of await foldBuckets(world, [message])) failed.add(id);
  }
  return failed;
};

/** Takes all messages of a batch for the first one's tenant's. */
const oneTenant: Verb = (world, messages) => {
  const tenantId = messages.map(({ body }) => (JSON.parse(body) as { tenantId: string }).tenantId)[0];
  const alike = messages.map((message) => ({
    ...message,
    body: JSON.stringify({ ...(JSON.parse(message.body) as object), tenantId }),
  }));
  return recordUsage(world, alike);
};

/** Bugs of kinds that such systems have had. The search must find each, or it would not find ours. */
export const PLANTED_BUGS: readonly Code[] = [
  planted("a usage message is done before its blocks are durable", {
    record: async (world, messages) => (await recordUsage(world, messages).catch(() => none)) && none,
  }),
  planted("fold requests that SQS refused are forgotten", {
    foldQueue: (queue) => ({ send: async (messages) => (await queue.send(messages)).slice(0, 0) }),
  }),
  planted("a batch is done when some of it is", {
    record: async (world, messages) => {
      const failed = await recordUsage(world, messages);
      return failed.size < messages.length ? none : failed;
    },
  }),
  planted("a fold is done whatever became of it", {
    fold: async (world, messages) => (await foldBuckets(world, messages)) && none,
  }),
  planted("a page is written whatever its version", { table: (table) => withCondition(table, isPage, "always") }),
  planted("blocks are read before the page's version", { table: blocksFirst }),
  planted("events are told apart by id without source", { table: (table) => withBlocks(table, withoutSource) }),
  planted("repeats are not dropped", { table: (table) => withBlocks(table, withoutDedupe) }),
  planted("a mark is cleared although it was set again", {
    table: (table) => ({
      ...table,
      remove: async (key, condition) => {
        await table.remove(key, isMark(key) ? "always" : condition);
        return true;
      },
    }),
  }),
  planted("an hour is marked before the page is written", { table: markFirst }),
  planted("a mark that is there is not set again", {
    table: (table) => withCondition(table, isMark, "absent"),
  }),
  planted("a block is named by its bucket, and overwrites", {
    table: (table) => ({
      ...table,
      put: (item, condition) =>
        isBlock(item.pk) ? table.put({ ...item, sk: "blk_1" }, "always") : table.put(item, condition),
    }),
  }),
  planted("a fold that finds its page written does nothing more", { fold: skippingDone }),
  planted("a contribution is added, not replaced", { table: incrementing }),
  planted("an older page's contribution replaces a newer one's", {
    table: (table) => withCondition(table, isContribution, "always"),
  }),
  planted("an alert gets a new id each time", {
    table: (table, newId) => ({
      ...table,
      put: (item, condition) =>
        table.put(isAlert(item) ? { ...item, sk: newId("alt") } : item, isAlert(item) ? "always" : condition),
      query: async (range) => (isAlert({ pk: range.pk, sk: "" }) ? [] : table.query(range)),
    }),
  }),
  planted("a batch is recorded for one tenant", { record: oneTenant }),
];
