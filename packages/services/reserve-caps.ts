import { assert } from "@outlay/domain/assert";
import { type Cap, readHold } from "@outlay/domain/cap";
import { type CapSheet, EMPTY_SHEET, hasEndedSlots, isOpen, roomOf } from "@outlay/domain/cap-sheet";
import { firstLiveSlot, type Slot, slotNumber, slotOf, startOfSlot } from "@outlay/domain/cap-slot";
import { compareText } from "@outlay/domain/compare-text";
import type { Configuration } from "@outlay/domain/configuration";
import { LIMITS } from "@outlay/domain/limits";
import { readSheet, sheetKeyOf, take } from "@outlay/storage/cap-sheet";
import type { Key } from "@outlay/storage/table";
import { askForProbe } from "./ask-for-probe.ts";
import { chunked } from "./chunked.ts";
import type { World } from "./context.ts";
import { giveBack, LEVELS_AT_ONCE, type Taken } from "./give-back.ts";
import { openCaps } from "./refresh-caps.ts";

export type ReserveWorld = Pick<World, "table" | "usageQueue" | "now" | "newId" | "log">;

/** What a call may cost at most, and until when. */
export interface Asked {
  readonly configuration: Configuration;
  /** Every level that the call counts in. */
  readonly caps: readonly Cap[];
  readonly picos: bigint;
  /** The call is over by then: what it held goes soon after. */
  readonly expiresAtEpochMs: number;
}

export type Reserved =
  | ({ readonly kind: "reserved" } & Taken)
  | {
      readonly kind: "denied";
      /** The levels that have no room for it: at least one. */
      readonly full: readonly FullCap[];
      /** Some of what is used is held by calls that are over, and will go: it may be worth another try in some minutes. */
      readonly hasEndedSlots: boolean;
    };

export interface FullCap {
  readonly cap: Cap;
  /** Picos left of it, fewer than were asked; below zero where more is used than it allows. */
  readonly roomPicos: bigint;
}

/** Each time somebody opened the sheet, or made room in it, just after it had refused. */
const TRIES = 20;

/**
 * Reserves what a call may cost at most at all levels, or at none: `used + picos <= cap` holds at each when it is written. Opens
 * levels that nobody has used in this period. Where a reply was lost it may hold more than was asked, until the slot ends.
 * Throws where the store fails; what was taken until then is given back where that can be done, and else ends with its slot.
 */
export async function reserveCaps(world: ReserveWorld, tenantId: string, asked: Asked): Promise<Reserved> {
  const { caps, picos, expiresAtEpochMs } = asked;
  assert(picos >= 0n, "what is reserved is not negative");
  if (picos === 0n || caps.length === 0) return { kind: "reserved", slot: "", holds: [], picos: 0n };
  const nowEpochMs = world.now().getTime();
  const parts = partsOf(tenantId, caps);
  let slot = slotOf(Math.max(expiresAtEpochMs, nowEpochMs), nowEpochMs);
  for (let tries = 0; tries < TRIES; tries++) {
    const reserved = await takeAll(world, tenantId, asked, parts, slot);
    if (reserved.kind !== "over") return reserved;
    // By the clock of who ended it: this one is behind.
    slot = slotOf(startOfSlot(reserved.firstSlot), Math.min(nowEpochMs, startOfSlot(reserved.firstSlot)));
  }
  throw new Error("Slots kept ending before they could be reserved in.");
}

/** Levels that one write takes. */
interface Part {
  readonly key: Key;
  readonly caps: readonly Cap[];
}

/** Values of templates first: what they deny costs the sheet of the whole tenant nothing. */
function partsOf(tenantId: string, caps: readonly Cap[]): readonly Part[] {
  const isPlain = ({ hold }: Cap) => readHold(hold).valueHash === undefined;
  const ofValues = caps
    .filter((cap) => !isPlain(cap))
    .toSorted((a, b) => compareText(a.hold, b.hold))
    .map((cap) => ({ key: sheetKeyOf(tenantId, cap.hold), caps: [cap] }));
  const plain = chunked(caps.filter(isPlain), LEVELS_AT_ONCE).map((some) => ({
    key: sheetKeyOf(tenantId, some[0]?.hold ?? ""),
    caps: some,
  }));
  return [...ofValues, ...plain];
}

