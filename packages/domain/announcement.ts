import * as z from "zod";

/** What may become of an alert that someone is told of. */
export const ALERT_EVENTS = ["opened", "updated", "acknowledged", "resolved"] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

/** That someone is to be told of one change of an alert: once, whoever says so and however often. */
export const Announcement = z.object({
  alertId: z.string().min(1),
  /** The alert's version after the change: 1 when it is raised. */
  sequence: z.int().min(1),
  event: z.enum(ALERT_EVENTS),
});
export type Announcement = z.infer<typeof Announcement>;
