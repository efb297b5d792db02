import { type Bucket, outcomesBeside } from "@outlay/domain/bucket";
import type { PageRow } from "@outlay/domain/page";
import { instantsOfHour } from "@outlay/domain/zone";
import { readOutcomeRows } from "@outlay/storage/outcome-rows";
import type { Context } from "./context.ts";
import { type EventQuery, passesBy } from "./list-events.ts";
import { type BucketPosition, type BucketWalk, walkBuckets } from "./walk-buckets.ts";

export type OutcomePosition = BucketPosition<string>;

export interface OutcomeQuery extends BucketWalk<string>, Pick<EventQuery, "filters" | "excepts"> {}

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
  const { rows, next } = await walkBuckets(ctx.configuration.schedule, query, {
    rowsOf: (bucket, shown) => rowsOf(ctx, bucket, query, shown),
    markOf: (_, { sk }) => sk,
  });
  return { outcomes: rows.map(({ row: { subject, row } }) => ({ subject, row })), next };
}

async function rowsOf(
  { table, tenantId, configuration }: Pick<Context, "table" | "tenantId" | "configuration">,
  bucket: Bucket,
  { fromEpochMs, toEpochMs, filters, excepts }: OutcomeQuery,
  shown: string | null,
): Promise<readonly (ListedOutcome & { readonly sk: string })[]> {
  const passes = passesBy({ filters, excepts });
  const zone = configuration.tenant.time_zone;
  const stored = await readOutcomeRows(table, tenantId, outcomesBeside(bucket));
  return stored.flatMap(({ sk, row, subject }) => {
    if (row === null || (shown !== null && sk <= shown) || !passes(row.tuple)) return [];
    const begins = instantsOfHour(row.period, zone).fromEpochMs;
    return begins >= fromEpochMs && begins < toEpochMs ? [{ sk, row, subject }] : [];
  });
}
