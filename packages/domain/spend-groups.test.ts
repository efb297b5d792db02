import * as fc from "fast-check";
import { expect, test } from "vitest";
import { measureColumn, textColumn } from "./page-columns.ts";
import { DomainError } from "./errors.ts";
import { type CodedColumn, groupNumbers, interner } from "./spend-groups.ts";
import { groupSums } from "./spend-sums.ts";

/** Values of one column of a page as they come; null is no value. */
type Cells = readonly (string | null)[];

function coded(cells: Cells, codeOf: (value: string | null) => number): CodedColumn {
  const { values, of, hasNone } = textColumn(cells);
  return { of, codes: Int32Array.from([...values.map(codeOf), hasNone ? codeOf(null) : 0]) };
}

test.each([
  ["few values side by side", 4, 1],
  ["so many that a map holds them", 3, 2_000],
  ["more columns than one layer has", 9, 1],
])("rows have one number exactly where all their values are the same, over pages: %s", (_, columns, spread) => {
  const value = fc.option(
    fc.nat({ max: 3 }).map((index) => `v${index * spread}`),
    { nil: null },
  );
  const pages = fc.array(
    fc
      .nat({ max: 6 })
      .chain((rows) =>
        fc.array(fc.array(value, { minLength: rows, maxLength: rows }), { minLength: columns, maxLength: columns }),
      ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(pages, (given) => {
      const names = Array.from({ length: columns }, () => interner());
      // Widths as of values that other pages hold.
      for (const each of names) for (let index = 0; index < (spread - 1) * 3; index++) each.codeOf(`v${index}`);
      const numbers = groupNumbers(names.map((each) => () => each.values.length));
      const numberOf = new Map<string, number>();
      for (const page of given) {
        const rows = page[0]?.length ?? 0;
        const out = coded(page[0] ?? [], (cell) => (cell === "v0" ? -1 : 0));
        const groups = numbers.groupsOf(
          rows,
          page.map((cells, column) => coded(cells, (cell) => names[column]?.codeOf(cell ?? "none") ?? -1)),
          [out],
        );
        for (let row = 0; row < rows; row++) {
          const values = page.map((cells) => cells[row] ?? "none");
          const key = JSON.stringify(values);
          const group = groups[row] ?? -2;
          const expected = page[0]?.[row] === "v0" ? -1 : (numberOf.get(key) ?? numberOf.size);
          expect(group).toBe(expected);
          const shown = names.map((each, column) => each.values[numbers.codeAt(group, column)] ?? null);
          expect(shown).toEqual(group < 0 ? values.map(() => null) : values);
          if (group >= 0) numberOf.set(key, group);
        }
      }
      expect(numbers.size()).toBe(numberOf.size);
    }),
  );
});

test("combinations that cannot be told apart are refused", () => {
  const numbers = groupNumbers([() => 2 ** 20, () => 2 ** 20, () => 2 ** 20]);
  const column = { of: undefined, codes: Int32Array.of(0) };
  expect(() => numbers.groupsOf(1, [column, column, column], [])).toThrow(DomainError);
});

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

test("sums are exact, whatever they grow to", () => {
  const cell = fc.oneof(
    fc.bigInt({ min: -9n, max: 9n }),
    fc.constantFrom(SAFE, -SAFE, 2n ** 52n),
    fc.bigInt({ min: 0n, max: 10n ** 25n }),
  );
  const page = fc.array(fc.tuple(cell, fc.integer({ min: -1, max: 2 })), { maxLength: 10 });
  fc.assert(
    fc.property(fc.array(page, { maxLength: 4 }), (pages) => {
      const sums = groupSums();
      for (const rows of pages)
        sums.add(
          measureColumn(rows.map(([each]) => each)),
          Int32Array.from(rows, ([, group]) => group),
          3,
        );
      for (const group of [0, 1, 2]) {
        const own = pages.flat().filter(([, each]) => each === group);
        expect(sums.sumOf(group)).toBe(own.reduce((sum, [each]) => sum + each, 0n));
      }
    }),
    { numRuns: 500 },
  );
});
