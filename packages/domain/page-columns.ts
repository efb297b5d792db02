/**
 * Some columns of a page: what a query works on, without decoding the rest. `into` is room for as many rows, which may be filled
 * and given back: then what was in it before is gone.
 */
export interface PageColumns {
  readonly rows: number;
  /** `period`, a dimension, or `tags`. Absent: null in every row. */
  text(name: string, into?: Uint32Array): TextColumn | undefined;
  /** By measure. Absent: zero in every row. */
  measure(name: string, into?: Float64Array): MeasureColumn | undefined;
}

/** Room for the columns of one page after the other: what each would leave behind costs more to collect than to decode. */
export interface ColumnRoom {
  readonly numbers: (rows: number) => Float64Array;
  /** One for each column that is in use at the same time. */
  readonly indexes: (place: number, rows: number) => Uint32Array;
}

export function columnRoom(): ColumnRoom {
  let numbers = new Float64Array(0);
  const indexes: Uint32Array[] = [];
  return {
    numbers: (rows) => (numbers.length < rows ? (numbers = new Float64Array(rows)) : numbers),
    indexes: (place, rows) => {
      const held = indexes[place];
      return held && held.length >= rows ? held : (indexes[place] = new Uint32Array(rows));
    },
  };
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
  const of = new Uint32Array(cells.length);
  const without: number[] = [];
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? null;
    if (cell === null) {
      without.push(row);
      continue;
    }
    const code = codes.get(cell) ?? codes.size;
    if (code === codes.size) codes.set(cell, code);
    of[row] = code;
  }
  for (const row of without) of[row] = codes.size;
  return { values: [...codes.keys()], of, hasNone: without.length > 0 };
}

/** A column of the cells as they come. */
export function measureColumn(cells: readonly bigint[]): MeasureColumn {
  const numbers = new Float64Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const number = Number(cells[row] ?? 0n);
    if (!Number.isSafeInteger(number)) return cells;
    numbers[row] = number;
  }
  return numbers;
}
