import type { BudgetInstance, BudgetPeriodOf } from "./budget-instance.ts";
import { instanceId } from "./budget-instance.ts";
import { ATTRIBUTION_DIMENSIONS, type Dimension } from "./dimensions.ts";
import type { LocalDate } from "./local-date.ts";
import { type MetricUnit, RATIO_DECIMALS } from "./metrics.ts";
import { divideHalfEven, parseAmount } from "./money.ts";

/** By which dimension budgets are told to be of teams. */
export const TEAM_DIMENSIONS: readonly Dimension[] = ATTRIBUTION_DIMENSIONS;

export const BUDGET_METRIC_NAMES = ["teams_within_threshold", "spend_against_budget"] as const;
export type BudgetMetricName = (typeof BUDGET_METRIC_NAMES)[number];

/** What is told of a range beside the metrics of spend: it comes of budgets, and no filter of spend narrows it. */
export const BUDGET_METRICS = {
  teams_within_threshold: {
    unit: "share",
    formula: "budgets of teams that spent at most `budget_threshold` per cent of their amount / budgets of teams",
    nullWhen: "no team has a budget",
  },
  spend_against_budget: {
    unit: "share",
    formula: "what budgets of teams spent / their amounts",
    nullWhen: "no team has a budget",
  },
} as const satisfies Readonly<
  Record<BudgetMetricName, { readonly unit: MetricUnit; readonly formula: string; readonly nullWhen: string }>
>;

/** A budget is of teams where its scope names their dimension and nothing else. */
export const isOfTeam = ({ budget }: Pick<BudgetPeriodOf, "budget">, dimension: Dimension): boolean => {
  const names = Object.keys(budget.scope);
  return names.length === 1 && names[0] === dimension;
};

/** What instances spent before a local date, each in its own period, against their amounts, in millionths; null where there is none. */
export function budgetMetrics(
  instances: readonly (BudgetInstance & BudgetPeriodOf)[],
  spent: ReadonlyMap<string, ReadonlyMap<LocalDate, bigint>>,
  { to, threshold }: { readonly to: LocalDate; readonly threshold: number },
): Readonly<Record<BudgetMetricName, bigint | null>> {
  const standings = instances.map(({ budget, value, period }) => {
    const byDate = spent.get(instanceId(budget.id, value)) ?? new Map<LocalDate, bigint>();
    const dates = [...byDate].filter(([date]) => period.from <= date && date < period.to && date < to);
    return {
      amount: parseAmount(budget.amount) ?? 0n,
      spent: dates.reduce((sum, [, picos]) => sum + picos, 0n),
    };
  });
  const within = standings.filter((each) => each.spent * 100n <= each.amount * BigInt(threshold));
  const sum = (name: "amount" | "spent") => standings.reduce((all, each) => all + each[name], 0n);
  return {
    teams_within_threshold: share(BigInt(within.length), BigInt(standings.length)),
    spend_against_budget: share(sum("spent"), sum("amount")),
  };
}

const share = (part: bigint, whole: bigint): bigint | null =>
  whole === 0n ? null : divideHalfEven(part * 10n ** BigInt(RATIO_DECIMALS), whole);
