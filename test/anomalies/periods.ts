import { addDays } from "@outlay/domain/local-date";

/** A Thursday. */
const START = "2026-01-01";

export const dates = (days: number, offset: number): string[] =>
  Array.from({ length: days }, (_, day) => addDays(START, day + offset));

/** Local hours as spend shows them. */
export const hours = (days: number, offset: number): string[] =>
  dates(days, offset).flatMap((date) =>
    Array.from({ length: 24 }, (_, hour) => `${date}T${String(hour).padStart(2, "0")}+00:00`),
  );
