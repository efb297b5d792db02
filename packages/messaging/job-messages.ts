import { DISABLED_REASONS } from "@outlay/domain/notification-channel";
import * as z from "zod";
import type { OutgoingMessage } from "./queue.ts";

/** Scheduled work. The first two come from the scheduler and fan out to the others, one message a tenant or an hour. */
export const JobMessage = z.discriminatedUnion("job", [
  z.object({ job: z.literal("hourly") }),
  z.object({ job: z.literal("nightly") }),
  /** Fold again what closed lately, and ask for merges that nobody asked for. */
  z.object({ job: z.literal("sweep"), tenantId: z.string().min(1) }),
  /** Ask how far usage is recorded, so that what reservations that ended still hold can go. */
  z.object({ job: z.literal("probe"), tenantId: z.string().min(1) }),
  /** Recompute what changed on a UTC date of processing, and compare to the last digit. */
  z.object({ job: z.literal("balance"), tenantId: z.string().min(1), date: z.iso.date() }),
  z.object({
    job: z.literal("balance-hour"),
    tenantId: z.string().min(1),
    date: z.iso.date(),
    hourEpochMs: z.int(),
  }),
  /** Ask for the days of a re-pricing that were not worked on yet, and complete it where all were. */
  z.object({ job: z.literal("reprice"), tenantId: z.string().min(1), repricingId: z.string().min(1) }),
  /** Price one UTC day again. */
  z.object({
    job: z.literal("reprice-day"),
    tenantId: z.string().min(1),
    repricingId: z.string().min(1),
    date: z.iso.date(),
  }),
  /** Price what has no price and can have one now, of so many days back. */
  z.object({ job: z.literal("price-unpriced"), tenantId: z.string().min(1), days: z.int().min(1) }),
  /** Judge the rules that matter at once, up to an hour of the schedule, and ask for the days that are due. */
  z.object({
    job: z.literal("watch"),
    tenantId: z.string().min(1),
    hourEpochMs: z.int(),
    isNightly: z.boolean(),
  }),
  /** Judge the rules of days up to a local date that is over. */
  z.object({ job: z.literal("watch-day"), tenantId: z.string().min(1), date: z.iso.date() }),
  /** A receiver is gone, or fails for days: switch its channel off, if nobody changed it since. */
  z.object({
    job: z.literal("disable-channel"),
    tenantId: z.string().min(1),
    channelId: z.string().min(1),
    reason: z.enum(DISABLED_REASONS),
    /** The channel's `updated_at` when it was seen. */
    seen: z.string(),
  }),
  z.object({ job: z.literal("balance-day"), tenantId: z.string().min(1), dayEpochMs: z.int() }),
]);
export type JobMessage = z.infer<typeof JobMessage>;

export const jobMessage = (message: JobMessage): OutgoingMessage => ({
  body: JSON.stringify(JobMessage.parse(message)),
  groupId: "tenantId" in message ? message.tenantId : "schedule",
});
