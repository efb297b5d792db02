import { type Bucket, bucketsIn } from "@outlay/domain/bucket";
import { LIMITS } from "@outlay/domain/limits";
import type { IngestionSchedule } from "@outlay/domain/bucket";

/** Buckets that are read at once. */
const READS_AT_ONCE = 16;

/** Where a list goes on: within a bucket after the row of this mark, or with the bucket's first. */
export interface BucketPosition<Mark> {
  readonly startEpochMs: number;
  readonly shard: number;
  readonly after: Mark | null;
}

export interface BucketWalk<Mark> {
  /** Half-open. */
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
  readonly limit: number;
  readonly position: BucketPosition<Mark> | undefined;
}

/** How a bucket is read: its rows in order, those after `shown` alone, and what names the place of one. */
export interface BucketReading<Row, Mark> {
  readonly rowsOf: (bucket: Bucket, shown: Mark | null) => Promise<readonly Row[]>;
  readonly markOf: (bucket: Bucket, row: Row) => Mark;
}

export interface Walked<Row, Mark> {
  readonly rows: readonly { readonly bucket: Bucket; readonly row: Row }[];
  /** Undefined at the end; a page can be empty before it. */
  readonly next: BucketPosition<Mark> | undefined;
}

/**
 * One page of what lies in the buckets of a range, in their order. It looks into a day of one-minute buckets at most, so a range with
 * nothing in it is walked through in several.
 */
export async function walkBuckets<Row, Mark>(
  schedule: IngestionSchedule,
  { fromEpochMs, toEpochMs, limit, position }: BucketWalk<Mark>,
  { rowsOf, markOf }: BucketReading<Row, Mark>,
): Promise<Walked<Row, Mark>> {
  const buckets = bucketsIn(position?.startEpochMs ?? fromEpochMs, toEpochMs, schedule).filter(
    ({ startEpochMs, shard }) => startEpochMs !== position?.startEpochMs || shard >= position.shard,
  );
  /** The last row of a bucket that was shown on the page before. */
  const shownOf = ({ startEpochMs, shard }: Bucket): Mark | null =>
    position?.startEpochMs === startEpochMs && position.shard === shard ? position.after : null;
  const rows: { bucket: Bucket; row: Row }[] = [];
  for (let looked = 0; looked < LIMITS.eventBucketsPerPage; looked += READS_AT_ONCE) {
    const some = takeSome(buckets, READS_AT_ONCE);
    if (some.length === 0) return { rows, next: undefined };
    const read = await Promise.all(
      some.map(async (bucket) => ({ bucket, own: await rowsOf(bucket, shownOf(bucket)) })),
    );
    for (const { bucket, own } of read) {
      const shown = own.slice(0, limit - rows.length);
      rows.push(...shown.map((row) => ({ bucket, row })));
      const last = shown.at(-1);
      if (shown.length < own.length)
        return { rows, next: positionIn(bucket, last === undefined ? shownOf(bucket) : markOf(bucket, last)) };
    }
  }
  const next = buckets.next();
  return { rows, next: next.done ? undefined : positionIn<Mark>(next.value, null) };
}

const positionIn = <Mark>({ startEpochMs, shard }: Bucket, after: Mark | null): BucketPosition<Mark> => ({
  startEpochMs,
  shard,
  after,
});

/** The next so many, and the iterator can go on; `take` would end it. */
function takeSome(buckets: IteratorObject<Bucket>, count: number): Bucket[] {
  const some: Bucket[] = [];
  while (some.length < count) {
    const next = buckets.next();
    if (next.done) break;
    some.push(next.value);
  }
  return some;
}
