import * as z from "zod";

/** What the quarantine function is told by its environment. */
export const QuarantineConfig = z.object({
  TABLE_NAME: z.string().min(1),
});
