import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Budget, readerOf } from "./budget.ts";
import { indexBudgets, instanceId, instancesIn, matchesInstance, parseInstanceId } from "./budget-instance.ts";
import { budgetVector } from "./budget-vector.ts";
import { canonicalTags, DIMENSIONS, type Tuple, UNATTRIBUTED } from "./dimensions.ts";

type Values = Readonly<Record<string, string>>;

/** `values` by dimension and `tag:<name>`. */
function tupleOf(values: Values): Tuple {
  const tags = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    name.startsWith("tag:") ? [[name.slice(4), value]] : [],
  );
  return [canonicalTags(new Map(tags)), ...DIMENSIONS.map((dimension) => values[dimension] ?? null)];
}

const budgetOf = (id: string, scope: Budget["scope"]): Budget => ({
  id,
  name: "Support",
  scope,
  period: { type: "month" },
  amount: "100",
  enforcement: "soft",
  on_unavailable: "closed",
  thresholds: [],
  owner: null,
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
});

test("an instance's id says which it is, whatever its value holds", () => {
  fc.assert(
    fc.property(fc.option(fc.string({ unit: "grapheme" })), (value) => {
      expect(parseInstanceId(instanceId("bud_1", value))).toEqual({ budgetId: "bud_1", value });
    }),
  );
  expect(instanceId("bud_1", "a:b#c.d")).toBe("bud_1:a:b#c.d");
});

const NAMES = ["department", "user", "workflow", "tag:site"] as const;
const listed = fc.array(fc.constantFrom("a", "b", "unattributed"), { minLength: 1, maxLength: 3 });
const scopes = fc
  .tuple(fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), listed), { selector: ([name]) => name }), fc.nat(3))
  // Of many scopes one dimension is a template's, be it first, last or alone.
  .map(([list, own]) => Object.fromEntries(list.map(([name, values], i) => [name, i === own ? ["*"] : values])));
const subjects = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom("a", "b", "c:d"));

/** The same by the words: every listed dimension matches, and a template's own has a value. */
function naiveInstance({ id, scope }: Budget, values: Values): string | undefined {
  let own: string | null = null;
  for (const [name, allowed] of Object.entries(scope)) {
    const stated = values[name];
    if (allowed[0] === "*") {
      if (stated === undefined) return undefined;
      own = stated;
    } else if (!allowed.includes(stated ?? "unattributed")) return undefined;
  }
  return own === null ? id : `${id}:${own}`;
}

describe("of any budgets and rows, templates among them", () => {
  const rows = fc.array(fc.tuple(subjects, fc.constantFrom("2026-11-01", "2026-11-02"), fc.nat(3)), { maxLength: 20 });

  test("a vector sums what a filter row by row says", () => {
    let templated = 0;
    fc.assert(
      fc.property(fc.array(scopes, { maxLength: 8 }), rows, (list, spend) => {
        const budgets = list.map((scope, index) => budgetOf(`bud_${index}`, scope));
        const expected = new Map<string, bigint>();
        for (const budget of budgets) {
          for (const [values, date, cost] of spend) {
            const id = naiveInstance(budget, values);
            if (id === undefined || cost === 0) continue;
            expected.set(`${id} ${date}`, (expected.get(`${id} ${date}`) ?? 0n) + BigInt(cost));
          }
        }
        const vector = budgetVector(
          spend.map(([values, localDate, cost]) => ({ tuple: tupleOf(values), localDate, cost: BigInt(cost) })),
          budgets,
        );
        expect(new Map(vector.map(([id, date, picos]) => [`${id} ${date}`, picos]))).toEqual(expected);
        expect(vector).toHaveLength(expected.size);
        templated += vector.filter(([id]) => id.includes(":")).length;
      }),
    );
    expect(templated).toBeGreaterThan(50);
  });

  test("the index names each instance that takes a subject once, by tuples and by maps of values alike", () => {
    const readValue = (name: string) => (values: ReadonlyMap<string, string>) => values.get(name) ?? UNATTRIBUTED;
    fc.assert(
      fc.property(fc.array(scopes, { maxLength: 8 }), subjects, (list, values) => {
        const budgets = list.map((scope, index) => budgetOf(`bud_${index}`, scope));
        const expected = budgets.flatMap((budget) => naiveInstance(budget, values) ?? []);
        const byTuple = indexBudgets(budgets, readerOf)(tupleOf(values));
        const byValues = indexBudgets(budgets, readValue)(new Map(Object.entries(values)));
        for (const found of [byTuple, byValues]) {
          expect(found.map((one) => instanceId(one.budget.id, one.value)).toSorted()).toEqual(expected.toSorted());
        }
        for (const budget of budgets) {
          const isMatched = matchesInstance(budget.scope, readerOf)(tupleOf(values));
          expect(isMatched).toBe(naiveInstance(budget, values) !== undefined);
        }
      }),
    );
  });
});

test("of ten thousand budgets, the index looks at those alone that may take the subject", () => {
  const budgets = Array.from({ length: 10_000 }, (_, index) =>
    budgetOf(`bud_${index}`, { [index % 2 === 0 ? "user" : "workflow"]: [`v${index}`], department: ["a"] }),
  );
  let looks = 0;
  const instancesOf = indexBudgets(budgets, (name) => (values: ReadonlyMap<string, string>) => {
    looks++;
    return values.get(name) ?? UNATTRIBUTED;
  });
  const subject = new Map([
    ["user", "v42"],
    ["workflow", "v77"],
    ["department", "a"],
  ]);
  expect(instancesOf(subject).map(({ budget }) => budget.id)).toEqual(["bud_42", "bud_77"]);
  expect(looks).toBe(4); // The two dimensions, and the department of each that was found.
});

test("the instances of a template are those that spent in its period, in order of value; a budget without values is one", () => {
  const period = { from: "2026-11-01", to: "2026-12-01" };
  const users = budgetOf("bud_1", { user: ["*"] });
  const whole = budgetOf("bud_2", {});
  const spent = new Map([
    ["bud_1:bob", new Map([["2026-11-30", 1n]])],
    ["bud_1:ada", new Map([["2026-11-01", 1n]])],
    ["bud_1:early", new Map([["2026-10-31", 1n]])],
    ["bud_1:late", new Map([["2026-12-01", 1n]])],
    ["bud_1", new Map([["2026-11-01", 1n]])], // Of a time when it was no template.
    ["bud_10:eve", new Map([["2026-11-01", 1n]])],
  ]);
  const found = instancesIn(
    [
      { budget: users, period },
      { budget: whole, period },
    ],
    spent,
  );
  expect(found.map((one) => instanceId(one.budget.id, one.value))).toEqual(["bud_1:ada", "bud_1:bob", "bud_2"]);
});
