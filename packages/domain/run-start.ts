import type { NumberColumns, TextColumns } from "./usage-batch.ts";

/** Columns of a batch or a block. */
interface Rows {
  readonly numbers: NumberColumns;
  readonly texts: TextColumns;
}

/**
 * Whether a row is where its run begins: step 1 of a named run, and no retry of it. Of a run whose source numbers no steps no row
 * is, rather than every one.
 */
export function isFirstOfRun({ numbers, texts }: Rows, row: number): boolean {
  if ((texts["run_id"]?.[row] ?? null) === null || numbers["step"]?.[row] !== 1) return false;
  return (numbers["attempt"]?.[row] ?? 1) === 1;
}
