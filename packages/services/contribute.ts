import type { Configuration } from "@outlay/domain/configuration";
import type { Budget } from "@outlay/domain/budget";
import { budgetVector } from "@outlay/domain/budget-vector";
import { COST_INDEXES } from "@outlay/domain/measures";
import { dateOfPeriod, type Page, type PageRow } from "@outlay/domain/page";
import { type Contribution, replaceContribution, type SpendVector } from "@outlay/storage/contributions";
import type { PagePlace } from "@outlay/storage/pages";
import type { FolderWorld } from "./context.ts";
import type { ReplacedPage } from "./replace-page.ts";

const costOf = ({ sums }: PageRow): bigint => COST_INDEXES.reduce((sum, index) => sum + (sums[index] ?? 0n), 0n);

export const costOfPage = ({ rows }: Page): bigint => rows.reduce((sum, row) => sum + costOf(row), 0n);

/** Says what a page adds to the tenant's budgets, and what a bucket's releases of reservations. */
export async function contribute(
  world: Pick<FolderWorld, "table">,
  tenantId: string,
  place: PagePlace,
  { version, page }: ReplacedPage,
  { budgets, budgetsSeq }: Configuration,
): Promise<Pick<Contribution, "vector" | "releases">> {
  const vector = budgets.size === 0 ? [] : vectorOf(page(), budgets.values());
  const releases = budgets.size === 0 || place.level !== "bucket" ? [] : page().releases;
  await replaceContribution(world.table, tenantId, place, { pageVersion: version, budgetsSeq, vector, releases });
  return { vector, releases };
}

export const vectorOf = ({ rows }: Page, budgets: Iterable<Budget>): SpendVector =>
  budgetVector(spendRows(rows), [...budgets]);

function* spendRows(rows: readonly PageRow[]) {
  for (const row of rows) yield { tuple: row.tuple, localDate: dateOfPeriod(row.period), cost: costOf(row) };
}
