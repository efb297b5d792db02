import { DomainError } from "@outlay/domain/errors";
import type { Queue } from "@outlay/messaging/queue";
import {
  getQuarantined,
  getQuarantinedBody,
  type QuarantineEntry,
  replaceQuarantined,
  type StoredEntry,
} from "@outlay/storage/quarantine";
import type { Context } from "./context.ts";

type Redriver = Pick<Context, "table" | "usageQueue" | "foldQueue" | "notifyQueue" | "now" | "tenantId" | "actor">;

/**
 * Sends a quarantined message to its queue again, body and all, and marks the entry. Sent first: stopped in between, it can
 * be sent again, and its events count once by their own ids. An entry that was redriven is answered as it is.
 * Throws `quarantine_entry_not_found`; `unavailable` where the queue does not accept it.
 */
export async function redriveQuarantine(ctx: Redriver, { id }: { id: string }): Promise<QuarantineEntry> {
  const stored = await find(ctx, id);
  if (stored.entry.redriven) return stored.entry;

  const body = await getQuarantinedBody(ctx.table, stored);
  const queue = queueOf(ctx, stored);
  const refused = await queue.send([{ body, groupId: ctx.tenantId }]);
  if (refused.length > 0) throw new DomainError("unavailable", "The queue did not accept the message. Try again.");

  const redriven = { ...stored.entry, redriven: { atEpochMs: ctx.now().getTime(), by: ctx.actor.id } };
  if (await replaceQuarantined(ctx.table, stored, redriven)) return redriven;
  return (await find(ctx, id)).entry; // Another redrive, or this one before its reply was lost, has marked it.
}

function queueOf({ usageQueue, foldQueue, notifyQueue }: Redriver, { entry: { queue } }: StoredEntry): Queue {
  if (queue === "usage") return usageQueue;
  return queue === "fold" ? foldQueue : notifyQueue;
}

async function find(ctx: Redriver, id: string): Promise<StoredEntry> {
  const stored = await getQuarantined(ctx.table, ctx.tenantId, id);
  if (stored) return stored;
  throw new DomainError("quarantine_entry_not_found", "There is no such quarantine entry.");
}
