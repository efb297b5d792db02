import * as z from "zod";

/** One re-pricing of a range of local dates. */
export const Repricing = z.strictObject({
  id: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Repricing = z.infer<typeof Repricing>;
