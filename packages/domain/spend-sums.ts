import type { MeasureColumn } from "./page-columns.ts";

/** Exact sums by group of as many pages as are added. */
export interface GroupSums {
  /** `groupOf` has a group for each row; a row of group -1 is left out. `groups` is how many there are by now. */
  readonly add: (cells: MeasureColumn, groupOf: Int32Array, groups: number) => void;
  readonly sumOf: (group: number) => bigint;
}

/**
 * Most cells and sums are safe numbers, which add ten times as quickly as bigints; what a sum has grown beyond is put away as a
 * bigint, and it goes on from there.
 */
export function groupSums(): GroupSums {
  let small = new Float64Array(0);
  const large = new Map<number, bigint>();
  const putAway = (group: number, amount: bigint) => large.set(group, (large.get(group) ?? 0n) + amount);
  const addNumbers = (cells: Float64Array, groupOf: Int32Array) => {
    for (let row = 0; row < cells.length; row++) {
      const group = groupOf[row] ?? -1;
      if (group < 0) continue;
      const held = small[group] ?? 0;
      const cell = cells[row] ?? 0;
      const sum = held + cell;
      if (sum <= Number.MAX_SAFE_INTEGER && sum >= Number.MIN_SAFE_INTEGER) small[group] = sum;
      else {
        putAway(group, BigInt(held));
        small[group] = cell;
      }
    }
  };
  return {
    add: (cells, groupOf, groups) => {
      if (small.length < groups) {
        const grown = new Float64Array(Math.max(groups, small.length * 2));
        grown.set(small);
        small = grown;
      }
      if (cells instanceof Float64Array) return addNumbers(cells, groupOf);
      for (const [row, group] of groupOf.entries()) if (group >= 0) putAway(group, cells[row] ?? 0n);
    },
    sumOf: (group) => BigInt(small[group] ?? 0) + (large.get(group) ?? 0n),
  };
}
