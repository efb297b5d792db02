import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Budget, BudgetInput, compileScope, isTemplate, templateDimension } from "./budget.ts";
import { budgetVector } from "./budget-vector.ts";
import { canonicalTags, DIMENSIONS, dimensionIndex, type Tuple } from "./dimensions.ts";

const tupleOf = (values: Record<string, string>, tags: Record<string, string> = {}): Tuple => [
  canonicalTags(new Map(Object.entries(tags))),
  ...DIMENSIONS.map((dimension) => values[dimension] ?? null),
];

const budgetOf = (overrides: Partial<Budget> = {}): Budget => ({
  id: "bud_1",
  name: "Support",
  scope: {},
  period: { type: "month" },
  amount: "100",
  enforcement: "soft",
  on_unavailable: "closed",
  thresholds: [50, 75, 90, 100],
  owner: null,
  created_at: "2026-11-01T00:00:00Z",
  updated_at: "2026-11-01T00:00:00Z",
  ...overrides,
});

describe("a scope", () => {
  test.each([
    ["of nothing is the whole company", {}, true],
    ["names a value", { department: ["support"] }, true],
    ["lists values, any of which will do", { department: ["sales", "support"] }, true],
    ["names another value", { department: ["sales"] }, false],
    ["of several dimensions asks for all", { department: ["support"], provider: ["openai"] }, false],
    ["of several dimensions, all there", { department: ["support"], provider: ["anthropic"] }, true],
    ["names what is unattributed", { workflow: ["unattributed"] }, true],
    ["names what is unattributed, where it is not", { department: ["unattributed"] }, false],
    ["lists a value or unattributed", { workflow: ["triage", "unattributed"] }, true],
    ["names a tag", { "tag:site": ["paris"] }, true],
    ["names a tag of another value", { "tag:site": ["rome"] }, false],
    ["names a tag that is not there", { "tag:team": ["paris"] }, false],
    ["names a tag as unattributed", { "tag:team": ["unattributed"] }, true],
    ["names a tag like a member of every object", { "tag:constructor": ["unattributed"] }, true],
    ["names values by their very letters", { department: ["Support"] }, false],
  ])("%s", (_, scope, expected) => {
    const tuple = tupleOf({ department: "support", provider: "anthropic" }, { site: "paris" });
    expect(compileScope(scope)(tuple)).toBe(expected);
  });

  test("sees each tuple's own tags", () => {
    const scope = { "tag:site": ["paris"] };
    const tags = [{ site: "paris" }, {}, { site: "rome" }, { site: "paris" }];
    expect(tags.map((one) => compileScope(scope)(tupleOf({}, one)))).toEqual([true, false, false, true]);
  });
});

const withoutUnattributed = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "unattributed"));

/** Where the faults are, and what they are. */
const faultsOf = (input: unknown) =>
  (BudgetInput.safeParse(input).error?.issues ?? []).map(({ path, message, ...issue }) => ({
    at: [...path, ...(issue.code === "unrecognized_keys" ? issue.keys : [])].join("/"),
    message,
  }));

