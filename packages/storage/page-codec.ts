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
 *   columns   each zstd-compressed JSON by itself; where all together are short, one after another in one zstd frame
 *
 * To open a frame takes as long as to read some thousand numbers, so that small pages, of which there are many, are one.
 * A text column is `{ values, of }`: its distinct values, and an index (or null) for each row. A measure is the digits of
 * each row, as numbers where all are safe. A column of nothing but nulls or zeros is left out. `releases` is a column too, but of
 * `[hold, slot, digits]` each; pages that release nothing, and those from before there were any, have none.
 */
interface Header {
  readonly rows: number;
  readonly conflictCount: number;
  readonly conflicts: Page["conflicts"];
  readonly columns: Readonly<Record<string, readonly [offset: number, length: number]>>;
  /** The columns lie in one frame; offsets and lengths are of what it holds. */
  readonly isPacked?: true;
}

const TEXTS = ["period", ...TUPLE_FIELDS] as const;
const RELEASES = "releases";
const COLUMN_BYTES_MAX = 256 * 1024 * 1024;

/** Of all columns of a page that is packed. */
const PACKED_BYTES_MAX = 128 * 1024;

/** The page as it is stored, compressed: see `decodePage`. */
export function encodePage(page: Page): Uint8Array {
  const texts = textsOf(page);
  const bytes = texts.reduce((sum, [, json]) => sum + json.byteLength, 0);
  const isPacked = bytes <= PACKED_BYTES_MAX;
  const parts = isPacked ? texts : texts.map(([name, json]) => [name, zstdCompressSync(json)] as const);
  const columns: Record<string, [number, number]> = {};
  let offset = 0;
  for (const [name, { byteLength }] of parts) {
    columns[name] = [offset, byteLength];
    offset += byteLength;
  }
  const joined = Buffer.concat(parts.map(([, part]) => part));
  const header: Header = {
    rows: page.rows.length,
    conflictCount: page.conflictCount,
    conflicts: page.conflicts,
    columns,
    ...(isPacked && { isPacked }),
  };
  const head = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.byteLength);
  return Buffer.concat([length, head, isPacked ? zstdCompressSync(joined) : joined]);
}

/** The JSON of each column that holds anything, by name. */
function textsOf(page: Page): readonly (readonly [name: string, json: Buffer])[] {
  const columns: (readonly [string, string | undefined])[] = [
    ...TEXTS.map((name, index): [string, string | undefined] => {
      const cells = page.rows.map((row) => (index === 0 ? row.period : (row.tuple[index - 1] ?? null)));
      return [name, textColumn(cells)];
    }),
    ...MEASURES.map((name, index): [string, string | undefined] => [
      name,
      measureColumn(page.rows.map(({ sums }) => sums[index] ?? 0n)),
    ]),
    [RELEASES, page.releases.length > 0 ? JSON.stringify(page.releases.map(releaseCells)) : undefined],
  ];
  return columns.flatMap(([name, json]) => (json === undefined ? [] : [[name, Buffer.from(json)] as const]));
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

/** A page whose columns are decoded when they are first asked for. */
export interface OpenedPage extends PageColumns, Pick<Page, "conflictCount" | "conflicts"> {
  /** What it holds in memory, its decoded columns left out. */
  readonly bytes: number;
  readonly releases: () => readonly Release[];
}

/** Opens a page. Trusts what `encodePage` wrote. */
export function openPage(bytes: Uint8Array): OpenedPage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = 4 + buffer.readUInt32BE(0);
  const header = JSON.parse(buffer.toString("utf8", 4, body)) as Header;
  const open = (bytesOf: Uint8Array) => zstdDecompressSync(bytesOf, { maxOutputLength: COLUMN_BYTES_MAX });
  let opened: Buffer | undefined;
  const read = (name: string): unknown => {
    const place = header.columns[name];
    if (!place) return undefined;
    const [from, to] = [place[0], place[0] + place[1]];
    if (header.isPacked) {
      opened ??= open(buffer.subarray(body));
      return JSON.parse(opened.toString("utf8", from, to));
    }
    return JSON.parse(open(buffer.subarray(body + from, body + to)).toString("utf8"));
  };
  return {
    rows: header.rows,
    conflictCount: header.conflictCount,
    conflicts: header.conflicts,
    bytes: bytes.byteLength + (header.isPacked ? unpackedBytes(header) : 0),
    text: (name) => read(name) as TextColumn | undefined,
    measure: (name) => read(name) as Cells | undefined,
    releases: () => ((read(RELEASES) ?? []) as ReleaseCells[]).map(toRelease),
  };
}

const unpackedBytes = ({ columns }: Header): number =>
  Object.values(columns).reduce((sum, [, length]) => sum + length, 0);

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
