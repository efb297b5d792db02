import * as z from "zod";

/** Fills dimensions that an event does not state, where it matches. */
export const AttributionRule = z.strictObject({
  id: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type AttributionRule = z.infer<typeof AttributionRule>;
