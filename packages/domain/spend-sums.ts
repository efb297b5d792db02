import type { Cells } from "./sum-by-group.ts";

/** Exact sums by group of as many pages as are added. */
export interface GroupSums {
  /** `groupOf` has a group for each row; a row of group -1 is left out. `groups` is how many there are by now. */
  readonly add: (cells: Cells, groupOf: Int32Array, groups: number) => void;
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
  return {
    add: (cells, groupOf, groups) => {
      if (small.length < groups) {
        const grown = new Float64Array(Math.max(groups, small.length * 2));
        grown.set(small);
        small = grown;
      }
      for (let row = 0; row < cells.length; row++) {
        const group = groupOf[row] ?? -1;
        const cell = cells[row];
        if (group < 0 || !cell) continue;
        if (typeof cell === "string") {
          putAway(group, BigInt(cell));
          continue;
        }
        const held = small[group] ?? 0;
        const sum = held + cell;
        if (Number.isSafeInteger(sum)) small[group] = sum;
        else {
          putAway(group, BigInt(held));
          small[group] = cell;
        }
      }
    },
    sumOf: (group) => BigInt(small[group] ?? 0) + (large.get(group) ?? 0n),
  };
}
