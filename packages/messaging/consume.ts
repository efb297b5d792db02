import { assert } from "@outlay/domain/assert";
import type { ReceivedMessage } from "./queue.ts";

/** What Lambda hands over from an SQS event source: the part that is read here. */
export interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: { readonly ApproximateReceiveCount: string; readonly SentTimestamp?: string };
    readonly eventSourceARN?: string;
  }[];
}

/** Lambda deletes every message of the batch but these. */
export interface SqsBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Works on messages that may come twice and in any order. Resolves with the ids of those that must come again. */
export type BatchVerb = (messages: readonly ReceivedMessage[]) => Promise<ReadonlySet<string>>;

/** Writes one line for a finished unit of work. */
export type Log = (
  event: string,
  fields: Readonly<Record<string, string | number | boolean>>,
  metrics?: Readonly<Record<string, number>>,
) => void;

/** From this receipt on a message is worked on alone. */
const ALONE_FROM_RECEIPT = 3;

/**
 * Makes a Lambda handler of a batch verb. A verb that throws has failed all that it was given. A message that failed
 * twice before is given to it alone, so that a poisonous one takes no neighbour along; after `maxReceiveCount` tries
 * it lies in the dead-letter queue.
 */
export function consume(work: BatchVerb, log: Log): (event: SqsEvent) => Promise<SqsBatchResponse> {
  return async ({ Records }) => {
    const messages = Records.map(received);
    const batch = messages.filter(({ receiveCount }) => receiveCount < ALONE_FROM_RECEIPT);
    const alone = messages.filter(({ receiveCount }) => receiveCount >= ALONE_FROM_RECEIPT);

    const failed = new Set<string>();
    for (const group of [batch, ...alone.map((message) => [message])]) {
      for (const id of await failuresOf(work, group, log)) failed.add(id);
    }
    log("batch_done", { alone: alone.length }, { received: messages.length, failed: failed.size });
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function failuresOf(work: BatchVerb, group: readonly ReceivedMessage[], log: Log): Promise<Iterable<string>> {
  if (group.length === 0) return [];
  const ids = new Set(group.map(({ messageId }) => messageId));
  try {
    const failed = await work(group);
    assert(failed.isSubsetOf(ids), "a verb fails only what it was given");
    return failed;
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log("messages_failed", { count: group.length, firstMessageId: group[0]?.messageId ?? "", reason });
    return ids;
  }
}

/** A record without id or count would fail, or be deleted, unseen: better that the whole batch comes again. */
function received({ messageId, body, attributes }: SqsEvent["Records"][number]): ReceivedMessage {
  const receiveCount = Number(attributes.ApproximateReceiveCount);
  assert(messageId !== "" && typeof body === "string", "a record has id and body");
  assert(Number.isInteger(receiveCount) && receiveCount > 0, "a record has a receive count");
  const sentAtEpochMs = Number(attributes.SentTimestamp);
  return { messageId, body, receiveCount, ...(Number.isInteger(sentAtEpochMs) && { sentAtEpochMs }) };
}
