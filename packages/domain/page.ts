import { acceptanceOf, compareAcceptance, comparePrecedence, type Block } from "./block.ts";
import { compareText } from "./compare-text.ts";
import { unfill } from "./complete-tuple.ts";
import { dimensionIndex, tupleKey, type Tuple } from "./dimensions.ts";
import { MEASURES, type Sums } from "./measures.ts";
import { type Release, sumReleases } from "./release.ts";
import { isFirstOfRun } from "./run-start.ts";
import { type Cells, sumByGroup } from "./sum-by-group.ts";
import { RELEASE } from "./usage-batch.ts";

/** One distinct (local period, tuple) of a page, with all its sums in the order of MEASURES. */
export interface PageRow {
  /** The tenant-local hour in bucket and hour pages, the local date in day pages. */
  readonly period: string;
  readonly tuple: Tuple;
  readonly sums: Sums;
}

/** The tenant-local date of a row's period, be it an hour or a date: both begin with it. */
export const dateOfPeriod = (period: string): string => period.slice(0, 10);

const HOUR_TEXT = "2026-11-02T09".length;

/** The order of periods: that of time. Of the two hours that are called alike when clocks go back, the first is the further from UTC. */
export function comparePeriods(a: string, b: string): number {
  const order = compareText(a.slice(0, HOUR_TEXT), b.slice(0, HOUR_TEXT));
  return order !== 0 ? order : offsetOf(b) - offsetOf(a);
}

