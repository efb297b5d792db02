import { type Bucket, bucketsIn, outcomesBeside } from "@outlay/domain/bucket";
import { LIMITS } from "@outlay/domain/limits";
import type { PageRow } from "@outlay/domain/page";
import { instantsOfHour } from "@outlay/domain/zone";
import { readOutcomeRows } from "@outlay/storage/outcome-rows";
import type { Context } from "./context.ts";
import { type EventQuery, passesBy, takeSome } from "./list-events.ts";

/** Buckets that are read at once. */
const READS_AT_ONCE = 16;

/** Where a list goes on: within a bucket after a row, or with the bucket's first. */
export interface OutcomePosition {
  readonly startEpochMs: number;
  readonly shard: number;
  readonly after: string | null;
}

export interface OutcomeQuery extends Pick<EventQuery, "fromEpochMs" | "toEpochMs" | "filters" | "excepts" | "limit"> {
  readonly position: OutcomePosition | undefined;
}

/** What one subject adds to spend beside its events. */
export interface ListedOutcome {
  /** As `subjectName` says it; null of rows that were written before they said it. */
  readonly subject: string | null;
  readonly row: PageRow;
}

/** In order of bucket. `next` is undefined at the end; a page can be empty before it. */
export interface OutcomePage {
  readonly outcomes: readonly ListedOutcome[];
  readonly next: OutcomePosition | undefined;
}

/**
 * The rows that outcomes add to spend, whose local hour begins within the range: with the events of the same range and filters they are
 * all that spend sums. Of a subject that began in an hour the row stands in that hour, whenever it was told of.
 */
export async function listOutcomeRows(
  ctx: Pick<Context, "table" | "tenantId" | "configuration">,
  query: OutcomeQuery,
): Promise<OutcomePage> {
  const { position, limit } = query;
  const { schedule } = ctx.configuration;
  const buckets = bucketsIn(position?.startEpochMs ?? query.fromEpochMs, query.toEpochMs, schedule).filter(
    ({ startEpochMs, shard }) => startEpochMs !== position?.startEpochMs || shard >= position.shard,
  );
  const outcomes: ListedOutcome[] = [];
  for (let looked = 0; looked < LIMITS.eventBucketsPerPage; looked += READS_AT_ONCE) {
    const some = takeSome(buckets, READS_AT_ONCE);
    if (some.length === 0) return { outcomes, next: undefined };
    const read = await Promise.all(some.map(async (bucket) => ({ bucket, rows: await rowsOf(ctx, bucket, query) })));
    for (const { bucket, rows } of read) {
      const { startEpochMs, shard } = bucket;
      const shown = rows.slice(0, limit - outcomes.length);
      outcomes.push(...shown.map(({ subject, row }) => ({ subject, row })));
      const isHere = position?.startEpochMs === startEpochMs && position.shard === shard;
      const after = shown.at(-1)?.sk ?? (isHere ? position.after : null);
      if (shown.length < rows.length) return { outcomes, next: { startEpochMs, shard, after } };
    }
  }
  const next = buckets.next();
  return { outcomes, next: next.done ? undefined : { ...next.value, after: null } };
}

async function rowsOf(
  { table, tenantId, configuration }: Pick<Context, "table" | "tenantId" | "configuration">,
  bucket: Bucket,
  { fromEpochMs, toEpochMs, filters, excepts, position }: OutcomeQuery,
): Promise<readonly (ListedOutcome & { readonly sk: string })[]> {
  const passes = passesBy({ filters, excepts });
  const zone = configuration.tenant.time_zone;
  const isHere = position?.startEpochMs === bucket.startEpochMs && position.shard === bucket.shard;
  const shown = isHere ? position.after : null;
  const stored = await readOutcomeRows(table, tenantId, outcomesBeside(bucket));
  return stored.flatMap(({ sk, row, subject }) => {
    if (row === null || (shown !== null && sk <= shown) || !passes(row.tuple)) return [];
    const begins = instantsOfHour(row.period, zone).fromEpochMs;
    return begins >= fromEpochMs && begins < toEpochMs ? [{ sk, row, subject }] : [];
  });
}
