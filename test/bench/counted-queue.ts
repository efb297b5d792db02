import { memoryQueue, type MemoryQueue } from "@outlay/messaging/memory-queue";
import type { ReceivedMessage } from "@outlay/messaging/queue";
import { packRequests } from "@outlay/messaging/sqs-queue";
import { SQS_CHUNK_BYTES } from "./prices.ts";

/** Billed requests: each of a call's payload, in chunks of 64 KB. */
export interface SqsRequests {
  send: number;
  receive: number;
  remove: number;
}

/** SQS gives and deletes ten messages a call. */
const MESSAGES_PER_CALL = 10;

/**
 * A queue that counts what SQS would bill. Sends are packed as the real queue packs them. Receives and deletes are
 * counted as Lambda's pollers make them at best: ten messages a call where as many wait. Polls that find nothing are
 * not counted: they cost a queue, and not an event (some $0.26 a month each).
 */
export function countedQueue() {
  const queue = memoryQueue();
  const requests: SqsRequests = { send: 0, receive: 0, remove: 0 };
  const bytesOf = ({ body }: { readonly body: string }) => Buffer.byteLength(body);
  const billed = (bytes: number) => Math.max(1, Math.ceil(bytes / SQS_CHUNK_BYTES));
  const counted: MemoryQueue = {
    send: async (messages) => {
      for (const request of packRequests(messages.map((message) => ({ bytes: bytesOf(message) }))))
        requests.send += billed(request.reduce((sum, { bytes }) => sum + bytes, 0));
      return queue.send(messages);
    },
    receive: (limit, includeDelayed) => {
      const batch = queue.receive(limit, includeDelayed);
      for (const part of inTens(batch)) {
        requests.receive += billed(part.reduce((sum, message) => sum + bytesOf(message), 0));
        requests.remove += 1;
      }
      return batch;
    },
    settle: (batch, failed) => queue.settle(batch, failed),
    get waiting() {
      return queue.waiting;
    },
    deadLetters: queue.deadLetters,
  };
  return { queue: counted, requests };
}

const inTens = (batch: readonly ReceivedMessage[]) =>
  Array.from({ length: Math.ceil(batch.length / MESSAGES_PER_CALL) }, (_, index) =>
    batch.slice(index * MESSAGES_PER_CALL, (index + 1) * MESSAGES_PER_CALL),
  );
