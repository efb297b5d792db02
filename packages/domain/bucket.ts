/** A span of event time in UTC and a share of its events: what one page is folded from. */
export interface Bucket {
  readonly startEpochMs: number;
  readonly spanMs: number;
  readonly shard: number;
}

/**
 * How a tenant's event time is cut. Entries are in order of `fromEpochMs`; the last one not after an event's time
 * holds. `fromEpochMs` is a whole hour, so that no bucket spans two entries. Never changed for the past.
 */
export type IngestionSchedule = readonly { readonly fromEpochMs: number; readonly spanMs: number; readonly shards: number }[];

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
