import { canonicalPage, type Page } from "@outlay/domain/page";
import { utcDayOf, utcHourOf } from "@outlay/domain/read-plan";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { jobMessage } from "@outlay/messaging/job-messages";
import { getContribution } from "@outlay/storage/contributions";
import { decodePage, encodePage } from "@outlay/storage/page-codec";
import { readPage, type StoredPage, writePage, type PagePlace } from "@outlay/storage/pages";
import { readTouched } from "@outlay/storage/touched";
import { contribute, costOfPage, vectorOf } from "./contribute.ts";
import { readBucketSource } from "./fold-bucket.ts";
import { markForMerge, readMergeSource } from "./merge-pages.ts";
import { noticeOlderBlocks } from "./notice-older-blocks.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { basisOf, type PageSource, type ReplacedPage } from "./replace-page.ts";
import { sendAll } from "@outlay/messaging/send-all";
import type { JobsWorld } from "./context.ts";
import { followContribution } from "./follow-contribution.ts";

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
    await balancePage(world, tenantId, place, async () => {
      const source = await readBucketSource(world, tenantId, bucket);
      await noticeOlderBlocks(world, tenantId, bucket, source.blocks); // Whose request the fold sent in vain.
      return source;
    });
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
 * Holds a stored page and its contribution to their recomputation, to the last digit. A page that was made from other parts
 * than stand there now is behind, and is asked for again; where one that was made from the same parts, or its
 * contribution, says something else, that is a difference: it is counted for the alarm, and both are replaced.
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
  const replaced = { version: stored.version, page: source.make };
  if (saysOf(stored) === canonicalPage(source.make()) && (await contributesRight(world, tenantId, place, replaced))) {
    world.log("page_balanced", { tenantId, level: place.level }, { pagesBalanced: 1, trialBalanceDifferences: 0 });
    return;
  }
  await correct(world, tenantId, place, stored, basis, source.make());
}

const saysOf = (stored: StoredPage): string | undefined => {
  const page = readable(stored);
  return page && canonicalPage(page);
};

/** Undefined where the page cannot even be read. */
function readable({ body }: StoredPage): Page | undefined {
  try {
    return decodePage(body);
  } catch {
    return undefined;
  }
}

/** Completes a contribution that is behind its page, which is no difference: whoever made the page was stopped after it. */
async function contributesRight(
  world: JobsWorld,
  tenantId: string,
  place: PagePlace,
  replaced: ReplacedPage,
): Promise<boolean> {
  const configuration = await loadConfiguration(world, tenantId);
  const { budgets, budgetsSeq } = configuration;
  const held = await getContribution(world.table, tenantId, place);
  if (!held || held.pageVersion < replaced.version || held.budgetsSeq < budgetsSeq) {
    await contribute(world, tenantId, place, replaced, configuration);
    return true;
  }
  if (held.pageVersion > replaced.version || held.budgetsSeq > budgetsSeq) return true; // Newer than what is compared.
  const releases = place.level === "bucket" && budgets.size > 0 ? replaced.page().releases : [];
  const textOf = (some: typeof releases) => String(some.map(({ hold, slot, picos }) => [hold, slot, picos]));
  const isSpentRight = String(held.vector) === String(vectorOf(replaced.page(), budgets.values()));
  return isSpentRight && textOf(held.releases) === textOf(releases);
}

async function correct(
  world: JobsWorld,
  tenantId: string,
  place: PagePlace,
  stored: StoredPage,
  basis: string,
  page: Page,
): Promise<void> {
  const write = { basis, body: encodePage(page), token: world.newId("pag"), nowEpochMs: world.now().getTime() };
  const version = await writePage(world.table, tenantId, place, stored, write);
  if (version === undefined) return; // A fold came between: its page is newer than what was compared.
  const startEpochMs = place.level === "bucket" ? place.bucket.startEpochMs : place.startEpochMs;
  const was = readable(stored);
  const costs = { costPicos: costOfPage(page), wasPicos: was && costOfPage(was) };
  world.log("page_differed", { tenantId, level: place.level, startEpochMs, ...costs }, { trialBalanceDifferences: 1 });
  // The day may have been balanced against the hour as it was. The hour of a bucket is balanced after it.
  if (place.level === "hour") await markForMerge(world, tenantId, "day", utcDayOf(place.startEpochMs));
  const configuration = await loadConfiguration(world, tenantId);
  const contribution = await contribute(world, tenantId, place, { version, page: () => page }, configuration);
  await followContribution(world, tenantId, configuration, contribution);
}

/** Asks for a page that is behind: a bucket by a fold, an hour or day by marking it, which the next sweep sees too. */
async function askAgain(world: JobsWorld, tenantId: string, place: PagePlace): Promise<void> {
  world.log("page_behind", { tenantId, level: place.level }, { pagesBehind: 1 });
  if (place.level === "bucket")
    return sendAll(world.foldQueue, [foldMessage({ kind: "fold", tenantId, ...place.bucket })]);
  return markForMerge(world, tenantId, place.level, place.startEpochMs);
}
