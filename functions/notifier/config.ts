import * as z from "zod";

/** What the notifier function is told by its environment. */
export const NotifierConfig = z.object({
  TABLE_NAME: z.string().min(1),
  NOTIFY_QUEUE_URL: z.url(),
});
