import type { Block } from "./block.ts";
import type { Bucket } from "./bucket.ts";
import { compareText } from "./compare-text.ts";
import { dimensionIndex } from "./dimensions.ts";
import { COST_COMPONENTS, costMeasure } from "./measures.ts";
import { ownOutcome, type ToldOutcome } from "./outcome.ts";
import { type Place, sourceOf, winningRows } from "./page.ts";
import { chargesReview } from "./price-charges.ts";
import { subjectName, type Subject } from "./subject.ts";

const operationIndex = dimensionIndex("operation");

/** An event of a subject: the row that counts of it. */
export interface SubjectRow extends Place {
  readonly timeEpochMs: number;
  readonly source: string;
  readonly id: string;
}

/** The events of each wanted subject in one bucket, by the subject's name. */
export function rowsOfSubjects(
  bucket: Bucket,
  blocks: readonly Block[],
  wanted: readonly Subject[],
): ReadonlyMap<string, readonly SubjectRow[]> {
  const found = new Map(wanted.map((subject) => [subjectName(subject), new Array<SubjectRow>()]));
  const kinds = new Set(wanted.map(({ kind }) => kind));
  for (const { block, row } of winningRows(blocks)) {
    for (const subject of subjectsOf(bucket, block, row)) {
      if (!kinds.has(subject.kind)) continue;
      found.get(subjectName(subject))?.push(placed(bucket, block, row));
    }
  }
  return found;
}

/** What an event belongs to: its run, its task, and itself. */
export function subjectsOf(bucket: Bucket, block: Block, row: number): readonly Subject[] {
  const subjects: Subject[] = [{ kind: "event", source: sourceOf(block, row), id: block.ids[row] ?? "", bucket }];
  const run = block.texts["run_id"]?.[row];
  const task = block.texts["task_id"]?.[row];
  if (run) subjects.push({ kind: "run", id: run });
  if (task) subjects.push({ kind: "task", id: task });
  return subjects;
}

/** Whose outcome an event's own `outcome` is: its run's, else its task's, else its own. */
export const carrierOf = (subjects: readonly Subject[]): Subject | undefined =>
  subjects.find(({ kind }) => kind === "run") ?? subjects.find(({ kind }) => kind === "task") ?? subjects[0];

/**
 * The runs and tasks that lost an event: a copy of it that was accepted before names others, or none. Nobody who recorded that
 * copy knew of them.
 */
export function losersOf(bucket: Bucket, blocks: readonly Block[]): readonly Subject[] {
  const winners = new Map(winningRows(blocks).map((place) => [eventName(place), place]));
  const lost = new Map<string, Subject>();
  for (const block of blocks) {
    for (let row = 0; row < block.ids.length; row++) {
      const winner = winners.get(eventName({ block, row }));
      if (!winner || (winner.block === block && winner.row === row)) continue;
      const kept = new Set(subjectsOf(bucket, winner.block, winner.row).map(subjectName));
      for (const subject of subjectsOf(bucket, block, row))
        if (!kept.has(subjectName(subject))) lost.set(subjectName(subject), subject);
    }
  }
  return [...lost.values()];
}

const eventName = ({ block, row }: Place): string => JSON.stringify([sourceOf(block, row), block.ids[row]]);

function placed({ startEpochMs }: Bucket, block: Block, row: number): SubjectRow {
  const timeEpochMs = startEpochMs + (block.offsetsMs[row] ?? 0);
  return { block, row, timeEpochMs, source: sourceOf(block, row), id: block.ids[row] ?? "" };
}

/** In order of time, then source, then id. */
export const inOrderOfTime = (rows: readonly SubjectRow[]): readonly SubjectRow[] =>
  rows.toSorted((a, b) => a.timeEpochMs - b.timeEpochMs || compareText(a.source, b.source) || compareText(a.id, b.id));

/** What the events of a subject said of it themselves. */
export function ownOutcomes(subject: Subject, rows: readonly SubjectRow[]): readonly ToldOutcome[] {
  return rows.flatMap(({ block, row, timeEpochMs, source, id }) => {
    const kind = block.texts["run_id"]?.[row] ? "run" : block.texts["task_id"]?.[row] ? "task" : "event";
    if (kind !== subject.kind) return [];
    const outcome = ownOutcome(block.texts["outcome"]?.[row], JSON.stringify([source, id]), timeEpochMs);
    const operation = block.groups[block.groupOf[row] ?? -1]?.tuple[operationIndex] ?? null;
    return outcome ? [{ ...outcome, isReviewCharged: chargesReview(operation) }] : [];
  });
}

/** Picos of one row, all components together. */
export const costOfRow = ({ block, row }: Place): bigint =>
  COST_COMPONENTS.reduce((sum, component) => sum + BigInt(block.costs[costMeasure(component)]?.[row] ?? 0), 0n);
