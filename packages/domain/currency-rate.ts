import * as z from "zod";

/** What one unit of a currency was worth in the tenant's, from a local date on. */
export const CurrencyRate = z.strictObject({
  id: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type CurrencyRate = z.infer<typeof CurrencyRate>;
