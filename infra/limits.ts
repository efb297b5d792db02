/** Memory, time, concurrency, batching and retention of everything deployed, in this one place. */
export interface FunctionLimits {
  readonly memoryMb: number;
  readonly timeoutS: number;
  /** Reserved, so that a flood at one function leaves the others their share of the account's concurrency. */
  readonly concurrency: number;
}

/** 1,769 MB is one whole vCPU on Lambda. */
export const functionLimits = {
  /** The HTTP API gives up after 30 s. */
  api: { memoryMb: 1769, timeoutS: 29, concurrency: 100 },
  recorder: { memoryMb: 1769, timeoutS: 30, concurrency: 40 },
  folder: { memoryMb: 1769, timeoutS: 60, concurrency: 40 },
  jobs: { memoryMb: 1769, timeoutS: 300, concurrency: 10 },
  /** Mostly waits for hosts of others, at most 15 s for each. */
  notifier: { memoryMb: 1024, timeoutS: 60, concurrency: 20 },
  quarantine: { memoryMb: 512, timeoutS: 30, concurrency: 2 },
} as const satisfies Record<string, FunctionLimits>;

export type FunctionName = keyof typeof functionLimits;

export interface QueueLimits {
  /** Messages a batch at most (a batch also ends at Lambda's 6 MB of payload). */
  readonly batchSize: number;
  readonly windowS: number;
  /** The alarm rings when the oldest message is older. */
  readonly oldestMessageS: number;
}

export const queueLimits = {
  usage: { batchSize: 1000, windowS: 2, oldestMessageS: 300 },
  /** Merges are asked for up to 10 minutes ahead by delayed messages, which count as old from when they were sent. */
  fold: { batchSize: 1000, windowS: 2, oldestMessageS: 1500 },
  jobs: { batchSize: 1, windowS: 0, oldestMessageS: 3600 },
  /** What is tried again later is delayed by up to 15 minutes at a time, and counts as old from when it was sent. */
  notify: { batchSize: 10, windowS: 0, oldestMessageS: 1800 },
} as const satisfies Record<string, QueueLimits>;

export type QueueName = keyof typeof queueLimits;

export const maxReceiveCount = 5;
export const queueRetentionDays = 4;
export const deadLetterRetentionDays = 14;
export const quarantineBatchSize = 10;

/** Requests a second at the HTTP API, all tenants together. */
export const httpRateLimit = 2000;
export const httpBurstLimit = 4000;
