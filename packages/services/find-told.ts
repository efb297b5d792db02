import type { IngestionSchedule } from "@outlay/domain/bucket";
import { subjectsOf } from "@outlay/domain/subject-rows";
import type { Subject } from "@outlay/domain/subject";
import { addToTold, eventSubjectsIn, getToldOfAll, type ToldState } from "@outlay/storage/subjects";
import { GETS_MAX, type Table } from "@outlay/storage/table";
import { atOnce } from "./at-once.ts";
import { type AppendedBlocks, type Failed, inGroups, likelyHomes, type SeenSubject } from "./note-subjects.ts";
import { markTold, mayBeToldOf } from "./told-mark.ts";

/** A subject of which something was told: its row of outcomes is to be made again. */
export interface ToldSubject<Appended extends AppendedBlocks> {
  readonly subject: Subject;
  /** Where its rows came from. */
  readonly appended: ReadonlySet<Appended>;
}

const REQUESTS_AT_ONCE = 16;

export const isTold = ({ outcomes, carriesOutcome }: ToldState): boolean => outcomes.size > 0 || carriesOutcome;

/**
 * Finds those of which something was told, by an outcome of their own or by one that came before: of `seen`, and of the events that
 * were appended. Only once they are noted, so that whoever tells something later finds them. Of a tenant of whom nothing was ever
 * told that is one read.
 */
export async function findTold<Appended extends AppendedBlocks>(
  table: Table,
  tenantId: string,
  schedule: IngestionSchedule,
  { appended, seen }: { readonly appended: readonly Appended[]; readonly seen: readonly SeenSubject<Appended>[] },
  failed: Failed<Appended>,
): Promise<readonly ToldSubject<Appended>[]> {
  const told: ToldSubject<Appended>[] = [];
  if (appended.length === 0) return told;
  try {
    if (seen.some(({ carriesOutcome }) => carriesOutcome)) await markTold(table, tenantId);
    else if (!(await mayBeToldOf(table, tenantId))) return told;
  } catch (error) {
    failed(appended, error);
    return told;
  }
  await atOnce(inGroups(seen, GETS_MAX), REQUESTS_AT_ONCE, async (group) => {
    try {
      told.push(...(await toldAmong(table, tenantId, schedule, group)));
    } catch (error) {
      failed(new Set(group.flatMap((each) => [...each.appended])), error);
    }
  });
  await atOnce(appended, REQUESTS_AT_ONCE, async (each) => {
    try {
      for (const subject of await toldEvents(table, tenantId, each)) told.push({ subject, appended: new Set([each]) });
    } catch (error) {
      failed([each], error);
    }
  });
  return told;
}

async function toldAmong<Appended extends AppendedBlocks>(
  table: Table,
  tenantId: string,
  schedule: IngestionSchedule,
  group: readonly SeenSubject<Appended>[],
): Promise<readonly ToldSubject<Appended>[]> {
  const states = await getToldOfAll(
    table,
    tenantId,
    group.map(({ subject }) => subject),
  );
  const told: ToldSubject<Appended>[] = [];
  await atOnce(group.entries(), REQUESTS_AT_ONCE, async ([place, { subject, appended, carriesOutcome }]) => {
    const state = states[place];
    if (!state || !(carriesOutcome || isTold(state))) return;
    // With its home, so that the folder need not say that first.
    const homes = state.homes.length > 0 ? [] : likelyHomes(subject, buckets(appended), schedule);
    const isNews = carriesOutcome && !state.carriesOutcome;
    if (isNews || homes.length > 0) await addToTold(table, tenantId, subject, { homes, carriesOutcome });
    told.push({ subject, appended });
  });
  return told;
}

const buckets = (appended: ReadonlySet<AppendedBlocks>) => Array.from(appended, ({ bucket }) => bucket);

async function toldEvents(
  table: Table,
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
