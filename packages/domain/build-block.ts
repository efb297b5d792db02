import { amountCell, type Block, type BlockGroup } from "./block.ts";
import type { Bucket } from "./bucket.ts";
import { dimensionIndex, tupleKey, type Tuple } from "./dimensions.ts";
import { costMeasure, USAGE_MEASURES } from "./measures.ts";
import type { PricedRow } from "./price-row.ts";
import type { NumberColumns, TextColumns, UsageBatch } from "./usage-batch.ts";

/** An accepted message with its events. */
export interface AcceptedBatch {
  readonly messageId: string;
  readonly acceptedAtEpochMs: number;
  readonly batch: UsageBatch;
}

/** A row of an accepted batch, by its indexes. */
export interface RowPlace {
  readonly source: AcceptedBatch;
  readonly row: number;
  /** Its place within the message, where the batch is not as it was accepted. */
  readonly position?: number;
}

/** What turns a stated event into an enriched one. Pure look-ups. */
export interface Enrichment {
  readonly localHour: (epochMs: number) => string;
  /** `tuple` is the row's own, completed. */
  readonly price: (batch: UsageBatch, row: number, tuple: Tuple) => PricedRow;
  /** Of a tuple as its source stated it; `unpriced_reason` is not filled. */
  readonly completeTuple: (stated: Tuple) => Tuple;
}

/** Lays rows of one bucket out as a block: tuple completed, local hour, price row, cost by component. */
export function buildBlock(
  bucket: Bucket,
  places: readonly RowPlace[],
  enrichment: Enrichment,
  identity: Pick<Block, "id" | "configurationSeq" | "covers"> & { readonly generation?: number },
): Block {
  const messages: AcceptedBatch[] = [];
  const messageIndex = new Map<AcceptedBatch, number>();
  const groups = groupTable(enrichment);
  const costs = sparseColumns<number | string>(places.length, 0);
  const unpriced = sparseColumns<number | null>(places.length, null);
  const messageOf: number[] = [];
  const groupOf: number[] = [];
  for (const [index, { source, row }] of places.entries()) {
    let message = messageIndex.get(source);
    if (message === undefined) {
      message = messages.push(source) - 1;
      messageIndex.set(source, message);
    }
    messageOf.push(message);
    const completed = groups.completedTuple(source.batch, row);
    const priced = enrichment.price(source.batch, row, completed.tuple);
    groupOf.push(groups.indexOf(completed, source.batch.timesEpochMs[row] ?? 0, priced));
    for (const [component, picos] of priced.cost) costs.set(costMeasure(component), index, amountCell(picos));
    for (const [name, cell] of priced.beside) costs.set(name, index, amountCell(cell));
    if (priced.unpricedReason !== null) unpriced.set("unpriced_events", index, 1);
    if (priced.unpricedCalls > 0) unpriced.set("unpriced_calls", index, priced.unpricedCalls);
  }
  const stated = namesIn(places, ({ usage }) => usage);
  const usageNames = USAGE_MEASURES.filter((name) => stated.has(name));
  return {
    generation: 0,
    ...identity,
    messages: messages.map(({ messageId, acceptedAtEpochMs }) => ({ id: messageId, acceptedAtEpochMs })),
    groups: groups.list,
    ids: places.map(({ source, row }) => source.batch.ids[row] ?? ""),
    offsetsMs: places.map(({ source, row }) => (source.batch.timesEpochMs[row] ?? 0) - bucket.startEpochMs),
    groupOf,
    messageOf,
    positions: places.map(({ row, position = row }) => position),
    usage: gather(places, usageNames, ({ usage }) => usage, 0),
    costs: costs.columns,
    numbers: { ...gatherAll(places, ({ numbers }) => numbers), ...unpriced.columns },
    texts: gatherTexts(places),
  };
}

/** A tuple as its source stated it, completed once a block, and the group of its last row. */
interface Completed {
  readonly stated: Tuple;
  readonly tuple: Tuple;
  last: Recent | undefined;
}

