import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import type { Page, PageRow } from "@outlay/domain/page";
import type { PageColumns, TextColumn } from "@outlay/domain/page-columns";
import type { Release } from "@outlay/domain/release";
import type { Cells } from "@outlay/domain/sum-by-group";

/**
 * A page in bytes, so that a reader decodes only the columns that it names:
 *
 *   4 bytes   length of the header, big-endian
 *   header    JSON: rows, conflicts, and where each column lies
 *   columns   each zstd-compressed JSON by itself
 *
 * A text column is `{ values, of }`: its distinct values, and an index (or null) for each row. A measure is the digits of
 * each row, as numbers where all are safe. A column of nothing but nulls or zeros is left out. `releases` is a column too, but of
 * `[hold, slot, digits]` each; pages that release nothing, and those from before there were any, have none.
 */
interface Header {
  readonly rows: number;
  readonly conflictCount: number;
  readonly conflicts: Page["conflicts"];
  readonly columns: Readonly<Record<string, readonly [offset: number, length: number]>>;
}

const TEXTS = ["period", ...TUPLE_FIELDS] as const;
const RELEASES = "releases";
const COLUMN_BYTES_MAX = 256 * 1024 * 1024;

export function encodePage(page: Page): Uint8Array {
  const parts: Buffer[] = [];
  const columns: Record<string, [number, number]> = {};
  let offset = 0;
  const add = (name: string, json: string) => {
    const bytes = zstdCompressSync(json);
    columns[name] = [offset, bytes.byteLength];
    offset += bytes.byteLength;
    parts.push(bytes);
  };
  for (const [index, name] of TEXTS.entries()) {
    const json = textColumn(page.rows.map((row) => (index === 0 ? row.period : (row.tuple[index - 1] ?? null))));
    if (json !== undefined) add(name, json);
  }
  for (const [index, name] of MEASURES.entries()) {
    const json = measureColumn(page.rows.map(({ sums }) => sums[index] ?? 0n));
    if (json !== undefined) add(name, json);
  }
  if (page.releases.length > 0) add(RELEASES, JSON.stringify(page.releases.map(releaseCells)));
  const header: Header = {
    rows: page.rows.length,
    conflictCount: page.conflictCount,
    conflicts: page.conflicts,
    columns,
  };
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.byteLength);
  return Buffer.concat([length, head, ...parts]);
}

function textColumn(cells: readonly (string | null)[]): string | undefined {
  const index = new Map<string, number>();
  const of = cells.map((cell) => {
    if (cell === null) return null;
    const known = index.get(cell) ?? index.size;
    index.set(cell, known);
    return known;
  });
  return index.size === 0 ? undefined : JSON.stringify({ values: [...index.keys()], of });
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function measureColumn(cells: readonly bigint[]): string | undefined {
  if (cells.every((cell) => cell === 0n)) return undefined;
  const areSafe = cells.every((cell) => cell <= SAFE && cell >= -SAFE);
  return areSafe ? `[${cells.join()}]` : JSON.stringify(cells.map(String));
}

type ReleaseCells = readonly [hold: string, slot: string, picos: string];
const releaseCells = ({ hold, slot, picos }: Release): ReleaseCells => [hold, slot, picos.toString()];
const toRelease = ([hold, slot, picos]: ReleaseCells): Release => ({ hold, slot, picos: BigInt(picos) });

/** Opens a page; each column is decoded when it is first asked for. Trusts what `encodePage` wrote. */
export function openPage(
  bytes: Uint8Array,
): PageColumns & Pick<Page, "conflictCount" | "conflicts"> & { readonly releases: () => readonly Release[] } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = 4 + buffer.readUInt32BE(0);
  const header = JSON.parse(buffer.toString("utf8", 4, body)) as Header;
  const read = (name: string): unknown => {
    const place = header.columns[name];
    if (!place) return undefined;
    const packed = buffer.subarray(body + place[0], body + place[0] + place[1]);
    return JSON.parse(zstdDecompressSync(packed, { maxOutputLength: COLUMN_BYTES_MAX }).toString("utf8"));
  };
  return {
    rows: header.rows,
    conflictCount: header.conflictCount,
    conflicts: header.conflicts,
    text: (name) => read(name) as TextColumn | undefined,
    measure: (name) => read(name) as Cells | undefined,
    releases: () => ((read(RELEASES) ?? []) as ReleaseCells[]).map(toRelease),
  };
}

/** The whole page. */
export function decodePage(bytes: Uint8Array): Page {
  const columns = openPage(bytes);
  const texts = TEXTS.map((name) => columns.text(name));
  const measures = MEASURES.map((name) => columns.measure(name));
  const rows: PageRow[] = [];
  for (let row = 0; row < columns.rows; row++) {
    const [period = null, ...tuple] = texts.map((column) => {
      const index = column?.of[row] ?? null;
      return index === null ? null : (column?.values[index] ?? null);
    });
    rows.push({
      period: period ?? "",
      tuple,
      sums: measures.map((column) => BigInt(column?.[row] ?? 0)),
    });
  }
  return {
    rows,
    conflictCount: columns.conflictCount,
    conflicts: columns.conflicts,
    releases: columns.releases(),
  };
}
