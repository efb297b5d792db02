import { LIMITS } from "@outlay/domain/limits";
import { foldBuckets } from "@outlay/services/fold-buckets";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { refreshAllCaps } from "@outlay/services/refresh-caps";
import { reserveCaps } from "@outlay/services/reserve-caps";
import type { Bound, Change, Item, Key, Table } from "@outlay/storage/table";
import { TENANT } from "./configure.ts";
import { type CapsCode, realCapsCode } from "./stage.ts";

/** `from` is a seed from which on the search finds it soon. */
const planted = (name: string, bug: Partial<CapsCode>, from = 1): PlantedBug => ({
  code: { ...realCapsCode, ...bug, name },
  name,
  from,
});

export interface PlantedBug {
  readonly code: CapsCode;
  readonly name: string;
  readonly from: number;
}

const isSheet = ({ pk }: Key) => pk.split("#")[2] === "K";
const isMark = ({ claimant }: Item) => claimant !== undefined;
const isContributions = (pk: string) => pk.endsWith("#B");
const heldNames = (names: Iterable<string>) => [...names].filter((name) => name.startsWith("h") && name.length > 7);
const isTake = ({ add = {} }: Change) => heldNames(Object.keys(add)).some((name) => (add[name] ?? 0n) > 0n);
const isPutBack = ({ once }: Change) => once === true;
/** What sets x. */
const isAdvance = ({ set = {} }: Change) => set["v"] !== undefined;

/** The store, with changes of caps sheets done otherwise. */
const withUpdate =
  (update: (table: Table, key: Key, change: Change) => ReturnType<Table["update"]>) =>
  (table: Table): Table => ({
    ...table,
    update: (key, change) => (isSheet(key) ? update(table, key, change) : table.update(key, change)),
  });

function isKept(bound: Bound, item: Item | undefined): boolean {
  const value = item?.[bound.attribute];
  if ("absent" in bound) return value === undefined;
  if ("equals" in bound) return value === bound.equals;
  if (typeof value !== "bigint") return false;
  return "atMost" in bound ? value <= bound.atMost : value >= bound.atLeast;
}

const without = (change: Change, isDropped: (bound: Bound) => boolean): Change => ({
  ...change,
  if: change.if.filter((bound) => !isDropped(bound)),
});

const numberOf = (item: Item | undefined, name: string): bigint => {
  const value = item?.[name];
  return typeof value === "bigint" ? value : 0n;
};

/** What is held of the budgets whose term a change sets anew, forgotten. */
async function dropHeld(table: Table, key: Key, change: Change): Promise<Change> {
  const item = await table.get(key);
  const add = { ...change.add };
  const remove = [...(change.remove ?? [])];
  for (const term of Object.keys(change.set ?? {}).filter(
    (name) => name.startsWith("p") && item?.[name] !== undefined,
  )) {
    const alias = term.slice(1);
    const slots = Object.keys(item ?? {}).filter((name) => name.startsWith(`h${alias}`) && !remove.includes(name));
    const held = slots.reduce((sum, name) => sum + numberOf(item, name), 0n);
    add[`u${alias}`] = (add[`u${alias}`] ?? 0n) - held;
    remove.push(...slots);
  }
  return { ...change, add, remove };
}

/** Answers reads of contributions with what was read first. */
function keepingContributions(kept: Map<string, readonly Item[]>): (table: Table) => Table {
  return (table) => ({
    ...table,
    async query(range) {
      if (!isContributions(range.pk)) return table.query(range);
      const name = JSON.stringify(range);
      const items = kept.get(name) ?? (await table.query(range));
      kept.set(name, items);
      return items;
    },
  });
}

