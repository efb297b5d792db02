import { readHold } from "@outlay/domain/cap";
import type { Slot } from "@outlay/domain/cap-slot";
import { putBack, sheetKeyOf } from "@outlay/storage/cap-sheet";
import type { Key, Table } from "@outlay/storage/table";
import { chunked } from "./chunked.ts";
import type { World } from "./context.ts";

/** What was taken of each of some levels. */
export interface Taken {
  readonly slot: Slot;
  /** Names of levels. */
  readonly holds: readonly string[];
  /** Picos, of each. */
  readonly picos: bigint;
}

/** Levels of one sheet that one write takes, or gives back. */
export const LEVELS_AT_ONCE = 50;
/** Each time there are fewer levels left, unless the slot is just gone. */
const TRIES = 5;

/**
 * Gives back what was taken. Whoever calls it must know that nobody did before. At most once: where the store fails it throws, and must
 * not be called again; what was held then ends with its slot. Where the slot is over there is nothing to give back.
 */
export async function giveBack(
  world: Pick<World, "table">,
  tenantId: string,
  { slot, holds, picos }: Taken,
): Promise<void> {
  if (picos === 0n) return;
  const bySheet = Map.groupBy(holds, (hold) => JSON.stringify(sheetKeyOf(tenantId, hold)));
  const parts = [...bySheet.values()].flatMap((own) => chunked(own, LEVELS_AT_ONCE));
  const failures: unknown[] = [];
  for (const part of parts) {
    const [first = ""] = part;
    const aliases = part.map((hold) => readHold(hold).alias);
    try {
      await giveBackTo(world.table, sheetKeyOf(tenantId, first), aliases, picos, slot);
    } catch (error) {
      failures.push(error); // The others do not wait for their slot's end.
    }
  }
  if (failures.length > 0) throw new Error("Not all could be given back.", { cause: failures[0] });
}

export type GiveBack = typeof giveBack;

/** A write that was refused did nothing, so that it can be tried again with what is left. */
async function giveBackTo(
  table: Table,
  key: Key,
  aliases: readonly string[],
  picos: bigint,
  slot: Slot,
): Promise<void> {
  let left = aliases;
  for (let tries = 0; tries < TRIES && left.length > 0; tries++) {
    const refusing = await putBack(table, key, left, picos, slot);
    if (!refusing) return;
    left = left.filter((alias) => (refusing.caps.get(alias)?.held.get(slot) ?? 0n) >= picos);
  }
}
