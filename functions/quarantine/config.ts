import * as z from "zod";

/** What the quarantine function is told by its environment: whose dead letters come from which queue. */
export const QuarantineConfig = z.object({
  TABLE_NAME: z.string().min(1),
  USAGE_DEAD_LETTERS_ARN: z.string().min(1),
  FOLD_DEAD_LETTERS_ARN: z.string().min(1),
  JOBS_DEAD_LETTERS_ARN: z.string().min(1),
  NOTIFY_DEAD_LETTERS_ARN: z.string().min(1),
});
