import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeIndexes, decodeNumbers, encodeIndexes, encodeNumbers, widthOf } from "./number-column.ts";

const MAX = Number.MAX_SAFE_INTEGER;
/** Of every width, and at its edges. */
const number = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.integer({ min: 0, max: 7 }).chain((bytes) => fc.integer({ min: 0, max: Math.min(MAX, 256 ** bytes) })),
  fc.constantFrom(
    0,
    1,
    255,
    256,
    65_535,
    65_536,
    2 ** 24,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 40,
    2 ** 48 - 1,
    2 ** 52,
    MAX,
    -MAX,
  ),
);
const scaled = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 2 ** 20 }), { maxLength: 12 }), fc.constantFrom(1, 3, 250_000, 2 ** 32))
  .map(([cells, scale]) => cells.map((cell) => cell * scale));

test("numbers come back as they were, of every width and sign", () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(number, { maxLength: 12 }), scaled), (given) => {
      const cells = Float64Array.from(given);
      const encoded = encodeNumbers(cells);
      const areTooFarApart = Math.max(...given) - Math.min(...given) > MAX;
      expect(encoded && decodeNumbers(encoded.bytes, given.length, encoded.shape)).toEqual(
        areTooFarApart ? undefined : cells.map((cell) => cell + 0),
      );
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  [[7, 7, 7], 0],
  [[0, 255], 1],
  [[0, 256], 1], // 256 times 1.
  [[0, 256, 257], 2],
  [[1_000_000, 1_000_255], 1],
  [[0, 250_000 * 65_535, 250_000 * 3], 2],
  [[0, 1, 2 ** 32], 5],
  [[0, 1, MAX], 7],
])("%j takes %i bytes a number", (given, width) => {
  const encoded = encodeNumbers(Float64Array.from(given));
  expect(encoded?.shape.width).toBe(width);
  expect(encoded?.bytes).toHaveLength(width * given.length);
});

test("numbers too far apart are not told as differences", () => {
  expect(encodeNumbers(Float64Array.of(-1, MAX))).toBeUndefined();
  expect(encodeNumbers(Float64Array.of(0, MAX))).toBeDefined();
});

test("indexes come back as they were, of every width", () => {
  for (const largest of [0, 1, 255, 256, 65_535, 65_536, 2 ** 24 - 1, 2 ** 24, 2 ** 32 - 1]) {
    const indexes = Uint32Array.of(largest, 0, Math.floor(largest / 3), largest);
    expect(decodeIndexes(encodeIndexes(indexes, widthOf(largest)), 4, widthOf(largest))).toEqual(indexes);
  }
});
