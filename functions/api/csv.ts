/** A cell of a table: text, which may come from anyone, or a number that we wrote ourselves. Null is empty. */
export type CsvCell = string | { readonly number: string } | null;

/** What spreadsheets take for the beginning of a formula, in any width of characters, be it behind spaces or quotes. */
const FORMULA = /^[\s"'`\uFEFF\u200B]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20\u2212]/u;
const QUOTED = /[",\r\n]/;

/** One line of RFC 4180, its end included. Text that a spreadsheet would run gets a `'` before it; numbers stay numbers. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvField).join(",")}\r\n`;

function csvField(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return cell.number;
  const harmless = FORMULA.test(cell) || /^[\t\r]/.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