interface Over {
  readonly kind: "over";
  readonly firstSlot: number;
}

async function takeAll(
  world: ReserveWorld,
  tenantId: string,
  asked: Asked,
  parts: readonly Part[],
  slot: Slot,
): Promise<Reserved | Over> {
  const { picos } = asked;
  const holds: string[] = [];
  let refused: Refused | undefined;
  try {
    for (const part of parts) {
      refused = await takePart(world, tenantId, asked, part, slot);
      if (refused) break;
      holds.push(...part.caps.map(({ hold }) => hold));
    }
  } catch (error) {
    // What the store did not answer for may be taken or not: it is left to end with its slot.
    await giveBackTaken(world, tenantId, { slot, holds, picos });
    throw error;
  }
  if (!refused) return { kind: "reserved", slot, holds, picos };
  await giveBackTaken(world, tenantId, { slot, holds, picos });
  if (refused.full.length === 0) return { kind: "over", firstSlot: refused.sheet.firstSlot };
  return deny(world, tenantId, asked, refused, parts.slice(parts.indexOf(refused.part) + 1));
}

async function giveBackTaken(world: ReserveWorld, tenantId: string, taken: Taken): Promise<void> {
  try {
    await giveBack(world, tenantId, taken);
  } catch (error) {
    world.log("caps_not_given_back", { tenantId, levels: taken.holds.length, reason: String(error) });
  }
}

interface Refused {
  readonly part: Part;
  readonly sheet: CapSheet;
  /** Empty where the slot is over. */
  readonly full: readonly FullCap[];
}

/** Undefined once it is taken. */
async function takePart(
  world: ReserveWorld,
  tenantId: string,
  { configuration, picos }: Asked,
  part: Part,
  slot: Slot,
): Promise<Refused | undefined> {
  const levels = part.caps.map(({ hold, term, capPicos }) => ({ alias: readHold(hold).alias, term, cap: capPicos }));
  for (let tries = 0; tries < TRIES; tries++) {
    const sheet = await take(world.table, part.key, levels, picos, slot);
    if (!sheet) return undefined;
    const closed = part.caps.filter((cap) => !isOpen(sheet, cap));
    if (closed.length > 0) {
      await openCaps(world, tenantId, configuration, closed);
      continue;
    }
    const full = fullIn(sheet, part.caps, picos);
    if (full.length > 0 || slotNumber(slot) < sheet.firstSlot) return { part, sheet, full };
  }
  throw new Error(`A caps sheet changed ${TRIES} times while it was reserved in.`);
}

const fullIn = (sheet: CapSheet, caps: readonly Cap[], picos: bigint): readonly FullCap[] =>
  caps
    .filter((cap) => isOpen(sheet, cap))
    .map((cap) => ({ cap, roomPicos: roomOf(sheet, cap) }))
    .filter(({ roomPicos }) => roomPicos < picos);

/** Names also the levels without room that were not come to, as far as they can be read. */
async function deny(
  world: ReserveWorld,
  tenantId: string,
  { configuration, picos }: Asked,
  refused: Refused,
  others: readonly Part[],
): Promise<Reserved> {
  const full = [...refused.full];
  const sheets = [refused.sheet];
  const firstLive = firstLiveSlot(world.now().getTime() - LIMITS.inFlightMs);
  const isEnded = () => sheets.some((sheet) => hasEndedSlots(sheet, firstLive));
  try {
    for (const { key, caps } of others) {
      let sheet = (await readSheet(world.table, key)) ?? EMPTY_SHEET;
      const closed = caps.filter((cap) => !isOpen(sheet, cap));
      if (closed.length > 0) {
        // Else it would be named by the next denial alone, once whoever reads this one has made room in the others.
        await openCaps(world, tenantId, configuration, closed);
        sheet = (await readSheet(world.table, key)) ?? EMPTY_SHEET;
      }
      full.push(...fullIn(sheet, caps, picos));
      sheets.push(sheet);
    }
    if (isEnded()) await askForProbe(world, tenantId);
  } catch (error) {
    world.log("denial_not_completed", { tenantId, reason: String(error) });
  }
  return { kind: "denied", full, hasEndedSlots: isEnded() };
}
