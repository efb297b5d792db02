import { FoldMessage } from "@outlay/messaging/fold-messages";
import type { Bound, Change, Item, Key, Table } from "@outlay/storage/table";
import type { Code } from "./stage.ts";

const kindOf = ({ pk }: Key): string => pk.split("#")[2] ?? "";
const isSheet = (key: Key): boolean => kindOf(key) === "K";
const isValueSheet = (key: Key): boolean => isSheet(key) && key.pk.split("#").length > 3;
const isRate = (key: Key): boolean => kindOf(key) === "V" && key.sk === "R";
const isRun = (key: Key): boolean => kindOf(key) === "V" && key.sk === "S";
const isSettlementMark = (key: Key): boolean => kindOf(key) === "M";
const isContribution = (key: Key): boolean => kindOf(key) === "B";

const isOfEvent = (claimant: unknown): boolean => typeof claimant === "string" && claimant.startsWith('["event"');

/** The store, with other updates of some items. */
const withUpdates =
  (of: (key: Key) => boolean, change: (change: Change) => Change | "forgotten") =>
  (table: Table): Table => ({
    ...table,
    async update(key, asked) {
      const changed = of(key) ? change(asked) : asked;
      return changed === "forgotten" ? { isDone: true, item: await table.get(key) } : table.update(key, changed);
    },
  });

const withoutBounds =
  (isLeftOut: (bound: Bound) => boolean) =>
  (change: Change): Change => ({
    ...change,
    if: change.if.filter((bound) => !isLeftOut(bound)),
  });

/** What takes away is not done. */
const onlyMore = (change: Change): Change | "forgotten" =>
  Object.values(change.add ?? {}).some((amount) => amount < 0n) ? "forgotten" : change;

/** The store, with other items put. */
const withPuts =
  (change: (item: Item) => Item | "refused") =>
  (table: Table): Table => ({
    ...table,
    async put(item, condition) {
      const changed = change(item);
      return changed === "refused" ? false : table.put(changed, condition);
    },
  });

/** The store, with the text of changes of one collection replaced as they are written. */
const withEntries = (entity: string, pattern: RegExp, by: (found: string) => string) =>
  withPuts((item) => {
    const { entry } = item;
    if (typeof entry !== "string" || !entry.includes(`"entity":"${entity}"`)) return item;
    return { ...item, entry: entry.replaceAll(pattern, by) };
  });

const aDayLater = (text: string): string =>
  text.replace(/\d{4}-[^"]+/, (time) => new Date(Date.parse(time) + 86_400_000).toISOString());

/** All values of a template in one sheet. */
function oneSheet(table: Table): Table {
  const same = <K extends Key>(key: K): K => (isValueSheet(key) ? { ...key, sk: "0" } : key);
  return {
    ...table,
    get: (key) => table.get(same(key)),
    update: (key, change) => table.update(same(key), change),
  };
}

/** Bugs of kinds that such code has had, each in the way of the real code. The search must find every one. */
export const PLANTED_MODEL_BUGS: readonly Code[] = [
  {
    name: "a hard budget lets pass what it has no room for",
    table: withUpdates(
      isSheet,
      withoutBounds(({ attribute }) => attribute.startsWith("u")),
    ),
  },
  { name: "a release frees nothing", table: withUpdates(isSheet, (change) => (change.once ? "forgotten" : change)) },
  { name: "a denied call stays counted in rate limits", table: withUpdates(isRate, onlyMore) },
  { name: "a denied step stays counted in its run", table: withUpdates(isRun, onlyMore) },
  {
    name: "an attempt is settled by whoever comes",
    table: (table) => ({
      ...table,
      put: (item, condition) => table.put(item, isSettlementMark(item) ? "always" : condition),
    }),
  },
  {
    name: "usage frees nothing before its hold ends",
    table: withPuts((item) => (isSettlementMark(item) && isOfEvent(item["claimant"]) ? "refused" : item)),
  },
  {
    name: "what pages contributed to budgets of before is taken for right",
    table: withPuts((item) =>
      isContribution(item) && typeof item["order"] === "bigint" ? { ...item, order: item["order"] + 500n } : item,
    ),
  },
  {
    name: "holds go before their time",
    foldMessage: (body) => {
      const message = FoldMessage.parse(JSON.parse(body));
      if (message.kind !== "caps") return body;
      return JSON.stringify({ ...message, caughtUpEpochMs: message.caughtUpEpochMs + 3_600_000 });
    },
  },
  { name: "days and months are those of UTC", zone: "UTC" },
  { name: "all values of a template share what they may use", table: oneSheet },
  { name: "an override lasts a day longer", table: withEntries("budget_override", /"expires_at":"[^"]+"/g, aDayLater) },
  { name: "an exception lasts a day longer", table: withEntries("exception", /"expires_at":"[^"]+"/g, aDayLater) },
  {
    name: "a binding is never enforced",
    table: withEntries("api_key", /"binding_mode":"enforced"/g, () => '"binding_mode":"default"'),
  },
];
