import { DAY_MS, HOUR_MS } from "@outlay/domain/bucket";
import { dateOfPeriod, mergePages as merge } from "@outlay/domain/page";
import { utcDayOf } from "@outlay/domain/read-plan";
import { foldMessage } from "@outlay/messaging/fold-messages";
import { sendAll } from "@outlay/messaging/send-all";
import { clearMark, markAgain, markDirty, readMark, readMarks, type MarkLevel } from "@outlay/storage/marks";
import { decodePage } from "@outlay/storage/page-codec";
import { readPages } from "@outlay/storage/pages";
import { contribute } from "./contribute.ts";
import type { FolderWorld } from "./context.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { replacePage, type PageSource } from "./replace-page.ts";

/** How long changes below are gathered before an hour or a day is merged again. Readers use the pages below meanwhile. */
const DELAY_SECONDS = { hour: 60, day: 600 } as const;

/**
 * Marks an hour or day dirty and, where it was clean, asks for its merge: before it is marked, so that whoever finds a mark
 * knows that it was asked for. A merge takes longer to come than a mark to be written.
 */
export async function markForMerge(
  world: FolderWorld,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
): Promise<void> {
  const token = world.newId("mrk");
  if (await markAgain(world.table, tenantId, level, startEpochMs, token)) return;
  await askForMerge(world, tenantId, level, startEpochMs);
  await markDirty(world.table, tenantId, level, startEpochMs, token);
}

async function askForMerge(
  world: FolderWorld,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
): Promise<void> {
  const message = foldMessage({ kind: "merge", tenantId, level, startEpochMs }, DELAY_SECONDS[level]);
  await sendAll(world.foldQueue, [message]);
}

/**
 * Merges the pages below into the page of an hour or a day, and only then clears its mark. Where it was marked again
 * meanwhile, the mark stays and another merge is asked for.
 */
export async function mergePages(
  world: FolderWorld,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
): Promise<void> {
  const token = await readMark(world.table, tenantId, level, startEpochMs);
  if (token === undefined) return;
  if (level === "day" && (await hasDirtyHour(world, tenantId, startEpochMs)))
    return askForMerge(world, tenantId, level, startEpochMs);
  const place = { level, startEpochMs };
  const stored = await replacePage(world, tenantId, place, () => readMergeSource(world, tenantId, level, startEpochMs));
  if (stored) await contribute(world, tenantId, place, stored, await loadConfiguration(world, tenantId));
  if (level === "hour") await markForMerge(world, tenantId, "day", utcDayOf(startEpochMs));
  const isClean = await clearMark(world.table, tenantId, level, startEpochMs, token);
  if (!isClean) await askForMerge(world, tenantId, level, startEpochMs);
}

/** What the page of an hour or day is made from: the pages of its buckets or hours. */
export async function readMergeSource(
  world: Pick<FolderWorld, "table">,
  tenantId: string,
  level: MarkLevel,
  startEpochMs: number,
): Promise<PageSource> {
  const toEpochMs = startEpochMs + (level === "hour" ? HOUR_MS : DAY_MS);
  const part = { level: level === "hour" ? "bucket" : "hour", fromEpochMs: startEpochMs, toEpochMs } as const;
  const pages = await readPages(world.table, tenantId, part);
  const periodOf = (period: string) => (level === "day" ? dateOfPeriod(period) : period);
  return {
    parts: pages.map(({ sk, version }) => `${sk} ${version}`),
    make: () =>
      merge(
        pages.map(({ body }) => decodePage(body)),
        periodOf,
      ),
  };
}

async function hasDirtyHour(world: FolderWorld, tenantId: string, dayEpochMs: number): Promise<boolean> {
  const { hours } = await readMarks(world.table, tenantId);
  return [...hours].some((hour) => utcDayOf(hour) === dayEpochMs);
}
