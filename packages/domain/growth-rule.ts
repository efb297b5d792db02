import * as z from "zod";
import { anomalyRule, scopePart, Sensitivity } from "./anomaly-rule-schema.ts";
import { baselinesOf } from "./baseline.ts";
import { findingsOf, sumOver } from "./finding.ts";
import { partOf } from "./series.ts";

/** Spreads from what is expected at which growth is unusual. */
const SPREADS = 4;

/** Cost beyond what the scope's own past, season and trend lead to expect. */
export const growthRule = anomalyRule({
  title: "Unusual growth",
  granularity: "day",
  granularities: ["day", "hour"],
  scopes: [[], ["department"], ["workflow"]],
  parts: { cost: scopePart("cost") },
  historyDays: 56,
  coldDays: 14,
  severity: "warning",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    /** Whole currency units beyond what is expected, below which nothing is said of a period. */
    minimum_amount: z.number().min(0).max(1e12).default(5),
    direction: z.enum(["up", "down", "both"]).default("up"),
  }),
  judge: (series, { sensitivity, minimum_amount, direction }) => {
    const cost = partOf(series, "cost");
    const baselines = baselinesOf(series, cost, { historyDays: 56, coldDays: 14 });
    const scores = cost.map((value, index) => {
      const baseline = baselines[index];
      if (!baseline || Math.abs(value - baseline.expected) < minimum_amount) return 0;
      const distance = baseline.distance(value) / SPREADS;
      return direction === "up" ? distance : direction === "down" ? -distance : Math.abs(distance);
    });
    return findingsOf(series, scores, { sensitivity, calm: 1 }, (first, last) => {
      const sum = (pick: (index: number) => number) => {
        let total = 0;
        for (let index = first; index <= last; index += 1) total += pick(index);
        return total;
      };
      const expected = sum((index) => baselines[index]?.expected ?? 0);
      const observed = sumOver(cost, first, last);
      return {
        measure: "cost",
        unit: "currency",
        expected,
        low: sum((index) => baselines[index]?.bound(-SPREADS / sensitivity) ?? 0),
        high: sum((index) => baselines[index]?.bound(SPREADS / sensitivity) ?? 0),
        observed,
        excess: Math.abs(observed - expected),
        cost: observed - expected,
      };
    });
  },
});
