import { bar } from "./progress.ts";

export interface BarRow {
  readonly label: string;
  /** How long the bar is: against the longest of the table, or where `isShare` of a whole. */
  readonly size: number;
  readonly cells: readonly string[];
}

const BAR_WIDTH = 24;
const LABEL_MAX = 34;

/** Lines of a table: label, bar, then cells that end under one another. */
export function barTable(rows: readonly BarRow[], { isShare = false }: { readonly isShare?: boolean } = {}): string[] {
  const longest = isShare ? 1 : Math.max(0, ...rows.map(({ size }) => size));
  const labels = rows.map(({ label }) => (label.length > LABEL_MAX ? `${label.slice(0, LABEL_MAX - 1)}…` : label));
  const labelWidth = Math.max(0, ...labels.map((label) => label.length));
  const widths = (rows[0]?.cells ?? []).map((_, column) =>
    Math.max(...rows.map(({ cells }) => (cells[column] ?? "").length)),
  );
  return rows.map(({ size, cells }, index) => {
    const padded = cells.map((cell, column) => cell.padStart(widths[column] ?? 0));
    const drawn = bar(longest === 0 ? 0 : size / longest, BAR_WIDTH);
    return `  ${(labels[index] ?? "").padEnd(labelWidth)}  ${drawn}  ${padded.join("  ")}`.trimEnd();
  });
}
