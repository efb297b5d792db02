import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BudgetOverride,
  BudgetOverrideInput,
  effectiveAmount,
  overridesInForce,
  overrideStatus,
} from "./budget-override.ts";
import { parseAmount } from "./money.ts";

const picos = (text: string): bigint => parseAmount(text) ?? -1n;
const ada = { kind: "member", id: "mem_1", name: "ada@acme.example" } as const;

const overrideOf = (changes: Partial<BudgetOverride> = {}): BudgetOverride => ({
  id: "ovr_1",
  budget_id: "bud_1",
  value: null,
  amount: "10",
  percent: null,
  reason: "The launch",
  approved_by: ada,
  created_at: "2026-11-10T00:00:00.000Z",
  expires_at: "2026-11-20T00:00:00.000Z",
  ended_at: null,
  ended_by: null,
  reviewed_at: null,
  reviewed_by: null,
  review_note: null,
  ...changes,
});

describe("an override is in force", () => {
  const ended = { ended_at: "2026-11-15T00:00:00.000Z", ended_by: ada };
  test.each([
    ["not before it was given", {}, "2026-11-09T23:59:59.999Z", false, "in_force"],
    ["from when it was given", {}, "2026-11-10T00:00:00.000Z", true, "in_force"],
    ["until it expires", {}, "2026-11-19T23:59:59.999Z", true, "in_force"],
    ["not once it expired", {}, "2026-11-20T00:00:00.000Z", false, "expired"],
    ["until it was ended", ended, "2026-11-14T23:59:59.999Z", true, "in_force"],
    ["not once it was ended", ended, "2026-11-15T00:00:00.000Z", false, "ended"],
    ["nor later, when it would have expired", ended, "2026-11-21T00:00:00.000Z", false, "ended"],
  ])("%s", (_, changes, at, isInForce, status) => {
    const override = overrideOf(changes);
    expect(overridesInForce([override], Date.parse(at)).has("bud_1")).toBe(isInForce);
    expect(overrideStatus(override, Date.parse(at))).toBe(status);
  });
});

describe("what a budget may spend", () => {
  const budget = { id: "bud_1", amount: "100" };
  test.each([
    ["without overrides is its amount", [], null, "100"],
    ["is more by an amount", [{ amount: "12.5" }], null, "112.5"],
    ["is more by a share of the amount", [{ amount: null, percent: 20 }], null, "120"],
    [
      "is more by several, each of the budget's own amount",
      [{ amount: "10" }, { amount: null, percent: 50 }, { amount: null, percent: 1000 }],
      null,
      "1160",
    ],
    ["is not more by another budget's", [{ budget_id: "bud_2" }], null, "100"],
    ["is more for every value where none is named", [{ value: null }], "ada", "110"],
    ["is more for the value that is named", [{ value: "ada" }, { value: "bob", amount: "5" }], "ada", "110"],
    ["is not more for another value", [{ value: "bob" }], "ada", "100"],
    ["is not more by a value where the budget has none", [{ value: "ada" }], null, "100"],
  ] as const)("%s", (_, changes, value, expected) => {
    expect(effectiveAmount(budget, changes.map(overrideOf), value)).toBe(picos(expected));
  });

  test("a share of a pico is not given", () => {
    const third = overrideOf({ amount: null, percent: 33 });
    expect(effectiveAmount({ id: "bud_1", amount: "0.000000000005" }, [third], null)).toBe(6n); // 5 and 1.65.
  });

  test("never falls below the amount, and each override adds the same whatever the others are", () => {
    const given = fc.oneof(
      fc.record({ amount: fc.integer({ min: 1, max: 1_000 }).map(String), percent: fc.constant(null) }),
      fc.record({ amount: fc.constant(null), percent: fc.integer({ min: 1, max: 1_000 }) }),
    );
    const some = fc.array(fc.tuple(given, fc.constantFrom(null, "ada", "bob")), { maxLength: 8 });
    fc.assert(
      fc.property(some, fc.constantFrom(null, "ada"), fc.integer({ min: 1, max: 10_000 }), (list, value, amount) => {
        const one = { id: "bud_1", amount: String(amount) };
        const overrides = list.map(([change, of]) => overrideOf({ ...change, value: of }));
        const own = picos(one.amount);
        const sum = overrides.reduce((all, each) => all + effectiveAmount(one, [each], value) - own, own);
        expect(effectiveAmount(one, overrides, value)).toBe(sum);
        expect(sum >= own).toBe(true);
      }),
    );
  });
});

describe("an override that is asked for", () => {
  const valid = { budget_id: "bud_1", percent: 20, reason: "The launch", expires_at: "2026-12-01T00:00:00+01:00" };
  const faultsOf = (changes: object) =>
    BudgetOverrideInput.safeParse({ ...valid, ...changes }).error?.issues.map(({ path, ...issue }) =>
      [...path, ...(issue.code === "unrecognized_keys" ? issue.keys : [])].join("/"),
    ) ?? [];

  test.each([
    [{}, []],
    [{ percent: null, amount: "5.00" }, []],
    [{ amount: "5" }, ["amount"]],
    [{ percent: null }, ["amount"]],
    [{ percent: 0 }, ["percent"]],
    [{ percent: 1001 }, ["percent"]],
    [{ percent: 12.5 }, ["percent"]],
    [{ percent: "20" }, ["percent"]],
    [{ percent: null, amount: "0" }, ["amount"]],
    [{ percent: null, amount: "-5" }, ["amount"]],
    [{ reason: "" }, ["reason"]],
    [{ reason: undefined }, ["reason"]],
    [{ expires_at: "tomorrow" }, ["expires_at"]],
    [{ expires_at: "2026-12-01T00:00:00" }, ["expires_at"]],
    [{ value: "" }, ["value"]],
    [{ approved_by: "me" }, ["approved_by"]],
    [{ created_at: "2026-01-01T00:00:00Z" }, ["created_at"]],
  ])("with %j has faults at %j", (changes, pointers) => {
    expect(faultsOf(changes)).toEqual(pointers);
  });

  test("has its amount written in one way", () => {
    expect(BudgetOverrideInput.parse({ ...valid, percent: null, amount: "5.00" })).toMatchObject({ amount: "5" });
  });
});
