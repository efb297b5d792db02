import { addDays, addMonths, dayNumber } from "./local-date.ts";
import type { Period } from "./period.ts";
import type { Granularity, Spend } from "./spend.ts";

/** What a range is compared with, and how many days earlier that is. */
export interface PreviousPeriod extends Period {
  readonly days: number;
}

/**
 * The same length right before the range; as a total also the calendar month before one whole month. Undefined where the periods of
 * the two would not lie side by side: by hour, by month, and by week of a range that is not whole weeks long.
 */
export function previousPeriod({ from, to }: Period, granularity: Granularity): PreviousPeriod | undefined {
  const days = dayNumber(to) - dayNumber(from);
  if (granularity === "hour" || granularity === "month") return undefined;
  if (granularity === "week" && days % 7 !== 0) return undefined;
  const isWholeMonth = from.endsWith("-01") && to === `${addMonths(from.slice(0, 7), 1)}-01`;
  const before =
    granularity === "total" && isWholeMonth ? `${addMonths(from.slice(0, 7), -1)}-01` : addDays(from, -days);
  return { from: before, to: from, days };
}

/** Spend of the previous period, each of its periods named as the one that it is compared with. */
export function namedAsPresent(earlier: Spend, present: Period, granularity: Granularity, days: number): Spend {
  const named = (period: string) => (granularity === "total" ? present.from : addDays(period, days));
  return { ...earlier, items: earlier.items.map((item) => ({ ...item, period: named(item.period) })) };
}