/** Minutes that an hour's clock is ahead of UTC; 0 where the period is no hour. */
function offsetOf(period: string): number {
  const [hours = 0, minutes = 0] = period
    .slice(HOUR_TEXT + 1)
    .split(":")
    .map(Number);
  return (period[HOUR_TEXT] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

/** Spend of a span of UTC time: a pure function of the journal. Rows are in order of their keys. */
export interface Page {
  readonly rows: readonly PageRow[];
  /** Events that came with more than one content. The first CONFLICTS_LISTED_MAX are named. */
  readonly conflictCount: number;
  readonly conflicts: readonly { readonly source: string; readonly id: string }[];
  /** What its events set free of capped budgets. Of a bucket's page alone: whoever counts them reads single buckets. */
  readonly releases: readonly Release[];
}

const CONFLICTS_LISTED_MAX = 100;

/** A row of a block. */
export interface Place {
  readonly block: Block;
  readonly row: number;
}

/**
 * The page of one bucket: each event once, by its winning row, whatever was repeated and in whatever order the blocks
 * and rows are given. Source: docs/events.md, "One event counts once".
 */
export function foldBlocks(blocks: readonly Block[]): Page {
  const ordered = blocks.toSorted(comparePrecedence);
  const winners = new Map<string, Map<string, Place>>();
  const lost: Lost = { repeats: [], blocks: new Set() };
  for (const block of ordered) claimRows(block, winners, lost);
  const rows = new Map<string, SummedRow>();
  for (const block of ordered)
    addSums(block, rows, lost.blocks.has(block) ? winningSums(block, winners) : digestOf(block).sums());
  const releases = sumReleases(ordered.flatMap((block) => releaseTexts(block, winners)));
  return { rows: sortedRows(rows), ...findConflicts(winners, lost.repeats), releases };
}

/** Of a block's winning rows. Most blocks have no such column. */
function releaseTexts(block: Block, winners: ReadonlyMap<string, ReadonlyMap<string, Place>>): readonly string[] {
  const column = block.texts[RELEASE] ?? [];
  return column.flatMap((text, row) => {
    if (text === null) return [];
    const winner = winners.get(sourceOf(block, row))?.get(block.ids[row] ?? "");
    return winner?.block === block && winner.row === row ? [text] : [];
  });
}

/** The winning row of each event: those that the page of the bucket is made of. */
export function winningRows(blocks: readonly Block[]): readonly Place[] {
  const winners = new Map<string, Map<string, Place>>();
  for (const block of blocks.toSorted(comparePrecedence)) claimRows(block, winners, { repeats: [], blocks: new Set() });
  return [...winners.values()].flatMap((ids) => [...ids.values()]);
}

const sourceIndex = dimensionIndex("source");

/** The source that a row of a block came from. */
export function sourceOf(block: Block, row: number): string {
  return block.groups[block.groupOf[row] ?? -1]?.tuple[sourceIndex] ?? "";
}

/** What does not count. */
interface Lost {
  /** Rows of events that came more than once. Other copies of the row that won are none. */
  readonly repeats: Place[];
  /** Blocks with a row that does not count. */
  readonly blocks: Set<Block>;
}

/** Lets each row of a block win over those that came before, or lose. */
function claimRows(block: Block, winners: Map<string, Map<string, Place>>, { repeats, blocks }: Lost): void {
  const bySource = block.groups.map(({ tuple }) => {
    const source = tuple[sourceIndex] ?? "";
    const ids = winners.get(source) ?? new Map<string, Place>();
    winners.set(source, ids);
    return ids;
  });
  for (let row = 0; row < block.ids.length; row++) {
    const ids = bySource[block.groupOf[row] ?? -1];
    const id = block.ids[row];
    if (ids === undefined || id === undefined) throw new Error(`Block ${block.id} has a row without group or id.`);
    const place = { block, row };
    const held = ids.get(id);
    if (held === undefined) {
      ids.set(id, place);
      continue;
    }
    const order = compareAcceptance(acceptanceOf(block, row), acceptanceOf(held.block, held.row));
    if (order < 0) ids.set(id, place);
    const loser = order < 0 ? held : place;
    blocks.add(loser.block);
    if (order !== 0) repeats.push(loser);
  }
}

type SummedRow = PageRow & { sums: bigint[] };

/** The sums of each group of a block, by the index of the measure; measures that a block has nothing of are left out. */
type BlockSums = readonly (readonly [measure: number, sums: readonly bigint[]])[];

function addSums(block: Block, rows: Map<string, SummedRow>, blockSums: BlockSums): void {
  const { keys } = digestOf(block);
  const rowOfGroup = block.groups.map(({ localHour, tuple }, group) =>
    rowFor(rows, keys[group] ?? "", localHour, tuple),
  );
  for (const [measure, sums] of blockSums)
    for (const [group, sum] of sums.entries()) {
      const held = rowOfGroup[group]?.sums;
      if (held && sum !== 0n) held[measure] = (held[measure] ?? 0n) + sum;
    }
}

/** What each fold of a block needs again: a bucket is folded several times while it fills, and few of its blocks have a row that lost. */
interface BlockDigest {
  /** Of the row of each group. */
  readonly keys: readonly string[];
  /** Where all rows count. */
  readonly sums: () => BlockSums;
}
const digests = new WeakMap<Block, BlockDigest>();

/** Worked out once for each block in memory; blocks never change. */
function digestOf(block: Block): BlockDigest {
  const known = digests.get(block);
  if (known) return known;
  let sums: BlockSums | undefined;
  const digest = {
    keys: block.groups.map(({ localHour, tuple }) => rowKey(localHour, tuple)),
    sums: () => (sums ??= sumRows(block, block.groupOf)),
  };
  digests.set(block, digest);
  return digest;
}

function winningSums(block: Block, winners: ReadonlyMap<string, ReadonlyMap<string, Place>>): BlockSums {
  const idsOfGroup = block.groups.map(({ tuple }) => winners.get(tuple[sourceIndex] ?? ""));
  const winningGroup = block.ids.map((id, row) => {
    const group = block.groupOf[row] ?? -1;
    const winner = idsOfGroup[group]?.get(id);
    return winner?.block === block && winner.row === row ? group : -1;
  });
  return sumRows(block, winningGroup);
}

/** `groupOf` has a group for each row, -1 for one that does not count. */
function sumRows(block: Block, groupOf: readonly number[]): BlockSums {
  const columns: (Cells | undefined)[] = MEASURES.map(
    (measure) => block.usage[measure] ?? block.costs[measure] ?? block.numbers[measure],
  );
  columns[eventsIndex] = block.ids.map(() => 1);
  if (block.texts["run_id"] && block.numbers["step"]) columns[runStartsIndex] = runStarts(block);
  return columns.flatMap((cells, measure) =>
    cells ? [[measure, sumByGroup(cells, groupOf, block.groups.length)] as const] : [],
  );
}

const eventsIndex = MEASURES.indexOf("events");
const runStartsIndex = MEASURES.indexOf("run_starts");
/** No column of a block: what its rows state says it already. */
const runStarts = (block: Block): Cells => block.ids.map((_, row) => (isFirstOfRun(block, row) ? 1 : 0));

const rowKey = (period: string, tuple: Tuple): string => period + tupleKey(tuple);

function rowFor(rows: Map<string, SummedRow>, key: string, period: string, tuple: Tuple): SummedRow {
  const row = rows.get(key) ?? { period, tuple, sums: MEASURES.map(() => 0n) };
  rows.set(key, row);
  return row;
}

/** In order of their keys. */
const sortedRows = (rows: ReadonlyMap<string, PageRow>): readonly PageRow[] =>
  [...rows]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, row]) => row)
    .filter((row) => row.sums.some((sum) => sum !== 0n));

