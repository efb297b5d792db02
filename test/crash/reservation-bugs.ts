import { sumReleases } from "@outlay/domain/release";
import { RELEASE } from "@outlay/domain/usage-batch";
import { recordUsage } from "@outlay/services/record-usage";
import { decodeBlock } from "@outlay/storage/journal";
import { settlementMarkKey } from "@outlay/storage/keys";
import { decodePage, encodePage } from "@outlay/storage/page-codec";
import type { Item, Key, Table } from "@outlay/storage/table";
import { ATTEMPTS, reservationOf, TENANT } from "./reservation-scenario.ts";
import { type Code, realCode } from "./reservation-run.ts";

const planted = (name: string, bug: Partial<Code>): Code => ({ ...realCode, ...bug, name });

const isMark = ({ pk }: Key) => pk.split("#")[2] === "M";
const isBlock = ({ pk }: Pick<Key, "pk">) => pk.split("#")[2] === "J";
const isBucketPage = ({ pk, sk }: Key) => pk.split("#")[2] === "P" && sk.startsWith("B#");
const bytesOf = ({ body }: Item) => (body instanceof Uint8Array ? body : new Uint8Array());

/** The store, with its marks changed. */
const withMarks = (change: (table: Table) => Partial<Pick<Table, "get" | "put">>): Code["table"] => {
  return (table) => {
    const changed = change(table);
    return {
      ...table,
      get: (key) => (isMark(key) && changed.get ? changed.get(key) : table.get(key)),
      put: (item, condition) =>
        isMark(item) && changed.put ? changed.put(item, condition) : table.put(item, condition),
    };
  };
};

const marksOf = (isWanted: (attempt: number) => boolean): ReadonlySet<string> =>
  new Set(
    [0, 1, 2].flatMap((decision) =>
      Array.from({ length: ATTEMPTS }, (_, index) => index + 1)
        .filter(isWanted)
        .map((attempt) => settlementMarkKey(TENANT, reservationOf(decision).decisionId, attempt).pk),
    ),
  );

/** Bugs that setting money free could have. The search must find each, or it would not find ours. */
export const RESERVATION_BUGS: readonly Code[] = [
  planted("marks are put once the blocks are durable", {
    async record(world, messages) {
      const late: Item[] = [];
      const table = withMarks((inner) => ({
        async put(item) {
          if ((await inner.get(item)) !== undefined) return false;
          late.push(item);
          return true;
        },
      }))(world.table);
      const failed = await recordUsage({ ...world, table }, messages);
      for (const item of late) await world.table.put(item, "absent");
      return failed;
    },
  }),
  planted("a mark does not name its event", {
    table: withMarks((table) => {
      const asked = new Map<string, Item>();
      return {
        put: (item, condition) => {
          asked.set(item.pk, item);
          return table.put({ ...item, claimant: "event" }, condition);
        },
        get: async (key) => asked.get(key.pk) ?? table.get(key),
      };
    }),
  }),
  planted("a mark that stands there is another's, whomever it names", {
    table: withMarks(() => ({ get: async (key) => ({ ...key, claimant: "another" }) })),
  }),
  planted("a mark that could not be put is another's", {
    table: withMarks((table) => ({
      put: (item, condition) => table.put(item, condition).catch(() => false),
      get: (key) => table.get(key).catch(() => ({ ...key, claimant: "another" })),
    })),
  }),
  planted("a mark is put over the one before", {
    table: withMarks((table) => ({ put: (item) => table.put(item, "always") })),
  }),
  planted("of later attempts no mark is kept", {
    table: withMarks((table) => {
      const later = marksOf((attempt) => attempt > 1);
      return { put: async (item, condition) => later.has(item.pk) || table.put(item, condition) };
    }),
  }),
  planted("a mark is of the decision, whichever attempt it is", {
    table: withMarks((table) => {
      const first = settlementMarkKey(TENANT, reservationOf(0).decisionId, 1);
      const own = new Set(marksOf(() => true));
      const shared = <Of extends Key>(key: Of): Of => (own.has(key.pk) ? { ...key, ...first } : key);
      return { put: (item, condition) => table.put(shared(item), condition), get: (key) => table.get(shared(key)) };
    }),
  }),
  planted("rows that do not count set money free too", {
    table: (table) => {
      let texts: readonly string[] = [];
      return {
        ...table,
        async query(range) {
          const items = await table.query(range);
          if (isBlock(range))
            texts = items
              .flatMap((item) => decodeBlock(bytesOf(item)).texts[RELEASE] ?? [])
              .filter((text) => text !== null);
          return items;
        },
        put: (item, condition) =>
          table.put(
            isBucketPage(item)
              ? { ...item, body: encodePage({ ...decodePage(bytesOf(item)), releases: sumReleases(texts) }) }
              : item,
            condition,
          ),
      };
    },
  }),
  planted("a release takes back all that was reserved", {
    release: async (ctx, giveBack, decision) => {
      const all = reservationOf(decision).amounts.reduce((sum, picos) => sum + picos, 0n);
      return realCode.release(
        ctx,
        (world, tenant, taken) => giveBack(world, tenant, { ...taken, picos: all }),
        decision,
      );
    },
  }),
  planted("a release that is asked for again takes its first marks for its own", {
    release: (ctx, giveBack, decision) =>
      realCode.release({ ...ctx, randomBytes: (count) => new Uint8Array(count) }, giveBack, decision),
  }),
];
