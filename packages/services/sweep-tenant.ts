import { bucketsIn, HOUR_MS, OUTCOME_SHARDS_FROM } from "@outlay/domain/bucket";
import { isHard } from "@outlay/domain/budget";
import { utcDayOf, utcHourOf } from "@outlay/domain/read-plan";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { jobMessage } from "@outlay/messaging/job-messages";
import { hasBlocks } from "@outlay/storage/journal";
import { readMarks } from "@outlay/storage/marks";
import type { FolderWorld } from "./context.ts";
import { readConfiguration } from "./read-configuration.ts";
import { sendAll } from "@outlay/messaging/send-all";

/** Hours before the current one whose buckets are folded once more. */
const HOURS_FOLDED_AGAIN = 2;

/**
 * Finds what nobody asked for: folds again the buckets of the hours that closed last, asks for the merge of every dirty
 * hour and day, and has budgets held to what is spent, since a projection changes as time passes, and what ended reservations hold. On a healthy system
 * no figure changes; folding again marks its hours, so that they are merged once more.
 */
export async function sweepTenant(world: FolderWorld, tenantId: string): Promise<void> {
  const configuration = await readConfiguration(world, tenantId);
  if (!configuration) return; // Listed, but its sign-up was never completed.
  const currentHour = utcHourOf(world.now().getTime());
  const closed = bucketsIn(currentHour - HOURS_FOLDED_AGAIN * HOUR_MS, currentHour, configuration.schedule);
  const folds = [];
  for (const usage of closed) {
    const outcomes = { ...usage, shard: OUTCOME_SHARDS_FROM + usage.shard };
    for (const bucket of [usage, outcomes])
      if (await hasBlocks(world.table, tenantId, bucket))
        folds.push(foldMessage({ kind: "fold", tenantId, ...bucket }));
  }
  await sendAll(world.foldQueue, folds);
  const marks = await readMarks(world.table, tenantId);
  const hours = [...marks.hours].filter((hour) => hour < currentHour);
  const days = [...marks.days].filter((day) => day < utcDayOf(currentHour));
  await sendAll(world.foldQueue, [
    ...hours.map((startEpochMs) => foldMessage({ kind: "merge", tenantId, level: "hour", startEpochMs })),
    ...days.map((startEpochMs) => foldMessage({ kind: "merge", tenantId, level: "day", startEpochMs })),
    ...(configuration.budgets.size > 0 ? [foldMessage({ kind: "budgets", tenantId })] : []),
  ]);
  if (configuration.budgets.values().some(isHard))
    await sendAll(world.jobsQueue, [jobMessage({ job: "probe", tenantId })]);
}
