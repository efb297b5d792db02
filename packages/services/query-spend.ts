import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { periodOf } from "@outlay/domain/period";
import { planHours, planRead, type PlanPart } from "@outlay/domain/read-plan";
import { sumSpend, type Spend, type SpendQuery } from "@outlay/domain/spend";
import { readMarks } from "@outlay/storage/marks";
import { openPage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import type { World } from "./context.ts";

/** Parts of the plan that are read at once. */
const READS_AT_ONCE = 8;

/**
 * Spend by any dimensions over local dates `[from, to)`. Marks are read first and pages after, so that no page is used
 * that lacks what was folded before this call began. UTC days on either side hold the local days' ends.
 */
export async function querySpend(world: Pick<World, "table">, tenantId: string, query: SpendQuery): Promise<Spend> {
  const marks = await readMarks(world.table, tenantId);
  const from = Date.parse(query.from) - DAY_MS;
  const to = Date.parse(query.to) + DAY_MS;
  const hours = Array.from({ length: (to - from) / HOUR_MS }, (_, index) => from + index * HOUR_MS);
  const plan = query.granularity === "hour" ? planHours(marks, hours).flatMap(byDay) : planRead(marks, from, to);
  const pages = await readPlan(world, tenantId, plan);
  return sumSpend(query, pages, (date) => periodOf({ type: "week" }, date)?.from ?? date);
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
