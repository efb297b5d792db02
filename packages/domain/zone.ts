import { assert } from "./assert.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./bucket.ts";
import { dayNumber, type LocalDate } from "./local-date.ts";

/** What the clocks of a zone show at an instant. */
export interface LocalTime {
  /** "2026-10-25" */
  readonly date: LocalDate;
  /** "2026-10-25T02+02:00": with the offset, so that the two hours of a clock set back stay apart. */
  readonly hour: string;
}

/** Zone rules change at whole quarters of an hour (in UTC), bar a few; those few slots are never cached. */
const SLOT_MS = 900_000;
/** Six weeks of slots a zone: more than the live window. */
const SLOTS_MAX = 4096;

interface Zone {
  readonly name: string;
  readonly format: Intl.DateTimeFormat;
  readonly slots: Map<number, LocalTime>;
}

/** A cache of the platform's zone rules: what it holds depends on nothing but them. */
const zones = new Map<string, Zone>();
let lastZone: Zone | undefined;

function zoneOf(name: string): Zone {
  if (lastZone?.name === name) return lastZone;
  let zone = zones.get(name);
  if (!zone) {
    zone = { name, format: formatOf(name), slots: new Map() };
    zones.set(name, zone);
  }
  lastZone = zone;
  return zone;
}

const formatOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });

/** Whether the platform knows an IANA zone by this name ("Europe/Paris", "UTC"). Bare offsets ("+01:00") are none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The local date and hour of an instant. Made for one call an event: under 100 ns once its quarter of an hour is known. */
export function localTime(epochMs: number, zoneName: string): LocalTime {
  const zone = zoneOf(zoneName);
  const slot = Math.floor(epochMs / SLOT_MS);
  const known = zone.slots.get(slot);
  if (known) return known;
  const first = computeLocalTime(slot * SLOT_MS, zone);
  if (first.hour !== computeLocalTime((slot + 1) * SLOT_MS - 1, zone).hour) return computeLocalTime(epochMs, zone);
  if (zone.slots.size >= SLOTS_MAX) zone.slots.clear();
  zone.slots.set(slot, first);
  return first;
}

export const localDateOf = (epochMs: number, zone: string): LocalDate => localTime(epochMs, zone).date;
export const localHourOf = (epochMs: number, zone: string): string => localTime(epochMs, zone).hour;

function computeLocalTime(epochMs: number, zone: Zone): LocalTime {
  const offsetMs = offsetOf(epochMs, zone);
  const hour = new Date(epochMs + offsetMs).toISOString().slice(0, 13);
  return { date: hour.slice(0, 10), hour: `${hour}${offsetText(offsetMs)}` };
}

/** "+05:45"; with seconds only where an old zone has them. */
function offsetText(offsetMs: number): string {
  const text = new Date(Math.abs(offsetMs)).toISOString().slice(11, 19);
  return `${offsetMs < 0 ? "-" : "+"}${text.endsWith(":00") ? text.slice(0, 5) : text}`;
}

const SHOWN = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/** How far the zone's clocks are ahead of UTC at an instant, in ms. */
function offsetOf(epochMs: number, zone: Zone): number {
  const wholeSecond = Math.floor(epochMs / 1000) * 1000;
  const shown = SHOWN.exec(zone.format.format(wholeSecond));
  assert(shown, "an instant of our era is shown as month/day/year, time");
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = shown.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

/**
 * The instants of a local hour as `localHourOf` names it, half-open: mostly a whole hour, less where clocks are put on or back
 * within it. Asserts that the text is such a name.
 */
export function instantsOfHour(
  hour: string,
  zone: string,
): { readonly fromEpochMs: number; readonly toEpochMs: number } {
  const start = Date.parse(hour.replace(/T(\d\d)/, "T$1:00"));
  assert(Number.isFinite(start), `${hour} is a local hour`);
  const isIn = (epochMs: number) => localHourOf(epochMs, zone) === hour;
  const end = start + HOUR_MS;
  if (isIn(start) && isIn(end - 1)) return { fromEpochMs: start, toEpochMs: end };
  // Clocks change at whole minutes, bar some of a century ago.
  const minutes = Array.from({ length: HOUR_MS / MINUTE_MS }, (_, minute) => start + minute * MINUTE_MS).filter(isIn);
  const [first = start, last = start - MINUTE_MS] = [minutes[0], minutes.at(-1)];
  return { fromEpochMs: first, toEpochMs: last + MINUTE_MS };
}

/**
 * The first instant at which the zone's clocks show `date` or a later one: midnight, or where clocks skip it (Cairo,
 * Santiago) the instant they jump. A date that never was (Apia, 2011-12-30) starts where the next one does, and is empty.
 * Where clocks are set back just after midnight (St. John's until 2011), a date starts when it is first shown.
 */
export function startOfLocalDate(date: LocalDate, zoneName: string): number {
  const zone = zoneOf(zoneName);
  const midnightUtc = dayNumber(date) * DAY_MS;
  const before = offsetOf(midnightUtc - DAY_MS, zone);
  const after = offsetOf(midnightUtc + DAY_MS, zone);
  if (before === after) return midnightUtc - before;
  const change = findChange(midnightUtc - DAY_MS, midnightUtc + DAY_MS, zone);
  const candidates = [midnightUtc - before, change, midnightUtc - after].toSorted((a, b) => a - b);
  const start = candidates.find((instant) => instant + offsetOf(instant, zone) >= midnightUtc);
  assert(start !== undefined, "one of two offsets, or the change between them, starts a date");
  return start;
}

/** The first instant of the later offset, between two instants whose offsets differ. Changes fall on whole seconds. */
function findChange(fromEpochMs: number, toEpochMs: number, zone: Zone): number {
  const before = offsetOf(fromEpochMs, zone);
  let low = fromEpochMs / 1000;
  let high = toEpochMs / 1000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle * 1000, zone) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
}
