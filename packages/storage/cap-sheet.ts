import { ALIAS_LENGTH, readHold } from "@outlay/domain/cap";
import { type CapSheet, EMPTY_SHEET, type SheetStep } from "@outlay/domain/cap-sheet";
import { type Slot, slotNumber } from "@outlay/domain/cap-slot";
import { capSheetKey, valueSheetKey, valueSheetPartition } from "./keys.ts";
import { type Bound, type Change, EXPIRES_AT, type Item, type Key, type Table, type Updated } from "./table.ts";

// Attributes: `v` version, `e` first slot, `q` minute of the last probe, `n` value of a template; of the budget with an alias
// `u<alias>` used, `p<alias>` term, `h<alias><slot>` held in a slot.

/** Where a level is kept: all plain budgets of a tenant in one item, each value of a template in its own. */
export function sheetKeyOf(tenantId: string, hold: string): Key {
  const { alias, valueHash } = readHold(hold);
  return valueHash === undefined ? capSheetKey(tenantId) : valueSheetKey(tenantId, alias, valueHash);
}

export async function readSheet(table: Table, key: Key): Promise<CapSheet | undefined> {
  const item = await table.get(key);
  return item && sheetOf(item);
}

/** Where the sheets of a template's values are, of those that have any. */
export async function readValueSheetKeys(table: Table, tenantId: string, alias: string): Promise<readonly Key[]> {
  const items = await table.query({ pk: valueSheetPartition(tenantId, alias) });
  return items.map(({ pk, sk }) => ({ pk, sk }));
}

function sheetOf(item: Item): CapSheet {
  const caps = new Map<string, { used: bigint; term: string | undefined; held: Map<Slot, bigint> }>();
  const capOf = (alias: string) => {
    const cap = caps.get(alias) ?? { used: 0n, term: undefined, held: new Map<Slot, bigint>() };
    caps.set(alias, cap);
    return cap;
  };
  for (const [name, value] of Object.entries(item)) {
    const alias = name.slice(1, 1 + ALIAS_LENGTH);
    if (alias.length < ALIAS_LENGTH) continue;
    if (name.startsWith("u") && typeof value === "bigint") capOf(alias).used = value;
    if (name.startsWith("p") && typeof value === "string") capOf(alias).term = value;
    if (name.startsWith("h") && typeof value === "bigint") capOf(alias).held.set(name.slice(1 + ALIAS_LENGTH), value);
  }
  const { v: version, e: firstSlot, q: probedMinute, n: value } = item;
  return {
    version: typeof version === "bigint" ? version : undefined,
    firstSlot: typeof firstSlot === "bigint" ? Number(firstSlot) : 0,
    probedMinute: typeof probedMinute === "bigint" ? Number(probedMinute) : 0,
    value: typeof value === "string" ? value : null,
    caps,
  };
}

/** The sheet as it refused a change; undefined where the change is done. */
type Refusing = CapSheet | undefined;

const refusingOf = ({ isDone, item }: Updated): Refusing => (isDone ? undefined : item ? sheetOf(item) : EMPTY_SHEET);

/** A level as a reservation names it. */
export interface Level {
  readonly alias: string;
  readonly term: string;
  /** Picos. */
  readonly cap: bigint;
}

/**
 * Takes picos of all levels of one sheet, or of none: where each has room for them, counts what the caller thinks it does, and
 * the slot is not over. One write without a read. Sent again by the SDK it may take twice: until the slot ends, never less.
 */
export async function take(
  table: Table,
  key: Key,
  levels: readonly Level[],
  picos: bigint,
  slot: Slot,
): Promise<Refusing> {
  const bounds = levels.flatMap(({ alias, term, cap }): Bound[] => [
    { attribute: `p${alias}`, equals: term },
    { attribute: `u${alias}`, atMost: cap - picos },
  ]);
  return refusingOf(
    await table.update(key, {
      if: [{ attribute: "e", atMost: BigInt(slotNumber(slot)) }, ...bounds],
      add: addedTo(levels, picos, slot),
      isSilent: true,
    }),
  );
}

/**
 * Takes back what was taken of all levels of one sheet, or of none: where each still has the slot. At most once: where the reply is
 * lost it throws, and must not be done again.
 */
export async function putBack(
  table: Table,
  key: Key,
  aliases: readonly string[],
  picos: bigint,
  slot: Slot,
): Promise<Refusing> {
  const levels = aliases.map((alias) => ({ alias }));
  return refusingOf(
    await table.update(key, {
      if: aliases.map((alias): Bound => ({ attribute: `h${alias}${slot}`, atLeast: picos })),
      add: addedTo(levels, -picos, slot),
      once: true,
      isSilent: true,
    }),
  );
}

const addedTo = (levels: readonly { readonly alias: string }[], picos: bigint, slot: Slot): Record<string, bigint> =>
  Object.fromEntries(levels.flatMap(({ alias }) => [`u${alias}`, `h${alias}${slot}`].map((name) => [name, picos])));

/** What is written with steps. */
export interface Advance {
  readonly firstSlot: number;
  /** Of a sheet of one value of a template. */
  readonly value: { readonly text: string; readonly expiresAtEpochS: number } | undefined;
}

/**
 * Brings budgets of a sheet up to date, if nobody else did since this version was read. What was reserved and given back meanwhile stays: a step
 * adds the difference to x, which neither changes. False: the sheet must be read anew.
 */
export async function advance(
  table: Table,
  key: Key,
  version: bigint | undefined,
  steps: readonly SheetStep[],
  { firstSlot, value }: Advance,
): Promise<boolean> {
  const add: Record<string, bigint> = {};
  const set: Record<string, string | bigint> = { v: (version ?? 0n) + 1n, e: BigInt(firstSlot) };
  const bounds: Bound[] = [
    version === undefined ? { attribute: "v", absent: true } : { attribute: "v", equals: version },
  ];
  const remove: string[] = [];
  for (const { alias, addUsed, term, ended, isDropped } of steps) {
    for (const [slot, picos] of ended) {
      bounds.push({ attribute: `h${alias}${slot}`, equals: picos });
      remove.push(`h${alias}${slot}`);
    }
    if (isDropped) {
      remove.push(`u${alias}`, `p${alias}`);
      continue;
    }
    if (addUsed !== 0n || term !== undefined) add[`u${alias}`] = addUsed;
    if (term !== undefined) set[`p${alias}`] = term;
  }
  if (value) Object.assign(set, { n: value.text, [EXPIRES_AT]: BigInt(value.expiresAtEpochS) });
  const change: Change = { if: bounds, add, set, remove };
  return (await table.update(key, change)).isDone;
}

/** True for one caller a minute, of all that ask. */
export async function claimProbe(table: Table, tenantId: string, minute: number): Promise<boolean> {
  const key = capSheetKey(tenantId);
  const set = { q: BigInt(minute) };
  const { isDone, item } = await table.update(key, { if: [{ attribute: "q", atMost: set.q - 1n }], set });
  if (isDone || item?.["q"] !== undefined) return isDone;
  return (await table.update(key, { if: [{ attribute: "q", absent: true }], set })).isDone;
}
