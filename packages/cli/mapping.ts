import { parse } from "csv-parse/sync";
import { FIELD_NAMES, type Field, findField } from "./event-fields.ts";

/** Thrown for what the caller of a program got wrong: the message is shown without a stack, and the exit code is 2. */
export class UsageError extends Error {}

/** How rows become events: each field takes a column's value, or one value for all rows. */
export interface Mapping {
  readonly columns: readonly { readonly field: Field; readonly column: string }[];
  readonly constants: readonly { readonly field: Field; readonly value: string }[];
}

/** Of "--map a=b,c=d" and "--set e=f"; an item with a comma stands in quotes, as in CSV. All faults at once, by UsageError. */
export function parseMapping(maps: readonly string[], sets: readonly string[]): Mapping {
  const faults: string[] = [];
  const seen = new Set<string>();
  const read = (option: string, texts: readonly string[]) =>
    texts.flatMap(items).flatMap((item) => {
      const split = item.indexOf("=");
      const name = item.slice(0, split).trim();
      const value = item.slice(split + 1).trim();
      const field = findField(name);
      if (split < 1 || value === "") faults.push(`--${option} ${item}: write it as field=value`);
      else if (field === undefined) faults.push(`--${option} ${item}: there is no field ${name}${suggestion(name)}`);
      else if (seen.has(name)) faults.push(`--${option} ${item}: ${name} is given twice`);
      else {
        seen.add(name);
        return [{ field, value }];
      }
      return [];
    });
  const columns = read("map", maps).map(({ field, value }) => ({ field, column: value }));
  const constants = read("set", sets);
  for (const name of ["time", "source", "operation"]) {
    if (!seen.has(name)) faults.push(`every event needs ${name}: say --map ${name}=<column> or --set ${name}=<value>`);
  }
  if (faults.length > 0) throw new UsageError(`${faults.join("\n")}\nFields: ${FIELD_NAMES.join(", ")}`);
  return { columns, constants };
}

function items(text: string): string[] {
  try {
    // Without options csv-parse gives records of texts.
    const records: string[][] = parse(text, { relax_quotes: true, skip_empty_lines: true });
    return records.flat().filter((item) => item.trim() !== "");
  } catch (error) {
    throw new UsageError(`${text}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The nearest name, for a slip of the finger. */
function suggestion(name: string): string {
  const near = FIELD_NAMES.map((known) => ({ known, distance: editDistance(known, name.toLowerCase()) })).toSorted(
    (a, b) => a.distance - b.distance,
  )[0];
  return near === undefined || near.distance * 3 > name.length ? "" : `; did you mean ${near.known}?`;
}

/** How many letters must be put in, left out or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const line = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const change = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(change, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}

const DELIMITERS = [";", ",", "|"];

/** Throws UsageError where the mapping names columns that the file has not, or has twice. */
export function checkColumns(mapping: Mapping, header: readonly string[]): void {
  const mapped = mapping.columns.map(({ column }) => column);
  const missing = mapped.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    const [only = "", ...others] = header;
    const delimiter = others.length === 0 ? DELIMITERS.find((character) => only.includes(character)) : undefined;
    const hint = delimiter ? `\nThe cells seem to be parted otherwise: try --delimiter '${delimiter}'` : "";
    throw new UsageError(`The file has no column ${missing.join(", ")}.\nColumns: ${header.join(", ")}${hint}`);
  }
  const double = mapped.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (double !== undefined) throw new UsageError(`The file has the column ${double} twice.`);
}
