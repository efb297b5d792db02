import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANOMALY_RULE_NAMES, ANOMALY_RULES, type AnomalyRuleName } from "./anomaly-rule.ts";
import type { AnomalyRule } from "./anomaly-rule-schema.ts";
import { BASELINE_DAYS } from "./baseline.ts";
import type { Finding } from "./finding.ts";
import { addDays } from "./local-date.ts";
import { periodsOfDay, type Series, type SeriesGranularity } from "./series.ts";

const START = "2026-01-05"; // A Monday.
const dates = (days: number) => Array.from({ length: days }, (_, day) => addDays(START, day));
const periodsOf = (granularity: SeriesGranularity, length: number): string[] =>
  granularity === "day"
    ? dates(length)
    : dates(Math.ceil(length / 24))
        .flatMap((date) => Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, "0")}+00:00`))
        .slice(0, length);

const rules = ANOMALY_RULE_NAMES.flatMap((name) =>
  ANOMALY_RULES[name].granularities.map((granularity) => ({ name, granularity, rule: ANOMALY_RULES[name] })),
);

/** Amounts have no more digits than these. */
const round = (value: number) => Math.round(value * 1e6) / 1e6;

/** Parts of a scope, wilder than any is: runs of nothing, of the usual and of far too much. */
const seriesOf = (rule: AnomalyRule, granularity: SeriesGranularity) => {
  const length = granularity === "day" ? 70 : 20 * 24;
  const piece = fc.record({
    length: fc.integer({ min: 1, max: Math.floor(length / 3) }),
    level: fc.constantFrom(0, 0, 1, 30, 200, 5_000, 1e9),
    jitter: fc.constantFrom(0, 0.1, 1),
  });
  const part = fc
    .tuple(
      fc.array(piece, { minLength: 3, maxLength: 8 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    )
    .map(([pieces, noise]) =>
      pieces
        .flatMap(({ length, level, jitter }) =>
          Array.from({ length }, () => round(level * (1 - jitter + jitter * Number(noise.next().value)))),
        )
        .slice(0, length),
    );
  return fc
    .record(Object.fromEntries(Object.keys(rule.parts).map((name) => [name, part])))
    .map((values): Series => ({ granularity, periods: periodsOf(granularity, length), values }));
};
const runs = (granularity: SeriesGranularity) => ({ numRuns: granularity === "day" ? 40 : 5 });

const isAtMost = (a: number | null, b: number | null) => a === null || b === null || a <= b + 1e-9 * Math.abs(b);
const flagged = (findings: readonly Finding[], periods: readonly string[]) =>
  new Set(periods.filter((period) => findings.some(({ from, to }) => period >= from && period <= to)));

describe.each(rules)("$name by the $granularity", ({ rule, granularity }) => {
  test("every number is one, and what was expected lies within its bounds", () => {
    let told = 0;
    fc.assert(
      fc.property(seriesOf(rule, granularity), fc.constantFrom(0.1, 1, 10), (series, sensitivity) => {
        for (const finding of rule.judge(series, { sensitivity })) {
          told += 1;
          const { expected, low, high, observed, excess, cost, score } = finding;
          const numbers = [expected, low, high, observed, excess, cost, score].filter((one) => one !== null);
          expect(numbers.every((one) => Number.isFinite(one))).toBe(true);
          expect(isAtMost(low, expected) && isAtMost(expected, high) && isAtMost(low, high)).toBe(true);
          expect(excess).toBeGreaterThanOrEqual(0);
          expect(score * sensitivity).toBeGreaterThanOrEqual(1);
          expect(series.periods.indexOf(finding.from)).toBeLessThanOrEqual(series.periods.indexOf(finding.to));
        }
      }),
      runs(granularity),
    );
    // By the hour there are too few runs to be sure of one.
    expect(told > 0 || granularity === "hour").toBe(true);
  });

  test("a higher sensitivity says no less", () => {
    fc.assert(
      fc.property(
        seriesOf(rule, granularity),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (series, a, b) => {
          const [lower, higher] = [Math.min(a, b), Math.max(a, b)];
          const few = flagged(rule.judge(series, { sensitivity: lower }), series.periods);
          const many = flagged(rule.judge(series, { sensitivity: higher }), series.periods);
          expect([...few].filter((period) => !many.has(period))).toEqual([]);
        },
      ),
      runs(granularity),
    );
  });

  test("what comes later changes nothing of what was said before", () => {
    fc.assert(
      fc.property(seriesOf(rule, granularity), fc.double({ min: 0.3, max: 1, noNaN: true }), (series, share) => {
        const length = Math.ceil(series.periods.length * share);
        const known: Series = {
          granularity,
          periods: series.periods.slice(0, length),
          values: Object.fromEntries(
            Object.entries(series.values).map(([name, part]) => [name, part.slice(0, length)]),
          ),
        };
        const last = known.periods.at(-1) ?? "";
        const now = rule.judge(known, {});
        const later = rule.judge(series, {}).filter(({ from }) => from <= last);
        expect(later.map(({ from }) => from)).toEqual(now.map(({ from }) => from));
        for (const [index, finding] of now.entries()) {
          const after = later[index];
          // One that went on was open; any other is as it was.
          const isGone = after !== undefined && after.to > finding.to && finding.isOpen;
          expect(
            isGone || JSON.stringify({ ...after, isOpen: null }) === JSON.stringify({ ...finding, isOpen: null }),
          ).toBe(true);
        }
      }),
      runs(granularity),
    );
  });

  test("nothing is said of a scope's first days", () => {
    const perDay = periodsOfDay(granularity);
    const cold = granularity === rule.granularity ? rule.coldDays * perDay : 2 * perDay;
    fc.assert(
      fc.property(seriesOf(rule, granularity), (series) => {
        const said = rule.judge(series, { sensitivity: 10 });
        expect(said.filter(({ from }) => series.periods.indexOf(from) < cold)).toEqual([]);
      }),
      runs(granularity),
    );
  });

  test("nothing at all is said of nothing", () => {
    const periods = periodsOf(granularity, 40 * periodsOfDay(granularity));
    expect(rule.judge({ granularity, periods, values: {} }, {})).toEqual([]);
    expect(rule.judge({ granularity, periods: [], values: {} }, {})).toEqual([]);
    const broken = Object.fromEntries(Object.keys(rule.parts).map((name) => [name, periods.map(() => Number.NaN)]));
    expect(rule.judge({ granularity, periods, values: broken }, {})).toEqual([]);
  });

  test("parameters have defaults, and unknown or impossible ones are refused", () => {
    expect(rule.parameters.parse({})).toMatchObject({ sensitivity: 1 });
    for (const bad of [{ sensitivity: 0 }, { sensitivity: Number.NaN }, { sensitivity: 11 }, { nonsense: 1 }]) {
      expect(rule.parameters.safeParse(bad).success).toBe(false);
    }
  });
});

/** Of whole currency units: twice the amounts are twice the finding. */
const SCALED: readonly AnomalyRuleName[] = ["growth", "premium_drift", "unattributed", "off_hours"];
const AMOUNTS = ["expected", "low", "high", "observed", "excess", "cost"] as const;
test.each(SCALED)("%s does not depend on the currency's unit", (name) => {
  const rule = ANOMALY_RULES[name];
  const isShare = name === "premium_drift" || name === "unattributed";
  fc.assert(
    // Powers of two, so that what is just at a bound stays there.
    fc.property(seriesOf(rule, rule.granularity), fc.constantFrom(2 ** -7, 8, 1024), (series, factor) => {
      const values = Object.entries(series.values).map(
        ([part, all]) => [part, all.map((value) => value * factor)] as const,
      );
      const before = rule.judge(series, { minimum_amount: 5 });
      const after = rule.judge({ ...series, values: Object.fromEntries(values) }, { minimum_amount: 5 * factor });
      expect(after.map(({ from, to }) => [from, to])).toEqual(before.map(({ from, to }) => [from, to]));
      const largest = isShare ? 1 : factor * Math.max(...Object.values(series.values).flat());
      for (const [index, finding] of before.entries()) {
        for (const field of AMOUNTS) {
          const expected = (finding[field] ?? 0) * (isShare && field !== "cost" ? 1 : factor);
          const found = after[index]?.[field] ?? 0;
          // Doubles have 15 digits, a few of which logarithms and sums take.
          const size = field === "cost" ? factor * Math.max(...Object.values(series.values).flat()) : largest;
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * size + 1e-6 * Math.abs(expected));
        }
      }
    }),
    { numRuns: name === "off_hours" ? 5 : 40 },
  );
});

test("a series that begins before a rule's history says the same of its last period", () => {
  const days = BASELINE_DAYS + 40;
  const cost = Array.from(
    { length: days },
    (_, day) => 100 + ((day * 37) % 23) + (day % 7 > 4 ? -60 : 0) + (day === days - 1 ? 90 : 0),
  );
  const whole: Series = { granularity: "day", periods: dates(days), values: { cost } };
  const late: Series = { granularity: "day", periods: whole.periods.slice(40), values: { cost: cost.slice(40) } };
  const last = (series: Series) => ANOMALY_RULES.growth.judge(series, {}).at(-1);
  expect(last(whole)?.to).toBe(whole.periods.at(-1));
  expect(last(late)).toEqual(last(whole));
});