/** Reads what was spent when it reads a sheet, and what was released when it is asked for. */
function spentBeforeReleased(table: Table): Table {
  let early: readonly Item[] | undefined;
  let reads = 0;
  return {
    ...table,
    async get(key) {
      if (isSheet(key)) {
        early = await table.query({ pk: key.pk.replace(/#K.*$/, "#B") });
        reads = 0;
      }
      return table.get(key);
    },
    async query(range) {
      if (!isContributions(range.pk) || early === undefined || reads++ === 0) return table.query(range);
      const { from = "", to = "\u{10ffff}" } = range;
      return early.filter(({ sk }) => sk >= from && sk <= to);
    },
  };
}

/** Bugs of kinds that such systems have had. The search must find each, or it would not find ours. */
export const PLANTED_CAP_BUGS: readonly PlantedBug[] = [
  planted("what is left is checked, and then taken", {
    table: withUpdate(async (table, key, change) => {
      if (!isTake(change)) return table.update(key, change);
      const item = await table.get(key);
      if (!change.if.every((bound) => isKept(bound, item))) return { isDone: false, item };
      return table.update(key, { ...change, if: [] });
    }),
  }),
  planted("one level of several is not looked at", {
    table: withUpdate((table, key, change) => {
      const bounds = change.if.filter((bound) => "atMost" in bound && bound.attribute.startsWith("u"));
      if (!isTake(change) || bounds.length < 2) return table.update(key, change);
      return table.update(
        key,
        without(change, (bound) => bound === bounds.at(-1)),
      );
    }),
  }),
  planted("what was taken stays taken where another level denies", {
    table: withUpdate(async (table, key, change) =>
      isPutBack(change) ? { isDone: true, item: await table.get(key) } : table.update(key, change),
    ),
  }),
  planted("whoever asks settles, also a second time", {
    table: (table) => ({ ...table, put: (item, condition) => table.put(item, isMark(item) ? "always" : condition) }),
  }),
  planted("changing a budget sets its counter back", {
    afterEdit: async (table) => {
      const key = { pk: `T#${TENANT}#K`, sk: "0" };
      const item = await table.get(key);
      const used = Object.keys(item ?? {}).filter((name) => name.startsWith("u") && name.length === 7);
      if (used.length > 0) await table.update(key, { if: [], set: Object.fromEntries(used.map((name) => [name, 0n])) });
    },
  }),
  planted("what is held goes before the longest call is over", {
    reserve: (world, tenantId, asked) => {
      const now = world.now().getTime();
      return reserveCaps(world, tenantId, { ...asked, expiresAtEpochMs: now + (asked.expiresAtEpochMs - now) / 4 });
    },
  }),
  planted(
    "what is held goes by the clock, whatever is still on its way",
    {
      fold: async (world, messages) => {
        const configuration = await loadConfiguration(world, TENANT);
        const endedBefore = world.now().getTime() + LIMITS.inFlightMs;
        await refreshAllCaps(world, TENANT, configuration, endedBefore).catch(() => {});
        return foldBuckets(world, messages);
      },
    },
    343,
  ),
  planted("what is over never goes", {
    usageQueue: () => ({ send: async () => [] }),
  }),
  planted("a counter is brought up to date whoever did so meanwhile", {
    table: withUpdate((table, key, change) =>
      table.update(key, isAdvance(change) ? without(change, ({ attribute }) => attribute === "v") : change),
    ),
  }),
  planted("a new period, or a changed budget, forgets what is held", {
    table: withUpdate(async (table, key, change) =>
      table.update(key, isAdvance(change) ? await dropHeld(table, key, change) : change),
    ),
  }),
  planted("what is given back is given back again, as after a lost reply", {
    table: withUpdate(async (table, key, { once, ...change }) => {
      if (once) await table.update(key, change);
      return table.update(key, change);
    }),
  }),
  planted("a counter is opened with spend that was read before", {
    table: keepingContributions(new Map()),
  }),
  planted("what was spent is read before what was released", { table: spentBeforeReleased }),
  planted("what the store did not answer for is given back", {
    table: withUpdate(async (table, key, change) => {
      try {
        return await table.update(key, change);
      } catch (error) {
        if (!isTake(change)) throw error;
        const back = Object.fromEntries(Object.entries(change.add ?? {}).map(([name, picos]) => [name, -picos]));
        await table.update(key, { if: [], add: back });
        throw error;
      }
    }),
  }),
  planted(
    "a changed budget goes on with the counter that it had",
    {
      table: withUpdate(async (table, key, change) => {
        if (!isTake(change)) return table.update(key, change);
        return table.update(
          key,
          without(change, (bound) => "equals" in bound && bound.attribute.startsWith("p")),
        );
      }),
    },
    137,
  ),
];
