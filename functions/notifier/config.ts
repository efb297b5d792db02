import * as z from "zod";

/** What the notifier function is told by its environment. */
export const NotifierConfig = z.object({
  TABLE_NAME: z.string().min(1),
  NOTIFY_QUEUE_URL: z.url(),
  JOBS_QUEUE_URL: z.url(),
  /** Names what the secrets of channels are sealed with. */
  SEALING_SECRET: z.string().min(1),
  /** True only on the embedded stack: allows receivers at http://127.0.0.1. */
  NOTIFIER_LOOPBACK: z.stringbool(),
  /** From whom mails come. Empty: none are sent. */
  MAIL_FROM: z.union([z.literal(""), z.email()]),
  /** The server that mails are handed to, smtps://user:password@host. Empty: Amazon SES. */
  SMTP_URL: z.union([z.literal(""), z.url({ protocol: /^smtps?$/ })]),
});
