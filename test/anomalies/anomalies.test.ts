import { realBaselineCode } from "@outlay/domain/baseline";
import { beforeAll, describe, expect, test } from "vitest";
import { compare, type Comparison, freshSets, isBetter, knownSets, type Sets, tableOf } from "./comparison.ts";
import { outlay } from "./evaluate.ts";
import { GROWTH_CHECKS } from "./growth-checks.ts";
import { numentaSeries } from "./numenta.ts";
import { PLANTED_BUGS } from "./planted-bugs.ts";

const sum = (of: readonly number[]) => of.reduce((total, next) => total + next, 0);

describe.each([
  { title: "series of families that were looked at", sets: knownSets() },
  { title: "series of other families, on which nothing was chosen", sets: freshSets() },
])("$title", ({ sets, title }: { readonly sets: Sets; readonly title: string }) => {
  const results = new Map<string, Comparison>();
  beforeAll(() => {
    for (const [name, all] of Object.entries(sets)) results.set(name, compare(name, all, outlay));
    console.log(`\nF1 / precision / recall on ${title}\n${tableOf([...results.values()])}`);
  });

  test("there are 200 with something planted and 200 clean ones", () => {
    const all = [...results.values()];
    expect(sum(all.map(({ series, clean }) => series - clean))).toBeGreaterThanOrEqual(200);
    expect(sum(all.map(({ clean }) => clean))).toBeGreaterThanOrEqual(200);
  });

  test.each(Object.keys(sets))("%s is told better than by a percentage or by 3 sigma", (name) => {
    const result = results.get(name);
    expect(result).toSatisfy((one: Comparison) => isBetter(one));
  });

  test.each(Object.keys(sets))("%s says less than one false thing a month in each clean scope", (name) => {
    expect(results.get(name)?.worstAMonth).toBeLessThan(1);
  });
});

const numenta = numentaSeries();
test.skipIf(numenta === undefined)(
  "labelled series of the Numenta benchmark are told better than by a percentage or by 3 sigma (needs ../shared/samples/series)",
  () => {
    const result = compare("growth, both ways", numenta ?? [], outlay);
    console.log(`\nF1 / precision / recall on the Numenta benchmark\n${tableOf([result])}`);
    expect(numenta).toHaveLength(22);
    expect(result).toSatisfy(isBetter);
  },
);

describe("what must hold of growth", () => {
  test.each(Object.entries(GROWTH_CHECKS))("%s", (_, holds) => {
    expect(holds(realBaselineCode)).toBe(true);
  });

  test.each(Object.entries(PLANTED_BUGS))("a planted bug is found: %s", (_, { code, breaks }) => {
    expect(GROWTH_CHECKS[breaks]?.(code)).toBe(false);
  });
});
