import { DomainError } from "./errors.ts";

/** The most places that lie side by side in one array: 16 MB. More are kept in a map. */
const DENSE_PLACES_MAX = 2 ** 22;

/** Values numbered in the order in which they come first. */
export interface Interner {
  readonly values: readonly string[];
  readonly codeOf: (value: string) => number;
}

/** Holds no value yet. */
export function interner(): Interner {
  const values: string[] = [];
  const codes = new Map<string, number>();
  const codeOf = (value: string): number => {
    const known = codes.get(value);
    if (known !== undefined) return known;
    codes.set(value, values.length);
    return values.push(value) - 1;
  };
  return { values, codeOf };
}

/** A page's column: a number for each of its distinct values, the last one for no value; -1 takes the row out. */
export interface CodedColumn {
  /** Undefined: no row has a value. */
  readonly of: Uint32Array | undefined;
  readonly codes: Int32Array;
}

/** A page's column as it is, or the groups that another layer made of some. */
type Column = CodedColumn | Int32Array;

/** Numbers of distinct combinations of codes, over all pages of a query. */
export interface GroupNumbers {
  readonly size: () => number;
  /** The code of a group in one of the columns. */
  readonly codeAt: (group: number, column: number) => number;
  /** The group of each row of a page; -1 where some column takes the row out. Until it is asked for the next page. */
  readonly groupsOf: (rows: number, columns: readonly Column[], filters: readonly CodedColumn[]) => Int32Array;
}

/** Columns of one layer: the product of their widths must be a safe number. */
const LAYER_COLUMNS_MAX = 4;

/**
 * Numbers combinations of the values of some columns. `widths` says how many values each column has by now; it only grows.
 * Throws `query_too_large` where there are more possible combinations of four columns than can be told apart.
 */
export function groupNumbers(widths: readonly (() => number)[]): GroupNumbers {
  if (widths.length <= LAYER_COLUMNS_MAX) return oneLayer(widths);
  const count = LAYER_COLUMNS_MAX - 1;
  const outer = widths.slice(0, -count);
  const inner = groupNumbers(outer);
  const layer = oneLayer([inner.size, ...widths.slice(-count)]);
  return {
    size: layer.size,
    codeAt: (group, column) =>
      column < outer.length
        ? inner.codeAt(layer.codeAt(group, 0), column)
        : layer.codeAt(group, column - outer.length + 1),
    groupsOf: (rows, columns, filters) => {
      const groups = inner.groupsOf(rows, columns.slice(0, outer.length), filters);
      return layer.groupsOf(rows, [groups, ...columns.slice(outer.length)], []);
    },
  };
}

/**
 * A combination is one number, in which each column has a place as wide as its values need; when one outgrows it, all is laid out
 * anew.
 */
function oneLayer(widths: readonly (() => number)[]): GroupNumbers {
  const codesOf: number[][] = widths.map(() => []);
  let size = 0;
  let bounds = widths.map(() => 1);
  let places = layOut(bounds);
  /** Of one page after the other. */
  let keysHeld = new Float64Array(0);
  let groupsHeld = new Int32Array(0);

  const find = (key: number): number => {
    const known = places.get(key);
    if (known >= 0) return known;
    let rest = key;
    for (let column = bounds.length - 1; column >= 0; column--) {
      const bound = bounds[column] ?? 1;
      codesOf[column]?.push(rest % bound);
      rest = Math.floor(rest / bound);
    }
    places.set(key, size);
    return size++;
  };

  const widen = () => {
    if (widths.every((width, column) => width() <= (bounds[column] ?? 0))) return;
    bounds = widths.map((width, column) => Math.max(bounds[column] ?? 1, roundUp(width())));
    places = layOut(bounds);
    for (let group = 0; group < size; group++) {
      const key = bounds.reduce((sum, bound, column) => sum * bound + (codesOf[column]?.[group] ?? 0), 0);
      places.set(key, group);
    }
  };

  return {
    size: () => size,
    codeAt: (group, column) => codesOf[column]?.[group] ?? -1,
    groupsOf: (rows, columns, filters) => {
      widen();
      if (keysHeld.length < rows) {
        keysHeld = new Float64Array(rows);
        groupsHeld = new Int32Array(rows);
      }
      const keys = keysHeld.subarray(0, rows).fill(0);
      for (const filter of filters) addToKeys(keys, filter, 1);
      columns.forEach((column, index) => addToKeys(keys, column, bounds[index] ?? 1));
      const groups = groupsHeld.subarray(0, rows);
      for (let row = 0; row < rows; row++) {
        const key = keys[row] ?? -1;
        groups[row] = key < 0 ? -1 : find(key);
      }
      return groups;
    },
  };
}

/** Room for as many again, so that few pages make all be laid out anew. One value needs none. */
const roundUp = (width: number): number => (width <= 1 ? 1 : 2 ** Math.ceil(Math.log2(width) + 0.5));

function addToKeys(keys: Float64Array, column: Column, bound: number): void {
  if (column instanceof Int32Array) {
    for (let row = 0; row < keys.length; row++) {
      const group = column[row] ?? -1;
      keys[row] = group < 0 ? -1 : (keys[row] ?? 0) * bound + group;
    }
    return;
  }
  const { of, codes } = column;
  // Of a column with one value that takes no row out, nothing need be looked at.
  if (bound === 1 && codes.every((code) => code === 0)) return;
  const absent = codes.length - 1;
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? -1;
    if (key < 0) continue;
    const code = codes[of?.[row] ?? absent] ?? -1;
    keys[row] = code < 0 ? -1 : key * bound + code;
  }
}

interface Places {
  /** -1: not yet. */
  readonly get: (key: number) => number;
  readonly set: (key: number, group: number) => void;
}

function layOut(bounds: readonly number[]): Places {
  const count = bounds.reduce((product, bound) => product * bound, 1);
  if (count <= DENSE_PLACES_MAX) {
    const groups = new Int32Array(count); // One more than the group, so that 0 is none.
    return {
      get: (key) => (groups[key] ?? 0) - 1,
      set: (key, group) => {
        groups[key] = group + 1;
      },
    };
  }
  if (count > Number.MAX_SAFE_INTEGER)
    throw new DomainError(
      "query_too_large",
      `These dimensions have ${bounds.join(" x ")} values or so: group by less, or a shorter range.`,
    );
  const groups = new Map<number, number>();
  return { get: (key) => groups.get(key) ?? -1, set: (key, group) => void groups.set(key, group) };
}
