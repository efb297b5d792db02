import * as z from "zod";

/** What the folder function is told by its environment. */
export const FolderConfig = z.object({
  TABLE_NAME: z.string().min(1),
  FOLD_QUEUE_URL: z.url(),
  JOBS_QUEUE_URL: z.url(),
  NOTIFY_QUEUE_URL: z.url(),
});
