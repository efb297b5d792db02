import * as z from "zod";

/** What the jobs function is told by its environment. */
export const JobsConfig = z.object({
  TABLE_NAME: z.string().min(1),
  USAGE_QUEUE_URL: z.url(),
  FOLD_QUEUE_URL: z.url(),
  JOBS_QUEUE_URL: z.url(),
  NOTIFY_QUEUE_URL: z.url(),
});
