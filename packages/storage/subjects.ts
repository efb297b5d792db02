import type { Bucket } from "@outlay/domain/bucket";
import type { Subject } from "@outlay/domain/subject";
import { bucketText, eventSubjectPartition, parseBucketText, subjectKey } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/**
 * What is known of a run, a task or an event, apart from its usage: sets that only grow. Its usage and its outcomes may come in any
 * order: as both stand in one item, whoever comes second finds the other there.
 */
export interface SubjectState {
  /** All buckets that hold rows of it. */
  readonly buckets: readonly Bucket[];
  /** The buckets of outcomes in which its row stands or once stood. */
  readonly homes: readonly Bucket[];
  /** As outcomeText wrote them. */
  readonly outcomes: ReadonlySet<string>;
  /** Some event of it carried an outcome. */
  readonly carriesOutcome: boolean;
}

/** What to add; what is there already is not added twice. */
export type SubjectAddition = { readonly [Name in keyof SubjectState]?: SubjectState[Name] | undefined };

const CARRIED = "carried";

export async function getSubject(table: Table, tenantId: string, subject: Subject): Promise<SubjectState> {
  return stateOf(await table.get(subjectKey(tenantId, subject)));
}

/** Adds to what is known, and resolves with all that is known then. */
export async function addToSubject(
  table: Table,
  tenantId: string,
  subject: Subject,
  { buckets = [], homes = [], outcomes = new Set(), carriesOutcome = false }: SubjectAddition,
): Promise<SubjectState> {
  const sets = {
    buckets: buckets.map(bucketText),
    homes: homes.map(bucketText),
    outcomes: [...outcomes],
    marks: carriesOutcome ? [CARRIED] : [],
  };
  return stateOf(await table.addToSets(subjectKey(tenantId, subject), sets));
}

/** Whether an event is one of a bucket's that something is known of. */
export async function eventSubjectsIn(
  table: Table,
  tenantId: string,
  bucket: Bucket,
): Promise<{ readonly isEmpty: boolean; readonly has: (event: Subject) => boolean }> {
  const items = await table.query({ pk: eventSubjectPartition(tenantId, bucket) });
  const sks = new Set(items.map(({ sk }) => sk));
  return { isEmpty: sks.size === 0, has: (event) => sks.has(subjectKey(tenantId, event).sk) };
}

function stateOf(item: Item | undefined): SubjectState {
  return {
    buckets: textsOf(item, "buckets").map(parseBucketText),
    homes: textsOf(item, "homes").map(parseBucketText),
    outcomes: new Set(textsOf(item, "outcomes")),
    carriesOutcome: textsOf(item, "marks").includes(CARRIED),
  };
}

/** In order, so that what is made of them does not depend on how the store keeps a set. */
function textsOf(item: Item | undefined, name: string): readonly string[] {
  const value = item?.[name];
  return value instanceof Set ? [...(value as ReadonlySet<string>)].toSorted() : [];
}
