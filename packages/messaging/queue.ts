/** A queue to send to. Consumers are fed by the platform, as Lambda event sources. */
export interface Queue {
  /**
   * Sends all bodies, in as few requests as the limits allow. Resolves with the indexes that SQS did not accept (after
   * retries); what is not listed is durable. May send a body twice, never deduplicates.
   */
  send(messages: readonly OutgoingMessage[]): Promise<readonly number[]>;
}

export interface OutgoingMessage {
  readonly body: string;
  /** Fairness on standard queues: the tenant. */
  readonly groupId: string;
  /** 0 to 900. */
  readonly delaySeconds?: number;
}

/** A message as a consumer receives it. `receiveCount` is 1 the first time. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly receiveCount: number;
  /** When it was first sent, where the engine says; a move to the dead letters does not change it. */
  readonly sentAtEpochMs?: number;
}
