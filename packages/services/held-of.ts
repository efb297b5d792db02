import { readHold } from "@outlay/domain/cap";
import { releasedKey } from "@outlay/domain/cap-sheet";
import type { Slot } from "@outlay/domain/cap-slot";
import { readSheet, sheetKeyOf } from "@outlay/storage/cap-sheet";
import { type CapsWorld, readReleases } from "./advance-caps.ts";

/** Of a slot what was released may be read after more was held in it: it counts as nothing, not as less. Picos that calls which are not settled hold of each level, by its name. */
export async function heldOf(
  world: CapsWorld,
  tenantId: string,
  holds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const bySheet = Map.groupBy(holds, (hold) => JSON.stringify(sheetKeyOf(tenantId, hold)));
  const gross = new Map<string, ReadonlyMap<Slot, bigint>>();
  for (const own of bySheet.values()) {
    const sheet = await readSheet(world.table, sheetKeyOf(tenantId, own[0] ?? ""));
    for (const hold of own) gross.set(hold, sheet?.caps.get(readHold(hold).alias)?.held ?? new Map<Slot, bigint>());
  }
  const slots = new Set(gross.values().flatMap((held) => held.keys()));
  const released = await readReleases(world, tenantId, slots);
  return new Map(
    [...gross].map(([hold, held]) => {
      const left = [...held].map(([slot, picos]) => picos - (released.get(releasedKey(hold, slot)) ?? 0n));
      return [hold, left.reduce((sum, picos) => (picos > 0n ? sum + picos : sum), 0n)] as const;
    }),
  );
}
