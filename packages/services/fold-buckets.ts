import { LIMITS } from "@outlay/domain/limits";
import type { Subject } from "@outlay/domain/subject";
import { FoldMessage } from "@outlay/messaging/fold-messages";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import type { Contribution } from "@outlay/storage/contributions";
import { isRetried, markRecorded, markRetried } from "@outlay/storage/watch-marks";
import { atOnce } from "./at-once.ts";
import type { FolderWorld } from "./context.ts";
import { foldBucket } from "./fold-bucket.ts";
import { foldSubjects } from "./fold-subjects.ts";
import { followContribution } from "./follow-contribution.ts";
import { mergePages } from "./merge-pages.ts";
import { loadConfiguration } from "./read-configuration.ts";
import { refreshBudgets } from "./refresh-budgets.ts";
import { refreshAllCaps } from "./refresh-caps.ts";

/** Works of different buckets at once: enough to hide the store's latency. */
const WORKS_AT_ONCE = 8;
const EARLY = "Usage that was recorded before is not counted yet.";

/**
 * Does what fold messages ask, each distinct work once however often it was asked for. Returns the SQS ids of the
 * messages whose work is not done.
 */
export async function foldBuckets(
  world: FolderWorld,
  received: readonly ReceivedMessage[],
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const isDone = async ({ kind, tenantId }: FoldMessage, ids: Iterable<string>, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      world.log("fold_failed", { kind, tenantId, reason: String(error) });
      for (const id of ids) failed.add(id);
    }
  };
  const { subjects, others, unreadable } = readWorks(received);
  for (const messageId of unreadable) failed.add(messageId); // They will reach the dead letters.
  const marked = await markAllRetried(world, [...subjects.values(), ...others]);
  // A tenant's subjects are done together: they mostly lie in the same buckets, which are then read once.
  for (const { work, subjects: asked, messageIds, isAgain } of subjects.values())
    await isDone(work, messageIds, async () => {
      if (isAgain) await marked.get(work.tenantId);
      await foldSubjects(world, work.tenantId, asked);
    });
  // What ended holds goes once the usage that came before is counted: not while any of it that came along is not.
  const isLast = ({ work }: Asked) => work.kind === "caps";
  const uncounted = new Set<string>();
  const contributed = new Map<string, Contributed>();
  const doAll = async (some: readonly Asked[]) =>
    atOnce(some, WORKS_AT_ONCE, async ({ work, messageIds, isAgain }) => {
      const isEarly = work.kind === "caps" && uncounted.has(work.tenantId);
      await isDone(work, messageIds, async () => {
        if (isEarly) throw new Error(EARLY);
        if (isAgain && work.kind === "fold") await marked.get(work.tenantId);
        const contribution = await doWork(world, work);
        if (contribution) addTo(contributed, work, contribution, messageIds);
      });
      if (messageIds.some((id) => failed.has(id))) uncounted.add(work.tenantId);
    });
  await doAll(others.filter((each) => !isLast(each)));
  // What a tenant's buckets add to budgets is followed once for all of them: each would read the whole period again.
  for (const { work, messageIds, vector, releases } of contributed.values()) {
    await isDone(work, messageIds, async () => {
      const configuration = await loadConfiguration(world, work.tenantId);
      await followContribution(world, work.tenantId, configuration, { vector, releases });
    });
    if (messageIds.some((id) => failed.has(id))) uncounted.add(work.tenantId);
  }
  await doAll(others.filter(isLast));
  return failed;
}

/**
 * What failed once may do so again: until then nobody says how far usage is counted. Said before anything is worked on, which may take
 * long, and once for each tenant; resolves with what came of it.
 */
