import * as z from "zod";

/** Who answers for a value of a dimension. */
export const Owner = z.strictObject({
  id: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Owner = z.infer<typeof Owner>;
