import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareSpecificity, compileRoutes, overlaps, ROUTE_DIMENSIONS, routeSchema } from "./route.ts";
import * as z from "zod";

const schema = routeSchema(z.string());
const value = fc.constantFrom("a", "b", "unattributed");
const match = fc.record(
  Object.fromEntries(ROUTE_DIMENSIONS.map((name) => [name, fc.uniqueArray(value, { minLength: 1 })])),
  { requiredKeys: [] },
);
/** Without overlaps among those that name the same. */
const routes = fc
  .array(match, { maxLength: 12 })
  .map((matches) => matches.map((each, index) => schema.parse({ id: `r${index}`, name: "R", match: each })))
  .map((all) =>
    all.filter((route, index) =>
      all.slice(0, index).every((other) => compareSpecificity(route, other) !== 0 || !overlaps(other, route)),
    ),
  );
const request = fc.dictionary(fc.constantFrom(...ROUTE_DIMENSIONS), fc.constantFrom("a", "b"));

test("the route of a request is the most specific of all that match, in whatever order they stand", () => {
  fc.assert(
    fc.property(routes, request, (all, asked) => {
      const values = new Map(Object.entries(asked));
      const matching = all.filter((route) =>
        ROUTE_DIMENSIONS.every((name) => route.match[name]?.includes(values.get(name) ?? "unattributed") ?? true),
      );
      const [best] = matching.toSorted(compareSpecificity);
      expect(compileRoutes(all)(values)).toBe(best);
      expect(compileRoutes(all.toReversed())(values)).toBe(best);
    }),
  );
});

test.each([
  [{ department: ["a"], environment: ["a"] }, { task_class: ["a"] }],
  [{ task_class: ["a"] }, { workflow: ["a"] }],
  [{ workflow: ["a"] }, { department: ["a"] }],
  [{ data_class: ["a"] }, { risk: ["a"] }],
  [{ risk: ["a"] }, { environment: ["a"] }],
  [{ environment: ["a"] }, {}],
  [
    { task_class: ["a"], environment: ["a"] },
    { workflow: ["a"], department: ["a"] },
  ],
])("%j goes before %j", (first, second) => {
  expect(compareSpecificity({ match: first }, { match: second })).toBeLessThan(0);
  expect(compareSpecificity({ match: second }, { match: first })).toBeGreaterThan(0);
});
