/** From then on clocks in Berlin are one hour ahead of UTC, before that two; until the end of March. */
const CLOCKS_CHANGE = Date.parse("2026-10-25T01:00:00Z");
export const LAST = Date.parse("2027-03-01T00:00:00Z");

const HOUR = 3_600_000;
const offset = (at: number): number => (at < CLOCKS_CHANGE ? 2 * HOUR : HOUR);

/** E.g. 2026-10-25. */
export const dateOf = (at: number): string => new Date(at + offset(at)).toISOString().slice(0, 10);

/** The first instant of the local day after the one that holds an instant, and of the month after. */
export const nextDay = (at: number): number => firstInstant(at, (date) => date.setUTCDate(date.getUTCDate() + 1));
export const nextMonth = (at: number): number =>
  firstInstant(at, (date) => date.setUTCMonth(date.getUTCMonth() + 1, 1));

function firstInstant(at: number, change: (date: Date) => void): number {
  const local = new Date(`${dateOf(at)}T00:00:00Z`);
  change(local);
  const early = local.getTime() - 2 * HOUR;
  return early < CLOCKS_CHANGE ? early : early + HOUR;
}

/** Whether an instant lies in the day or month of another. */
export const isSamePeriod = (period: "day" | "month", a: number, b: number): boolean => {
  const length = period === "day" ? 10 : 7;
  return dateOf(a).slice(0, length) === dateOf(b).slice(0, length);
};
