import { FoldMessage } from "@outlay/messaging/fold-messages";
import type { Queue } from "@outlay/messaging/queue";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { recordUsage } from "@outlay/services/record-usage";
import type { Item, Key, Range, Table } from "@outlay/storage/table";
import { type Code, planted, tellRequests } from "./run.ts";

const none: ReadonlySet<string> = new Set();
const isSubject = ({ pk, sk }: Key) => pk.split("#")[2] === "N" && !isToldMark({ pk, sk });
const isToldMark = ({ pk, sk }: Key) => pk.split("#")[2] === "N" && sk === "T";
/** Buckets of outcomes have shards from 1000. */
const isOutcomeBucket = (pk: string) => pk.split("#")[2] === "J" && Number(pk.split("#")[4]) >= 1000;
const isOutcomeRow = ({ pk }: Key) => isOutcomeBucket(pk);

/** Reads where a subject's rows lie, and those rows, before the version of its row of outcomes. */
function inputsFirst(table: Table): Table {
  const early = new Map<string, readonly Item[]>();
  const tenantOf = (pk: string) => pk.split("#").slice(0, 2).join("#");
  return {
    ...table,
    async get(key) {
      const item = await table.get(key);
      if (!isSubject(key) || key.sk !== "S") return item;
      const places = await table.query({ pk: key.pk.replace("#N#", "#F#") });
      early.set(key.pk.replace("#N#", "#F#"), places);
      for (const { sk } of places) {
        const [start, , shard] = sk.split("#");
        const pk = `${tenantOf(key.pk)}#J#${start}#${shard}`;
        if (!early.has(pk)) early.set(pk, await table.query({ pk }));
      }
      return item;
    },
    query: async (range: Range) => early.get(range.pk) ?? table.query(range),
  };
}

/** What it records of places lies in the store only once it has looked for what was told. */
const lookingFirst: Code["record"] = (world, messages) => {
  const late: (readonly Item[])[] = [];
  const writeLate = async () => {
    for (const items of late.splice(0)) await world.table.putAll(items);
  };
  const table: Table = {
    ...world.table,
    putAll: async (items) => {
      late.push(items);
    },
    getAll: async (keys) => {
      const items = await world.table.getAll(keys);
      await writeLate();
      return items;
    },
  };
  const foldQueue: Queue = {
    send: async (sent) => {
      await writeLate();
      return world.foldQueue.send(sent);
    },
  };
  return recordUsage({ ...world, table, foldQueue }, messages);
};

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
  planted("what was told is looked for before rows are noted", { record: lookingFirst }),
  planted("places that could not be noted are taken for noted", {
    table: (table) => ({ ...table, putAll: (items) => table.putAll(items).catch(() => {}) }),
  }),
  planted("that anything was told is never marked", {
    table: (table) => ({
      ...table,
      put: async (item, condition) => isToldMark(item) || table.put(item, condition),
    }),
  }),
  planted("an outcome that an event carries is not kept for the batches after it", {
    record: (world, messages) =>
      recordUsage(
        { ...world, table: { ...world.table, addToSets: async (key) => (await world.table.get(key)) ?? { ...key } } },
        messages,
      ),
  }),
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
