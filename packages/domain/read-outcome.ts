import type { $ZodIssue } from "zod/v4/core";
import { bucketOf, eventHash, type IngestionSchedule } from "./bucket.ts";
import type { Fault } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import type { ToldOutcome } from "./outcome.ts";
import { OutcomeBody } from "./outcome-schema.ts";
import { shortStep } from "./locate-faults.ts";
import { faultDetail } from "./fault-detail.ts";
import { parseTime } from "./rfc3339.ts";
import type { Subject } from "./subject.ts";

/** An outcome and what it is of. */
export interface OutcomeOf {
  readonly subject: Subject;
  readonly outcome: ToldOutcome;
}

export interface OutcomeRules {
  readonly nowEpochMs: number;
  /** The tenant's: an event's time says which bucket it lies in. */
  readonly schedule: IngestionSchedule;
}

/** Judges one value as an outcome. All its faults at once, with pointers that start at the value. */
export function readOutcome(value: unknown, rules: OutcomeRules): { fit: OutcomeOf } | { faults: readonly Fault[] } {
  const parsed = OutcomeBody.safeParse(value);
  if (!parsed.success) {
    return { faults: parsed.error.issues.flatMap(faultsOf).slice(0, LIMITS.faultsPerEvent) };
  }
  const faults = ruleFaults(parsed.data, rules);
  const subject = subjectOf(parsed.data, rules);
  if (faults.length > 0 || !subject) return { faults };
  return { fit: { subject, outcome: toOutcome(parsed.data) } };
}

function faultsOf(issue: $ZodIssue): Fault[] {
  const place = issue.path.map((part) => shortStep(String(part))).join("");
  if (issue.code !== "unrecognized_keys") return [{ pointer: place, detail: faultDetail(issue) }];
  return issue.keys.map((name) => ({ pointer: place + shortStep(name), detail: "There is no such member." }));
}

function ruleFaults(body: OutcomeBody, { nowEpochMs }: OutcomeRules): Fault[] {
  const { id: _id, run_id, task_id, event, at, ...facts } = body;
  const faults: Fault[] = [];
  if ([run_id, task_id, event].filter((named) => named != null).length !== 1)
    faults.push({ pointer: "", detail: "Say of what it is: exactly one of run_id, task_id and event." });
  if (Object.values(facts).every((fact) => fact == null)) faults.push({ pointer: "", detail: "This states no fact." });
  for (const [pointer, time] of [["/at", at] as const, ["/event/time", event?.time] as const]) {
    const timeEpochMs = time === undefined ? undefined : epochMs(time);
    if (timeEpochMs === undefined) continue;
    if (timeEpochMs > nowEpochMs + LIMITS.futureMs)
      faults.push({ pointer, detail: "This is more than 5 minutes ahead." });
    if (timeEpochMs < LIMITS.importFromEpochMs) faults.push({ pointer, detail: "This is before 2000-01-01." });
  }
  return faults;
}

function subjectOf({ run_id, task_id, event }: OutcomeBody, { schedule }: OutcomeRules): Subject | undefined {
  if (run_id != null) return { kind: "run", id: run_id };
  if (task_id != null) return { kind: "task", id: task_id };
  if (event == null) return undefined;
  const { source, id, time } = event;
  return { kind: "event", source, id, bucket: bucketOf(epochMs(time), eventHash(source, id), schedule) };
}

/** The schema has parsed this time before. */
const epochMs = (text: string): number => parseTime(text) ?? Number.NaN;

const toOutcome = (body: OutcomeBody): ToldOutcome => ({
  id: body.id,
  atEpochMs: epochMs(body.at),
  accepted: body.accepted ?? null,
  completed: body.completed ?? null,
  rework: body.rework ?? null,
  humanReviewed: body.human_reviewed ?? null,
  reviewSeconds: body.review_seconds ?? null,
  reviewerRole: body.reviewer_role ?? null,
  redacted: body.redacted ?? null,
  blockedBy: body.blocked_by ?? null,
  status: body.status ?? null,
});
