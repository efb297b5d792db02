import { setTimeout as sleep } from "node:timers/promises";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { assert } from "@outlay/domain/assert";
import type { OutgoingMessage, Queue } from "./queue.ts";

/** Limits of SendMessageBatch. Source: SQS quotas, "Messages". */
const REQUEST_MESSAGES_MAX = 10;
const REQUEST_BYTES_MAX = 1_048_576;

const REQUESTS_AT_ONCE = 8;
/** Waits before a refused message is sent again; after the last it counts as not accepted. */
const RETRY_WAITS_MS = [50, 200, 800];

/** A client that keeps its connections and gives up soon. The SDK reads AWS_ENDPOINT_URL_SQS by itself. */
export function sqsClient(): SQSClient {
  return new SQSClient({
    maxAttempts: 4,
    retryMode: "standard",
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });
}

/**
 * A queue on SQS or an engine that speaks its protocol. SQS may refuse single messages of a request (`Failed[]`): those
 * are sent again, then reported. A request that fails whole, after the SDK's retries, throws: anything may have been sent.
 */
export function openQueue(client: SQSClient, url: string): Queue {
  return {
    async send(messages) {
      let left = messages.map((message, index) => ({ index, message, bytes: bytesOf(message) }));
      for (const waitMs of [0, ...RETRY_WAITS_MS]) {
        if (left.length === 0) break;
        if (waitMs > 0) await sleep(waitMs);
        left = await sendOnce(client, url, left);
      }
      return left.map(({ index }) => index);
    },
  };
}

interface Outgoing {
  readonly index: number;
  readonly message: OutgoingMessage;
  readonly bytes: number;
}

function bytesOf({ body, delaySeconds }: OutgoingMessage): number {
  const bytes = Buffer.byteLength(body);
  assert(bytes > 0 && bytes <= REQUEST_BYTES_MAX, "a message has 1 byte to 1 MiB");
  assert(delaySeconds === undefined || (delaySeconds >= 0 && delaySeconds <= 900), "a delay is 0 to 900 seconds");
  return bytes;
}

/** Resolves with what SQS refused. */
async function sendOnce(client: SQSClient, url: string, outgoing: readonly Outgoing[]): Promise<Outgoing[]> {
  const requests = packRequests(outgoing);
  const refused: Outgoing[] = [];
  for (let i = 0; i < requests.length; i += REQUESTS_AT_ONCE) {
    const answers = await Promise.all(
      requests.slice(i, i + REQUESTS_AT_ONCE).map((request) => sendRequest(client, url, request)),
    );
    refused.push(...answers.flat());
  }
  return refused;
}

async function sendRequest(client: SQSClient, url: string, request: readonly Outgoing[]): Promise<readonly Outgoing[]> {
  const { Successful = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: request.map(({ message: { body, groupId, delaySeconds } }, place) => ({
        Id: String(place),
        MessageBody: body,
        MessageGroupId: groupId,
        ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
      })),
    }),
  );
  // By what was accepted, not by what was refused: an answer that leaves an entry out promises nothing about it.
  const accepted = new Set(Successful.map(({ Id }) => Id));
  return request.filter((_, place) => !accepted.has(String(place)));
}

/** Cuts into requests within the limits, in order. */
export function packRequests<Sized extends { readonly bytes: number }>(outgoing: readonly Sized[]): Sized[][] {
  const requests: Sized[][] = [];
  let request: Sized[] = [];
  let bytes = 0;
  for (const sized of outgoing) {
    if (request.length === REQUEST_MESSAGES_MAX || bytes + sized.bytes > REQUEST_BYTES_MAX) {
      requests.push(request);
      request = [];
      bytes = 0;
    }
    request.push(sized);
    bytes += sized.bytes;
  }
  if (request.length > 0) requests.push(request);
  return requests;
}
