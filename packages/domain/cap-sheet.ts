import type { Cap, HeldBudget } from "./cap.ts";
import { readHold } from "./cap.ts";
import { type Slot, slotNumber } from "./cap-slot.ts";

/** What a sheet keeps of one budget. Picos. */
export interface SheetCap {
  /** Spent and held. */
  readonly used: bigint;
  readonly term: string | undefined;
  /** The sums that were ever held in each slot that is not over: what was released of them since is not taken off here. */
  readonly held: ReadonlyMap<Slot, bigint>;
}

/**
 * What is used of budgets, with one version for all of it. Of each budget `used = x + the sum of held`, where x is what it spent less
 * what was released of the slots that stand here: so x can be read off, and reserving or giving back leaves it as it is.
 */
export interface CapSheet {
  /** Raised by whoever sets x, and by nobody else; undefined where nobody did yet. */
  readonly version: bigint | undefined;
  /** The number of the first slot that may still be reserved in. */
  readonly firstSlot: number;
  /** The minute in which it was last asked how far usage is recorded. */
  readonly probedMinute: number;
  /** Of the one value of a template that the sheet is for. */
  readonly value: string | null;
  /** By alias. */
  readonly caps: ReadonlyMap<string, SheetCap>;
}

export const EMPTY_SHEET: CapSheet = {
  version: undefined,
  firstSlot: 0,
  probedMinute: 0,
  value: null,
  caps: new Map(),
};

const NO_CAP: SheetCap = { used: 0n, term: undefined, held: new Map() };

const aliasIn = ({ hold }: HeldBudget): string => readHold(hold).alias;

/** Whether a level's counter counts what the budget says today. */
export const isOpen = ({ caps }: CapSheet, budget: HeldBudget): boolean =>
  caps.get(aliasIn(budget))?.term === budget.term;

/** What is left of a cap, in picos; below zero where more is used. */
export const roomOf = ({ caps }: CapSheet, cap: Cap): bigint => cap.capPicos - (caps.get(aliasIn(cap)) ?? NO_CAP).used;

/** Whether anything is held in a slot that is over by an instant's first live slot. */
export const hasEndedSlots = ({ caps }: CapSheet, firstLive: number): boolean =>
  [...caps.values()].some(({ held }) => held.keys().some((slot) => slotNumber(slot) < firstLive));

/** What brings one budget of a sheet up to date. */
export interface SheetStep {
  readonly alias: string;
  /** Added to `used`, in picos. */
  readonly addUsed: bigint;
  /** What it counts from now on. */
  readonly term: string | undefined;
  /** Slots that go, with what was held in them when the sheet was read. */
  readonly ended: readonly (readonly [Slot, bigint])[];
  /** Nothing of it is left: it is no hard budget any more. */
  readonly isDropped: boolean;
}

/** Of one budget, so that a step stays small: the others go next time. */
const ENDED_MAX = 8;

/** Picos by `<hold> <slot>`. */
export type Released = ReadonlyMap<string, bigint>;

export const releasedKey = (hold: string, slot: Slot): string => `${hold} ${slot}`;

/**
 * What a budget's counter must be, from what it has spent and what was released of it, both read after the sheet. `firstSlot`
 * is the first that is not over: what those before still hold goes.
 */
export function stepOf(
  sheet: CapSheet,
  budget: HeldBudget,
  spentPicos: bigint,
  released: Released,
  firstSlot: number,
): SheetStep {
  const alias = aliasIn(budget);
  const { used, term, held } = sheet.caps.get(alias) ?? NO_CAP;
  const ended = endedOf(held, firstSlot);
  const endedSlots = new Set(ended.map(([slot]) => slot));
  const releasedPicos = [...held.keys()]
    .filter((slot) => !endedSlots.has(slot))
    .reduce((sum, slot) => sum + (released.get(releasedKey(budget.hold, slot)) ?? 0n), 0n);
  const before = used - sumOf(held.values());
  const addUsed = spentPicos - releasedPicos - before - sumOf(ended.map(([, picos]) => picos));
  return { alias, addUsed, term: term === budget.term ? undefined : budget.term, ended, isDropped: false };
}

/**
 * The same for what is no hard budget now. What it still holds stays until its slots are over: should it be hard again before,
 * what is released then must find what was held.
 */
export function stepOfFormer(sheet: CapSheet, alias: string, firstSlot: number): SheetStep | undefined {
  const { held } = sheet.caps.get(alias) ?? NO_CAP;
  const ended = endedOf(held, firstSlot);
  const isDropped = ended.length === held.size;
  if (!isDropped && ended.length === 0) return undefined;
  return { alias, addUsed: -sumOf(ended.map(([, picos]) => picos)), term: undefined, ended, isDropped };
}

function endedOf(held: SheetCap["held"], firstSlot: number): [Slot, bigint][] {
  return [...held]
    .filter(([slot]) => slotNumber(slot) < firstSlot)
    .toSorted(([a], [b]) => slotNumber(a) - slotNumber(b))
    .slice(0, ENDED_MAX);
}

const sumOf = (picos: Iterable<bigint>): bigint => Iterator.from(picos).reduce((sum, each) => sum + each, 0n);