interface Recent {
  readonly localHour: string;
  readonly rateId: string | null;
  readonly unpricedReason: string | null;
  readonly index: number;
}

/** The distinct (hour, tuple, rate) combinations of a block, found quickly for runs of rows alike. */
function groupTable({ completeTuple, localHour: hourOf }: Enrichment) {
  const list: BlockGroup[] = [];
  const byKey = new Map<string, number>();
  const known = new WeakMap<Tuple, Completed>();
  const completedTuple = (batch: UsageBatch, row: number): Completed => {
    const stated = batch.tuples[batch.tupleOf[row] ?? -1] ?? [];
    const held = known.get(stated);
    if (held !== undefined) return held;
    const completed = { stated, tuple: completeTuple(stated), last: undefined };
    known.set(stated, completed);
    return completed;
  };
  const indexOf = (completed: Completed, atEpochMs: number, { rateId, unpricedReason }: PricedRow): number => {
    const localHour = hourOf(atEpochMs);
    const { last } = completed;
    if (last?.localHour === localHour && last.rateId === rateId && last.unpricedReason === unpricedReason)
      return last.index;
    // A tuple's key ends where its list does, so nothing runs together; a rate and a reason never hold a space.
    const key = `${tupleKey(completed.stated)} ${localHour} ${rateId ?? ""} ${unpricedReason ?? ""}`;
    const index =
      byKey.get(key) ?? list.push({ localHour, tuple: withReason(completed.tuple, unpricedReason), rateId }) - 1;
    byKey.set(key, index);
    completed.last = { localHour, rateId, unpricedReason, index };
    return index;
  };
  return { list, completedTuple, indexOf };
}

const unpricedReasonIndex = dimensionIndex("unpriced_reason");
const withReason = (tuple: Tuple, reason: string | null): Tuple => tuple.with(unpricedReasonIndex, reason);

function sparseColumns<Cell>(length: number, empty: Cell) {
  const columns: Record<string, Cell[]> = {};
  const set = (name: string, row: number, cell: Cell) => {
    const column = (columns[name] ??= Array.from({ length }, () => empty));
    column[row] = cell;
  };
  return { columns, set };
}

function gather<Cell>(
  places: readonly RowPlace[],
  names: Iterable<string>,
  columnsOf: (batch: UsageBatch) => Readonly<Record<string, readonly Cell[]>>,
  empty: Cell,
): Readonly<Record<string, readonly Cell[]>> {
  const gathered = [...names].map((name) => [name, gatherCells(places, name, columnsOf, empty)] as const);
  return Object.fromEntries(gathered.filter(([, cells]) => cells.some((cell) => cell !== empty)));
}

/** One column. Rows of one batch stand together, so its column is looked up once for all of them. */
function gatherCells<Cell>(
  places: readonly RowPlace[],
  name: string,
  columnsOf: (batch: UsageBatch) => Readonly<Record<string, readonly Cell[]>>,
  empty: Cell,
): readonly Cell[] {
  let from: AcceptedBatch | undefined;
  let column: readonly Cell[] | undefined;
  return places.map(({ source, row }) => {
    if (source !== from) column = columnsOf(source.batch)[name];
    from = source;
    return column?.[row] ?? empty;
  });
}

function namesIn(
  places: readonly RowPlace[],
  columnsOf: (batch: UsageBatch) => Readonly<Record<string, unknown>>,
): Set<string> {
  return new Set(
    [...new Set(places.map(({ source }) => source))].flatMap(({ batch }) => Object.keys(columnsOf(batch))),
  );
}

const gatherAll = (places: readonly RowPlace[], columnsOf: (batch: UsageBatch) => NumberColumns): NumberColumns =>
  gather(places, namesIn(places, columnsOf), columnsOf, null);

const gatherTexts = (places: readonly RowPlace[]): TextColumns =>
  gather(
    places,
    namesIn(places, ({ texts }) => texts),
    ({ texts }) => texts,
    null,
  );
