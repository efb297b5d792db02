import { localTime } from "@outlay/domain/zone";

export type ReadTime = { readonly epochMs: number; readonly isAmbiguous: boolean } | { readonly fault: string };

const DAY_MS = 86_400_000;
const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?(?: ?([Zz]|UTC|[+-]\d\d:?\d\d))?)?$/;
/** Epoch counts by their number of digits: seconds (perhaps with a fraction), milli-, micro- and nanoseconds, 2001 to 2286. */
const EPOCH = /^(?:(\d{10})(?:\.(\d{1,12}))?|(\d{13})|(\d{13})\d{3}|(\d{13})\d{6})$/;

/**
 * Milliseconds since the epoch of a log's time: RFC 3339 (a space may stand for the T), an epoch count, or a date with or
 * without a time of day, as the clocks of `zone` show it; finer digits are cut off. Of a local time that came twice, when
 * clocks were set back, the first is taken and `isAmbiguous` says so; one that clocks skipped is a fault.
 */
export function readTime(text: string, zone: string): ReadTime {
  const epoch = EPOCH.exec(text);
  if (epoch) return { epochMs: epochMs(epoch), isAmbiguous: false };
  const match = SHAPE.exec(text);
  const local = match ? shownEpochMs(match) : undefined;
  if (match === null || local === undefined)
    return { fault: `"${shorten(text)}" is no time such as 2026-11-02T09:30:00Z` };
  const offset = match[8];
  return offset === undefined
    ? fromLocal(local, text, zone)
    : { epochMs: local - offsetMs(offset), isAmbiguous: false };
}

function epochMs([, seconds, fraction = "", ...counts]: RegExpExecArray): number {
  if (seconds !== undefined) return Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  return Number(counts.find((count) => count !== undefined));
}

/** What the clocks show, counted as if they showed UTC. Undefined for what no calendar or clock shows. */
function shownEpochMs(match: RegExpExecArray): number | undefined {
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = ""] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const date = `${year}-${month}-${day}`;
  const epoch = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  // Date.parse takes 30 February for a day in March.
  return Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 10) !== date ? undefined : epoch;
}

function fromLocal(local: number, text: string, zone: string): ReadTime {
  // No zone has two changes within two days: one of these two offsets is in force, or both where clocks were set back.
  const offsets = new Set([offsetAt(local - DAY_MS, zone), offsetAt(local + DAY_MS, zone)]);
  const instants = [...offsets].map((offset) => local - offset).filter((at) => at + offsetAt(at, zone) === local);
  if (instants.length === 0) return { fault: `"${text}" is a time that clocks in ${zone} skipped` };
  return { epochMs: Math.min(...instants), isAmbiguous: instants.length > 1 };
}

/** How far the zone's clocks are ahead of UTC at an instant. */
const offsetAt = (instant: number, zone: string): number => offsetMs(localTime(instant, zone).hour.slice(13));

/** Of "Z", "+0530", "-03:30" or "+00:44:30". */
function offsetMs(text: string): number {
  const digits = text.replaceAll(/\D/g, "").padEnd(6, "0");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60 + Number(digits.slice(4, 6));
  return (text.startsWith("-") ? -1000 : 1000) * seconds;
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
