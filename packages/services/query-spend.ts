import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { DomainError } from "@outlay/domain/errors";
import { LIMITS } from "@outlay/domain/limits";
import type { PageColumns } from "@outlay/domain/page-columns";
import { periodOf } from "@outlay/domain/period";
import { planHours, planRead, type PlanPart } from "@outlay/domain/read-plan";
import { spendSummer, type Spend, type SpendQuery } from "@outlay/domain/spend";
import { readMarks } from "@outlay/storage/marks";
import { openPage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import type { World } from "./context.ts";
import { openedPage } from "./opened-pages.ts";

/** Parts of the plan that are read at once. */
const READS_AT_ONCE = 8;

/**
 * Spend by any dimensions over local dates `[from, to)`. Marks are read first and pages after, so that no page is used
 * that lacks what was folded before this call began. UTC days on either side hold the local days' ends.
 * Throws `query_too_large` where the pages have more rows, or the answer more items, than one query may have.
 */
export async function querySpend(world: Pick<World, "table">, tenantId: string, query: SpendQuery): Promise<Spend> {
  const marks = await readMarks(world.table, tenantId);
  const from = Date.parse(query.from) - DAY_MS;
  const to = Date.parse(query.to) + DAY_MS;
  const hours = Array.from({ length: (to - from) / HOUR_MS }, (_, index) => from + index * HOUR_MS);
  const plan = query.granularity === "hour" ? planHours(marks, hours).flatMap(byDay) : planRead(marks, from, to);
  const summer = spendSummer(query, (date) => periodOf({ type: "week" }, date)?.from ?? date);
  let rows = 0;
  for await (const page of pagesOf(world, tenantId, plan)) {
    rows += page.rows;
    if (rows > LIMITS.spendRowsMax) throw tooManyRows();
    summer.add(page);
  }
  return summer.finish();
}

const tooManyRows = () =>
  new DomainError(
    "query_too_large",
    `The pages of this range have more than ${LIMITS.spendRowsMax} rows: ask for a shorter range.`,
  );

/** The pages of a plan, some parts at once: what a long range holds is never in memory as a whole. */
async function* pagesOf(
  { table }: Pick<World, "table">,
  tenantId: string,
  plan: readonly PlanPart[],
): AsyncGenerator<PageColumns> {
  for (let start = 0; start < plan.length; start += READS_AT_ONCE) {
    const some = plan.slice(start, start + READS_AT_ONCE);
    const read = await Promise.all(some.map((part) => readPages(table, tenantId, part)));
    for (const [index, pages] of read.entries()) {
      const day = Math.floor((some[index]?.fromEpochMs ?? 0) / DAY_MS);
      for (const page of pages) yield openedPage(table, tenantId, day, page);
    }
  }
}

/** The pages of a plan's parts, opened and not decoded. */
export async function readPlan(world: Pick<World, "table">, tenantId: string, plan: readonly PlanPart[]) {
  const pages = [];
  for (let start = 0; start < plan.length; start += READS_AT_ONCE) {
    const some = plan.slice(start, start + READS_AT_ONCE);
    const read = await Promise.all(some.map((part) => readPages(world.table, tenantId, part)));
    pages.push(...read.flat().map(({ body }) => openPage(body)));
  }
  return pages;
}

/** Pages of each UTC day lie in a partition of their own. */
function byDay({ level, fromEpochMs, toEpochMs }: PlanPart): readonly PlanPart[] {
  const parts: PlanPart[] = [];
  for (let start = fromEpochMs; start < toEpochMs;) {
    const end = Math.min(toEpochMs, Math.floor(start / DAY_MS) * DAY_MS + DAY_MS);
    parts.push({ level, fromEpochMs: start, toEpochMs: end });
    start = end;
  }
  return parts;
}
