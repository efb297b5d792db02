import * as z from "zod";
import { partOf, type Series } from "./series.ts";

/** How late a source's events come, as each look at it saw. */
export const Lateness = z.object({
  /** The last period that was looked at, and how many before it, and it, had nothing yet. */
  seen: z.string(),
  silent: z.int().min(0),
  /** By the date of the look: how many silent periods were filled later. The newest LATE_DATES. */
  late: z.array(z.object({ date: z.string(), periods: z.int() })),
});
export type Lateness = z.infer<typeof Lateness>;

const LATE_DATES = 28;

/**
 * What a source's past says of its being late, after another look at it: what was silent at its end when it was looked at last, and
 * is not now, came late.
 */
export function afterLook(before: Lateness | undefined, series: Series): Lateness {
  const events = partOf(series, "events");
  const last = series.periods.length - 1;
  const seen = series.periods[last] ?? "";
  const late = [...(before?.late ?? [])];
  const index = before ? series.periods.indexOf(before.seen) : -1;
  if (before && index >= 0) {
    const wasSilent = events.slice(index - before.silent + 1, index + 1);
    if (wasSilent.some((count) => count > 0)) {
      const date = before.seen.slice(0, 10);
      const known = late.find((each) => each.date === date);
      if (known) late[late.indexOf(known)] = { date, periods: Math.max(known.periods, before.silent) };
      else late.push({ date, periods: before.silent });
    }
  }
  return { seen, silent: silentAtEnd(events), late: late.slice(-LATE_DATES) };
}

const silentAtEnd = (events: readonly number[]): number =>
  events.length - 1 - events.findLastIndex((count) => count > 0);

/** How many periods at the end may be empty because a source is as late as it was on two dates: once is no habit. */
export const usualLateness = (lateness: Lateness | undefined): number =>
  (lateness?.late ?? []).map(({ periods }) => periods).toSorted((a, b) => b - a)[1] ?? 0;

/** The series without its last periods that a source as late as it was before may still fill: they say nothing yet. */
export function withoutLate(series: Series, lateness: Lateness | undefined): Series {
  const silent = silentAtEnd(partOf(series, "events"));
  const kept = series.periods.length - Math.min(silent, usualLateness(lateness));
  if (kept === series.periods.length) return series;
  return {
    ...series,
    periods: series.periods.slice(0, kept),
    values: Object.fromEntries(Object.entries(series.values).map(([name, values]) => [name, values.slice(0, kept)])),
  };
}
