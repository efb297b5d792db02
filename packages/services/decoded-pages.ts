import type { MeasureColumn, PageColumns, TextColumn } from "@outlay/domain/page-columns";
import { openPage } from "@outlay/storage/page-codec";
import type { StoredPage } from "@outlay/storage/pages";
import type { Table } from "@outlay/storage/table";

/** Of the columns that are kept in memory, some eight bytes a row, and of the pages that they come from. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024;
const CELL_BYTES = 8;
const TEXT_BYTES = 64;

interface Kept {
  readonly version: bigint;
  readonly basis: string;
  readonly columns: PageColumns;
  bytes: number;
}

/** The pages that a warm function keeps, by table; in a Map's order, so the first is the longest unused. */
interface Shelf {
  readonly pages: Map<string, Kept>;
  bytes: number;
}
const shelves = new WeakMap<Table, Shelf>();

/**
 * A page that was read, opened; each of its columns is decoded when it is first asked for. Pages of days that are over hardly ever
 * change, so that what was decoded for the last query is used again, as long as the page is of the same version and basis.
 * `partition` tells pages with one `sk` apart. Not to be changed by who gets it.
 */
export function decodedPage(table: Table, tenantId: string, partition: number, page: StoredPage): PageColumns {
  const shelf = shelves.get(table) ?? { pages: new Map<string, Kept>(), bytes: 0 };
  shelves.set(table, shelf);
  const key = `${tenantId} ${partition} ${page.sk}`;
  const found = shelf.pages.get(key);
  const isSame = found !== undefined && found.version === page.version && found.basis === page.basis;
  const kept = isSame ? found : open(shelf, key, page);
  if (found) {
    shelf.pages.delete(key);
    shelf.bytes -= found.bytes;
  }
  shelf.pages.set(key, kept);
  shelf.bytes += kept.bytes;
  forgetOldest(shelf);
  return kept.columns;
}

function forgetOldest(shelf: Shelf): void {
  for (const [oldest, { bytes }] of shelf.pages) {
    if (shelf.bytes <= KEPT_BYTES_MAX) break;
    shelf.pages.delete(oldest);
    shelf.bytes -= bytes;
  }
}

function open(shelf: Shelf, key: string, { version, basis, body }: StoredPage): Kept {
  const page = openPage(body);
  const texts = new Map<string, TextColumn | undefined>();
  const measures = new Map<string, MeasureColumn | undefined>();
  const grow = (bytes: number) => {
    kept.bytes += bytes;
    if (shelf.pages.get(key) === kept) shelf.bytes += bytes;
  };
  const columns: PageColumns = {
    rows: page.rows,
    text: (name) => {
      if (texts.has(name)) return texts.get(name);
      const column = page.text(name);
      texts.set(name, column);
      grow((column?.of.length ?? 0) * CELL_BYTES + (column?.values.length ?? 0) * TEXT_BYTES);
      return column;
    },
    measure: (name) => {
      if (measures.has(name)) return measures.get(name);
      const column = page.measure(name);
      measures.set(name, column);
      grow((column?.length ?? 0) * CELL_BYTES);
      return column;
    },
  };
  const kept: Kept = { version, basis, columns, bytes: page.bytes };
  return kept;
}
