import * as z from "zod";
import type { AlertChange, AlertLife } from "./alert-life.ts";
import { LIMITS } from "./limits.ts";

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

/** The changes that each is the news of, once an alert is raised. Others are told to nobody. */
const CHANGES_OF: Readonly<Record<AlertEvent, readonly AlertChange["change"][]>> = {
  opened: ["reopened", "woken"],
  updated: ["updated"],
  acknowledged: ["acknowledged"],
  resolved: ["resolved"],
};

/**
 * Whether an announcement is of the change that its alert's version stands for: of two that would have been the same version, one came to
 * be. True where that is too long ago to be known.
 */
export function isOf({ sequence, event }: Announcement, { history }: Pick<AlertLife, "history">): boolean {
  if (sequence === 1) return event === "opened";
  const change = history.find(({ version }) => version === sequence)?.change;
  if (change !== undefined) return CHANGES_OF[event].includes(change);
  const [oldest] = history;
  // Of what changed in silence history says nothing; it is known of as long as what is older is.
  return history.length >= LIMITS.alertHistory && oldest !== undefined && sequence < oldest.version;
}
