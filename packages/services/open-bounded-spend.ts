import { assert } from "@outlay/domain/assert";
import { boundedPages, type PageBounds, PagesTooLarge } from "@outlay/storage/bounded-pages";
import type { World } from "./context.ts";
import { openSpend, type OpenSpend, type SpendRange } from "./open-spend.ts";

/** The spend of a range, or that there is more of it than may be held: then no more of it was read, and nothing was decoded. */
export async function openBoundedSpend(
  world: Pick<World, "table">,
  tenantId: string,
  range: SpendRange,
  most: PageBounds,
): Promise<OpenSpend | PagesTooLarge> {
  try {
    const spend = await openSpend({ table: boundedPages(world.table, most) }, tenantId, range, most.bytes);
    assert(spend, "pages take no less in memory than in the store");
    return spend;
  } catch (error) {
    if (error instanceof PagesTooLarge) return error;
    throw error;
  }
}
