import type { Item, Key, Table } from "@outlay/storage/table";
import { type NotifierCode, realNotifier } from "./notifier-stage.ts";

const planted = (name: string, bug: Partial<NotifierCode>): NotifierCode => ({ ...realNotifier, ...bug, name });

/** Writes that are said to be done, and are not. */
const losing =
  (isLost: (item: Item) => boolean): NotifierCode["table"] =>
  (table) => ({ ...table, put: async (item, condition) => isLost(item) || table.put(item, condition) });

const stateOf = ({ delivery }: Item): { state?: string; busyUntilEpochMs?: number | null } =>
  typeof delivery === "string" ? (JSON.parse(delivery) as { state: string }) : {};

const isMark = ({ sk }: Key, letter: "A" | "D") => sk.startsWith(`${letter}#`);
const isAlert = ({ pk }: Key) => pk.split("#")[2] === "A";

/** Bugs that the search must find. */
export const NOTIFIER_BUGS: readonly NotifierCode[] = [
  planted("that an alert is to be told is not marked", { table: losing((item) => isMark(item, "A")) }),
  planted("that a delivery is to be made is not marked", { table: losing((item) => isMark(item, "D")) }),
  planted("an announcement is forgotten before its deliveries are made", {
    table: (table): Table => ({
      ...table,
      get: async (key) => {
        const item = await table.get(key);
        if (item && isAlert(key)) {
          const marks = await table.query({ pk: `${key.pk.split("#").slice(0, 2).join("#")}#T`, from: "A#", to: "A$" });
          for (const mark of marks) if (mark.sk.includes(key.sk)) await table.remove(mark, "always");
        }
        return item;
      },
    }),
  }),
  planted("a delivery that is there is made anew", {
    table: (table) => ({
      ...table,
      put: (item, condition) => table.put(item, condition === "absent" && "delivery" in item ? "always" : condition),
    }),
  }),
  planted("that an attempt begins is not kept", {
    table: (table) => ({
      ...table,
      put: async (item, condition) => {
        const { busyUntilEpochMs } = stateOf(item);
        if (typeof busyUntilEpochMs !== "number") {
          const before = "delivery" in item && typeof condition === "object" ? await table.get(item) : undefined;
          return table.put(item, before ? "always" : condition);
        }
        return true;
      },
    }),
  }),
  planted("that something was delivered is not kept", { table: losing((item) => stateOf(item).state === "delivered") }),
  planted("each attempt has an id of its own", {
    post: (post) => (request) => {
      const id = `${request.headers["webhook-id"]}${request.headers["webhook-timestamp"]}`;
      return post({ ...request, headers: { ...request.headers, "webhook-id": id } });
    },
  }),
  planted("a failure is taken for a success", {
    post: (post) => async (request) => ({ ...(await post(request)), error: null }),
  }),
  planted("nobody is told that a receiver is gone", { jobsQueue: () => ({ send: async () => [] }) }),
];
