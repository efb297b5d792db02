import { readHold } from "@outlay/domain/cap";
import { releasedKey } from "@outlay/domain/cap-sheet";
import type { Slot } from "@outlay/domain/cap-slot";
import { readSheet, sheetKeyOf } from "@outlay/storage/cap-sheet";
import { type CapsWorld, readReleases } from "./advance-caps.ts";
import { atOnce } from "./at-once.ts";

const SHEETS_AT_ONCE = 16;

/**
 * Picos that calls which are not settled hold of each level, by its name. Of a slot more may have been released since its sheet was
 * read than was held then: that is nothing held, not less.
 */
export async function heldOf(
  world: CapsWorld,
  tenantId: string,
  holds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const bySheet = Map.groupBy(holds, (hold) => JSON.stringify(sheetKeyOf(tenantId, hold)));
  const gross = new Map<string, ReadonlyMap<Slot, bigint>>();
  await atOnce(bySheet.values(), SHEETS_AT_ONCE, async (own) => {
    const sheet = await readSheet(world.table, sheetKeyOf(tenantId, own[0] ?? ""));
    for (const hold of own) gross.set(hold, sheet?.caps.get(readHold(hold).alias)?.held ?? new Map<Slot, bigint>());
  });
  const slots = new Set(gross.values().flatMap((held) => held.keys()));
  const released = await readReleases(world, tenantId, slots);
  return new Map(
    [...gross].map(([hold, held]) => {
      const left = [...held].map(([slot, picos]) => picos - (released.get(releasedKey(hold, slot)) ?? 0n));
      return [hold, left.reduce((sum, picos) => (picos > 0n ? sum + picos : sum), 0n)] as const;
    }),
  );
}
