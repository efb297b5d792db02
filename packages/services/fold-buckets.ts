import { FoldMessage } from "@outlay/messaging/fold-messages";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { atOnce } from "./at-once.ts";
import type { FolderWorld } from "./context.ts";
import { foldBucket } from "./fold-bucket.ts";
import { mergePages } from "./merge-pages.ts";
import { refreshBudgets } from "./refresh-budgets.ts";

/** Works of different buckets at once: enough to hide the store's latency. */
const WORKS_AT_ONCE = 8;

/**
 * Does what fold messages ask, each distinct work once however often it was asked for. Returns the SQS ids of the
 * messages whose work is not done.
 */
export async function foldBuckets(
  world: FolderWorld,
  received: readonly ReceivedMessage[],
): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  const works = new Map<string, { readonly work: FoldMessage; readonly messageIds: string[] }>();
  for (const { messageId, body } of received) {
    const work = readWork(body);
    if (!work) {
      failed.add(messageId); // Unreadable: it will reach the dead letters.
      continue;
    }
    const key = JSON.stringify(work);
    const asked = works.get(key) ?? { work, messageIds: [] };
    asked.messageIds.push(messageId);
    works.set(key, asked);
  }
  await atOnce(works.values(), WORKS_AT_ONCE, async ({ work, messageIds }) => {
    try {
      await doWork(world, work);
    } catch (error) {
      world.log("fold_failed", { kind: work.kind, tenantId: work.tenantId, reason: String(error) });
      messageIds.forEach((id) => failed.add(id));
    }
  });
  return failed;
}

function readWork(body: string): FoldMessage | undefined {
  try {
    return FoldMessage.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

async function doWork(world: FolderWorld, work: FoldMessage): Promise<void> {
  switch (work.kind) {
    case "fold": {
      const { startEpochMs, spanMs, shard } = work;
      return foldBucket(world, work.tenantId, { startEpochMs, spanMs, shard });
    }
    case "merge":
      return mergePages(world, work.tenantId, work.level, work.startEpochMs);
    case "budgets":
      return refreshBudgets(world, work.tenantId);
  }
}
