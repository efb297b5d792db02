/** Some columns of a page: what a query works on, without decoding the rest. */
export interface PageColumns {
  readonly rows: number;
  /** `period`, a dimension, or `tags`. Absent: null in every row. */
  text(name: string): TextColumn | undefined;
  /** By measure. Absent: zero in every row. */
  measure(name: string): MeasureColumn | undefined;
}

/** Distinct values, and for each row an index into them; `values.length` is that of a row without a value. */
export interface TextColumn {
  readonly values: readonly string[];
  readonly of: Uint32Array;
  /** Whether some row is without a value. */
  readonly hasNone: boolean;
}

/** A whole amount or count for each row: safe numbers, or bigints where one of them is not safe. */
export type MeasureColumn = Float64Array | readonly bigint[];

/** A column of the cells as they come; null is no value. */
export function textColumn(cells: readonly (string | null)[]): TextColumn {
  const codes = new Map<string, number>();
  for (const cell of cells) if (cell !== null && !codes.has(cell)) codes.set(cell, codes.size);
  const none = codes.size;
  const of = Uint32Array.from(cells, (cell) => (cell === null ? none : (codes.get(cell) ?? none)));
  return { values: [...codes.keys()], of, hasNone: of.includes(none) };
}

/** A column of the cells as they come. */
export const measureColumn = (cells: readonly bigint[]): MeasureColumn =>
  cells.every(isSafe) ? Float64Array.from(cells, Number) : cells;

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const isSafe = (cell: bigint): boolean => cell <= SAFE && cell >= -SAFE;
