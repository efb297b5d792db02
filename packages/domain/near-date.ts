import * as z from "zod";

const CalendarDate = z.iso.date();
const isNear = (date: string): boolean => date >= "2000-01-01" && date < "2200-01-01";

/**
 * A calendar date as a caller states it. Instants before 1970 are none here, and no usage is of before 2000 or after 2199. What is no
 * date at all has that one fault, and faults of other members are found beside it.
 */
export const NearDate = CalendarDate.refine(
  (date) => isNear(date) || !CalendarDate.safeParse(date).success,
  "a date of the years 2000 to 2199",
);