async function markAllRetried(
  { table, now }: FolderWorld,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, Promise<void>>> {
  const again = asked.filter(({ work, isAgain }) => isAgain && (work.kind === "fold" || work.kind === "subject"));
  const marked = new Map<string, Promise<void>>();
  await atOnce(new Set(again.map(({ work }) => work.tenantId)), WORKS_AT_ONCE, async (tenantId) => {
    const marking = markRetried(table, tenantId, now().getTime() + LIMITS.inFlightMs);
    marked.set(tenantId, marking);
    await marking.catch(() => {}); // It fails that tenant's works alone.
  });
  return marked;
}

type Followed = Pick<Contribution, "vector" | "releases">;

/** What the buckets of one tenant contributed, and who asked for them. */
interface Contributed extends Omit<Asked, "isAgain"> {
  readonly vector: Followed["vector"][number][];
  readonly releases: Followed["releases"][number][];
}

function addTo(
  contributed: Map<string, Contributed>,
  work: FoldMessage,
  { vector, releases }: Followed,
  messageIds: readonly string[],
): void {
  const ofTenant = contributed.get(work.tenantId) ?? { work, messageIds: [], vector: [], releases: [] };
  contributed.set(work.tenantId, ofTenant);
  ofTenant.messageIds.push(...messageIds);
  ofTenant.vector.push(...vector);
  ofTenant.releases.push(...releases);
}

interface Asked {
  readonly work: FoldMessage;
  readonly messageIds: string[];
  /** It failed before. */
  isAgain: boolean;
}

interface SubjectsAsked extends Asked {
  readonly subjects: Subject[];
}

interface Works {
  /** By tenant. */
  readonly subjects: ReadonlyMap<string, SubjectsAsked>;
  readonly others: readonly Asked[];
  /** The SQS ids of messages that say nothing. */
  readonly unreadable: readonly string[];
}

/** Each distinct work once. */
function readWorks(received: readonly ReceivedMessage[]): Works {
  const works = new Map<string, Asked>();
  const unreadable: string[] = [];
  for (const { messageId, body, receiveCount } of received) {
    const work = readWork(body);
    if (!work) {
      unreadable.push(messageId);
      continue;
    }
    const key = JSON.stringify(work);
    const asked = works.get(key) ?? { work, messageIds: [], isAgain: false };
    asked.messageIds.push(messageId);
    if (receiveCount > 1) asked.isAgain = true;
    works.set(key, asked);
  }
  const others: Asked[] = [];
  const subjects = new Map<string, SubjectsAsked>();
  for (const asked of works.values()) {
    const { work, messageIds } = asked;
    if (work.kind !== "subject") {
      others.push(asked);
      continue;
    }
    const ofTenant = subjects.get(work.tenantId) ?? { work, subjects: [], messageIds: [], isAgain: false };
    subjects.set(work.tenantId, ofTenant);
    ofTenant.isAgain ||= asked.isAgain;
    ofTenant.subjects.push(work.subject);
    ofTenant.messageIds.push(...messageIds);
  }
  return { subjects, others, unreadable };
}

function readWork(body: string): FoldMessage | undefined {
  try {
    return FoldMessage.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

async function doWork(world: FolderWorld, work: FoldMessage): Promise<Followed | undefined> {
  switch (work.kind) {
    case "fold": {
      const { startEpochMs, spanMs, shard } = work;
      return foldBucket(world, work.tenantId, { startEpochMs, spanMs, shard });
    }
    case "merge":
      await mergePages(world, work.tenantId, work.level, work.startEpochMs);
      return undefined;
    case "subject":
      await foldSubjects(world, work.tenantId, [work.subject]);
      return undefined;
    case "budgets":
      await refreshAllCaps(world, work.tenantId, await loadConfiguration(world, work.tenantId));
      await refreshBudgets(world, work.tenantId);
      return undefined;
    case "caps": {
      const isUnknown = await isRetried(world.table, work.tenantId, world.now().getTime());
      if (isUnknown) world.log("holds_wait_for_retries", { tenantId: work.tenantId });
      const caughtUpEpochMs = isUnknown ? undefined : work.caughtUpEpochMs;
      await refreshAllCaps(world, work.tenantId, await loadConfiguration(world, work.tenantId), caughtUpEpochMs);
      if (caughtUpEpochMs !== undefined) await markRecorded(world.table, work.tenantId, caughtUpEpochMs);
      return undefined;
    }
  }
}
