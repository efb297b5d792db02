import type { Block } from "@outlay/domain/block";
import { type Bucket, bucketsIn, DAY_MS, type IngestionSchedule } from "@outlay/domain/bucket";
import type { LocalDate } from "@outlay/domain/local-date";
import type { Repricing } from "@outlay/domain/repricing";
import type { Repricer } from "@outlay/domain/reprice-blocks";
import { addResults, type RepricingResult } from "@outlay/domain/repricing-result";
import { foldMessage } from "@outlay/messaging/fold-messages";
import type { OutgoingMessage } from "@outlay/messaging/queue";
import { sendAll } from "@outlay/messaging/send-all";
import { readRepricingDay, replaceRepricingDay } from "@outlay/storage/repricing-days";
import { atOnce } from "./at-once.ts";
import { completeRepricing } from "./complete-repricing.ts";
import { loadConfigurationAt } from "./configuration-at.ts";
import type { JobsWorld } from "./context.ts";
import { loadEnrichment } from "./enrichment.ts";
import { findTold } from "./find-told.ts";
import { type AppendedBlocks, subjectsIn } from "./note-subjects.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { repriceBucket } from "./reprice-bucket.ts";

/** Buckets that are worked on at once: enough to hide the store's latency. */
const BUCKETS_AT_ONCE = 8;

/**
 * Prices the usage of one UTC day again, and says what that did. Every bucket that the schedule knows is looked into, also one
 * that has no page yet. Done again it appends nothing new, and of two at once neither harms the other: the day's result is
 * replaced only if nobody else replaced it since before the journal was read.
 */
export async function repriceDay(
  world: JobsWorld,
  tenantId: string,
  repricingId: string,
  date: LocalDate,
): Promise<void> {
  const { repricings, schedule } = await loadConfiguration(world, tenantId);
  const repricing = repricings.get(repricingId);
  if (!repricing) throw new Error(`There is no re-pricing ${repricingId}.`);
  const repricer = await loadRepricer(world, tenantId, repricing);
  const read = await readRepricingDay(world.table, tenantId, repricingId, date);

  const results: RepricingResult[] = [];
  const appended: AppendedBlocks[] = [];
  const examined: AppendedBlocks[] = [];
  const from = Date.parse(date);
  await atOnce(bucketsIn(from, from + DAY_MS, schedule), BUCKETS_AT_ONCE, async (bucket: Bucket) => {
    const repriced = await repriceBucket(world, tenantId, bucket, repricer);
    if (!repriced) return;
    results.push(repriced.result);
    if (repriced.appended.length === 0) return;
    appended.push({ bucket, blocks: repriced.appended });
    const open = repriced.examined.filter((block) => isOpen(block, repricer.closedMonths));
    examined.push({ bucket, blocks: [...open, ...repriced.appended] });
  });
  await sendAll(world.foldQueue, [
    ...appended.map(({ bucket }) => foldMessage({ kind: "fold", tenantId, ...bucket })),
    ...(await toldSubjects(world, tenantId, schedule, examined)),
  ]);

  const result = addResults(results);
  if (!(await replaceRepricingDay(world.table, tenantId, repricingId, date, { read, result })))
    throw new Error(`Another run priced ${date} again meanwhile.`); // Its journal may be older: this day comes again.
  world.log("day_repriced", { tenantId, repricingId, date }, { changedEvents: result.changed_events });
  await completeRepricing(world, tenantId, repricingId);
}

/** Whether none of a block's rows lies in a closed month, which stays as it is. */
const isOpen = ({ groups }: Block, closedMonths: ReadonlySet<string>): boolean =>
  groups.every(({ localHour }) => !closedMonths.has(localHour.slice(0, 7)));

/**
 * What runs, tasks and events cost in vain changes with their rows, and the price of a review changes without them: all of which
 * something was told are folded again, also where no row came out differently.
 */
async function toldSubjects(
  world: JobsWorld,
  tenantId: string,
  schedule: IngestionSchedule,
  examined: readonly AppendedBlocks[],
): Promise<readonly OutgoingMessage[]> {
  // Where they lie was noted when they were recorded, and re-pricing does not move them.
  const rows = { appended: examined, seen: subjectsIn(examined) };
  const told = await findTold(world.table, tenantId, schedule, rows, (_, error) => {
    throw error;
  });
  return told.map(({ subject }) => foldMessage({ kind: "subject", tenantId, subject }));
}

/** All that is priced by is as it was decided when the re-pricing was, however late it is worked on. */
async function loadRepricer(world: JobsWorld, tenantId: string, repricing: Repricing): Promise<Repricer> {
  const configuration = await loadConfigurationAt(world, tenantId, repricing.seq);
  return {
    repricing,
    // Rows keep their attribution unless it is asked for: then the directory of that time may be gone.
    enrichment: await loadEnrichment(
      world,
      tenantId,
      repricing.attribution ? configuration : { ...configuration, directory: null },
    ),
    closedMonths: new Set(configuration.closedMonths.keys()),
  };
}