describe("a budget that is asked for", () => {
  const valid = { name: "Support", scope: { department: ["support"] }, amount: "1500.00" };

  test("gets defaults, and one way to write an amount", () => {
    expect(faultsOf(valid)).toEqual([]);
    expect(BudgetInput.parse(valid)).toEqual({
      name: "Support",
      scope: { department: ["support"] },
      period: { type: "month" },
      amount: "1500",
      enforcement: "soft",
      on_unavailable: "closed",
      thresholds: [50, 75, 90, 100],
      owner: null,
    });
  });

  test.each([
    ["amount", { amount: "0" }],
    ["amount", { amount: "0.0000000000001" }],
    ["amount", { amount: "-5" }],
    ["amount", { amount: "1e3" }],
    ["amount", { amount: 100 }],
    ["amount", { amount: "Infinity" }],
    ["thresholds", { thresholds: [50, 50] }],
    ["thresholds", { thresholds: [75, 50] }],
    ["thresholds/0", { thresholds: [0, 50] }],
    ["thresholds/1", { thresholds: [50, 1001] }],
    ["thresholds/0", { thresholds: [49.5] }],
    ["scope/colour", { scope: { colour: ["red"] } }],
    ["scope/source", { scope: { source: ["gateway"] } }],
    ["scope/tag:", { scope: { "tag:": ["x"] } }],
    ["scope/department", { scope: { department: [] } }],
    ["scope/department", { scope: { department: "support" } }],
    ["scope/department/1", { scope: { department: ["a", ""] } }],
    ["scope/department", { scope: { department: ["*", "sales"] } }],
    ["scope/department", { scope: { department: ["*", "*"] } }],
    ["scope", { scope: { department: ["*"], user: ["*"] } }],
    ["scope", { scope: { "tag:team": ["*"], provider: ["openai"], user: ["*"] } }],
    ["enforcement", { enforcement: "none" }],
    ["on_unavailable", { on_unavailable: null }],
    ["scope/department/0", { scope: { department: ["a\u202eb"] } }],
    ["scope/a b", { scope: { "a b": ["x"] } }],
    ["scope/__proto__", { scope: JSON.parse('{"__proto__":["support"]}') }],
    ["scope", { scope: undefined }],
    ["scope", { scope: null }],
    ["name", { name: "" }],
    ["name", { name: "a\nb" }],
    ["name", { name: "x".repeat(129) }],
    ["name", { name: "cafe\u0301" }], // Events refuse it too: a scope must be able to match.
    ["scope/tag:a\u200b", { scope: { "tag:a\u200b": ["x"] } }],
    ["owner", { owner: 7 }],
    ["period/type", { period: { type: "fortnight" } }],
    ["period/days", { period: { type: "month", days: 30 } }],
    ["period/to", { period: { type: "range", from: "2026-11-02", to: "2026-11-02" } }],
    ["period/to", { period: { type: "range", from: "2026-11-02", to: "2032-11-02" } }],
    ["period/from", { period: { type: "range", from: "2026-02-30", to: "2026-11-02" } }],
    ["period/from", { period: { type: "range", from: "1999-12-31", to: "2000-01-02" } }],
    ["hard", { hard: true }],
  ])("has a fault at %s: %j", (pointer, fault) => {
    expect(faultsOf({ ...valid, ...fault }).map(({ at }) => at)).toEqual([pointer]);
  });

  test("may name what events may: 128 characters, be they two units each", () => {
    const wide = "😀".repeat(128);
    const input = { ...valid, name: wide, owner: wide, scope: { [`tag:${wide}`]: [wide] } };
    expect(faultsOf(input)).toEqual([]);
    const stored = budgetOf({ ...BudgetInput.parse(input) });
    expect(Budget.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  });

  test.each([
    [{}, "soft"],
    [{ department: ["support"] }, "soft"],
    [{ environment: ["production"] }, "soft"],
    [{ environment: ["experiment"] }, "hard"],
    [{ environment: ["Sandbox", "DEV"], department: ["support"] }, "hard"],
    [{ environment: ["experiment", "production"] }, "soft"],
    [{ environment: ["*"] }, "soft"],
    [{ "tag:priority": ["low"] }, "hard"],
    [{ "tag:priority": ["low", "high"] }, "soft"],
    [{ environment: ["low"], "tag:priority": ["experiment"] }, "soft"],
  ])("of %j is %s where nobody said, and what was said otherwise", (scope, expected) => {
    expect(BudgetInput.parse({ ...valid, scope }).enforcement).toBe(expected);
    expect(BudgetInput.parse({ ...valid, scope, enforcement: "soft" }).enforcement).toBe("soft");
    expect(BudgetInput.parse({ ...valid, scope, enforcement: "hard" }).enforcement).toBe("hard");
  });

  test.each([
    [{ user: ["*"] }, "user"],
    [{ department: ["support"], "tag:team": ["*"] }, "tag:team"],
    [{ department: ["support"] }, undefined],
    [{}, undefined],
  ])("of %j is a template of %s", (scope, dimension) => {
    const { scope: kept } = BudgetInput.parse({ ...valid, scope });
    expect(templateDimension(kept)).toBe(dimension);
    expect(isTemplate({ scope: kept })).toBe(dimension !== undefined);
  });

  test("is told all its faults at once", () => {
    const faults = faultsOf({
      name: "",
      scope: { x: ["y"], department: [""] },
      amount: "0",
      enforcement: "soft",
      on_unavailable: "closed",
      thresholds: [2, 1],
      owner: 1,
      more: 1,
    });
    expect(faults).toContainEqual({ at: "scope/x", message: expect.stringContaining("department") });
    expect(faults.map(({ at }) => at).toSorted()).toEqual(
      ["amount", "more", "name", "owner", "scope/department/0", "scope/x", "thresholds"].toSorted(),
    );
  });
});

test("a budget that was stored before there were hard ones is soft, and closed", () => {
  const { enforcement: _enforcement, on_unavailable: _onUnavailable, ...former } = budgetOf();
  expect(Budget.parse(former)).toEqual(budgetOf({ enforcement: "soft", on_unavailable: "closed" }));
});

describe("a vector of spend", () => {
  test("is what each budget's scope says by itself, whichever dimension or tag it begins with", () => {
    const names = ["department", "workflow", "tag:site"];
    const value = fc.constantFrom("a", "b", "unattributed");
    const scopes = fc.array(
      fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.array(value, { minLength: 1 })), {
        selector: ([name]) => name,
      }),
    );
    const cells = fc.array(fc.record({ department: value, workflow: value, site: value }), { maxLength: 20 });
    fc.assert(
      fc.property(scopes, cells, (lists, values) => {
        const budgets = lists.map((list, index) => budgetOf({ id: `bud_${index}`, scope: Object.fromEntries(list) }));
        const rows = values.map(({ site, ...dimensions }, index) => ({
          tuple: tupleOf(withoutUnattributed(dimensions), withoutUnattributed({ site })),
          localDate: "2026-11-02",
          cost: 2n ** BigInt(index),
        }));
        const vector = new Map(budgetVector(rows, budgets).map(([id, , picos]) => [id, picos]));
        for (const { id, scope } of budgets) {
          const matched = rows.filter(({ tuple }) => compileScope(scope)(tuple));
          expect(vector.get(id) ?? 0n).toBe(matched.reduce((sum, { cost }) => sum + cost, 0n));
        }
      }),
    );
  });

  test("sums by budget and date, in order, without what adds nothing", () => {
    const budgets = [
      budgetOf({ id: "bud_b" }),
      budgetOf({ id: "bud_a", scope: { department: ["support"] } }),
      budgetOf({ id: "bud_c", scope: { department: ["none"] } }),
    ];
    const support = tupleOf({ department: "support" });
    const rows = [
      { tuple: support, localDate: "2026-11-03", cost: 5n },
      { tuple: support, localDate: "2026-11-02", cost: 1n },
      { tuple: tupleOf({}), localDate: "2026-11-02", cost: 10n },
      { tuple: support, localDate: "2026-11-02", cost: 2n },
      { tuple: support, localDate: "2026-11-04", cost: 0n },
    ];
    expect(budgetVector(rows, budgets)).toEqual([
      ["bud_a", "2026-11-02", 3n],
      ["bud_a", "2026-11-03", 5n],
      ["bud_b", "2026-11-02", 13n],
      ["bud_b", "2026-11-03", 5n],
    ]);
  });

  const departments = ["support", "sales", "unattributed"];
  const rows = fc.array(
    fc.record({
      tuple: fc
        .constantFrom(...departments)
        .map((department) => tupleOf(department === "unattributed" ? {} : { department })),
      localDate: fc.constantFrom("2026-11-01", "2026-11-02"),
      cost: fc.bigInt({ min: 0n, max: 10n ** 30n }),
    }),
  );

  test("of budgets that divide the company adds up to the company's, and cutting the rows in two changes nothing", () => {
    fc.assert(
      fc.property(rows, fc.nat(), (all, cut) => {
        const budgets = [budgetOf(), ...departments.map((id) => budgetOf({ id, scope: { department: [id] } }))];
        const vector = budgetVector(all, budgets);
        const whole = all.reduce((sum, { cost }) => sum + cost, 0n);
        expect(sumOf(vector.filter(([id]) => id === "bud_1"))).toBe(whole);
        expect(sumOf(vector.filter(([id]) => id !== "bud_1"))).toBe(whole);
        const place = cut % (all.length + 1);
        const parts = [all.slice(0, place), all.slice(place)].flatMap((part) => budgetVector(part, budgets));
        expect(sumOf(parts)).toBe(sumOf(vector));
        const unattributed = all.filter(({ tuple }) => tuple[dimensionIndex("department")] === null);
        expect(sumOf(vector.filter(([id]) => id === "unattributed"))).toBe(
          unattributed.reduce((sum, { cost }) => sum + cost, 0n),
        );
      }),
    );
  });
});

const sumOf = (vector: readonly (readonly [string, string, bigint])[]): bigint =>
  vector.reduce((sum, [, , picos]) => sum + picos, 0n);
