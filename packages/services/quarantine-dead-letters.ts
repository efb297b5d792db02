import { createHash } from "node:crypto";
import { FoldMessage } from "@outlay/messaging/fold-messages";
import { NotifyMessage } from "@outlay/messaging/notify-messages";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { readRecorderMessage } from "@outlay/messaging/recorder-messages";
import { putQuarantined, type QuarantineEntry, quarantineEntryId } from "@outlay/storage/quarantine";
import * as z from "zod";
import type { World } from "./context.ts";

/** Keeps what its consumer gave up on, before SQS may delete it. Resolves with the ids of messages that were not kept. */
export async function quarantineDeadLetters(
  world: Pick<World, "table" | "now">,
  queue: QuarantineEntry["queue"],
  messages: readonly ReceivedMessage[],
): Promise<ReadonlySet<string>> {
  for (const message of messages) await putQuarantined(world.table, entryOf(world, queue, message), message.body);
  return new Set();
}

function entryOf(
  { now }: Pick<World, "now">,
  queue: QuarantineEntry["queue"],
  message: ReceivedMessage,
): QuarantineEntry {
  const nowEpochMs = now().getTime();
  const { messageId, body, receiveCount, sentAtEpochMs = nowEpochMs } = message;
  const hash = createHash("sha256")
    .update(JSON.stringify([queue, messageId]))
    .digest("hex");
  return {
    id: quarantineEntryId(sentAtEpochMs, hash),
    // Jobs are the system's own: no tenant sees them.
    tenantId: queue === "jobs" ? null : tenantOf(body),
    queue,
    queueMessageId: messageId,
    reason: isReadable(queue, body) ? "processing_failed" : "message_unreadable",
    receiveCount,
    bodyBytes: Buffer.byteLength(body),
    sentAtEpochMs,
    quarantinedAtEpochMs: nowEpochMs,
    redriven: null,
  };
}

/** A name that can lead a key; every message of ours carries its tenant as this. */
const Envelope = z.object({ tenantId: z.string().regex(/^[\w-]{1,64}$/) });

/** From the envelope alone, never from an event. */
function tenantOf(body: string): string | null {
  const envelope = Envelope.safeParse(parsed(body));
  return envelope.success ? envelope.data.tenantId : null;
}

function isReadable(queue: QuarantineEntry["queue"], body: string): boolean {
  if (queue === "fold") return FoldMessage.safeParse(parsed(body)).success;
  if (queue === "notify") return NotifyMessage.safeParse(parsed(body)).success;
  if (queue === "jobs") return z.object({ job: z.string() }).safeParse(parsed(body)).success;
  try {
    readRecorderMessage(body);
    return true;
  } catch {
    return false;
  }
}

/** Undefined for what is not JSON. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
