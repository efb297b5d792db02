import * as z from "zod";
import { anomalyRule, scopePart, Sensitivity } from "./anomaly-rule-schema.ts";
import { findingsOf, sumOver } from "./finding.ts";
import { SCORE_MAX } from "./judge-ratio.ts";
import { inOrder, meanOf, medianOf, quantileOf } from "./statistics.ts";
import { firstUseSince, hourOf, isWeekend, partOf, type Series } from "./series.ts";

const HOURS = 24;
const HISTORY_HOURS = 28 * HOURS;
const COLD_HOURS = 14 * HOURS;
const CALM_HOURS = 12;
/** What came on one like night in twenty is usual. */
const USUAL_SHARE = 0.95;
/** And so are calls that come now and then: so many standard deviations. */
const USUAL_SPREADS = 3;
const HOURS_TOGETHER = 3;
/** Beyond the usual by less than these parts of it, or of an hour of work, is little. */
const USUAL_PART = 1;
const WORK_PART = 0.2;

/** Cost on a weekend or at night where that hour of such days had none to speak of. */
export const offHoursRule = anomalyRule({
  title: "Unexpected weekend or night usage",
  granularity: "hour",
  granularities: ["hour"],
  scopes: [["department"], ["api_key"]],
  parts: { cost: scopePart("cost") },
  historyDays: (HISTORY_HOURS + HOURS) / HOURS,
  coldDays: COLD_HOURS / HOURS,
  severity: "info",
  parameters: z
    .strictObject({
      sensitivity: Sensitivity,
      /** Whole currency units beyond the usual, below which nothing is said of an hour. */
      minimum_amount: z.number().min(0).max(1e12).default(1),
      /** The local hours of work, half-open: [from, to). Saturday and Sunday have none. */
      from_hour: z.int().min(0).max(23).default(7),
      to_hour: z.int().min(1).max(24).default(20),
    })
    .refine(({ from_hour, to_hour }) => from_hour < to_hour, {
      path: ["to_hour"],
      error: "to_hour is after from_hour",
    }),
  judge: (series, { sensitivity, minimum_amount, from_hour, to_hour }) => {
    const cost = partOf(series, "cost");
    const isOff = series.periods.map(
      (period) => isWeekend(period) || hourOf(period) < from_hour || hourOf(period) >= to_hour,
    );
    // A call now and then is little; several hours together show whether it is.
    const off = cost.map((value, index) => (isOff[index] ? value : 0));
    const together = off.map((_, index) => sumOver(off, Math.max(0, index - HOURS_TOGETHER + 1), index));
    const usual = usualOffHours(series, { cost, together, isOff });
    const scores = together.map((value, index) => {
      const { high, work } = usual[index] ?? { high: 0, work: 0 };
      const over = value - high;
      if (!usual[index] || off[index] === 0 || over < minimum_amount || over <= 0) return 0;
      return Math.min(SCORE_MAX, over / Math.max(USUAL_PART * high, WORK_PART * HOURS_TOGETHER * work));
    });
    return findingsOf(series, scores, { sensitivity, calm: CALM_HOURS }, (first, last) => {
      // Hours of work within the stretch are not a part of it. What is usual is of several hours together.
      const each = (of: (one: Usual) => number) =>
        sumOver(
          usual.map((one) => (one ? of(one) / HOURS_TOGETHER : 0)),
          first,
          last,
        );
      const observed = sumOver(off, first, last);
      const expected = each((one) => one.expected);
      return {
        measure: "cost",
        unit: "currency",
        expected,
        low: 0,
        high: Math.max(
          expected,
          each((one) => one.high),
        ),
        observed,
        excess: Math.max(0, observed - expected),
        cost: Math.max(0, observed - expected),
      };
    });
  },
});

interface Usual {
  readonly expected: number;
  readonly high: number;
  /** An hour of work, usually. */
  readonly work: number;
}

/** For each hour that is off, what the same hour and its neighbours had on like days of four weeks; null of others, and at first. */
function usualOffHours({ periods }: Series, { cost, together, isOff }: OffHours): readonly (Usual | null)[] {
  const weekend = periods.map(isWeekend);
  const beganSince = firstUseSince(cost);
  return together.map((_, index) => {
    const start = Math.max(0, index - HISTORY_HOURS - 1);
    if (!isOff[index] || index - beganSince(start) < COLD_HOURS) return null;
    const alike: number[] = [];
    for (let past = index - HOURS; past > start; past -= HOURS) {
      if (weekend[past] !== weekend[index]) continue;
      alike.push(...together.slice(past - 1, past + 2).filter((__, side) => isOff[past - 1 + side]));
    }
    const work = cost.slice(Math.max(start, index - 7 * HOURS), index).filter((value, hour, all) => {
      return value > 0 && !isOff[index - all.length + hour];
    });
    const centre = meanOf(alike);
    const deviation = Math.sqrt(meanOf(alike.map((value) => (value - centre) ** 2)));
    const high = Math.max(centre + USUAL_SPREADS * deviation, quantileOf(inOrder(alike), USUAL_SHARE));
    return { expected: centre, high, work: medianOf(work) };
  });
}

interface OffHours {
  readonly cost: readonly number[];
  /** What each hour and those before it had, of hours that are off. */
  readonly together: readonly number[];
  readonly isOff: readonly boolean[];
}
