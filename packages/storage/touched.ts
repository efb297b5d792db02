import type { Bucket } from "@outlay/domain/bucket";
import { parseBucketText, touchedBucketKey, touchedBucketPartition } from "./keys.ts";
import { EXPIRES_AT, type Table } from "./table.ts";

const KEPT_SECONDS = 8 * 86_400;

/** Notes that a bucket's page changed on this day of processing, so that the trial balance looks at it. */
export async function markTouched(table: Table, tenantId: string, now: Date, bucket: Bucket): Promise<void> {
  const expiresAtEpochS = BigInt(Math.floor(now.getTime() / 1000) + KEPT_SECONDS);
  await table.put(
    { ...touchedBucketKey(tenantId, processingDate(now), bucket), [EXPIRES_AT]: expiresAtEpochS },
    "absent",
  );
}

/** The buckets whose pages changed on a UTC date of processing. */
export async function readTouched(table: Table, tenantId: string, date: string): Promise<readonly Bucket[]> {
  const items = await table.query({ pk: touchedBucketPartition(tenantId, date) });
  return items.map(({ sk }) => parseBucketText(sk));
}

export const processingDate = (now: Date): string => now.toISOString().slice(0, 10);
