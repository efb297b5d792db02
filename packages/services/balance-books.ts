import { canonicalPage } from "@outlay/domain/page";
import { utcDayOf, utcHourOf } from "@outlay/domain/read-plan";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { jobMessage } from "@outlay/messaging/job-messages";
import { decodePage, encodePage } from "@outlay/storage/page-codec";
import { readPage, writePage, type PagePlace } from "@outlay/storage/pages";
import { readTouched } from "@outlay/storage/touched";
import { contribute } from "./contribute.ts";
import { readBucketSource } from "./fold-bucket.ts";
import { markForMerge, readMergeSource } from "./merge-pages.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { basisOf, type PageSource } from "./replace-page.ts";
import { sendAll } from "@outlay/messaging/send-all";
import type { JobsWorld } from "./context.ts";

/** The trial balance of one date of processing: every hour and day that holds a bucket touched then. */
export async function balanceDate(world: JobsWorld, tenantId: string, date: string): Promise<void> {
  const touched = await readTouched(world.table, tenantId, date);
  const hours = new Set(touched.map(({ startEpochMs }) => utcHourOf(startEpochMs)));
  const days = new Set([...hours].map(utcDayOf));
  await sendAll(world.jobsQueue, [
    ...[...hours].map((hourEpochMs) => jobMessage({ job: "balance-hour", tenantId, date, hourEpochMs })),
    ...[...days].map((dayEpochMs) => jobMessage({ job: "balance-day", tenantId, dayEpochMs })),
  ]);
}

/** Recomputes the buckets of an hour that were touched on `date`, and the hour itself, from what lies below each. */
export async function balanceHour(
  world: JobsWorld,
  tenantId: string,
  date: string,
  hourEpochMs: number,
): Promise<void> {
  const touched = await readTouched(world.table, tenantId, date);
  for (const bucket of touched.filter(({ startEpochMs }) => utcHourOf(startEpochMs) === hourEpochMs)) {
    const place = { level: "bucket", bucket } as const;
    await balancePage(world, tenantId, place, () => readBucketSource(world, tenantId, bucket));
  }
  const place = { level: "hour", startEpochMs: hourEpochMs } as const;
  await balancePage(world, tenantId, place, () => readMergeSource(world, tenantId, "hour", hourEpochMs));
}

/** Recomputes a day from its hours. */
export async function balanceDay(world: JobsWorld, tenantId: string, dayEpochMs: number): Promise<void> {
  const place = { level: "day", startEpochMs: dayEpochMs } as const;
  await balancePage(world, tenantId, place, () => readMergeSource(world, tenantId, "day", dayEpochMs));
}

/**
 * Holds a stored page to its recomputation, to the last digit. A page that was made from other parts than stand there now
 * is behind, and is asked for again; one that was made from the same parts and says something else is a difference: it is
 * counted for the alarm, and replaced.
 */
async function balancePage(
  world: JobsWorld,
  tenantId: string,
  place: PagePlace,
  readSource: () => Promise<PageSource>,
): Promise<void> {
  const stored = await readPage(world.table, tenantId, place);
  const source = await readSource();
  if (!stored && source.parts.length === 0) return;
  const basis = basisOf(source);
  if (stored?.basis !== basis) return askAgain(world, tenantId, place);
  const page = source.make();
  if (canonicalPage(decodePage(stored.body)) === canonicalPage(page)) {
    world.log("page_balanced", { tenantId, level: place.level }, { pagesBalanced: 1, trialBalanceDifferences: 0 });
    return;
  }
  const write = { basis, body: encodePage(page), token: world.newId("pag"), nowEpochMs: world.now().getTime() };
  const version = await writePage(world.table, tenantId, place, stored, write);
  if (version === undefined) return; // A fold came between: its page is newer than what was compared.
  world.log("page_differed", { tenantId, level: place.level }, { trialBalanceDifferences: 1 });
  const configuration = await loadConfiguration(world, tenantId);
  await contribute(world, tenantId, place, { version, page: () => page }, configuration);
}

/** Asks for a page that is behind: a bucket by a fold, an hour or day by marking it, which the next sweep sees too. */
async function askAgain(world: JobsWorld, tenantId: string, place: PagePlace): Promise<void> {
  world.log("page_behind", { tenantId, level: place.level }, { pagesBehind: 1 });
  if (place.level === "bucket")
    return sendAll(world.foldQueue, [foldMessage({ kind: "fold", tenantId, ...place.bucket })]);
  return markForMerge(world, tenantId, place.level, place.startEpochMs);
}
