import * as z from "zod";
import { anomalyRule, scopePart, Sensitivity } from "./anomaly-rule-schema.ts";
import {
  BASELINE_DAYS,
  type Baseline,
  type BaselineCode,
  baselineColdDays,
  baselinesOf,
  realBaselineCode,
} from "./baseline.ts";
import { type Finding, findingsOf, sumOver } from "./finding.ts";
import { partOf, type Series } from "./series.ts";

const Growth = z.strictObject({
  sensitivity: Sensitivity,
  /** Whole currency units from what is expected, below which nothing is said of a period. */
  minimum_amount: z.number().min(0).max(1e12).default(5),
  direction: z.enum(["up", "down", "both"]).default("up"),
});
type Growth = z.infer<typeof Growth>;

/** Periods without a word within one incident: days, or hours. */
const CALM = { day: 2, hour: 12 } as const;

/** Cost beyond what the scope's own level, weekday and trend lead to expect: spikes, climbs and lasting shifts. */
export const growthRule = anomalyRule({
  title: "Unusual growth",
  granularity: "day",
  granularities: ["day", "hour"],
  scopes: [[], ["department"], ["workflow"]],
  parts: { cost: scopePart("cost") },
  historyDays: BASELINE_DAYS,
  coldDays: baselineColdDays("day"),
  severity: "warning",
  parameters: Growth,
  judge: (series, parameters) => judgeGrowth(series, parameters, realBaselineCode),
});

/** Judges growth by baselines that `code` works out: `growthRule` uses the real one. */
export function judgeGrowth(
  series: Series,
  { sensitivity, minimum_amount, direction }: Growth,
  code: BaselineCode,
): readonly Finding[] {
  const cost = partOf(series, "cost");
  const baselines = baselinesOf(series, cost, code);
  const scores = baselines.map((baseline, index) => {
    if (!baseline || Math.abs((cost[index] ?? 0) - baseline.expected) < minimum_amount) return 0;
    return scoreOf(baseline, direction);
  });
  const calm = CALM[series.granularity];
  return findingsOf(series, scores, { sensitivity, calm }, (first, last) => {
    const sum = (figure: (baseline: Baseline) => number) =>
      sumOver(
        baselines.map((baseline) => (baseline ? figure(baseline) : 0)),
        first,
        last,
      );
    const observed = sumOver(cost, first, last);
    const expected = sum((baseline) => baseline.expected);
    const over = observed - expected;
    return {
      measure: "cost",
      unit: "currency",
      expected,
      low: sum((baseline) => baseline.lowAt(sensitivity)),
      high: sum((baseline) => baseline.highAt(sensitivity)),
      observed,
      excess: direction === "both" ? Math.abs(over) : Math.max(0, direction === "up" ? over : -over),
      cost: over > 0 ? over : null,
    };
  });
}

function scoreOf({ above, below }: Baseline, direction: Growth["direction"]): number {
  switch (direction) {
    case "up":
      return above;
    case "down":
      return below;
    case "both":
      return Math.max(above, below);
  }
}
