import type { Cells } from "./sum-by-group.ts";

/** Some columns of a page: what a query works on, without decoding the rest. */
export interface PageColumns {
  readonly rows: number;
  /** `period`, a dimension, or `tags`. Absent: null in every row. */
  text(name: string): TextColumn | undefined;
  /** By measure. Absent: zero in every row. */
  measure(name: string): Cells | undefined;
}

/** Distinct values, and for each row an index into them, or null. */
export interface TextColumn {
  readonly values: readonly string[];
  readonly of: readonly (number | null)[];
}
