import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { TUPLE_FIELDS } from "@outlay/domain/dimensions";
import { MEASURES } from "@outlay/domain/measures";
import type { Page, PageRow } from "@outlay/domain/page";
import { measureColumn, type PageColumns, textColumn, type TextColumn } from "@outlay/domain/page-columns";
import type { Release } from "@outlay/domain/release";
import { decodeIndexes, decodeNumbers, encodeIndexes, encodeNumbers, widthOf } from "./number-column.ts";

/**
 * A page in bytes, so that a reader decodes only the columns that it names:
 *
 *   4 bytes   length of the header, big-endian
 *   header    JSON: rows, conflicts, and where each column lies and how it is read
 *   columns   each zstd-compressed by itself; where all together are short, one after another in one zstd frame
 *
 * To open a frame takes as long as to read some thousand numbers, so that all but the largest pages are one.
 * A text column is an index for each row, then the JSON of its distinct values. A measure is a number for each row; where some are
 * not safe, the JSON of all their digits. Both are laid out as `number-column.ts` says. A column of nothing but nulls or zeros is
 * left out. `releases` is a column too, but JSON of `[hold, slot, digits]` each; pages that release nothing, and those from before
 * there were any, have none.
 */
interface Header {
  readonly rows: number;
  readonly conflictCount: number;
  readonly conflicts: Page["conflicts"];
  readonly columns: Readonly<Record<string, ColumnPlace>>;
  /** The columns lie in one frame; offsets and lengths are of what it holds. */
  readonly isPacked?: true;
}

/** Without a width it is JSON: of large measures, of releases, and of every column of older pages. */
type ColumnPlace = readonly [offset: number, length: number, width?: number, scale?: number, base?: number];

const TEXTS = ["period", ...TUPLE_FIELDS] as const;
const RELEASES = "releases";
const COLUMN_BYTES_MAX = 256 * 1024 * 1024;

/** Of all columns of a page that is packed. */
const PACKED_BYTES_MAX = 1024 * 1024;

/** A column that holds anything, not yet compressed. */
interface Encoded {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What its place says after offset and length. */
  readonly shape: readonly [width?: number, scale?: number, base?: number];
}

/** The page as it is stored, compressed: see `decodePage`. */
export function encodePage(page: Page): Uint8Array {
  const encoded = encodeColumns(page);
  const isPacked = encoded.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) <= PACKED_BYTES_MAX;
  const parts = isPacked ? encoded : encoded.map((part) => ({ ...part, bytes: zstdCompressSync(part.bytes) }));
  const columns: Record<string, ColumnPlace> = {};
  let offset = 0;
  for (const { name, bytes, shape } of parts) {
    columns[name] = [offset, bytes.byteLength, ...shape];
    offset += bytes.byteLength;
  }
  const joined = Buffer.concat(parts.map(({ bytes }) => bytes));
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

function encodeColumns({ rows, releases }: Page): readonly Encoded[] {
  const columns = [
    ...TEXTS.map((name, index) =>
      encodeTexts(
        name,
        rows.map((row) => (index === 0 ? row.period : (row.tuple[index - 1] ?? null))),
      ),
    ),
    ...MEASURES.map((name, index) =>
      encodeMeasure(
        name,
        rows.map(({ sums }) => sums[index] ?? 0n),
      ),
    ),
    releases.length > 0 ? encodeJson(RELEASES, releases.map(releaseCells)) : undefined,
  ];
  return columns.filter((column) => column !== undefined);
}

const encodeJson = (name: string, cells: unknown): Encoded => ({
  name,
  bytes: Buffer.from(JSON.stringify(cells)),
  shape: [],
});

function encodeTexts(name: string, cells: readonly (string | null)[]): Encoded | undefined {
  if (cells.every((cell) => cell === null)) return undefined;
  const { values, of, hasNone } = textColumn(cells);
  const width = widthOf(hasNone ? values.length : values.length - 1);
  const bytes = Buffer.concat([encodeIndexes(of, width), Buffer.from(JSON.stringify(values))]);
  return { name, bytes, shape: [width] };
}

function encodeMeasure(name: string, cells: readonly bigint[]): Encoded | undefined {
  if (cells.every((cell) => cell === 0n)) return undefined;
  const column = measureColumn(cells);
  const encoded = column instanceof Float64Array ? encodeNumbers(column) : undefined;
  if (!encoded) return encodeJson(name, cells.map(String));
  const { shape, bytes } = encoded;
  return { name, bytes, shape: [shape.width, shape.scale, shape.base] };
}

