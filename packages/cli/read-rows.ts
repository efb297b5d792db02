import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import type { Row } from "./map-row.ts";
import { UsageError } from "./mapping.ts";

export type Format = "csv" | "ndjson";

/** One row, numbered from 1 (a CSV file's header is not counted), or why it cannot be read. */
export type ReadRow = { readonly number: number } & ({ readonly row: Row } | { readonly fault: string });

export interface RowSource {
  readonly format: Format;
  readonly delimiter: string;
  /** Told a CSV file's columns before the first row. */
  readonly onHeader: (columns: readonly string[]) => void;
  /** Told the length of each piece that was read. */
  readonly onBytes: (bytes: number) => void;
}

/** No row is longer; without a limit an unclosed quote would take the rest of the file for one cell. */
const ROW_CHARACTERS_MAX = 1_048_576;

/** Rows of a UTF-8 file, in order, in constant memory. Throws an Error where the rest of the file cannot be read. */
export async function* readRows(path: string, source: RowSource): AsyncGenerator<ReadRow> {
  const text = decode(createReadStream(path, { highWaterMark: 262_144 }), source.onBytes);
  yield* source.format === "csv" ? csvRows(text, source) : ndjsonRows(text);
}

async function* decode(chunks: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let at = 0;
  try {
    for await (const chunk of chunks) {
      yield decoder.decode(chunk, { stream: true });
      at += chunk.length;
      onBytes(chunk.length);
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`The file is not UTF-8, somewhere after byte ${at}.`, { cause: error });
  }
}

async function* csvRows(text: AsyncIterable<string>, source: RowSource): AsyncGenerator<ReadRow> {
  const parser = parse({
    delimiter: source.delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_CHARACTERS_MAX,
  });
  // The parser passes on what went wrong before it, so the callback has nothing to add.
  pipeline(Readable.from(text), parser, () => {});
  let header: readonly string[] | undefined;
  let number = 0;
  try {
    for await (const cells of parser) {
      // Without `columns`, each record is a list of texts.
      const texts = cells as readonly string[];
      if (header === undefined) {
        header = texts.map((name) => name.trim());
        source.onHeader(header);
        continue;
      }
      number += 1;
      yield csvRow(number, header, texts);
    }
  } catch (error) {
    throw isCsvError(error) ? new Error(`After row ${number}: ${error.message}`, { cause: error }) : error;
  }
  if (header === undefined) throw new UsageError("The file is empty: a CSV file starts with the names of its columns.");
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");

function csvRow(number: number, header: readonly string[], cells: readonly string[]): ReadRow {
  if (cells.length !== header.length) {
    return { number, fault: `${cells.length} cells where the header has ${header.length}` };
  }
  return { number, row: (column) => cells[header.indexOf(column)] };
}

async function* ndjsonRows(text: AsyncIterable<string>): AsyncGenerator<ReadRow> {
  let number = 0;
  for await (const line of lines(text)) {
    if (line.trim() === "") continue;
    number += 1;
    yield { number, ...jsonRow(line) };
  }
}

/** Split at line feeds alone: node:readline splits at U+2028 too, which may stand in a JSON string. */
async function* lines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of text) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
    if (rest.length > ROW_CHARACTERS_MAX) {
      throw new Error("A line has more than 1 MiB: NDJSON has one object a line, and no list around them.");
    }
  }
  yield rest;
}

function jsonRow(line: string): { readonly row: Row } | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { fault: `no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isObject(value)) return { fault: "no JSON object" };
  return { row: (column) => cellText(memberAt(value, column)) };
}

/** A member by its name, or by the way to it: "usage.prompt_tokens". */
function memberAt(value: Readonly<Record<string, unknown>>, column: string): unknown {
  if (Object.hasOwn(value, column)) return value[column];
  let inner: unknown = value;
  for (const name of column.split(".")) {
    if (!isObject(inner) || !Object.hasOwn(inner, name)) return undefined;
    inner = inner[name];
  }
  return inner;
}

/** Objects and lists become their JSON, which no field but a text one takes. */
function cellText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
