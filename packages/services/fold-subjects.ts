import { type Bucket, type IngestionSchedule, outcomeBucketOf } from "@outlay/domain/bucket";
import type { Configuration } from "@outlay/domain/configuration";
import { canonicalJson, sha256Hex } from "@outlay/domain/digest";
import { mergeOutcomes, parseOutcomeText } from "@outlay/domain/outcome";
import { keepReview, outcomeRow } from "@outlay/domain/outcome-row";
import type { PageRow } from "@outlay/domain/page";
import { type Subject, subjectHash, subjectName } from "@outlay/domain/subject";
import { ownOutcomes, type SubjectRow } from "@outlay/domain/subject-rows";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { bucketText } from "@outlay/storage/keys";
import { getOutcomeRow, putOutcomeRow, type StoredOutcomeRow } from "@outlay/storage/outcome-rows";
import { addToTold, getSubject, getTold, type SubjectState } from "@outlay/storage/subjects";
import { atOnce } from "./at-once.ts";
import type { FolderWorld } from "./context.ts";
import { isTold } from "./find-told.ts";
import { priceReviewBy } from "./price-review.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { readSubjectRows } from "./read-subject-rows.ts";

/** Other folders may come between at most this often before the work goes back to the queue. */
const TRIES = 5;
const SUBJECTS_AT_ONCE = 16;

/**
 * Brings the outcome rows of subjects up to what was told and used, and has their buckets folded. A row is replaced as a page is:
 * its version is read first, then what it is made from, and it is written if the version is still that. A step that finds its
 * work done still does the following ones.
 */
export async function foldSubjects(world: FolderWorld, tenantId: string, subjects: readonly Subject[]): Promise<void> {
  const configuration = await loadConfiguration(world, tenantId);
  const homes = new Map<string, Bucket>();
  let left = subjects;
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === TRIES)
      throw new Error(`The outcomes of ${left.length} subjects changed while they were being folded.`);
    left = await foldOnce(world, tenantId, configuration, left, homes);
  }
  const folds = Array.from(homes.values(), (bucket) => foldMessage({ kind: "fold", tenantId, ...bucket }));
  await sendAll(world.foldQueue, folds);
}

/** A subject with what was read of it: its rows' versions first, then all else. */
interface Reading {
  readonly subject: Subject;
  readonly stored: ReadonlyMap<string, StoredOutcomeRow | undefined>;
  readonly state: SubjectState;
}

/** Adds the buckets that hold its subjects' rows to `homes`. Resolves with the subjects that must be folded again. */
async function foldOnce(
  world: FolderWorld,
  tenantId: string,
  configuration: Configuration,
  subjects: readonly Subject[],
  homes: Map<string, Bucket>,
): Promise<readonly Subject[]> {
  const readings: Reading[] = [];
  await atOnce(subjects, SUBJECTS_AT_ONCE, async (subject) => {
    const reading = await read(world, tenantId, subject);
    if (isTold(reading.state)) readings.push(reading);
  });
  const sought = readings.map(({ subject, state }) => ({ subject, buckets: state.buckets }));
  const rows = await readSubjectRows(world, tenantId, sought);
  const again: Subject[] = [];
  await atOnce(readings, SUBJECTS_AT_ONCE, async (reading) => {
    const made = makeRow(configuration, reading, rows.get(subjectName(reading.subject)) ?? []);
    if (!(await replaceRows(world, tenantId, reading, made))) again.push(reading.subject);
    for (const home of reading.state.homes) homes.set(bucketText(home), home);
  });
  return again;
}

async function read({ table }: FolderWorld, tenantId: string, subject: Subject): Promise<Reading> {
  const { homes } = await getTold(table, tenantId, subject);
  const stored = new Map<string, StoredOutcomeRow | undefined>();
  for (const home of homes) stored.set(bucketText(home), await getOutcomeRow(table, tenantId, home, subject));
  return { subject, stored, state: await getSubject(table, tenantId, subject) };
}

interface MadeRow {
  /** Undefined: none of its usage is there yet, so it stands nowhere. */
  readonly home: Bucket | undefined;
  readonly row: PageRow | null;
  readonly basis: string;
}

function makeRow(
  configuration: Configuration,
  { subject, stored, state }: Reading,
  rows: readonly SubjectRow[],
): MadeRow {
  const told = [...state.outcomes].map(parseOutcomeText);
  const outcome = mergeOutcomes([...told, ...ownOutcomes(subject, rows)]);
  const made =
    outcome && rows.length > 0 ? outcomeRow(subject.kind, rows, outcome, priceReviewBy(configuration)) : null;
  const home = made ? homeOf(subject, rows, configuration.schedule) : undefined;
  const before = home && stored.get(bucketText(home))?.row;
  const row = made && before && isClosed(configuration, made) ? keepReview(made, before) : made;
  const from = rows.map(({ block, row: place }) => [block.id, place]);
  const content = row && [row.period, row.tuple, row.sums.map(String)];
  return { home, row, basis: sha256Hex(canonicalJson([[...state.outcomes], from, content])) };
}

const isClosed = ({ closedMonths }: Configuration, { period }: PageRow): boolean =>
  closedMonths.has(period.slice(0, 7));

const homeOf = (subject: Subject, [first]: readonly SubjectRow[], schedule: IngestionSchedule): Bucket | undefined =>
  first && outcomeBucketOf(first.timeEpochMs, subjectHash(subject), schedule);

/**
 * Writes the row where the subject began, and nothing wherever it once stood. A home is added before it is used, and what is written
 * there is made from what is read after that, so that whoever finds an earlier beginning clears it. False: to be done again.
 */
async function replaceRows(
  { table }: FolderWorld,
  tenantId: string,
  { subject, stored, state }: Reading,
  { home, row, basis }: MadeRow,
): Promise<boolean> {
  const own = home && bucketText(home);
  if (home && !state.homes.some((known) => bucketText(known) === own)) {
    await addToTold(table, tenantId, subject, { homes: [home] });
    return false;
  }
  let isDone = true;
  for (const each of state.homes) {
    const name = bucketText(each);
    const before = stored.get(name);
    if (!stored.has(name)) isDone = false; // It was added between the two reads.
    else if (before?.basis !== basis) {
      const written = { basis, row: name === own ? row : null };
      if (!(await putOutcomeRow(table, tenantId, each, subject, before, written))) isDone = false;
    }
  }
  return isDone;
}
