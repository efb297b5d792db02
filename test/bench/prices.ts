/** AWS list prices, us-east-1, in dollars a unit, and what a request is metered in. Source: AWS price pages, 2026. */
export const PRICES = {
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  sqsRequest: 0.4e-6,
  apiRequest: 1e-6,
  lambdaRequest: 0.2e-6,
  /** arm64. */
  lambdaGbSecond: 0.0000133334,
  logGb: 0.5,
  storageGbMonth: 0.25,
} as const;

export const SQS_CHUNK_BYTES = 65_536;
export const API_CHUNK_BYTES = 512 * 1024;

/** Assumed, not measured: what one sequential call from Lambda waits for, and what Lambda itself logs an invocation. */
export const ASSUMED = {
  dynamoCallMs: 4,
  sqsCallMs: 10,
  lambdaLogBytes: 250,
} as const;
