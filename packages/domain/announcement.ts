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

/** Changes of an alert that are told under their own name; every other is told as news of an alert that is open. */
const isNamed = (name: string): name is AlertEvent & AlertChange["change"] =>
  name === "acknowledged" || name === "resolved";

/**
 * Whether an announcement is of the change that its alert's version stands for: of two that would have been the same version, one came to
 * be. True where that is too long ago to be known.
 */
export function isOf({ sequence, event }: Announcement, { history }: Pick<AlertLife, "history">): boolean {
  const change = history.find(({ version }) => version === sequence)?.change;
  if (change === undefined) return sequence > 1 || event === "opened";
  return isNamed(change) || isNamed(event) ? change === event : true;
}
