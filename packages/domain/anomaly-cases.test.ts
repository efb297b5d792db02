import { describe, expect, test } from "vitest";
import { ANOMALY_RULES, type AnomalyRuleName } from "./anomaly-rule.ts";
import { addDays } from "./local-date.ts";
import { hourOf, isWeekend, type Series } from "./series.ts";

const START = "2026-01-05"; // A Monday.
const dates = (days: number) => Array.from({ length: days }, (_, day) => addDays(START, day));
const hours = (days: number) =>
  dates(days).flatMap((date) =>
    Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, "0")}+01:00`),
  );

type Values = Readonly<Record<string, number | ((day: number) => number)>>;
const daily = (days: number, values: Values): Series => ({
  granularity: "day",
  periods: dates(days),
  values: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.from({ length: days }, (_, day) => (typeof value === "number" ? value : value(day))),
    ]),
  ),
});
const hourly = (days: number, name: string, value: (period: string, hour: number) => number): Series => {
  const periods = hours(days);
  return { granularity: "hour", periods, values: { [name]: periods.map((period, hour) => value(period, hour)) } };
};
const judge = (rule: AnomalyRuleName, series: Series, parameters: object = {}) =>
  ANOMALY_RULES[rule].judge(series, parameters);
const since = (from: number, then: number, before: number) => (day: number) => (day >= from ? then : before);
const on = (at: number, then: number, otherwise: number) => (day: number) => (day === at ? then : otherwise);
/** A few per cents, without a dice. */
const wobble = (day: number) => 1 + (((day * 37) % 11) - 5) / 100;

describe("growth", () => {
  test("a day of 300 among days of 100 says what was expected, what came and what it cost", () => {
    const [finding] = judge("growth", daily(60, { cost: (day) => on(50, 300, 100)(day) * wobble(day) }));
    expect(finding).toMatchObject({
      from: dates(60)[50],
      to: dates(60)[50],
      isOpen: false,
      measure: "cost",
      unit: "currency",
    });
    expect(finding?.expected).toBeGreaterThan(95);
    expect(finding?.expected).toBeLessThan(105);
    expect(finding?.high).toBeLessThan(finding?.observed ?? 0);
    expect(finding?.cost).toBeCloseTo((finding?.observed ?? 0) - (finding?.expected ?? 0));
  });
  test("Mondays after quiet weekends are none", () => {
    const week = (day: number) => (day % 7 >= 5 ? 5 : 100) * wobble(day);
    expect(judge("growth", daily(90, { cost: week }))).toEqual([]);
  });
  test("a Saturday like a Monday is one", () => {
    const cost = (day: number) => (day % 7 >= 5 && day !== 61 ? 5 : 100) * wobble(day);
    expect(judge("growth", daily(90, { cost })).map(({ from }) => from)).toEqual([dates(90)[61]]);
  });
  test("steady growth is none", () => {
    expect(judge("growth", daily(90, { cost: (day) => 50 * 1.01 ** day * wobble(day) }))).toEqual([]);
  });
  test("a climb that began is one", () => {
    const cost = (day: number) => 100 * wobble(day) * (day < 60 ? 1 : 1.05 ** Math.min(20, day - 60));
    expect(judge("growth", daily(90, { cost }))).not.toEqual([]);
  });
  test("a lasting shift is said, and is the usual after some weeks", () => {
    const findings = judge("growth", daily(90, { cost: (day) => since(45, 250, 100)(day) * wobble(day) }));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ from: dates(90)[45], isOpen: false });
  });
  test("two weeks of holidays and what comes after are none", () => {
    const cost = (day: number) => (day >= 50 && day < 64 ? 2 : 100) * wobble(day);
    expect(judge("growth", daily(90, { cost }))).toEqual([]);
  });
  test("cents are none, unless they are asked for", () => {
    const cost = (day: number) => on(50, 0.3, 0.01)(day) * wobble(day);
    expect(judge("growth", daily(60, { cost }))).toEqual([]);
    expect(judge("growth", daily(60, { cost }), { minimum_amount: 0 })).toHaveLength(1);
  });
  test("a fall is said where it is asked for, and cost nothing", () => {
    const series = daily(60, { cost: (day) => on(50, 10, 100)(day) * wobble(day) });
    expect(judge("growth", series)).toEqual([]);
    expect(judge("growth", series, { direction: "down" })).toMatchObject([{ from: dates(60)[50], cost: null }]);
  });
  test("by the hour, nothing is said of the first three days", () => {
    const at = (spike: number) => hourly(5, "cost", (_, hour) => (hour === spike ? 300 : 30 * wobble(hour)));
    expect(judge("growth", at(60), { sensitivity: 5 }).filter(({ from }) => from <= (hours(5)[60] ?? ""))).toEqual([]);
    expect(judge("growth", at(80))).toMatchObject([{ from: hours(5)[80] }]);
  });
  test("what is still so in the last period is open", () => {
    expect(judge("growth", daily(60, { cost: (day) => on(59, 300, 100)(day) * wobble(day) }))[0]?.isOpen).toBe(true);
  });
});

describe("ratios", () => {
  test("output_ratio: four times the output for the same input", () => {
    const tokens = { input_tokens: 1e6, cache_read_tokens: 1e6, cost_output: (day: number) => on(40, 8, 2)(day) };
    const series = daily(50, { ...tokens, output_tokens: (day) => on(40, 8e5, 2e5)(day) * wobble(day) });
    expect(judge("output_ratio", series)).toMatchObject([
      { from: dates(50)[40], measure: "output_ratio", unit: "ratio" },
    ]);
    expect(judge("output_ratio", series)[0]?.cost).toBeCloseTo(6, 0);
  });
  test("failed_runs: forty of a hundred, not three of four", () => {
    const many = daily(50, { events: 100, failed_events: on(40, 40, 2), failed_cost: on(40, 4, 0.2) });
    expect(judge("failed_runs", many)).toMatchObject([{ from: dates(50)[40], observed: 0.4, expected: 0.02 }]);
    const few = daily(50, { events: on(40, 4, 100), failed_events: on(40, 3, 2) });
    expect(judge("failed_runs", few)).toEqual([]);
  });
  test("failed_runs: three days are over when they are over, though the week is still worse than usual", () => {
    const failed_events = (day: number) => (day >= 40 && day < 43 ? 60 : 1 + (day % 3));
    const findings = judge("failed_runs", daily(50, { events: 100, failed_events }));
    expect(findings).toMatchObject([{ from: dates(50)[40], to: dates(50)[42], isOpen: false }]);
  });
  test("growth: the same", () => {
    const cost = (day: number) => (day >= 40 && day < 43 ? 300 : 100) * wobble(day);
    expect(judge("growth", daily(50, { cost }))).toMatchObject([{ to: dates(50)[42], isOpen: false }]);
  });
  test("failed_runs: most of them, always", () => {
    const series = daily(50, { events: 100, failed_events: 70, failed_cost: 7 });
    expect(judge("failed_runs", series)).toMatchObject([{ isOpen: true, expected: null, high: 0.5, observed: 0.7 }]);
    expect(judge("failed_runs", series, { maximum_share: null })).toEqual([]);
  });
  test("premium_drift: from a tenth of the cost to a half", () => {
    const series = daily(60, { cost: 100, cost_premium: (day) => since(45, 50, 10)(day) * wobble(day) });
    const [finding] = judge("premium_drift", series);
    expect(finding).toMatchObject({ from: dates(60)[45], measure: "premium_share", unit: "share" });
    expect(finding?.expected).toBeCloseTo(0.1, 1);
  });
  test("no_accepted_outputs: none accepted any more, and nothing where no outcomes are told", () => {
    const cost = { cost: 40 };
    const series = daily(50, { ...cost, outcomes: 20, accepted_outcomes: since(40, 0, 16) });
    expect(judge("no_accepted_outputs", series)).toMatchObject([{ from: dates(50)[40], observed: 1 }]);
    expect(judge("no_accepted_outputs", daily(50, { ...cost, outcomes: 0, accepted_outcomes: 0 }))).toEqual([]);
  });
  test("no_accepted_outputs: none was ever accepted", () => {
    const series = daily(30, { cost: 40, outcomes: 20, accepted_outcomes: 0 });
    expect(judge("no_accepted_outputs", series)).toMatchObject([
      { isOpen: true, expected: null, high: 0.95, observed: 1 },
    ]);
  });
  test("agent_loops: what they cost", () => {
    const series = daily(50, { events: 500, loop_events: on(40, 300, 2), cost_cause_loop: on(40, 90, 0.5) });
    expect(judge("agent_loops", series)).toMatchObject([{ from: dates(50)[40], cost: 90 }]);
  });
  test("price_drift: a token costs half as much again", () => {
    const series = daily(50, {
      input_tokens: 1e6,
      output_tokens: 1e5,
      cost: (day) => since(40, 15, 10)(day) * wobble(day),
    });
    expect(judge("price_drift", series)).toMatchObject([{ from: dates(50)[40], measure: "price_per_token" }]);
  });
  test.each(["input_image_tokens", "output_audio_tokens"])("more %s at the price they had are no drift", (more) => {
    const series = daily(50, {
      input_tokens: 1e6,
      output_tokens: 1e5,
      [more]: since(40, 6e5, 0),
      cost: (day) => since(40, 15.5, 10)(day) * wobble(day),
    });
    expect(judge("price_drift", series)).toEqual([]);
  });
  test("price_drift: a source reports less or more than we say", () => {
    const ours = { input_tokens: 1e6, output_tokens: 1e5, cost: 10, cost_compared: 10 };
    for (const told of [8, 12]) {
      const series = daily(60, { ...ours, cost_reported: since(40, told, 10) });
      expect(judge("price_drift", series)).toMatchObject([{ measure: "reported_difference", isOpen: true }]);
    }
    expect(judge("price_drift", daily(60, { ...ours, cost_reported: 10.2 }))).toEqual([]);
  });
  test("unattributed: a third of the cost has lost its department", () => {
    const series = daily(50, { cost: 100, cost_unattributed: (day) => since(40, 33, 3)(day) * wobble(day) });
    expect(judge("unattributed", series)[0]).toMatchObject({ from: dates(50)[40], measure: "unattributed_share" });
  });
});

describe("first_use", () => {
  const tenant_events = 100;
  test("a model after weeks without it, once", () => {
    const series = daily(60, { events: since(40, 5, 0), cost: since(40, 2, 0), tenant_events });
    expect(judge("first_use", series)).toMatchObject([
      { from: dates(60)[40], to: dates(60)[40], observed: 5, cost: 2 },
    ]);
  });
  test("everything is new to a new tenant, and nothing is said of it", () => {
    expect(judge("first_use", daily(60, { events: since(10, 5, 0), tenant_events: since(8, 100, 0) }))).toEqual([]);
  });
  test("what comes back after quiet_days is new again", () => {
    const events = (day: number) => (day === 0 || day === 45 ? 5 : 0);
    expect(judge("first_use", daily(60, { events, tenant_events }))).toHaveLength(1);
    expect(judge("first_use", daily(60, { events, tenant_events }), { quiet_days: 50 })).toEqual([]);
  });
});

describe("missing_data", () => {
  const DAYS = 42;
  const office = (period: string) => (isWeekend(period) || hourOf(period) < 8 || hourOf(period) > 18 ? 0 : 20);
  test("nights, weekends and one day off of an office are none", () => {
    expect(judge("missing_data", hourly(DAYS, "events", office))).toEqual([]);
    const off = (period: string) => (period.startsWith("2026-02-09") ? 0 : office(period));
    expect(judge("missing_data", hourly(DAYS, "events", off))).toEqual([]);
  });
  test("an office that is silent from a Tuesday noon is said by the next day, and what should have come", () => {
    const dead = 29 * 24 + 12;
    const [finding] = judge(
      "missing_data",
      hourly(DAYS, "events", (period, hour) => (hour >= dead ? 0 : office(period))),
    );
    expect(finding?.from.slice(0, 10)).toBe(dates(DAYS)[30]);
    expect(finding).toMatchObject({ isOpen: true, observed: 0, cost: null });
    // The rest of that Tuesday, three more days of that week and all of the next, to 18 o'clock, of 20 an hour.
    expect(finding?.expected).toBeCloseTo((7 + 3 * 11 + 5 * 11) * 20, -2);
  });
  test("a daily batch is not missing at other hours, and is after the second that did not come", () => {
    const batch = (period: string, hour: number) => (hourOf(period) === 3 && hour < 30 * 24 ? 500 : 0);
    expect(judge("missing_data", hourly(30, "events", batch))).toEqual([]);
    const [finding] = judge("missing_data", hourly(DAYS, "events", batch));
    expect(finding?.from.slice(0, 13)).toBe(`${dates(DAYS)[31]}T03`);
  });
  test("a source that never rests is missed within a few hours", () => {
    const [finding] = judge(
      "missing_data",
      hourly(DAYS, "events", (_, hour) => (hour < 900 ? 30 : 0)),
    );
    expect(hours(DAYS).indexOf(finding?.from ?? "")).toBeLessThan(904);
  });
  test("by the day: weekdays alone", () => {
    const events = (day: number) => (day % 7 < 5 && day < 43 ? 10 : 0);
    expect(judge("missing_data", daily(45, { events }))).toMatchObject([{ from: dates(45)[44], isOpen: true }]);
  });
});

describe("off_hours", () => {
  const work = (period: string) => (isWeekend(period) || hourOf(period) < 8 || hourOf(period) > 17 ? 0 : 20);
  const night = 30 * 24 + 1;
  test("an hour of the night like one of work", () => {
    const series = hourly(42, "cost", (period, hour) => (hour >= night && hour < night + 3 ? 20 : work(period)));
    expect(judge("off_hours", series)).toMatchObject([{ from: hours(42)[night], observed: 60, expected: 0, cost: 60 }]);
  });
  test("a batch of every night is none", () => {
    expect(
      judge(
        "off_hours",
        hourly(42, "cost", (period) => (hourOf(period) === 2 ? 30 : work(period))),
      ),
    ).toEqual([]);
  });
  test("a call or two are none", () => {
    expect(
      judge(
        "off_hours",
        hourly(42, "cost", (period, hour) => (hour === night ? 1.5 : work(period))),
      ),
    ).toEqual([]);
  });
  test("who works at other hours says so", () => {
    const late = hourly(42, "cost", (period, hour) =>
      hour >= 30 * 24 + 20 && hour < 30 * 24 + 23 ? 20 : work(period),
    );
    expect(judge("off_hours", late)).toHaveLength(1);
    expect(judge("off_hours", late, { to_hour: 23 })).toEqual([]);
    expect(ANOMALY_RULES.off_hours.parameters.safeParse({ from_hour: 20, to_hour: 8 }).success).toBe(false);
  });
});
