import { compileScope } from "@outlay/domain/budget";
import { type Bucket, bucketsIn } from "@outlay/domain/bucket";
import { compareText } from "@outlay/domain/compare-text";
import { dimensionIndex, type Tuple } from "@outlay/domain/dimensions";
import { LIMITS } from "@outlay/domain/limits";
import { type Place, winningRows } from "@outlay/domain/page";
import { recordedEvent, type RecordedEvent, timeOfRow, tupleOfRow } from "@outlay/domain/recorded-event";
import { readBlocks } from "@outlay/storage/journal";
import type { Context } from "./context.ts";
import { decodedBlock } from "./decoded-blocks.ts";

/** Buckets that are read at once. */
const READS_AT_ONCE = 16;

/** Where a list goes on: within a bucket after an event, or with the bucket's first. */
export interface EventPosition {
  readonly startEpochMs: number;
  readonly shard: number;
  readonly after: readonly [timeEpochMs: number, source: string, id: string] | null;
}

export interface EventQuery {
  /** Half-open. */
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
  /** For each dimension or tag the values that pass. */
  readonly filters: Readonly<Record<string, string[]>>;
  /** Of each, what passes all of its filters is left out. */
  readonly excepts: readonly Readonly<Record<string, string[]>>[];
  readonly id: string | undefined;
  readonly runId: string | undefined;
  readonly decisionId: string | undefined;
  readonly limit: number;
  readonly position: EventPosition | undefined;
}

/** In order of bucket, then of time. `next` is undefined at the end; a page can be empty before it. */
export interface EventPage {
  readonly events: readonly RecordedEvent[];
  readonly next: EventPosition | undefined;
}

/**
 * The events behind a number: each once, as it counts, from the journal itself. One call looks into a day of one-minute buckets
 * at most, so a range without events is walked through in several.
 */
export async function listEvents(
  ctx: Pick<Context, "table" | "tenantId" | "configuration">,
  query: EventQuery,
): Promise<EventPage> {
  const { position, limit } = query;
  const from = position?.startEpochMs ?? query.fromEpochMs;
  const buckets = bucketsIn(from, query.toEpochMs, ctx.configuration.schedule).filter(
    ({ startEpochMs, shard }) => startEpochMs !== position?.startEpochMs || shard >= position.shard,
  );
  const events: RecordedEvent[] = [];
  for (let looked = 0; looked < LIMITS.eventBucketsPerPage; looked += READS_AT_ONCE) {
    const some = takeSome(buckets, READS_AT_ONCE);
    if (some.length === 0) return { events, next: undefined };
    const read = await Promise.all(some.map(async (bucket) => ({ bucket, rows: await rowsOf(ctx, bucket, query) })));
    for (const { bucket, rows } of read) {
      const room = limit - events.length;
      events.push(...rows.slice(0, room).map((place) => recordedEvent(bucket, place)));
      if (rows.length > room) return { events, next: after(bucket, rows[room - 1], query.position) };
    }
  }
  const next = buckets.next();
  return { events, next: next.done ? undefined : after(next.value, undefined) };
}

/** The next so many, and the iterator can go on; `take` would end it. */
export function takeSome(buckets: IteratorObject<Bucket>, count: number): Bucket[] {
  const some: Bucket[] = [];
  while (some.length < count) {
    const next = buckets.next();
    if (next.done) break;
    some.push(next.value);
  }
  return some;
}

/** After the last row that was shown of a bucket; where it has no row here, as it was before. */
function after(bucket: Bucket, place: Place | undefined, before?: EventPosition): EventPosition {
  const { startEpochMs, shard } = bucket;
  if (place) return { startEpochMs, shard, after: keyOf(bucket, place) };
  const isHere = before?.startEpochMs === startEpochMs && before.shard === shard;
  return isHere ? before : { startEpochMs, shard, after: null };
}

async function rowsOf(
  { table, tenantId }: Pick<Context, "table" | "tenantId">,
  bucket: Bucket,
  { fromEpochMs, toEpochMs, filters, excepts, id, runId, decisionId, position }: EventQuery,
): Promise<readonly Place[]> {
  const blocks = await readBlocks(table, tenantId, bucket);
  if (blocks.length === 0) return [];
  const passes = passesBy({ filters, excepts });
  const isHere = position?.startEpochMs === bucket.startEpochMs && position.shard === bucket.shard;
  const shown = isHere ? position.after : null;
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

type EventKey = NonNullable<EventPosition["after"]>;

const sourceIndex = dimensionIndex("source");

const keyOf = (bucket: Bucket, place: Place): EventKey => [
  timeOfRow(bucket, place),
  tupleOfRow(place)[sourceIndex] ?? "",
  place.block.ids[place.row] ?? "",
];

function compareKeys(a: EventKey, b: EventKey): number {
  return a[0] - b[0] || compareText(a[1], b[1]) || compareText(a[2], b[2]);
}
