import { compileScope } from "@outlay/domain/budget";
import type { Bucket } from "@outlay/domain/bucket";
import { compareText } from "@outlay/domain/compare-text";
import { dimensionIndex, type Tuple } from "@outlay/domain/dimensions";
import { type Place, winningRows } from "@outlay/domain/page";
import { recordedEvent, type RecordedEvent, timeOfRow, tupleOfRow } from "@outlay/domain/recorded-event";
import { readBlocks } from "@outlay/storage/journal";
import type { Context } from "./context.ts";
import { decodedBlock } from "./decoded-blocks.ts";
import { type BucketPosition, type BucketWalk, walkBuckets } from "./walk-buckets.ts";

type EventMark = readonly [timeEpochMs: number, source: string, id: string];
export type EventPosition = BucketPosition<EventMark>;

export interface EventQuery extends BucketWalk<EventMark> {
  /** For each dimension or tag the values that pass. */
  readonly filters: Readonly<Record<string, string[]>>;
  /** Of each, what passes all of its filters is left out. */
  readonly excepts: readonly Readonly<Record<string, string[]>>[];
  readonly id: string | undefined;
  readonly runId: string | undefined;
  readonly decisionId: string | undefined;
}

/** In order of bucket, then of time. `next` is undefined at the end; a page can be empty before it. */
export interface EventPage {
  readonly events: readonly RecordedEvent[];
  readonly next: EventPosition | undefined;
}

/** The events behind a number: each once, as it counts, from the journal itself. */
export async function listEvents(
  ctx: Pick<Context, "table" | "tenantId" | "configuration">,
  query: EventQuery,
): Promise<EventPage> {
  const { rows, next } = await walkBuckets(ctx.configuration.schedule, query, {
    rowsOf: (bucket, shown) => rowsOf(ctx, bucket, query, shown),
    markOf: keyOf,
  });
  return { events: rows.map(({ bucket, row }) => recordedEvent(bucket, row)), next };
}

async function rowsOf(
  { table, tenantId }: Pick<Context, "table" | "tenantId">,
  bucket: Bucket,
  { fromEpochMs, toEpochMs, filters, excepts, id, runId, decisionId }: EventQuery,
  shown: EventMark | null,
): Promise<readonly Place[]> {
  const blocks = await readBlocks(table, tenantId, bucket);
  if (blocks.length === 0) return [];
  const passes = passesBy({ filters, excepts });
  return winningRows(blocks.map((block) => decodedBlock(table, tenantId, block)))
    .filter((place) => {
      const time = timeOfRow(bucket, place);
      if (time < fromEpochMs || time >= toEpochMs) return false;
      if (id !== undefined && place.block.ids[place.row] !== id) return false;
      if (runId !== undefined && place.block.texts["run_id"]?.[place.row] !== runId) return false;
      if (decisionId !== undefined && place.block.texts["decision_id"]?.[place.row] !== decisionId) return false;
      return passes(tupleOfRow(place)) && (shown === null || compareKeys(keyOf(bucket, place), shown) > 0);
    })
    .toSorted((a, b) => compareKeys(keyOf(bucket, a), keyOf(bucket, b)));
}

/** Whether a tuple passes the filters, and is none of what is left out. */
export function passesBy({ filters, excepts }: Pick<EventQuery, "filters" | "excepts">): (tuple: Tuple) => boolean {
  const passes = compileScope(filters);
  const out = excepts.map((except) => compileScope(except));
  return (tuple) => passes(tuple) && !out.some((isOut) => isOut(tuple));
}

const sourceIndex = dimensionIndex("source");

const keyOf = (bucket: Bucket, place: Place): EventMark => [
  timeOfRow(bucket, place),
  tupleOfRow(place)[sourceIndex] ?? "",
  place.block.ids[place.row] ?? "",
];

function compareKeys(a: EventMark, b: EventMark): number {
  return a[0] - b[0] || compareText(a[1], b[1]) || compareText(a[2], b[2]);
}
