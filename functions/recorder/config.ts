import * as z from "zod";

/** What the recorder function is told by its environment. */
export const RecorderConfig = z.object({
  TABLE_NAME: z.string().min(1),
  FOLD_QUEUE_URL: z.url(),
});
