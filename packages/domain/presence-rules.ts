import * as z from "zod";
import { anomalyRule, scopePart, Sensitivity } from "./anomaly-rule-schema.ts";
import { findingsOf, sumOver } from "./finding.ts";
import { quantile } from "./robust.ts";
import { hourOf, isWeekend, partOf, periodsOfDay } from "./series.ts";

/** A value is used that was not used before, while the tenant has a past. */
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
  historyDays: 60,
  coldDays: 14,
  severity: "info",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    /** What was not used for so many days is used first again. */
    quiet_days: z.int().min(7).max(59).default(30),
  }),
  judge: (series, { sensitivity, quiet_days }) => {
    const events = partOf(series, "events");
    const tenant = partOf(series, "tenant_events");
    const perDay = periodsOfDay(series.granularity);
    const began = tenant.findIndex((count) => count > 0);
    const quiet = quiet_days * perDay;
    const scores = events.map((count, index) => {
      const isCold = began < 0 || index - began < 14 * perDay;
      const isNew = sumOver(events, Math.max(0, index - quiet), index - 1) === 0;
      return count > 0 && isNew && !isCold ? 10 : 0;
    });
    return findingsOf(series, scores, { sensitivity, calm: 0 }, (first, last) => ({
      measure: "events",
      unit: "events",
      expected: 0,
      low: 0,
      high: 0,
      observed: sumOver(events, first, last),
      excess: sumOver(events, first, last),
      cost: sumOver(partOf(series, "cost"), first, last),
    }));
  },
});

/** A source that used to report is silent for longer than it ever was. */
export const missingDataRule = anomalyRule({
  title: "Missing data",
  granularity: "hour",
  granularities: ["hour", "day"],
  scopes: [["source"]],
  parts: { events: scopePart("events") },
  historyDays: 35,
  coldDays: 7,
  severity: "warning",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    /** A silence as long as its longest of late, times this, is one too many. */
    patience: z.number().min(1).max(10).default(1.5),
  }),
  judge: (series, { sensitivity, patience }) => {
    const events = partOf(series, "events");
    const perDay = periodsOfDay(series.granularity);
    const silences: number[] = [];
    let silence = 0;
    let began = -1;
    const scores = events.map((count, index) => {
      if (count > 0) {
        if (began < 0) began = index;
        else silences.push(silence);
        silence = 0;
        return 0;
      }
      silence += 1;
      if (began < 0 || index - began < 7 * perDay) return 0;
      const longest = Math.max(perDay === 1 ? 1 : 3, quantile(silences.slice(-500), 1));
      return silence / (longest * patience + 1);
    });
    return findingsOf(series, scores, { sensitivity, calm: 0 }, (first, last) => ({
      measure: "silence",
      unit: perDay === 1 ? "days" : "hours",
      expected: 0,
      low: 0,
      high: null,
      observed: last - first + 1,
      excess: last - first + 1,
      cost: null,
    }));
  },
});

/** Cost on a weekend or at night where there was none to speak of. */
export const offHoursRule = anomalyRule({
  title: "Unexpected weekend or night usage",
  granularity: "hour",
  granularities: ["hour"],
  scopes: [["department"], ["api_key"]],
  parts: { cost: scopePart("cost") },
  historyDays: 28,
  coldDays: 14,
  severity: "info",
  parameters: z.strictObject({
    sensitivity: Sensitivity,
    minimum_amount: z.number().min(0).max(1e12).default(1),
    /** Local hours of work, half-open: [from, to). */
    from_hour: z.int().min(0).max(23).default(7),
    to_hour: z.int().min(1).max(24).default(20),
  }),
  judge: (series, { sensitivity, minimum_amount, from_hour, to_hour }) => {
    const cost = partOf(series, "cost");
    const isOff = series.periods.map(
      (period) => isWeekend(period) || hourOf(period) < from_hour || hourOf(period) >= to_hour,
    );
    const began = cost.findIndex((value) => value > 0);
    const usual = cost.map((_, index) => {
      const start = Math.max(0, index - 28 * 24);
      return quantile(
        cost.slice(start, index).filter((_, offset) => isOff[start + offset]),
        0.98,
      );
    });
    const scores = cost.map((value, index) => {
      const high = usual[index] ?? 0;
      if (!isOff[index] || began < 0 || index - began < 14 * 24 || value - high < minimum_amount) return 0;
      return value / Math.max(2 * high, minimum_amount);
    });
    return findingsOf(series, scores, { sensitivity, calm: 6 }, (first, last) => {
      const observed = sumOver(cost, first, last);
      return {
        measure: "cost",
        unit: "currency",
        expected: 0,
        low: 0,
        high: sumOver(usual, first, last),
        observed,
        excess: observed,
        cost: observed,
      };
    });
  },
});
