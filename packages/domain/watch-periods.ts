import { HOUR_MS } from "./bucket.ts";
import { addDays, type LocalDate } from "./local-date.ts";
import { localDateOf, localHourOf, startOfLocalDate } from "./zone.ts";

/** Local dates [from, to). */
export function datesIn(from: LocalDate, to: LocalDate): readonly LocalDate[] {
  const dates: LocalDate[] = [];
  for (let date = from; date < to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** Clocks differ from UTC by whole quarters of an hour. */
const QUARTER_MS = HOUR_MS / 4;

/** The local hours from the start of a date on that are over at an instant, as spend shows them. */
export function hoursUntil(from: LocalDate, untilEpochMs: number, zone: string): readonly string[] {
  const hours = new Set<string>();
  for (let at = startOfLocalDate(from, zone); at < untilEpochMs; at += QUARTER_MS) hours.add(localHourOf(at, zone));
  hours.delete(localHourOf(untilEpochMs, zone));
  return [...hours];
}

/** How long after its end a day is judged: what comes later is late. */
const LATE_MS = 2 * HOUR_MS;

/** The last local date that is over and may be judged at an instant up to which usage is recorded. */
export const judgedDate = (untilEpochMs: number, zone: string): LocalDate =>
  addDays(localDateOf(untilEpochMs - LATE_MS, zone), -1);
