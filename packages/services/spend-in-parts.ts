import { DomainError } from "@outlay/domain/errors";
import { addDays, dayNumber, type LocalDate } from "@outlay/domain/local-date";
import type { SpendItem, SpendQuery } from "@outlay/domain/spend";
import type { World } from "./context.ts";
import { querySpend } from "./query-spend.ts";

export interface PartBounds {
  /** Queries in all, those that were too large included: what bounds the work. */
  readonly queriesMax: number;
  /** Days that one query is asked for, unless they turn out too many. */
  readonly daysAtOnce: number;
}

export interface PartsRead {
  /** The first date that was read. */
  readonly from: LocalDate;
  /** Days that one query can be asked for. */
  readonly daysAtOnce: number;
}

/**
 * Asks for spend over local dates `[from, to)` in parts, the latest first, each of which is one query: where one has too many rows or
 * items, half its days are asked for. What was read begins at `from`, or later where so many queries do not reach it or a day is too large
 * by itself; at `to` where nothing could be read.
 */
export async function spendInParts(
  world: Pick<World, "table">,
  tenantId: string,
  query: SpendQuery,
  { queriesMax, daysAtOnce }: PartBounds,
  take: (items: readonly SpendItem[]) => void,
): Promise<PartsRead> {
  let { to } = query;
  let days = daysAtOnce;
  for (let queries = 0; queries < queriesMax && to > query.from; queries++) {
    const start = addDays(to, -days);
    const from = start > query.from ? start : query.from;
    const items = await itemsUnlessTooLarge(world, tenantId, { ...query, from, to });
    if (items) {
      take(items);
      to = from;
      continue;
    }
    const tried = dayNumber(to) - dayNumber(from);
    if (tried <= 1) break;
    days = Math.ceil(tried / 2);
  }
  return { from: to, daysAtOnce: days };
}

async function itemsUnlessTooLarge(world: Pick<World, "table">, tenantId: string, query: SpendQuery) {
  try {
    return (await querySpend(world, tenantId, query)).items;
  } catch (error) {
    if (error instanceof DomainError && error.code === "query_too_large") return undefined;
    throw error;
  }
}
