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
  const repeats: { source: string; id: string; place: Place }[] = [];
  for (const block of ordered) claimRows(block, winners, repeats);
  const sums = new Map<string, PageRow & { sums: bigint[] }>();
  for (const block of ordered) addWinners(block, winners, sums);
  const releases = sumReleases(ordered.flatMap((block) => releaseTexts(block, winners)));
  return { rows: sortedRows(sums.values()), ...findConflicts(winners, repeats), releases };
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
  for (const block of blocks.toSorted(comparePrecedence)) claimRows(block, winners, []);
  return [...winners.values()].flatMap((ids) => [...ids.values()]);
}

const sourceIndex = dimensionIndex("source");

/** The source that a row of a block came from. */
export function sourceOf(block: Block, row: number): string {
  return block.groups[block.groupOf[row] ?? -1]?.tuple[sourceIndex] ?? "";
}

function claimRows(
  block: Block,
  winners: Map<string, Map<string, Place>>,
  repeats: { source: string; id: string; place: Place }[],
): void {
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
    const loser = order < 0 ? held : place;
    if (order < 0) ids.set(id, place);
    if (order !== 0) repeats.push({ source: sourceOf(block, row), id, place: loser });
  }
}

function addWinners(
  block: Block,
  winners: ReadonlyMap<string, ReadonlyMap<string, Place>>,
  rows: Map<string, PageRow & { sums: bigint[] }>,
): void {
  const rowOfGroup = block.groups.map(({ localHour, tuple }) => rowFor(rows, localHour, tuple));
  const idsOfGroup = block.groups.map(({ tuple }) => winners.get(tuple[sourceIndex] ?? ""));
  const winningGroup = block.ids.map((id, row) => {
    const group = block.groupOf[row] ?? -1;
    const winner = idsOfGroup[group]?.get(id);
    return winner?.block === block && winner.row === row ? group : -1;
  });
  const add = (cells: Cells, index: number) =>
    sumByGroup(cells, winningGroup, block.groups.length).forEach((sum, group) => {
      const sums = rowOfGroup[group]?.sums;
      if (sums && sum !== 0n) sums[index] = (sums[index] ?? 0n) + sum;
    });
  add(
    block.ids.map(() => 1),
    0,
  );
  MEASURES.forEach((measure, index) => {
    const cells = block.usage[measure] ?? block.costs[measure] ?? block.numbers[measure];
    if (index > 0 && cells) add(cells, index);
  });
  if (block.texts["run_id"] && block.numbers["step"]) add(runStarts(block), runStartsIndex);
}

const runStartsIndex = MEASURES.indexOf("run_starts");
/** No column of a block: what its rows state says it already. */
const runStarts = (block: Block): Cells => block.ids.map((_, row) => (isFirstOfRun(block, row) ? 1 : 0));

function rowFor(
  rows: Map<string, PageRow & { sums: bigint[] }>,
  period: string,
  tuple: Tuple,
): PageRow & { sums: bigint[] } {
  const key = period + tupleKey(tuple);
  const row = rows.get(key) ?? { period, tuple, sums: MEASURES.map(() => 0n) };
  rows.set(key, row);
  return row;
}

function sortedRows(rows: Iterable<PageRow>): readonly PageRow[] {
  return [...rows]
    .map((row) => ({ row, key: row.period + tupleKey(row.tuple) }))
    .toSorted((a, b) => compareText(a.key, b.key))
    .map(({ row }) => row)
    .filter((row) => row.sums.some((sum) => sum !== 0n));
}

function findConflicts(
  winners: ReadonlyMap<string, ReadonlyMap<string, Place>>,
  repeats: readonly { source: string; id: string; place: Place }[],
): Pick<Page, "conflictCount" | "conflicts"> {
  const found = new Map<string, { source: string; id: string }>();
  for (const { source, id, place } of repeats) {
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
  const rows = new Map<string, PageRow & { sums: bigint[] }>();
  for (const page of pages) {
    for (const row of page.rows) {
      const { sums } = rowFor(rows, periodOf(row.period), row.tuple);
      row.sums.forEach((value, index) => {
        if (value !== 0n) sums[index] = (sums[index] ?? 0n) + value;
      });
    }
  }
  const conflicts = pages
    .flatMap((page) => page.conflicts)
    .toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  return {
    rows: sortedRows(rows.values()),
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
