import * as fc from "fast-check";
import { expect, test } from "vitest";
import { idTimeEpochMs, newId } from "./ids.ts";

const time = fc.nat({ max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

test("an id has the documented shape", () => {
  fc.assert(
    fc.property(time, random, (nowMs, bytes) => {
      expect(newId("ten", nowMs, bytes)).toMatch(/^ten_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
      expect(newId("ten", nowMs, bytes)).toMatch(/^[a-z]{2,5}_[0-9A-Za-z]{16,32}$/);
    }),
  );
});

test("ids sort by time, whatever the random part", () => {
  fc.assert(
    fc.property(time, time, random, random, (a, b, x, y) => {
      fc.pre(a < b);
      expect(newId("key", a, x) < newId("key", b, y)).toBe(true);
    }),
  );
});

test("different time or random bytes give different ids", () => {
  fc.assert(
    fc.property(time, time, random, random, (a, b, x, y) => {
      const isSame = a === b && x.every((byte, i) => byte === y[i]);
      expect(newId("key", a, x) === newId("key", b, y)).toBe(isSame);
    }),
  );
});

test("an id says when it was made, and nothing else does", () => {
  fc.assert(
    fc.property(time, random, (nowMs, bytes) => {
      expect(idTimeEpochMs(newId("dec", nowMs, bytes))).toBe(nowMs);
    }),
  );
  for (const text of ["", "dec", "dec_", `dec_${"z".repeat(26)}`, `dec_${"0".repeat(25)}l`])
    expect(idTimeEpochMs(text)).toBeUndefined();
});

test.each([
  { nowMs: 0, bytes: new Uint8Array(10), id: "ten_00000000000000000000000000" },
  { nowMs: 1, bytes: new Uint8Array(10), id: "ten_00000000010000000000000000" },
  { nowMs: 2 ** 48 - 1, bytes: new Uint8Array(10).fill(255), id: "ten_7zzzzzzzzzzzzzzzzzzzzzzzzz" },
])("$nowMs gives $id", ({ nowMs, bytes, id }) => {
  expect(newId("ten", nowMs, bytes)).toBe(id);
});

test.each([
  ["T", 0, 10],
  ["ten", -1, 10],
  ["ten", 0.5, 10],
  ["ten", 2 ** 48, 10],
  ["ten", 0, 9],
])("%s at %d with %d bytes is a bug", (prefix, nowMs, count) => {
  expect(() => newId(prefix, nowMs, new Uint8Array(count))).toThrow(/^(An id|Not a time)/);
});
