import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type CostAndEvents, NOTHING, plus, rank, share } from "./cost-and-events.ts";

const sum = fc.record({ cost: fc.bigInt({ min: 0n, max: 10n ** 24n }), events: fc.bigInt({ min: 0n, max: 5n }) });

test("what is named and the rest add up, and nothing unnamed is greater than what is named", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), sum), fc.integer({ min: 0, max: 5 }), (sums, max) => {
      const all = new Map(Object.entries(sums));
      const { named, rest } = rank(all, max);
      const total = named.map(([, each]) => each).reduce(plus, { cost: rest.cost, events: rest.events });
      expect(total).toEqual([...all.values()].reduce(plus, NOTHING));
      expect([named.length + rest.count, named.length]).toEqual([all.size, Math.min(max, all.size)]);
      const names = new Set(named.map(([name]) => name));
      const unnamed = [...all].filter(([name]) => !names.has(name));
      const least: CostAndEvents | undefined = named.at(-1)?.[1];
      expect(unnamed.filter(([, each]) => least && each.cost > least.cost)).toEqual([]);
    }),
  );
});

test.each([
  [1n, 3n, "0.333333333333"],
  [2n, 3n, "0.666666666667"],
  [1n, 2n * 10n ** 12n, "0"],
  [3n, 2n * 10n ** 12n, "0.000000000002"],
  [7n, 7n, "1"],
  [0n, 0n, "0"],
])("%d of %d is %s", (part, whole, text) => {
  expect(share(part, whole)).toBe(text);
});
