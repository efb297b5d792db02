import type { PageColumns } from "@outlay/domain/page-columns";
import { type OpenedPage, openPage } from "@outlay/storage/page-codec";
import type { StoredPage } from "@outlay/storage/pages";
import type { Table } from "@outlay/storage/table";

/** Of the pages that are kept in memory. */
const KEPT_BYTES_MAX = 64 * 1024 * 1024;

interface Kept {
  readonly version: bigint;
  readonly basis: string;
  readonly page: OpenedPage;
}

/** The pages that a warm function keeps, by table; in a Map's order, so the first is the longest unused. */
interface Shelf {
  readonly pages: Map<string, Kept>;
  bytes: number;
}
const shelves = new WeakMap<Table, Shelf>();

/**
 * A page that was read, opened. Pages of days that are over hardly ever change, so that what was decompressed for the last query is
 * used again, as long as the page is of the same version and basis. `partition` tells pages with one `sk` apart.
 */
export function openedPage(table: Table, tenantId: string, partition: number, stored: StoredPage): PageColumns {
  const shelf = shelves.get(table) ?? { pages: new Map<string, Kept>(), bytes: 0 };
  shelves.set(table, shelf);
  const key = `${tenantId} ${partition} ${stored.sk}`;
  const { version, basis, body } = stored;
  const found = shelf.pages.get(key);
  const isSame = found !== undefined && found.version === version && found.basis === basis;
  const kept = isSame ? found : { version, basis, page: openPage(body) };
  if (found) {
    shelf.pages.delete(key);
    shelf.bytes -= found.page.bytes;
  }
  shelf.pages.set(key, kept);
  shelf.bytes += kept.page.bytes;
  forgetOldest(shelf);
  return kept.page;
}

function forgetOldest(shelf: Shelf): void {
  for (const [oldest, { page }] of shelf.pages) {
    if (shelf.bytes <= KEPT_BYTES_MAX) break;
    shelf.pages.delete(oldest);
    shelf.bytes -= page.bytes;
  }
}
