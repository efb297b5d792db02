import { openPage } from "./page-codec.ts";
import type { Item, Table } from "./table.ts";

/** What pages may have together, of all that is read of them at once. */
export interface PageBounds {
  readonly rows: number;
  /** In memory: see `openPage`. */
  readonly bytes: number;
}

/** Pages have more than they may: nothing more of them is read. */
export class PagesTooLarge extends Error {
  /** At least so much. */
  readonly found: PageBounds;
  constructor(found: PageBounds) {
    super(`There are at least ${found.rows} rows and ${found.bytes} bytes of pages.`);
    this.found = found;
  }
}

/**
 * A table through which pages are read within bounds: it throws `PagesTooLarge` as soon as what was read has more, before any of it is
 * decoded. Rows are what counts: columns of numbers compress to next to nothing, and are as long as there are rows once they are decoded.
 */
export function boundedPages(table: Table, most: PageBounds): Table {
  let rows = 0;
  let bytes = 0;
  return {
    ...table,
    query: async (range) => {
      const items = await table.query(range);
      for (const item of items) {
        const { body } = item;
        if (!(body instanceof Uint8Array)) continue;
        const page = isBeginning(item) ? openPage(body) : undefined;
        rows += page?.rows ?? 0;
        bytes += page?.bytes ?? body.byteLength;
      }
      if (rows > most.rows || bytes > most.bytes) throw new PagesTooLarge({ rows, bytes });
      return items;
    },
  };
}

/** A page in one item, or the first of its chunks, which the page's header lies in. */
const isBeginning = ({ sk }: Item): boolean => !/^\d{4}$/.test(sk) || sk === "0000";
