import { assert } from "./assert.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./bucket.ts";

/**
 * What is held is summed by slots of the time at which it ends, so that a sheet has few sums however many calls are open, and however
 * long: what is held for longer ends in fewer slots. A slot's text is its number since the epoch in base 36, and a letter that says
 * how long before it ended a call may have been admitted.
 */
export type Slot = string;

const SLOT_MS = 5 * MINUTE_MS;
const BASE = 36;
/** What is held for no longer than `ms` ends in slots of this letter, of which every so many-th is used. */
interface Length {
  readonly letter: string;
  readonly ms: number;
  readonly every: number;
}

const LENGTHS: readonly Length[] = [
  { letter: "a", ms: HOUR_MS / 2, every: 1 },
  { letter: "b", ms: 3 * HOUR_MS, every: 3 },
  { letter: "c", ms: 26 * HOUR_MS, every: 12 },
  { letter: "d", ms: 6 * DAY_MS, every: 72 },
];

/** The longest that anything is held. */
export const HELD_MS_MAX = 6 * DAY_MS;

/**
 * The slot of what is held from now until `expiresAtEpochMs`: it never ends sooner, and at most so much later: five minutes for what is
 * held up to half an hour, a quarter of an hour up to three, an hour up to 26, six hours beyond.
 */
export function slotOf(expiresAtEpochMs: number, nowEpochMs: number): Slot {
  const heldMs = expiresAtEpochMs - nowEpochMs;
  const length = LENGTHS.find(({ ms }) => heldMs <= ms);
  assert(length !== undefined && expiresAtEpochMs >= 0, "nothing is held for longer than six days");
  const { letter, every } = length;
  const number = Math.floor(expiresAtEpochMs / SLOT_MS);
  return `${(number - (number % every) + every - 1).toString(BASE)}${letter}`;
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
  const length = LENGTHS.find(({ letter }) => letter === slot.at(-1));
  assert(length, "a slot ends in its letter");
  return startOfSlot(slotNumber(slot) - length.every + 1) - length.ms;
}
