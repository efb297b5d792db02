import { LIMITS } from "@outlay/domain/limits";
import {
  distinctOutcomes,
  mergeOutcomes,
  parseOutcomeText,
  type MergedOutcome,
  type ToldOutcome,
} from "@outlay/domain/outcome";
import { type Subject, subjectName } from "@outlay/domain/subject";
import { ownOutcomes, type SubjectRow } from "@outlay/domain/subject-rows";
import { getSubject } from "@outlay/storage/subjects";
import type { Context } from "./context.ts";
import { readSubjectRows } from "./read-subject-rows.ts";

/** All that is known of a run, a task or an event. */
export interface SubjectStory {
  /** Its events, in order of time. */
  readonly rows: readonly SubjectRow[];
  /** False where it went on through more buckets of time than are followed. */
  readonly isComplete: boolean;
  /** What others told of it, and what its own events did, in the order in which they are merged. */
  readonly told: readonly ToldOutcome[];
  readonly own: readonly ToldOutcome[];
  /** Undefined: nobody told anything. */
  readonly merged: MergedOutcome | undefined;
}

/** Reads a subject as it stands in the journal now, be it folded or not. Of one that is not known, an empty story. */
export async function getSubjectStory(
  { table, tenantId }: Pick<Context, "table" | "tenantId">,
  subject: Subject,
): Promise<SubjectStory> {
  const { outcomes, buckets } = await getSubject(table, tenantId, subject);
  const found = await readSubjectRows({ table }, tenantId, [{ subject, buckets }]);
  const rows = found.get(subjectName(subject)) ?? [];
  const told = Array.from(outcomes, parseOutcomeText);
  const own = ownOutcomes(subject, rows);
  return {
    rows,
    isComplete: buckets.length < LIMITS.bucketsPerSubject,
    told: distinctOutcomes(told),
    own: distinctOutcomes(own),
    merged: mergeOutcomes([...told, ...own]),
  };
}
