/**
 * How the bytes of a column of whole numbers are read: each is `base + scale * n`, and n has `width` bytes, 0 where all are the
 * same. The lowest bytes of all rows come first, then the next ones: bytes of one weight are alike, and compress.
 */
export interface NumberShape {
  readonly width: number;
  readonly scale: number;
  readonly base: number;
}

const LOW = 2 ** 32;

/**
 * Safe whole numbers in as few bytes as hold them; undefined where two lie 2^53 or more apart. What is common to all is said once:
 * amounts of one rate are multiples of it, so that they take hardly more than their tokens.
 */
export function encodeNumbers(
  cells: Float64Array,
): { readonly shape: NumberShape; readonly bytes: Uint8Array } | undefined {
  let base = cells[0] ?? 0;
  let top = base;
  for (const cell of cells) {
    if (cell < base) base = cell;
    if (cell > top) top = cell;
  }
  if (!Number.isSafeInteger(top - base)) return undefined;
  const scale = commonDivisor(cells, base);
  const shape = { width: widthOf((top - base) / scale), scale, base };
  const bytes = new Uint8Array(shape.width * cells.length);
  for (let row = 0; row < cells.length; row++) {
    const number = ((cells[row] ?? 0) - base) / scale;
    let [low, high] = [(number % LOW) >>> 0, Math.floor(number / LOW)];
    for (let place = row; place < bytes.length; place += cells.length) {
      bytes[place] = low & 0xff;
      low = (low >>> 8) | ((high & 0xff) << 24);
      high >>>= 8;
    }
  }
  return { shape, bytes };
}

/** Of the distances from `base`; 1 where there are none. */
function commonDivisor(cells: Float64Array, base: number): number {
  let divisor = 0;
  for (const cell of cells) {
    let rest = cell - base;
    if (divisor > 0 && rest % divisor === 0) continue;
    while (rest > 0) [divisor, rest] = [rest, divisor % rest];
    if (divisor === 1) break;
  }
  return divisor || 1;
}

/** How many bytes hold all whole numbers up to `largest`. */
export function widthOf(largest: number): number {
  let width = 0;
  while (256 ** width <= largest) width++;
  return width;
}

/** What `encodeNumbers` was given, in the first places of `into`. Each width in one pass: a month of pages has some million. */
export function decodeNumbers(
  bytes: Uint8Array,
  rows: number,
  { width, scale, base }: NumberShape,
  into: Float64Array = new Float64Array(rows),
): Float64Array {
  const [second, third, fourth, fifth, sixth, seventh] = [rows, 2 * rows, 3 * rows, 4 * rows, 5 * rows, 6 * rows];
  const lowAt = (row: number): number =>
    (at(bytes, row) |
      (at(bytes, second + row) << 8) |
      (at(bytes, third + row) << 16) |
      (at(bytes, fourth + row) << 24)) >>>
    0;
  switch (width) {
    case 0:
      into.fill(base, 0, rows);
      break;
    case 1:
      for (let row = 0; row < rows; row++) into[row] = base + scale * at(bytes, row);
      break;
    case 2:
      for (let row = 0; row < rows; row++) into[row] = base + scale * (at(bytes, row) | (at(bytes, second + row) << 8));
      break;
    case 3:
      for (let row = 0; row < rows; row++)
        into[row] = base + scale * (at(bytes, row) | (at(bytes, second + row) << 8) | (at(bytes, third + row) << 16));
      break;
    case 4:
      for (let row = 0; row < rows; row++) into[row] = base + scale * lowAt(row);
      break;
    default:
      for (let row = 0; row < rows; row++) {
        let high = at(bytes, fifth + row);
        if (width > 5) high |= at(bytes, sixth + row) << 8;
        if (width > 6) high |= at(bytes, seventh + row) << 16;
        into[row] = base + scale * (high * LOW + lowAt(row));
      }
  }
  return into.subarray(0, rows);
}

/** Numbers below 2^32 in `width` bytes each, as a column of numbers has them. */
export function encodeIndexes(indexes: Uint32Array, width: number): Uint8Array {
  const bytes = new Uint8Array(width * indexes.length);
  for (let row = 0; row < indexes.length; row++) {
    let index = indexes[row] ?? 0;
    for (let place = row; place < bytes.length; place += indexes.length) {
      bytes[place] = index & 0xff;
      index >>>= 8;
    }
  }
  return bytes;
}

/** What `encodeIndexes` was given, in the first places of `into`. */
export function decodeIndexes(
  bytes: Uint8Array,
  rows: number,
  width: number,
  into: Uint32Array = new Uint32Array(rows),
): Uint32Array {
  const indexes = into.subarray(0, rows);
  const [second, third, fourth] = [rows, 2 * rows, 3 * rows];
  switch (width) {
    case 0:
      indexes.fill(0);
      break;
    case 1:
      indexes.set(bytes.subarray(0, rows));
      break;
    case 2:
      for (let row = 0; row < rows; row++) indexes[row] = at(bytes, row) | (at(bytes, second + row) << 8);
      break;
    case 3:
      for (let row = 0; row < rows; row++)
        indexes[row] = at(bytes, row) | (at(bytes, second + row) << 8) | (at(bytes, third + row) << 16);
      break;
    default:
      for (let row = 0; row < rows; row++)
        indexes[row] =
          at(bytes, row) |
          (at(bytes, second + row) << 8) |
          (at(bytes, third + row) << 16) |
          (at(bytes, fourth + row) << 24);
  }
  return indexes;
}

const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;
