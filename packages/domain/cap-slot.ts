import { assert } from "./assert.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./bucket.ts";

/**
 * What is held is summed by slots of the time at which it ends, so that a sheet has few sums however many calls are open. A slot's
 * text is its number since the epoch in base 36, and a letter that says how long before it ended a call may have been admitted.
 */
export type Slot = string;

const SLOT_MS = 5 * MINUTE_MS;
const BASE = 36;
/** What is held for no longer than this ends in slots of this letter. */
const LONGEST_MS: readonly (readonly [letter: string, ms: number])[] = [
  ["a", HOUR_MS / 2],
  ["b", 3 * HOUR_MS],
  ["c", 26 * HOUR_MS],
  ["d", 6 * DAY_MS],
];

/** The longest that anything is held. */
export const HELD_MS_MAX = 6 * DAY_MS;

/** The slot of what is held from now until `expiresAtEpochMs`: it ends up to five minutes later, and never sooner. */
export function slotOf(expiresAtEpochMs: number, nowEpochMs: number): Slot {
  const heldMs = expiresAtEpochMs - nowEpochMs;
  const letter = LONGEST_MS.find(([, ms]) => heldMs <= ms)?.[0];
  assert(letter !== undefined && expiresAtEpochMs >= 0, "nothing is held for longer than six days");
  return `${Math.floor(expiresAtEpochMs / SLOT_MS).toString(BASE)}${letter}`;
}

/** Slots in order of their ends have rising numbers. */
export function slotNumber(slot: Slot): number {
  const number = Number.parseInt(slot.slice(0, -1), BASE);
  assert(Number.isSafeInteger(number) && number.toString(BASE) === slot.slice(0, -1), "a slot is of our making");
  return number;
}

export const startOfSlot = (number: number): number => number * SLOT_MS;

/** Since the epoch. */
export const minuteOf = (epochMs: number): number => Math.floor(epochMs / MINUTE_MS);

/** The number of the first slot that has not ended at an instant. */
export const firstLiveSlot = (epochMs: number): number => Math.floor(epochMs / SLOT_MS);

/** No call that is held in this slot was admitted before. */
export function admittedFrom(slot: Slot): number {
  const longest = LONGEST_MS.find(([letter]) => letter === slot.at(-1));
  assert(longest, "a slot ends in its letter");
  return startOfSlot(slotNumber(slot)) - longest[1];
}
