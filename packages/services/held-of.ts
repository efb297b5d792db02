import { type BudgetInstance, instanceId } from "@outlay/domain/budget-instance";
import { isHard } from "@outlay/domain/budget";
import { holdOf, readHold } from "@outlay/domain/cap";
import { releasedKey } from "@outlay/domain/cap-sheet";
import type { Slot } from "@outlay/domain/cap-slot";
import { readSheet, sheetKeyOf } from "@outlay/storage/cap-sheet";
import { atOnce } from "./at-once.ts";
import { type CapsWorld, readReleases } from "./advance-caps.ts";

const READS_AT_ONCE = 8;

/** What `heldOf` says, by the ids of instances of budgets. Soft ones hold nothing. */
export async function heldOfInstances(
  world: CapsWorld & { readonly tenantId: string },
  instances: readonly BudgetInstance[],
): Promise<ReadonlyMap<string, bigint>> {
  const hard = instances.filter(({ budget }) => isHard(budget));
  const held = await heldOf(
    world,
    world.tenantId,
    hard.map(({ budget, value }) => holdOf(budget.id, value)),
  );
  return new Map(
    hard.map(({ budget, value }) => [instanceId(budget.id, value), held.get(holdOf(budget.id, value)) ?? 0n] as const),
  );
}

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
  await atOnce(bySheet.values(), READS_AT_ONCE, async (own) => {
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