function findConflicts(
  winners: ReadonlyMap<string, ReadonlyMap<string, Place>>,
  repeats: readonly Place[],
): Pick<Page, "conflictCount" | "conflicts"> {
  const found = new Map<string, { source: string; id: string }>();
  for (const place of repeats) {
    const [source, id] = [sourceOf(place.block, place.row), place.block.ids[place.row] ?? ""];
    const winner = winners.get(source)?.get(id);
    if (winner && content(winner) !== content(place)) found.set(JSON.stringify([source, id]), { source, id });
  }
  const conflicts = [...found].toSorted(([a], [b]) => compareText(a, b)).map(([, event]) => event);
  return { conflictCount: conflicts.length, conflicts: conflicts.slice(0, CONFLICTS_LISTED_MAX) };
}

const apiKeyIndex = dimensionIndex("api_key");
/** Older tuples lack it, while the row's own text has always said it: a repeat is no conflict for that. */
const fallbackFromIndex = dimensionIndex("fallback_from");

/** What the source said: all but the key that sent it and what we added, which other rules or prices may have changed. */
function content({ block, row }: Place): string {
  const tuple = block.groups[block.groupOf[row] ?? -1]?.tuple ?? [];
  const cells = [block.usage, block.numbers, block.texts].map((columns) =>
    Object.entries(columns)
      .filter(([name, column]) => !isAdded(name) && Boolean(column[row]))
      .map(([name, column]) => [name, column[row]] as const)
      .toSorted(([a], [b]) => compareText(a, b)),
  );
  const stated = unfill(tuple).with(apiKeyIndex, null).with(fallbackFromIndex, null);
  return JSON.stringify([block.offsetsMs[row], stated, cells]);
}

const isAdded = (name: string): boolean => name.startsWith("unpriced_") || name === RELEASE;

/**
 * Sums pages of lower levels; `periodOf` shortens the rows' periods (hour to date). Order does not matter. What the pages below
 * set free is not summed.
 */
export function mergePages(pages: readonly Page[], periodOf: (period: string) => string): Page {
  const rows = new Map<string, SummedRow>();
  for (const page of pages) {
    for (const row of page.rows) {
      const period = periodOf(row.period);
      const { sums } = rowFor(rows, rowKey(period, row.tuple), period, row.tuple);
      row.sums.forEach((value, index) => {
        if (value !== 0n) sums[index] = (sums[index] ?? 0n) + value;
      });
    }
  }
  const conflicts = pages
    .flatMap((page) => page.conflicts)
    .toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  return {
    rows: sortedRows(rows),
    conflictCount: pages.reduce((count, page) => count + page.conflictCount, 0),
    conflicts: conflicts.slice(0, CONFLICTS_LISTED_MAX),
    releases: [],
  };
}

/** Equal exactly when two pages say the same, to the last digit. */
export function canonicalPage(page: Page): string {
  return JSON.stringify({
    rows: page.rows.map(({ period, tuple, sums }) => [period, tuple, sums.map(String)]),
    conflicts: [page.conflictCount, page.conflicts],
    releases: page.releases.map(({ hold, slot, picos }) => [hold, slot, picos.toString()]),
  });
}
