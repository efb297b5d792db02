import { FoldMessage } from "@outlay/messaging/fold-messages";
import type { Queue } from "@outlay/messaging/queue";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { recordUsage } from "@outlay/services/record-usage";
import type { Item, Key, Range, Table } from "@outlay/storage/table";
import { type Code, planted, tellRequests } from "./run.ts";

const none: ReadonlySet<string> = new Set();
const isSubject = ({ pk }: Key) => pk.split("#")[2] === "N";
/** Buckets of outcomes have shards from 1000. */
const isOutcomeBucket = (pk: string) => pk.split("#")[2] === "J" && Number(pk.split("#")[4]) >= 1000;
const isOutcomeRow = ({ pk }: Key) => isOutcomeBucket(pk);

/** Judges by what stood there before it added, and not by what stands there after. */
const judgingBefore = (table: Table): Table => {
  const before = new Map<string, Item | undefined>();
  return {
    ...table,
    async get(key) {
      const item = await table.get(key);
      if (isSubject(key)) before.set(key.pk + key.sk, item);
      return item;
    },
    async addToSets(key, sets) {
      await table.addToSets(key, sets);
      const item: Item = before.get(key.pk + key.sk) ?? { ...key };
      const added = Object.entries(sets).map(([name, texts]) => {
        const held = item[name];
        return [name, new Set([...(held instanceof Set ? (held as ReadonlySet<string>) : []), ...texts])] as const;
      });
      return { ...item, ...Object.fromEntries(added) };
    },
  };
};

/** Reads what a row is made from before the row's version. */
function inputsFirst(table: Table): Table {
  const items = new Map<string, Item>();
  const blocks = new Map<string, readonly Item[]>();
  return {
    ...table,
    async get(key) {
      if (!isSubject(key)) return table.get(key);
      const early = items.get(key.pk + key.sk);
      if (early) return early;
      const item = await table.get(key);
      if (!item) return item;
      items.set(key.pk + key.sk, item);
      const buckets = item["buckets"];
      for (const text of buckets instanceof Set ? (buckets as ReadonlySet<string>) : []) {
        const [start, , shard] = text.split("#");
        const pk = `${key.pk.split("#").slice(0, 2).join("#")}#J#${start}#${shard}`;
        blocks.set(pk, await table.query({ pk }));
      }
      return item;
    },
    async addToSets(key, sets) {
      items.delete(key.pk + key.sk);
      return table.addToSets(key, sets);
    },
    query: async (range: Range) => blocks.get(range.pk) ?? table.query(range),
  };
}

const withoutSubjects = (queue: Queue): Queue => ({
  send: async (sent) => queue.send(sent.filter(({ body }) => FoldMessage.parse(JSON.parse(body)).kind !== "subject")),
});

/** Bugs that late outcomes invite. */
export const PLANTED_OUTCOME_BUGS: readonly Code[] = [
  planted("an outcome is answered by 202 before it is kept", {
    tell: async (world, messages) => (await tellRequests(world, messages)) && none,
  }),
  planted("an outcome is kept, and its fold is not asked for", {
    tell: (world, messages) => tellRequests({ ...world, foldQueue: { send: async () => [] } }, messages),
  }),
  planted("the recorder does not ask for folds of subjects", {
    record: (world, messages) => recordUsage({ ...world, foldQueue: withoutSubjects(world.foldQueue) }, messages),
  }),
  planted("a run that lost an event is not folded again", {
    fold: (world, messages) => foldBuckets({ ...world, foldQueue: withoutSubjects(world.foldQueue) }, messages),
  }),
  planted("a subject is judged by what was read before it was added to", { table: judgingBefore }),
  planted("an outcome row is written whatever its version", {
    table: (table) => ({
      ...table,
      put: (item, condition) => table.put(item, isOutcomeRow(item) ? "always" : condition),
    }),
  }),
  planted("what a row is made from is read before its version", { table: inputsFirst }),
  planted("a row is left where its subject no longer begins", {
    table: (table) => ({
      ...table,
      put: async (item, condition) => (isOutcomeRow(item) && !("row" in item) ? true : table.put(item, condition)),
    }),
  }),
  planted("outcomes of events that were told before their usage are not looked for", {
    table: (table) => ({
      ...table,
      query: async (range) => (isSubject({ pk: range.pk, sk: "" }) ? [] : table.query(range)),
    }),
  }),
  planted("a bucket is noted before its block is written", {
    record: async (world, messages) => {
      // Notes first: what it writes of blocks comes after all else.
      const late: (() => Promise<boolean>)[] = [];
      const table: Table = {
        ...world.table,
        put: async (item, condition) => {
          if (item.pk.split("#")[2] !== "J") return world.table.put(item, condition);
          late.push(() => world.table.put(item, condition));
          return true;
        },
      };
      const sent: Parameters<typeof world.foldQueue.send>[0][] = [];
      const foldQueue = { send: async (batch: (typeof sent)[number]) => (sent.push(batch), []) };
      const failed = await recordUsage({ ...world, table, foldQueue }, messages);
      for (const write of late) await write();
      for (const batch of sent) if ((await world.foldQueue.send(batch)).length > 0) throw new Error("refused");
      return failed;
    },
  }),
];
