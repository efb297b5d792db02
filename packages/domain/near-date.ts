import * as z from "zod";

/** A calendar date as a caller states it. Instants before 1970 are none here, and no usage is of before 2000 or after 2199. */
export const NearDate = z.iso
  .date({ abort: true })
  .refine((date) => date >= "2000-01-01" && date < "2200-01-01", "a date of the years 2000 to 2199");
