import { DAY_MS, HOUR_MS } from "./bucket.ts";

/** How much UTC time a page covers: a bucket, an hour or a day. */
export type PageLevel = "bucket" | "hour" | "day";

/** UTC hours and days whose page does not yet hold all that the pages below it hold. */
export interface DirtyMarks {
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
}

/** Pages of one level, half-open, within one UTC day. Together the parts of a plan cover each instant once. */
export interface PlanPart {
  readonly level: PageLevel;
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

/** Which pages hold the spend of whole UTC days `[from, to)`: the highest level that is not dirty. */
export function planRead(marks: DirtyMarks, fromEpochMs: number, toEpochMs: number): readonly PlanPart[] {
  const parts: PlanPart[] = [];
  for (let day = fromEpochMs; day < toEpochMs; day += DAY_MS) {
    const hours = Array.from({ length: 24 }, (_, hour) => day + hour * HOUR_MS);
    if (marks.days.has(day) || hours.some((hour) => marks.hours.has(hour))) parts.push(...planHours(marks, hours));
    else parts.push({ level: "day", fromEpochMs: day, toEpochMs: day + DAY_MS });
  }
  return parts;
}

/** Hours of one day, or their buckets where an hour is dirty; neighbours of one level are one part. */
export function planHours(marks: Pick<DirtyMarks, "hours">, hours: readonly number[]): readonly PlanPart[] {
  const parts: PlanPart[] = [];
  for (const hour of hours) {
    const level: PageLevel = marks.hours.has(hour) ? "bucket" : "hour";
    const last = parts.at(-1);
    const isNeighbour = last?.level === level && last.toEpochMs === hour;
    if (isNeighbour) parts[parts.length - 1] = { ...last, toEpochMs: hour + HOUR_MS };
    else parts.push({ level, fromEpochMs: hour, toEpochMs: hour + HOUR_MS });
  }
  return parts;
}

export const utcDayOf = (epochMs: number): number => Math.floor(epochMs / DAY_MS) * DAY_MS;
export const utcHourOf = (epochMs: number): number => Math.floor(epochMs / HOUR_MS) * HOUR_MS;
