import { HOUR_MS } from "./bucket.ts";
import { LIMITS } from "./limits.ts";
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

/** That the recorder came late to usage. */
export interface Behind {
  /** When the oldest of what it came to was accepted. */
  readonly acceptedEpochMs: number;
  readonly seenEpochMs: number;
}

export interface RecordedUntil {
  /** The hour that is to be judged. */
  readonly hourEpochMs: number;
  /** Up to when a probe found usage recorded; undefined: none did yet. */
  readonly recordedEpochMs: number | undefined;
  readonly behind: Behind | undefined;
  readonly nowEpochMs: number;
}

/**
 * The instant up to which usage may be judged. A queue keeps no order, so a probe may overtake what was accepted before it: while
 * the recorder was seen of late to be behind, no more is taken for recorded than it had come to.
 */
export function judgedUntil({ hourEpochMs, recordedEpochMs, behind, nowEpochMs }: RecordedUntil): number {
  const recorded = Math.min(hourEpochMs, recordedEpochMs ?? hourEpochMs - HOUR_MS);
  return behind && isBehind(behind, nowEpochMs) ? Math.min(recorded, behind.acceptedEpochMs) : recorded;
}

/** Whether what was seen then still says something. */
const isBehind = ({ seenEpochMs }: Behind, nowEpochMs: number): boolean =>
  nowEpochMs - seenEpochMs < LIMITS.recorderCatchUpMs;

/** Whether what is seen now takes the place of what was: of a backlog the oldest counts, for as long as it is believed. */
export const isFurtherBehind = (now: Behind, before: Behind | undefined): boolean =>
  before === undefined || now.acceptedEpochMs <= before.acceptedEpochMs || !isBehind(before, now.seenEpochMs);

/** How long after its end a day is judged: what comes later is late. */
const LATE_MS = 2 * HOUR_MS;

/** The last local date that is over and may be judged at an instant up to which usage is recorded. */
export const judgedDate = (untilEpochMs: number, zone: string): LocalDate =>
  addDays(localDateOf(untilEpochMs - LATE_MS, zone), -1);
