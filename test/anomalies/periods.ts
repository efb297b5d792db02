import { addDays } from "@outlay/domain/local-date";
import type { Noise } from "./noise.ts";

/** A Thursday. */
const START = "2026-01-01";

export const dates = (days: number, offset: number): string[] =>
  Array.from({ length: days }, (_, day) => addDays(START, day + offset));

/** Local hours as spend shows them. */
export const hours = (days: number, offset: number): string[] =>
  dates(days, offset).flatMap((date) =>
    Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, "0")}+00:00`),
  );

/** The days of a series. */
export type Calendar = (noise: Noise) => string[];
/** January to April, from any weekday on. */
export const FIRST_MONTHS: Calendar = (noise) => dates(120, noise.int(7));
/** Fewer or more days, of any months of a year. */
export const LATER_MONTHS: Calendar = (noise) => dates(100 + noise.int(81), 150 + noise.int(365));
