import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { setTimeout as sleep } from "node:timers/promises";
import type { FunctionPool } from "./functions.ts";
import { isJson } from "./json.ts";

export interface EventSource {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly pool: FunctionPool;
  readonly batchSize: number;
  readonly windowMs: number;
  /** Batches worked on at a time. */
  readonly concurrency: number;
  readonly reportsItemFailures: boolean;
}

export interface Poller {
  /** Takes no more messages, and resolves when those taken are worked on, or after `boundMs`. */
  stop(boundMs: number): Promise<void>;
}

/** SQS gives and deletes ten at a time. */
const requestSizeMax = 10;
const receiveLanes = 4;
const idleWaitS = 1;
/** A batch ends where Lambda's payload would. */
const payloadBytesMax = 6 * 1024 * 1024;
const errorPauseMs = 1_000;

/** Feeds a function from a queue as Lambda's poller does: batch size, window, payload limit, partial failures. */
export function pollQueue(sqs: SQSClient, source: EventSource, onError: (error: unknown) => void): Poller {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await freeSlot(running, source.concurrency);
        if (stopping.signal.aborted) return;
        const messages = await collect(sqs, source, stopping.signal);
        for (const batch of splitByBytes(messages)) {
          await freeSlot(running, source.concurrency);
          const work: Promise<void> = workOn(sqs, source, batch)
            .catch(onError)
            .finally(() => running.delete(work));
          running.add(work);
        }
      } catch (error) {
        if (stopping.signal.aborted) return;
        onError(error);
        await sleep(errorPauseMs);
      }
    }
  };
  const ended = loop();

  return {
    async stop(boundMs) {
      stopping.abort();
      const drained = ended.then(async () => Promise.all(running));
      await Promise.race([drained, sleep(boundMs, undefined, { ref: false })]);
    },
  };
}

async function freeSlot(running: ReadonlySet<Promise<void>>, concurrency: number): Promise<void> {
  while (running.size >= concurrency) await Promise.race(running);
}

/** Waits for a first message, then fills the batch until it is full or the window (counted from that message) is over. */
async function collect(sqs: SQSClient, source: EventSource, stopping: AbortSignal): Promise<Message[]> {
  const first = await receive(sqs, source, source.batchSize, idleWaitS);
  if (first.length === 0) return [];
  const messages = [...first];
  const endMs = Date.now() + source.windowMs;
  while (messages.length < source.batchSize && bytesOf(messages) < payloadBytesMax && !stopping.aborted) {
    const leftMs = endMs - Date.now();
    if (leftMs <= 0) break;
    const room = source.batchSize - messages.length;
    const lanes = Array.from({ length: Math.min(receiveLanes, Math.ceil(room / requestSizeMax)) }, (_, i) => i);
    const parts = await Promise.all(lanes.map(async (lane) => receive(sqs, source, room - lane * requestSizeMax, 0)));
    const got = parts.flat();
    messages.push(...got);
    if (got.length === 0) await sleep(Math.min(leftMs, 100));
  }
  return messages;
}

async function receive(sqs: SQSClient, source: EventSource, room: number, waitS: number): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: source.queueUrl,
      MaxNumberOfMessages: Math.min(room, requestSizeMax),
      WaitTimeSeconds: waitS,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
}

const sizeOf = (message: Message) => Buffer.byteLength(message.Body ?? "");
const bytesOf = (messages: readonly Message[]) => messages.reduce((sum, message) => sum + sizeOf(message), 0);

/** Cuts a batch into parts that fit one invocation each. */
export function splitByBytes(messages: readonly Message[], bytesMax = payloadBytesMax): Message[][] {
  const batches: Message[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    bytes += sizeOf(message);
    if (bytes > bytesMax) {
      batches.push([]);
      bytes = sizeOf(message);
    }
    batches.at(-1)?.push(message);
  }
  return batches;
}

/** One invocation. What it does not report as failed is deleted; the rest comes again when its visibility ends. */
async function workOn(sqs: SQSClient, source: EventSource, messages: readonly Message[]): Promise<void> {
  const value = await source.pool.invoke({ Records: messages.map((message) => toRecord(source, message)) });
  const failed = source.reportsItemFailures ? failedIds(value) : new Set<string>();
  const isWholeBatch = [...failed].some((id) => !messages.some((message) => message.MessageId === id));
  const done = isWholeBatch ? [] : messages.filter((message) => !failed.has(message.MessageId ?? ""));
  await inTens(done, async (part) => {
    const Entries = part.map((message, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle ?? "" }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: source.queueUrl, Entries }));
  });
}

/** The ids in `batchItemFailures`. An id that is not in the batch fails all of it, as on AWS. */
function failedIds(value: unknown): ReadonlySet<string> {
  const failures = isJson(value) ? value["batchItemFailures"] : undefined;
  const list: unknown[] = Array.isArray(failures) ? failures : [];
  return new Set(list.map((failure) => (isJson(failure) ? String(failure["itemIdentifier"]) : "")));
}

async function inTens(messages: readonly Message[], act: (part: readonly Message[]) => Promise<void>): Promise<void> {
  const parts = Array.from({ length: Math.ceil(messages.length / requestSizeMax) }, (_, i) =>
    messages.slice(i * requestSizeMax, (i + 1) * requestSizeMax),
  );
  await Promise.all(parts.map(act));
}

function toRecord(source: EventSource, message: Message) {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: message.MessageAttributes ?? {},
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: source.queueArn,
    awsRegion: "us-east-1",
  };
}
