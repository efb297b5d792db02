import type { Block } from "@outlay/domain/block";
import { type Bucket, type IngestionSchedule, outcomeBucketOf } from "@outlay/domain/bucket";
import { LIMITS } from "@outlay/domain/limits";
import { ownOutcome } from "@outlay/domain/outcome";
import { carrierOf, subjectsOf } from "@outlay/domain/subject-rows";
import { type Subject, subjectHash, subjectName } from "@outlay/domain/subject";
import { bucketText } from "@outlay/storage/keys";
import { addToSubject, eventSubjectsIn, getSubject, type SubjectState } from "@outlay/storage/subjects";
import { atOnce } from "./at-once.ts";
import type { World } from "./context.ts";

/** Blocks that were appended to a bucket. */
export interface AppendedBlocks {
  readonly bucket: Bucket;
  readonly blocks: readonly Block[];
}

/** A subject of rows that were appended. */
export interface NotedSubject<Appended extends AppendedBlocks> {
  readonly subject: Subject;
  /** Where its rows came from. */
  readonly appended: ReadonlySet<Appended>;
  /** Something was told of it: its row of outcomes is to be made again. */
  readonly isTold: boolean;
}

interface Seen<Appended> {
  readonly subject: Subject;
  readonly appended: Set<Appended>;
  carriesOutcome: boolean;
  firstEpochMs: number;
}

/** A batch can hold thousands; the store's client keeps 50 connections. */
const SUBJECTS_AT_ONCE = 48;

/**
 * Notes with each run and task where its rows lie, once those are durable, and finds those of which something was told: by an
 * outcome of their own, or by one that came before. Events are not noted unless they carry an outcome; whether one was told
 * of any of them, its bucket's list says. `failed` hears of subjects that could not be noted.
 */
export async function noteSubjects<Appended extends AppendedBlocks>(
  { table }: Pick<World, "table">,
  tenantId: string,
  schedule: IngestionSchedule,
  appended: readonly Appended[],
  failed: (appended: Iterable<Appended>, error: unknown) => void,
): Promise<readonly NotedSubject<Appended>[]> {
  const noted: NotedSubject<Appended>[] = [];
  await atOnce(seenIn(appended).values(), SUBJECTS_AT_ONCE, async (seen) => {
    try {
      const state = await note(table, tenantId, schedule, seen);
      noted.push({ ...seen, isTold: isTold(state) });
    } catch (error) {
      failed(seen.appended, error);
    }
  });
  await atOnce(appended, SUBJECTS_AT_ONCE, async (each) => {
    try {
      for (const subject of await toldEvents(table, tenantId, each))
        noted.push({ subject, appended: new Set([each]), isTold: true });
    } catch (error) {
      failed([each], error);
    }
  });
  return noted;
}

export const isTold = ({ outcomes, carriesOutcome }: SubjectState): boolean => outcomes.size > 0 || carriesOutcome;

function seenIn<Appended extends AppendedBlocks>(appended: readonly Appended[]): Map<string, Seen<Appended>> {
  const seen = new Map<string, Seen<Appended>>();
  for (const each of appended) {
    for (const block of each.blocks.filter(namesSubjects)) {
      for (let row = 0; row < block.ids.length; row++) {
        const timeEpochMs = each.bucket.startEpochMs + (block.offsetsMs[row] ?? 0);
        const subjects = subjectsOf(each.bucket, block, row);
        const carrier = ownOutcome(block.texts["outcome"]?.[row], "", 0) && carrierOf(subjects);
        for (const subject of subjects) {
          const carriesOutcome = subject === carrier;
          if (subject.kind !== "event" || carriesOutcome) see(seen, subject, each, { carriesOutcome, timeEpochMs });
        }
      }
    }
  }
  return seen;
}

const namesSubjects = ({ texts }: Block): boolean =>
  ["run_id", "task_id", "outcome"].some((name) => texts[name] !== undefined);

function see<Appended>(
  seen: Map<string, Seen<Appended>>,
  subject: Subject,
  appended: Appended,
  { carriesOutcome, timeEpochMs }: { readonly carriesOutcome: boolean; readonly timeEpochMs: number },
): void {
  const name = subjectName(subject);
  const entry = seen.get(name) ?? { subject, appended: new Set(), carriesOutcome: false, firstEpochMs: timeEpochMs };
  seen.set(name, entry);
  entry.appended.add(appended);
  entry.carriesOutcome ||= carriesOutcome;
  entry.firstEpochMs = Math.min(entry.firstEpochMs, timeEpochMs);
}

/**
 * A read is a fifth of a write, and most batches of a long run find their bucket noted. What is added is judged by the state
 * after it: an outcome that was told between the two is in it.
 */
async function note<Appended extends AppendedBlocks>(
  table: World["table"],
  tenantId: string,
  schedule: IngestionSchedule,
  { subject, appended, carriesOutcome, firstEpochMs }: Seen<Appended>,
): Promise<SubjectState> {
  const known = await getSubject(table, tenantId, subject);
  const held = new Set(known.buckets.map(bucketText));
  const room = LIMITS.bucketsPerSubject - held.size;
  const buckets = Array.from(appended, ({ bucket }) => bucket).filter((bucket) => !held.has(bucketText(bucket)));
  const isNews = carriesOutcome && !known.carriesOutcome;
  if ((buckets.length === 0 || room <= 0) && !isNews) return known;
  // Where its row will most likely stand, so that the folder need not say so first.
  const home = outcomeBucketOf(firstEpochMs, subjectHash(subject), schedule);
  const homes = known.homes.length === 0 ? [home] : [];
  return addToSubject(table, tenantId, subject, {
    buckets: buckets.slice(0, Math.max(0, room)),
    homes,
    carriesOutcome,
  });
}

async function toldEvents(
  table: World["table"],
  tenantId: string,
  { bucket, blocks }: AppendedBlocks,
): Promise<readonly Subject[]> {
  const told = await eventSubjectsIn(table, tenantId, bucket);
  if (told.isEmpty) return [];
  return blocks.flatMap((block) =>
    block.ids
      .flatMap((_, row) => subjectsOf(bucket, block, row).filter(({ kind }) => kind === "event"))
      .filter(told.has),
  );
}
