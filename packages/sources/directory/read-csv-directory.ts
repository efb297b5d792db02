import {
  checkDirectory,
  directoryText,
  DIRECTORY_DIMENSIONS,
  type DirectoryDimension,
  type DirectoryUser,
  type PlacedUser,
} from "@outlay/domain/directory";
import { DomainError, type Fault, invalidRequest } from "@outlay/domain/errors";
import { CsvError, parse } from "csv-parse/sync";

const COLUMNS: readonly string[] = ["user", "email", ...DIRECTORY_DIMENSIONS];

/** No row is longer; without a limit an unclosed quote would take the rest of the body for one cell. */
const ROW_CHARACTERS_MAX = 65_536;

/** One row, and the line on which it ends. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Users of a CSV body (RFC 4180, UTF-8, commas). The first row names the columns: `user` and any of `email` and
 * DIRECTORY_DIMENSIONS; an empty cell is no value, an e-mail address is one more name of its user. Throws `malformed_body` of
 * what is no CSV, and `invalid_request` with the faults, each by its line: `line:7`.
 */
export function readCsvDirectory(bytes: Uint8Array): readonly DirectoryUser[] {
  const [header, ...rows] = parseRows(bytes);
  const columns = columnsOf(header);
  const faults: Fault[] = [];
  const users = rows.flatMap((row) => readRow(row, columns, faults) ?? []);
  return checkDirectory(users, faults);
}

function parseRows(bytes: Uint8Array): readonly Row[] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DomainError("malformed_body", "This is not valid UTF-8.", { cause });
  }
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true };
    const records: unknown = parse(text, { ...options, max_record_size: ROW_CHARACTERS_MAX });
    // With `info` and without `columns`, each is its cells and where the parser stands after them.
    return (records as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new DomainError("malformed_body", `This is no CSV: ${cause.message}`, { cause });
  }
}

function columnsOf(header: Row | undefined): readonly string[] {
  const names = header?.cells.map((name) => name.trim()) ?? [];
  const pointer = `line:${header?.line ?? 1}`;
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  const faults = unknown.map((name) => ({
    pointer,
    detail: `There is no column ${JSON.stringify(name.slice(0, 100))}; there are ${COLUMNS.join(", ")}.`,
  }));
  if (!names.includes("user")) faults.push({ pointer, detail: "The first line names the columns, `user` among them." });
  if (new Set(names).size < names.length) faults.push({ pointer, detail: "A column stands here twice." });
  if (faults.length > 0) throw invalidRequest(...faults.slice(0, COLUMNS.length));
  return names;
}

function readRow({ cells, line }: Row, columns: readonly string[], faults: Fault[]): PlacedUser | undefined {
  const pointer = `line:${line}`;
  if (cells.length !== columns.length) {
    faults.push({ pointer, detail: `${cells.length} cells where the first line has ${columns.length}.` });
    return undefined;
  }
  const read = (column: string) => directoryText(cells[columns.indexOf(column)] ?? "", pointer, faults);
  const user = read("user");
  const email = read("email");
  const values = new Map<DirectoryDimension, string>();
  for (const name of DIRECTORY_DIMENSIONS) {
    const value = read(name);
    if (value !== null) values.set(name, value);
  }
  if (user === null) {
    faults.push({ pointer, detail: "The user is missing." });
    return undefined;
  }
  return { pointer, user, aliases: email === null ? [] : [email], values };
}
