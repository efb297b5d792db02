import * as z from "zod";

/** A price of the tenant's own, in force between two instants. */
export const PriceOverride = z.strictObject({
  id: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type PriceOverride = z.infer<typeof PriceOverride>;
