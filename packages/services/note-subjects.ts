import type { Block } from "@outlay/domain/block";
import { type Bucket, type IngestionSchedule, outcomeBucketOf } from "@outlay/domain/bucket";
import { ownOutcome } from "@outlay/domain/outcome";
import { carrierOf, subjectsOf } from "@outlay/domain/subject-rows";
import { type Subject, subjectHash, subjectName } from "@outlay/domain/subject";
import { bucketText } from "@outlay/storage/keys";
import { notePlaces, type SubjectPlace } from "@outlay/storage/subjects";
import { PUTS_MAX, type Table } from "@outlay/storage/table";
import { atOnce } from "./at-once.ts";
import { notedBefore } from "./noted-before.ts";

/** Blocks that were appended to a bucket. */
export interface AppendedBlocks {
  readonly bucket: Bucket;
  readonly blocks: readonly Block[];
}

/** A subject of rows that were appended. */
export interface SeenSubject<Appended extends AppendedBlocks> {
  readonly subject: Subject;
  /** Where its rows came from. */
  readonly appended: ReadonlySet<Appended>;
  /** Some event among them states the subject's outcome. */
  readonly carriesOutcome: boolean;
}

/** Hears of what could not be done, and whose rows it was for. */
export type Failed<Appended extends AppendedBlocks> = (appended: Iterable<Appended>, error: unknown) => void;

const REQUESTS_AT_ONCE = 16;

/** The runs and tasks of rows, and the events that carry an outcome of their own. Other events are no subjects yet. */
export function subjectsIn<Appended extends AppendedBlocks>(
  appended: readonly Appended[],
): readonly SeenSubject<Appended>[] {
  const seen = new Map<string, SeenSubject<Appended> & { appended: Set<Appended>; carriesOutcome: boolean }>();
  const see = (subject: Subject, each: Appended) => {
    const name = subjectName(subject);
    const entry = seen.get(name) ?? { subject, appended: new Set<Appended>(), carriesOutcome: false };
    seen.set(name, entry);
    entry.appended.add(each);
    return entry;
  };
  for (const each of appended) {
    for (const block of each.blocks) {
      for (const kind of ["run", "task"] as const)
        for (const id of new Set(block.texts[`${kind}_id`])) if (id) see({ kind, id }, each);
      for (const [row, cell] of (block.texts["outcome"] ?? []).entries()) {
        if (!ownOutcome(cell, "", 0)) continue;
        const carrier = carrierOf(subjectsOf(each.bucket, block, row));
        if (carrier) see(carrier, each).carriesOutcome = true;
      }
    }
  }
  return [...seen.values()];
}

/**
 * Notes with each run and task where its rows lie, once those are durable. What this function noted a moment ago is not noted
 * again: a run's events mostly come close together.
 */
export async function noteSubjects<Appended extends AppendedBlocks>(
  table: Table,
  tenantId: string,
  seen: readonly SeenSubject<Appended>[],
  failed: Failed<Appended>,
): Promise<void> {
  const noted = notedBefore(table);
  const places = seen.flatMap((each) => placesOf(tenantId, each)).filter(({ note }) => !noted.has(note));
  await atOnce(inGroups(places, PUTS_MAX), REQUESTS_AT_ONCE, async (group) => {
    try {
      await notePlaces(table, tenantId, group);
      for (const { note } of group) noted.add(note);
    } catch (error) {
      failed(new Set(group.flatMap(({ appended }) => [...appended])), error);
    }
  });
}

interface Place<Appended> extends SubjectPlace {
  /** One text for one place, which no other has. */
  readonly note: string;
  readonly appended: ReadonlySet<Appended>;
}

function placesOf<Appended extends AppendedBlocks>(
  tenantId: string,
  { subject, appended }: SeenSubject<Appended>,
): readonly Place<Appended>[] {
  if (subject.kind === "event") return [];
  const buckets = new Map(Array.from(appended, ({ bucket }) => [bucketText(bucket), bucket]));
  const name = subjectName(subject);
  return Array.from(buckets, ([text, bucket]) => ({ subject, bucket, appended, note: `${tenantId} ${text} ${name}` }));
}

/** Where a subject's row will most likely stand, by the earliest bucket that is known to hold rows of it. */
export function likelyHomes(
  subject: Subject,
  buckets: Iterable<Bucket>,
  schedule: IngestionSchedule,
): readonly Bucket[] {
  const [first] = [...buckets].toSorted((a, b) => a.startEpochMs - b.startEpochMs);
  return first ? [outcomeBucketOf(first.startEpochMs, subjectHash(subject), schedule)] : [];
}

/** The items in order, in groups of at most `size`. */
export const inGroups = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, group) => items.slice(group * size, (group + 1) * size));
