import type { Bucket } from "@outlay/domain/bucket";
import { LIMITS } from "@outlay/domain/limits";
import type { Subject } from "@outlay/domain/subject";
import {
  bucketText,
  eventSubjectPartition,
  parseBucketText,
  placeKey,
  placePartition,
  subjectKey,
  toldMarkKey,
} from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** What was told of a run, a task or an event: sets that only grow. */
export interface ToldState {
  /** The buckets of outcomes in which its row stands or once stood. */
  readonly homes: readonly Bucket[];
  /** As outcomeText wrote them. */
  readonly outcomes: ReadonlySet<string>;
  /** Some event of it carried an outcome. */
  readonly carriesOutcome: boolean;
}

export interface SubjectState extends ToldState {
  /** The buckets that hold rows of it, in order of time: the first 256. */
  readonly buckets: readonly Bucket[];
}

/** What to add; what is there already is not added twice. */
export type ToldAddition = { readonly [Name in keyof ToldState]?: ToldState[Name] | undefined };

/** A run or a task, and a bucket that holds rows of it. */
export interface SubjectPlace {
  readonly subject: Subject;
  readonly bucket: Bucket;
}

const CARRIED = "carried";

/** All that is known of a subject. An event lies in its own bucket, recorded or not. */
export async function getSubject(table: Table, tenantId: string, subject: Subject): Promise<SubjectState> {
  const [told, buckets] = await Promise.all([getTold(table, tenantId, subject), readPlaces(table, tenantId, subject)]);
  return { ...told, buckets };
}

export async function getTold(table: Table, tenantId: string, subject: Subject): Promise<ToldState> {
  return stateOf(await table.get(subjectKey(tenantId, subject)));
}

/** Of up to GETS_MAX different subjects, in their order. */
export async function getToldOfAll(
  table: Table,
  tenantId: string,
  subjects: readonly Subject[],
): Promise<readonly ToldState[]> {
  return (await table.getAll(subjects.map((subject) => subjectKey(tenantId, subject)))).map(stateOf);
}

/** Adds to what was told, and resolves with all that is told then. Only of a tenant that is marked as told of. */
export async function addToTold(
  table: Table,
  tenantId: string,
  subject: Subject,
  { homes = [], outcomes = new Set(), carriesOutcome = false }: ToldAddition,
): Promise<ToldState> {
  const sets = { homes: homes.map(bucketText), outcomes: [...outcomes], marks: carriesOutcome ? [CARRIED] : [] };
  return stateOf(await table.addToSets(subjectKey(tenantId, subject), sets));
}

/** Notes where rows of up to PUTS_MAX runs and tasks lie. Each is an item by itself, so that doing it again changes nothing. */
export const notePlaces = (table: Table, tenantId: string, places: readonly SubjectPlace[]): Promise<void> =>
  table.putAll(places.map(({ subject, bucket }) => ({ ...placeKey(tenantId, subject, bucket) })));

async function readPlaces(table: Table, tenantId: string, subject: Subject): Promise<readonly Bucket[]> {
  if (subject.kind === "event") return [subject.bucket];
  const items = await table.query({ pk: placePartition(tenantId, subject), limit: LIMITS.bucketsPerSubject });
  return items.map(({ sk }) => parseBucketText(sk));
}

/** Whether anything was ever told of a tenant's runs, tasks or events. */
export async function isToldOf(table: Table, tenantId: string): Promise<boolean> {
  return (await table.get(toldMarkKey(tenantId))) !== undefined;
}

/** Stays for good. Comes before anything that is told. */
export async function markToldOf(table: Table, tenantId: string): Promise<void> {
  await table.put({ ...toldMarkKey(tenantId) }, "always");
}

/** Whether an event is one of a bucket's that something was told of. */
export async function eventSubjectsIn(
  table: Table,
  tenantId: string,
  bucket: Bucket,
): Promise<{ readonly isEmpty: boolean; readonly has: (event: Subject) => boolean }> {
  const items = await table.query({ pk: eventSubjectPartition(tenantId, bucket) });
  const sks = new Set(items.map(({ sk }) => sk));
  return { isEmpty: sks.size === 0, has: (event) => sks.has(subjectKey(tenantId, event).sk) };
}

function stateOf(item: Item | undefined): ToldState {
  return {
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
