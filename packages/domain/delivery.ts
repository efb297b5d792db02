import * as z from "zod";
import { sha256Hex } from "./digest.ts";
import { CHANNEL_KINDS } from "./notification-channel.ts";

export const DELIVERY_STATES = ["pending", "delivered", "failed", "disabled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an attempt came to nothing, in one word: never what the receiver said. */
export const ATTEMPT_ERRORS = [
  "http_status",
  "timeout",
  "connection_failed",
  "tls_failed",
  "name_not_found",
  "not_public",
  "redirected",
  "secret_missing",
  "mail_refused",
  "not_configured",
] as const;
export type AttemptError = (typeof ATTEMPT_ERRORS)[number];

export const Attempt = z.object({
  /** From 1. */
  number: z.int().min(1),
  startedAtEpochMs: z.int(),
  /** Null while it goes on, or where nobody knows what became of it. */
  durationMs: z.int().nullable(),
  statusCode: z.int().nullable(),
  error: z.enum(ATTEMPT_ERRORS).nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** That one channel is told one thing: what is told, how far that is, and when it is tried next. */
export const Delivery = z.object({
  /** Also the webhook-id of every attempt. */
  id: z.string(),
  channelId: z.string(),
  channelKind: z.enum(CHANNEL_KINDS),
  alertId: z.string().nullable(),
  /** `alert.opened`, `channel.test`, … */
  type: z.string(),
  /** What is sent, as the kind sends it: the same at every attempt. */
  body: z.string(),
  createdAtEpochMs: z.int(),
  /** When it was made, or sent again by hand: which mark says that it is to be made. */
  pendingSinceEpochMs: z.int(),
  state: z.enum(DELIVERY_STATES),
  /** A test is tried once. */
  isTest: z.boolean(),
  /** Attempts that ended, of all rounds. */
  made: z.int().min(0),
  /** Of these, those before it was sent again by hand, which begins the schedule anew. */
  madeBefore: z.int().min(0),
  /** The last ones, oldest first. */
  attempts: z.array(Attempt),
  /** Null once it is done. */
  dueAtEpochMs: z.int().nullable(),
  /** An attempt is under way, and until when nobody else begins one. */
  busyUntilEpochMs: z.int().nullable(),
  /** Attempts of which nobody knows what became. */
  interruptions: z.int().min(0),
});
export type Delivery = z.infer<typeof Delivery>;

/** The same for every try of the same news: a hash of the alert, its version and the channel. */
export const deliveryId = (alertId: string, sequence: number, channelId: string): string =>
  `dlv_${sha256Hex(JSON.stringify([alertId, sequence, channelId])).slice(0, 32)}`;
