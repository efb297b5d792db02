import type { Page } from "@outlay/domain/page";
import { planRead } from "@outlay/domain/read-plan";
import { readMarks } from "@outlay/storage/marks";
import type { World } from "./context.ts";
import { readPlan } from "./query-spend.ts";

/**
 * Events of UTC dates `[from, to)` that came with more than one content: the first accepted counts, the others do not. Each
 * page names only so many, so `conflicts` may be shorter than `conflictCount`.
 */
export async function listConflicts(
  world: Pick<World, "table">,
  tenantId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Pick<Page, "conflictCount" | "conflicts">> {
  const marks = await readMarks(world.table, tenantId);
  const pages = await readPlan(world, tenantId, planRead(marks, Date.parse(from), Date.parse(to)));
  return {
    conflictCount: pages.reduce((count, page) => count + page.conflictCount, 0),
    conflicts: pages.flatMap(({ conflicts }) => conflicts),
  };
}
