import type { OutgoingMessage, Queue, ReceivedMessage } from "./queue.ts";

/** A standard queue in memory, for tests: it delivers at least once, and moves to `deadLetters` what failed too often. */
export interface MemoryQueue extends Queue {
  /** Takes up to `limit` messages; those with a delay only where `includeDelayed` says that their time has come. */
  receive(limit: number, includeDelayed?: boolean): readonly ReceivedMessage[];
  /** Ends a receipt: failed messages go back, or to the dead letters; the others are gone. */
  settle(batch: readonly ReceivedMessage[], failedIds: ReadonlySet<string>): void;
  readonly waiting: readonly StoredMessage[];
  readonly deadLetters: readonly StoredMessage[];
}

export interface StoredMessage extends ReceivedMessage {
  readonly groupId: string;
  readonly delaySeconds: number;
}

export function memoryQueue(maxReceiveCount = 5): MemoryQueue {
  let waiting: StoredMessage[] = [];
  const inFlight = new Map<string, StoredMessage>();
  const deadLetters: StoredMessage[] = [];
  let sent = 0;

  return {
    async send(messages) {
      for (const message of messages) waiting.push(stored(message, `m${++sent}`));
      return [];
    },

    receive(limit, includeDelayed = false) {
      const due = waiting.filter(({ delaySeconds }) => includeDelayed || delaySeconds === 0).slice(0, limit);
      const taken = new Set(due);
      waiting = waiting.filter((message) => !taken.has(message));
      return due.map((message) => {
        const received = { ...message, receiveCount: message.receiveCount + 1, delaySeconds: 0 };
        inFlight.set(message.messageId, received);
        const { messageId, body, receiveCount } = received;
        return { messageId, body, receiveCount };
      });
    },

    settle(batch, failedIds) {
      for (const { messageId } of batch) {
        const message = inFlight.get(messageId);
        inFlight.delete(messageId);
        if (!message || !failedIds.has(messageId)) continue;
        (message.receiveCount < maxReceiveCount ? waiting : deadLetters).push(message);
      }
    },

    get waiting() {
      return waiting;
    },
    deadLetters,
  };
}

const stored = ({ body, groupId, delaySeconds = 0 }: OutgoingMessage, messageId: string): StoredMessage => ({
  messageId,
  body,
  groupId,
  delaySeconds,
  receiveCount: 0,
});
