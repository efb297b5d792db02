import * as z from "zod";
import { anomalyRule, scopePart, Sensitivity } from "./anomaly-rule-schema.ts";
import { findingsOf, sumOver } from "./finding.ts";
import { partOf, periodsOfDay } from "./series.ts";

const COLD_DAYS = 14;
const QUIET_DAYS_MAX = 60;
/** Days for which the news stays open. */
const CALM_DAYS = 2;

/** A model, key or vendor comes into use while the tenant has a past without it. */
export const firstUseRule = anomalyRule({
  title: "First use",
  granularity: "day",
  granularities: ["day", "hour"],
  scopes: [["model"], ["api_key"], ["provider"]],
  parts: {
    events: scopePart("events"),
    cost: scopePart("cost"),
    tenant_events: { measure: "events", filters: {}, of: "tenant" },
  },
  historyDays: QUIET_DAYS_MAX + COLD_DAYS,
  coldDays: COLD_DAYS,
  severity: "info",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    /** What was not used for so many days is used first again. */
    quiet_days: z.int().min(COLD_DAYS).max(QUIET_DAYS_MAX).default(30),
    /** In whole currency units, what makes a first use twice as notable: below a sensitivity of 1, cheap ones are not said. */
    notable_amount: z.number().min(0.01).max(1e12).default(5),
  }),
  judge: (series, { sensitivity, quiet_days, notable_amount }) => {
    const [events, cost, tenant] = [partOf(series, "events"), partOf(series, "cost"), partOf(series, "tenant_events")];
    const perDay = periodsOfDay(series.granularity);
    const [quiet, cold] = [quiet_days * perDay, COLD_DAYS * perDay];
    const lastUses = lastUsesBefore(events);
    const scores = events.map((count, index) => {
      const start = Math.max(0, index - quiet - cold);
      const began = start + tenant.slice(start, index).findIndex((some) => some > 0);
      const isKnown = began >= start && index - began >= cold;
      const isFirst = count > 0 && index - (lastUses[index] ?? -Infinity) > quiet;
      return isKnown && isFirst ? 1 + Math.min(9, (cost[index] ?? 0) / notable_amount) : 0;
    });
    return findingsOf(series, scores, { sensitivity, calm: CALM_DAYS * perDay }, (first, last) => {
      const observed = sumOver(events, first, last);
      return {
        measure: "events",
        unit: "events",
        expected: 0,
        low: 0,
        high: 0,
        observed,
        excess: observed,
        cost: sumOver(cost, first, last),
      };
    });
  },
});

/** For each period, the last one before it that has events; minus infinity where none has. */
function lastUsesBefore(events: readonly number[]): readonly number[] {
  let last = -Infinity;
  return events.map((count, index) => {
    const before = last;
    if (count > 0) last = index;
    return before;
  });
}
