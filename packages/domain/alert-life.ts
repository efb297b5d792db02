import * as z from "zod";
import { DomainError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { Person } from "./person.ts";

/** In order: the last is the worst. */
export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ALERT_STATUSES = ["open", "acknowledged", "snoozed", "resolved"] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

export const ALERT_CHANGES = ["acknowledged", "snoozed", "woken", "resolved", "reopened", "marked", "updated"] as const;

/** What happened to an alert after it was raised. */
export const AlertChange = z.object({
  /** That the alert has since. */
  version: z.int(),
  at: z.iso.datetime(),
  change: z.enum(ALERT_CHANGES),
  /** Null: it came by itself. */
  by: Person.nullable(),
  note: z.string().nullable(),
});
export type AlertChange = z.infer<typeof AlertChange>;

/** Whether somebody found an alert useful. */
export const AlertFeedback = z.object({
  useful: z.boolean(),
  note: z.string().nullable(),
  by: Person,
  at: z.iso.datetime(),
});
export type AlertFeedback = z.infer<typeof AlertFeedback>;

/** What all alerts have, whatever they are about. */
export const AlertLife = z.object({
  severity: z.enum(SEVERITIES),
  /** As it was written last: see `statusAt`. */
  status: z.enum(ALERT_STATUSES),
  /** From 1, one more with each change. */
  version: z.int().min(1),
  raised_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  /** Set exactly while it is snoozed. */
  snoozed_until: z.iso.datetime().nullable(),
  feedback: AlertFeedback.nullable(),
  /** The newest changes, oldest first: at most LIMITS.alertHistory, with notes of LIMITS.alertNotesCharacters; "…" stands for older ones. */
  history: z.array(AlertChange),
});
export type AlertLife = z.infer<typeof AlertLife>;

/** As it is raised. */
export const newLife = (severity: Severity, raisedAt: string): AlertLife => ({
  severity,
  status: "open",
  version: 1,
  raised_at: raisedAt,
  updated_at: raisedAt,
  snoozed_until: null,
  feedback: null,
  history: [],
});

/** What an entry of the audit log says of an alert before and after somebody changed it. */
export const AlertState = z.strictObject({
  version: z.int(),
  status: AlertLife.shape.status,
  snoozed_until: AlertLife.shape.snoozed_until,
  /** Whether somebody found it useful; null: nobody said so. */
  useful: z.boolean().nullable(),
});
export type AlertState = z.infer<typeof AlertState>;

export const alertStateOf = ({ version, status, snoozed_until, feedback }: AlertLife): AlertState => ({
  version,
  status,
  snoozed_until,
  useful: feedback?.useful ?? null,
});

/** What somebody did to an alert, as the audit log is to have it. */
export const AlertAct = z.strictObject({
  change: z.enum(ALERT_CHANGES),
  at: AlertChange.shape.at,
  by: Person,
  note: z.string().nullable(),
  before: AlertState,
  after: AlertState,
});
export type AlertAct = z.infer<typeof AlertAct>;

/** What an alert's status is at a time: what is snoozed comes back open by itself. */
export const statusAt = ({ status, snoozed_until }: AlertLife, now: Date): AlertStatus =>
  status === "snoozed" && snoozed_until !== null && Date.parse(snoozed_until) <= now.getTime() ? "open" : status;

/** Who changes an alert, when, and why. */
export interface ChangedBy {
  /** Null: it comes by itself. */
  readonly by: Person | null;
  readonly at: Date;
  readonly note: string | null;
}

/** A change of an alert's life: what is so already is given back as it is. */
export type AlertTransition = <Life extends AlertLife>(alert: Life, changed: ChangedBy) => Life;

/** Somebody looks after it. Throws `alert_resolved`. */
export const acknowledge: AlertTransition = (alert, changed) => {
  requireUnresolved(alert);
  if (statusAt(alert, changed.at) === "acknowledged") return alert;
  return next(alert, "acknowledged", changed, { status: "acknowledged", snoozed_until: null });
};

/** Nothing is told of it until then. Throws `alert_resolved`. */
export const snooze =
  (until: Date): AlertTransition =>
  (alert, changed) => {
    requireUnresolved(alert);
    const snoozed_until = until.toISOString();
    if (alert.status === "snoozed" && alert.snoozed_until === snoozed_until) return alert;
    return next(alert, "snoozed", changed, { status: "snoozed", snoozed_until });
  };

/** It is over, or somebody says so. */
export const resolve: AlertTransition = (alert, changed) => {
  if (alert.status === "resolved") return alert;
  return next(alert, "resolved", changed, { status: "resolved", snoozed_until: null });
};

export const reopen: AlertTransition = (alert, changed) => {
  if (statusAt(alert, changed.at) === "open") return alert;
  return next(alert, "reopened", changed, { status: "open", snoozed_until: null });
};

/** What was snoozed until now, and is still so. Anything else is given back as it is. */
export const wake: AlertTransition = (alert, changed) => {
  if (alert.status !== "snoozed" || statusAt(alert, changed.at) !== "open") return alert;
  return next(alert, "woken", changed, { status: "open", snoozed_until: null });
};

/** Says whether it was useful: the last word of all counts. */
export const mark =
  (useful: boolean, by: Person): AlertTransition =>
  (alert, changed) => {
    const { feedback } = alert;
    if (feedback?.useful === useful && feedback.note === changed.note && feedback.by.id === by.id) return alert;
    const at = changed.at.toISOString();
    return next(alert, "marked", changed, { feedback: { useful, note: changed.note, by, at } });
  };

/** The alert after a change, as its next version says it. */
export function next<Life extends AlertLife>(
  alert: Life,
  change: AlertChange["change"],
  { by, at, note }: ChangedBy,
  changes: Partial<AlertLife>,
): Life {
  const version = alert.version + 1;
  const entry = { version, at: at.toISOString(), change, by, note };
  const history = withinBounds([...alert.history, entry].slice(-LIMITS.alertHistory));
  return { ...alert, ...changes, version, updated_at: entry.at, history };
}

/** Every change with who and when, and the newest notes: an alert with all that many people wrote would fit nowhere. */
function withinBounds(history: readonly AlertChange[]): AlertChange[] {
  let left = LIMITS.alertNotesCharacters;
  return history
    .toReversed()
    .map((entry) => {
      left -= entry.note?.length ?? 0;
      return entry.note !== null && left < 0 ? { ...entry, note: "…" } : entry;
    })
    .toReversed();
}

function requireUnresolved({ status }: AlertLife): void {
  if (status !== "resolved") return;
  throw new DomainError("alert_resolved", "The alert is resolved: reopen it first.");
}
