/** A column of whole amounts or counts as it is stored: a number where it is safe, else its digits; null and 0 add nothing. */
export type Cells = readonly (number | string | null)[];

/**
 * Exact sums of a column's rows by group; a row of group -1 is left out. Most cells and sums are safe numbers, which add
 * ten times as quickly as bigints; what is not is one.
 */
export function sumByGroup(cells: Cells, groupOf: readonly number[], groups: number): readonly bigint[] {
  const small = new Float64Array(groups);
  const large = Array.from({ length: groups }, () => 0n);
  for (let row = 0; row < cells.length; row++) {
    const group = groupOf[row] ?? -1;
    const cell = cells[row];
    if (group < 0 || !cell) continue;
    const sum = typeof cell === "number" ? (small[group] ?? 0) + cell : Number.NaN;
    if (Number.isSafeInteger(sum)) small[group] = sum;
    else large[group] = (large[group] ?? 0n) + BigInt(cell);
  }
  return large.map((sum, group) => sum + BigInt(small[group] ?? 0));
}
