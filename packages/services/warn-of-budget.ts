import { DAY_MS } from "@outlay/domain/bucket";
import { type Budget, type BudgetScope, isHard, readerOf, templateDimension } from "@outlay/domain/budget";
import { matchesInstance } from "@outlay/domain/budget-instance";
import { TAG_PREFIX, TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import type { PageColumns } from "@outlay/domain/page-columns";
import { planRead, utcDayOf } from "@outlay/domain/read-plan";
import { readMarks } from "@outlay/storage/marks";
import type { Context } from "./context.ts";
import { readPlan } from "./query-spend.ts";

export interface BudgetWarning {
  readonly code: "scope_matches_nothing" | "enforcement_changed";
  readonly text: string;
}

/** What a replaced budget no longer does: deny calls, be it that `enforcement` was left out. */
export function enforcementWarnings(
  before: Pick<Budget, "enforcement"> | undefined,
  after: Pick<Budget, "enforcement">,
): readonly BudgetWarning[] {
  if (before === undefined || !isHard(before) || isHard(after)) return [];
  return [{ code: "enforcement_changed", text: "The budget was hard and is soft now: it denies no calls any more." }];
}

/** What a caller should know of a budget that is allowed all the same: that its scope matches none of the usage of the last days. */
export async function budgetWarnings(
  ctx: Pick<Context, "table" | "tenantId" | "now">,
  { scope }: { readonly scope: BudgetScope },
): Promise<readonly BudgetWarning[]> {
  // The whole company is meant also before anything is used.
  if (Object.keys(scope).length === 0) return [];
  const matches = pageMatcher(scope);
  const marks = await readMarks(ctx.table, ctx.tenantId);
  const today = utcDayOf(ctx.now().getTime());
  // The newest day first: a scope that is in use is found there, and nothing else is read.
  for (let day = today; day > today - LIMITS.budgetWarningDays * DAY_MS; day -= DAY_MS) {
    const pages = await readPlan(ctx, ctx.tenantId, planRead(marks, day, day + DAY_MS));
    if (pages.some(matches)) return [];
  }
  const dimension = templateDimension(scope);
  const what = dimension === undefined ? "matches this scope" : `matches this scope with a value of ${dimension}`;
  const text = `No usage of the last ${LIMITS.budgetWarningDays} days ${what}. Values are matched by their very letters.`;
  return [{ code: "scope_matches_nothing", text }];
}

/** Whether any row of a page counts in one of the instances; decodes no column but those that the scope names. */
function pageMatcher(scope: BudgetScope): (page: PageColumns) => boolean {
  const isNamed = new Set(Object.keys(scope).map((name) => (name.startsWith(TAG_PREFIX) ? "tags" : name)));
  const matches = matchesInstance(scope, readerOf);
  return (page) => {
    const columns = TUPLE_FIELDS.map((name) => (isNamed.has(name) ? page.text(name) : undefined));
    for (let row = 0; row < page.rows; row++) {
      if (matches(columns.map((column) => column?.values[column.of[row] ?? -1] ?? null))) return true;
    }
    return false;
  };
}
