import * as z from "zod";
import type { AlertChange, AlertLife } from "./alert-life.ts";

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

const EVENT_OF: Readonly<Record<AlertChange["change"], AlertEvent>> = {
  acknowledged: "acknowledged",
  resolved: "resolved",
  snoozed: "updated",
  woken: "updated",
  reopened: "opened",
  marked: "updated",
  updated: "updated",
};

/** What became of an alert with a version of it; undefined where it has not come, or is too long ago to be remembered. */
export function eventOf({ history, version }: Pick<AlertLife, "history" | "version">, sequence: number) {
  if (sequence === 1) return "opened" as const;
  const change = sequence > version ? undefined : history.find((each) => each.version === sequence);
  return change && EVENT_OF[change.change];
}