type ReleaseCells = readonly [hold: string, slot: string, picos: string];
const releaseCells = ({ hold, slot, picos }: Release): ReleaseCells => [hold, slot, picos.toString()];
const toRelease = ([hold, slot, picos]: ReleaseCells): Release => ({ hold, slot, picos: BigInt(picos) });

/** A page whose columns are decoded when they are asked for. */
export interface OpenedPage extends PageColumns, Pick<Page, "conflictCount" | "conflicts"> {
  /** What it holds in memory, once it was read from: columns are decoded anew each time. */
  readonly bytes: number;
  readonly releases: () => readonly Release[];
}

/** Opens a page. Trusts what `encodePage` wrote. */
export function openPage(bytes: Uint8Array): OpenedPage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = 4 + buffer.readUInt32BE(0);
  const header = JSON.parse(buffer.toString("utf8", 4, body)) as Header;
  const { rows } = header;
  const packedBytes = header.isPacked ? bytesOfColumns(header) + CHUNK_BYTES_MIN : 0;
  let opened: Buffer | undefined;
  const read = ([offset, length, width = 0]: ColumnPlace): Buffer => {
    if (!header.isPacked)
      return decompress(buffer.subarray(body + offset, body + offset + length), rows * width + VALUES_BYTES);
    opened ??= decompress(buffer.subarray(body), packedBytes);
    return opened.subarray(offset, offset + length);
  };
  const readJson = (place: ColumnPlace): unknown => JSON.parse(read(place).toString("utf8"));
  const columnOf = <Column>(name: string, decode: (place: ColumnPlace) => Column): Column | undefined => {
    const place = header.columns[name];
    return place && decode(place);
  };
  return {
    rows,
    conflictCount: header.conflictCount,
    conflicts: header.conflicts,
    bytes: bytes.byteLength + packedBytes,
    text: (name, into) =>
      columnOf(name, (place) => {
        const width = place[2];
        return width === undefined
          ? olderTexts(readJson(place) as OlderTexts)
          : decodeTexts(read(place), rows, width, into);
      }),
    measure: (name, into) =>
      columnOf(name, (place) => {
        const [, , width, scale = 1, base = 0] = place;
        if (width === undefined) return measureColumn((readJson(place) as readonly (number | string)[]).map(BigInt));
        return decodeNumbers(read(place), rows, { width, scale, base }, into);
      }),
    releases: () => (columnOf(RELEASES, (place) => readJson(place) as ReleaseCells[]) ?? []).map(toRelease),
  };
}

const bytesOfColumns = ({ columns }: Header): number =>
  Object.values(columns).reduce((sum, [, length]) => sum + length, 0);

/** `chunkSize` with room for all that comes out: pieces would be put together by another copy. */
const decompress = (bytes: Uint8Array, chunkSize: number): Buffer =>
  zstdDecompressSync(bytes, { maxOutputLength: COLUMN_BYTES_MAX, chunkSize });

/** The least that zlib takes. */
const CHUNK_BYTES_MIN = 64;

/** More than the distinct values of most columns take. */
const VALUES_BYTES = 4_096;

function decodeTexts(bytes: Buffer, rows: number, width: number, into?: Uint32Array): TextColumn {
  const values = JSON.parse(bytes.toString("utf8", rows * width)) as readonly string[];
  const of = decodeIndexes(bytes, rows, width, into);
  return { values, of, hasNone: of.includes(values.length) };
}

interface OlderTexts {
  readonly values: readonly string[];
  readonly of: readonly (number | null)[];
}

/** As pages had them before their columns were bytes. */
const olderTexts = ({ values, of }: OlderTexts): TextColumn =>
  textColumn(of.map((index) => (index === null ? null : (values[index] ?? null))));

/** The whole page. */
export function decodePage(bytes: Uint8Array): Page {
  const columns = openPage(bytes);
  const texts = TEXTS.map((name) => columns.text(name));
  const measures = MEASURES.map((name) => columns.measure(name));
  const rows: PageRow[] = [];
  for (let row = 0; row < columns.rows; row++) {
    const [period = null, ...tuple] = texts.map((column) => column?.values[column.of[row] ?? -1] ?? null);
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
