import { sha256Hex } from "./digest.ts";
import type { Block } from "./block.ts";
import type { Bucket } from "./bucket.ts";
import { type AcceptedBatch, buildBlock, type Enrichment, type RowPlace } from "./build-block.ts";
import { unfill } from "./complete-tuple.ts";
import { dimensionIndex, TUPLE_FIELDS, type Tuple } from "./dimensions.ts";
import { foldBlocks, type Page, type Place, winningRows } from "./page.ts";
import { concerns, isOlder, type Repricing, touchedRows } from "./repricing.ts";
import { STATED_NUMBERS, STATED_TEXTS, type UsageBatch } from "./usage-batch.ts";

/** What prices rows again: all that was decided when the re-pricing was. */
export interface Repricer {
  readonly repricing: Repricing;
  readonly enrichment: Enrichment;
  /** Months ("2026-10") whose rows stay as they are. */
  readonly closedMonths: ReadonlySet<string>;
}

/** What a re-pricing makes of one bucket: a pure function of its blocks and the configuration of the re-pricing. */
export interface RepricedBucket {
  /** The older blocks that it must look at. */
  readonly examined: readonly Block[];
  /** Rows whose result is another, of open and of closed months. */
  readonly changed: readonly RowPlace[];
  readonly changedClosed: readonly RowPlace[];
  /** Lays such rows out as a block of the re-pricing's generation. */
  readonly build: (places: readonly RowPlace[], identity: Pick<Block, "id" | "covers">) => Block;
}

/** Prices the winning rows again that a re-pricing touches, and finds those that come out differently. */
export function repriceBlocks(bucket: Bucket, blocks: readonly Block[], repricer: Repricer): RepricedBucket {
  const { repricing, closedMonths } = repricer;
  const older = blocks.filter((block) => isOlder(repricing, block));
  const examined = older.filter((block) => concerns(repricing, block));
  const { enrichment, placeOf } = statedAgain(bucket, repricer);
  const build: RepricedBucket["build"] = (places, identity) =>
    buildBlock(bucket, places, enrichment, {
      ...identity,
      generation: repricing.seq,
      configurationSeq: repricing.seq,
    });
  const touched = touchedPlaces(repricing, examined.length === 0 ? [] : older);
  const changed: RowPlace[] = [];
  const changedClosed: RowPlace[] = [];
  const places = touched.map(placeOf);
  const priced = build(places, { id: "priced" });
  for (const [row, was] of touched.entries()) {
    const place = places[row];
    if (!place || resultOf(priced, row) === resultOf(was.block, was.row)) continue;
    const localHour = was.block.groups[was.block.groupOf[was.row] ?? -1]?.localHour ?? "";
    (closedMonths.has(localHour.slice(0, 7)) ? changedClosed : changed).push(place);
  }
  return { examined, changed, changedClosed, build };
}

/** The same for the same older blocks: what a second run would append is there already. */
export function repricedBlockId({ seq }: Repricing, examined: readonly Block[]): string {
  const names = JSON.stringify(examined.map(({ id }) => id).toSorted());
  return `rpr_${String(seq).padStart(12, "0")}_${sha256Hex(names).slice(0, 32)}`;
}

/** The bucket as it was before a re-pricing: what older configurations and re-pricings say. */
export const pageBefore = (repricing: Repricing, blocks: readonly Block[]): Page =>
  foldBlocks(blocks.filter((block) => isOlder(repricing, block)));

/** The bucket as the re-pricing leaves it; `appended` are blocks of its generation that are not in the store, or never will be. */
export const pageAfter = (repricing: Repricing, blocks: readonly Block[], appended: readonly Block[]): Page =>
  foldBlocks([
    ...blocks.filter((block) => isOlder(repricing, block) || block.generation === repricing.seq),
    ...appended.filter(({ id }) => !blocks.some((block) => block.id === id)),
  ]);

function touchedPlaces(repricing: Repricing, older: readonly Block[]): readonly Place[] {
  const tests = new Map(older.map((block) => [block, touchedRows(repricing, block)]));
  return winningRows(older).filter(({ block, row }) => tests.get(block)?.(row) === true);
}

/** Rows of blocks as accepted batches that `buildBlock` takes, and what enriches them. */
function statedAgain(bucket: Bucket, { repricing, enrichment }: Repricer) {
  const sourcesOf = new Map<Block, readonly AcceptedBatch[]>();
  const sources = (block: Block) => {
    const known = sourcesOf.get(block);
    if (known) return known;
    const batch = toBatch(bucket, block, repricing.attribution ? unfill : unpricedTuple);
    const made = block.messages.map(({ id, acceptedAtEpochMs }) => ({ messageId: id, acceptedAtEpochMs, batch }));
    sourcesOf.set(block, made);
    return made;
  };
  const placeOf = ({ block, row }: Place): RowPlace => {
    const source = sources(block)[block.messageOf[row] ?? -1];
    const position = block.positions[row];
    if (!source || position === undefined) throw new Error(`Block ${block.id} has a row without a message.`);
    return { source, row, position };
  };
  // Without `attribution` a row keeps its tuple, and is priced by that.
  const again = repricing.attribution ? enrichment : { ...enrichment, completeTuple: (kept: Tuple) => kept };
  return { enrichment: again, placeOf };
}

const unpricedReasonIndex = dimensionIndex("unpriced_reason");

/** A completed tuple as it was before pricing. */
const unpricedTuple = (tuple: Tuple): Tuple => fullTuple(tuple).with(unpricedReasonIndex, null);

/** A tuple that was stored before a dimension was added is shorter. */
const fullTuple = (tuple: Tuple): Tuple => TUPLE_FIELDS.map((_, index) => tuple[index] ?? null);

const toBatch = (bucket: Bucket, block: Block, tupleOf: (tuple: Tuple) => Tuple): UsageBatch => ({
  tuples: block.groups.map(({ tuple }) => tupleOf(tuple)),
  ids: block.ids,
  timesEpochMs: block.offsetsMs.map((offset) => bucket.startEpochMs + offset),
  tupleOf: block.groupOf,
  usage: block.usage,
  numbers: only(block.numbers, STATED_NUMBERS),
  texts: only(block.texts, STATED_TEXTS),
});

const only = <Column>(columns: Readonly<Record<string, Column>>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(columns).filter(([name]) => names.includes(name)));

/** All that enriching a row gave, save the name of the price row: a new edition of a price list changes nothing by itself. */
function resultOf(block: Block, row: number): string {
  const { localHour = "", tuple = [] } = block.groups[block.groupOf[row] ?? -1] ?? {};
  const cells = [block.costs, block.numbers].flatMap((columns) =>
    Object.entries(columns)
      .filter(([, column]) => Boolean(column[row]))
      .map(([name, column]) => `${name} ${column[row]}`),
  );
  return JSON.stringify([localHour, fullTuple(tuple), cells.toSorted()]);
}
