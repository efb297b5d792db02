import * as z from "zod";
import { assert } from "./assert.ts";
import { type BegunDay, FORECAST_METHODS, modelOf, restOfDay } from "./forecast.ts";
import { intervalOf, type Interval } from "./forecast-paths.ts";
import { addDays, dayNumber, type LocalDate } from "./local-date.ts";

const number = z.number();

/** A forecast in few numbers, so that those of many budgets are kept in one item: what days are expected to cost, and how far sums may be off. */
export const ForecastOutline = z.object({
  method: z.enum(FORECAST_METHODS),
  is_weekly: z.boolean(),
  reason: z.string(),
  /** The first day, local. */
  from: z.iso.date(),
  means: z.array(number),
  /** Of sums of so many days from the first: what the edges of their intervals are to their mean, [low95, low80, high80, high95]. */
  spread: z.array(z.tuple([z.int(), number, number, number, number])),
});
export type ForecastOutline = z.infer<typeof ForecastOutline>;

/** Lengths of sums whose intervals are kept; those between lie between. */
const LENGTHS: readonly number[] = [1, 2, 3, 5, 7, 10, 14, 21, 28, 35, 49, 63, 92, 183, 366];
const NO_DRAWS = new Float64Array();

/** Outlines the forecast of `horizon` days from `from` on, by the days before it; undefined with why where nothing can be said. */
export function outlineForecast(
  days: readonly number[],
  from: LocalDate,
  horizon: number,
): ForecastOutline | { readonly method: null; readonly reason: string } {
  assert(horizon >= 1, "an outline is of a day or more");
  const model = modelOf(days, { horizon });
  if (model.method === null) return model;
  const { method, isWeekly, reason, paths } = model;
  const lengths = [...LENGTHS.filter((length) => length < horizon), horizon];
  return {
    method,
    is_weekly: isWeekly,
    reason,
    from,
    means: paths.means.map((mean) => rounded(mean, 5)),
    spread: lengths.map((length) => {
      const { mean, low95, low80, high80, high95 } = intervalOf(
        paths.sumMeans[length - 1] ?? 0,
        paths.sums[length - 1] ?? NO_DRAWS,
      );
      const share = (edge: number) => (mean > 0 ? rounded(edge / mean, 4) : 1);
      return [length, share(low95), share(low80), share(high80), share(high95)];
    }),
  };
}

/** To so many digits, wherever the point is. */
const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** An outline says something for so many days after its first: then too much has happened that it does not know. */
const OUTLINE_DAYS = 3;

export interface Now {
  readonly today: LocalDate;
  readonly begun: BegunDay;
}

/**
 * What is still to come of a period, by day from today on: the expected sum of the rest of today and of the days up to each, and its
 * intervals. Undefined where the outline is too old, of a day to come, or does not reach the period's end.
 */
export function restOfPeriod(outline: ForecastOutline, { today, begun }: Now, to: LocalDate): Interval[] | undefined {
  const first = dayNumber(today) - dayNumber(outline.from);
  const end = dayNumber(to) - dayNumber(outline.from);
  if (first < 0 || first >= OUTLINE_DAYS || end > outline.means.length || end <= first) return undefined;
  const [whole = 0, ...others] = outline.means.slice(first, end);
  let mean = 0;
  return [restOfDay(whole, begun), ...others].map((day, index) => {
    mean += day;
    return spreadAround(outline, mean, index + 1);
  });
}

function spreadAround({ spread }: ForecastOutline, mean: number, length: number): Interval {
  const [low95, low80, high80, high95] = ([1, 2, 3, 4] as const).map((edge) => mean * edgeAt(spread, length, edge));
  return { mean, low95: low95 ?? mean, low80: low80 ?? mean, high80: high80 ?? mean, high95: high95 ?? mean };
}

function edgeAt(spread: ForecastOutline["spread"], length: number, edge: 1 | 2 | 3 | 4): number {
  const above = spread.find(([at]) => at >= length) ?? spread.at(-1);
  const below = spread.findLast(([at]) => at <= length) ?? above;
  if (!above || !below) return 1;
  const part = above[0] === below[0] ? 0 : (length - below[0]) / (above[0] - below[0]);
  return below[edge] + part * (above[edge] - below[edge]);
}

/** The local date on which a sum of picos from today on reaches `room`, by one edge of it; undefined where it does not. */
export function reachedOn(
  rest: readonly Interval[],
  today: LocalDate,
  room: number,
  edge: keyof Interval,
): LocalDate | undefined {
  const day = rest.findIndex((interval) => interval[edge] >= room);
  return day === -1 ? undefined : addDays(today, day);
}
