import * as z from "zod";

/** What the api function is told by its environment. The three secrets are names (or ARNs), never values. */
export const ApiConfig = z.object({
  TABLE_NAME: z.string().min(1),
  USAGE_QUEUE_URL: z.url(),
  FOLD_QUEUE_URL: z.url(),
  JOBS_QUEUE_URL: z.url(),
  NOTIFY_QUEUE_URL: z.url(),
  PLATFORM_TOKEN_SECRET: z.string().min(1),
  /** Names the HMAC key of cursors. */
  CURSOR_SECRET: z.string().min(1),
  /** Names what the secrets of webhook sources and notification channels are sealed with. */
  SEALING_SECRET: z.string().min(1),
  /** True only on the embedded stack: allows identity providers at http://127.0.0.1. */
  OIDC_INSECURE_LOOPBACK: z.stringbool(),
  /** True only on the embedded stack: allows notification channels at http://127.0.0.1. */
  NOTIFIER_LOOPBACK: z.stringbool(),
  /** From whom the notifier sends mails. Empty: it sends none. */
  MAIL_FROM: z.union([z.literal(""), z.email()]),
  /** Whoever has a token of this OpenID Connect issuer for this audience may sign up a tenant. Empty: nobody. */
  PLATFORM_OIDC_ISSUER: z.union([z.literal(""), z.url()]),
  PLATFORM_OIDC_AUDIENCE: z.string().max(256),
});
