import { DAY_MS } from "./bucket.ts";

/** A calendar date as "YYYY-MM-DD", of years 0000 to 9999: such texts order as their dates do. */
export type LocalDate = string;

/** Days since 1970-01-01 of a calendar date. */
export const dayNumber = (date: LocalDate): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

/** The calendar date of a number of days since 1970-01-01. */
export const dateOfDay = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDay(dayNumber(date) + days);

/** A month, "YYYY-MM", so many months later. */
export function addMonths(month: string, months: number): string {
  const sum = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(sum / 12)).padStart(4, "0")}-${String((sum % 12) + 1).padStart(2, "0")}`;
}
