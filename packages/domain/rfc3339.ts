const SHAPE = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/**
 * Milliseconds since the epoch of an RFC 3339 time with its offset; finer digits are cut off. Undefined for any other text
 * and for what no calendar has: 30 February, 24:00, a leap second (an epoch count has no place for one).
 */
export function parseTime(text: string): number | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = match;
  if (!isDate(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const local =
    dayEpochMs(Number(year), Number(month), Number(day)) +
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return local + milliseconds - (sign === "-" ? -offsetMs : offsetMs);
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/** Date.UTC reads years below 100 as 19xx; those are 400 years of the same calendar later, less their length. */
const FOUR_CENTURIES_MS = 146_097 * 86_400_000;
const dayEpochMs = (year: number, month: number, day: number): number =>
  Date.UTC(year + 400, month - 1, day) - FOUR_CENTURIES_MS;
