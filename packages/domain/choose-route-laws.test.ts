import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseRoute, type RouteChoice, type RouteFacts, type RouteRequest } from "./choose-route.ts";
import { compilePolicy } from "./compile-policy.ts";
import { Exception } from "./exception.ts";
import { isStronger, modelName, type ModelRef, type Tier, TIERS } from "./model-tier.ts";
import { policyFaults } from "./policy-faults.ts";
import { modelsOf, RoutingPolicyInput } from "./routing-policy.ts";

const keyOf = modelName;
const ref = (model: string): ModelRef => ({ provider: "v", model });
/** A stranger's second letter is its tier's first. */
const tierOf: RouteFacts["tierOf"] = ({ model }) => TIERS.find((name) => name.startsWith(model.slice(1, 2))) ?? null;

const exceptionOf = (overrides: Partial<Exception>): Exception =>
  Exception.parse({
    id: "exc_1",
    scope: {},
    tier: null,
    model: null,
    reason: "a tender",
    expires_at: "2026-12-01T00:00:00Z",
    status: "approved",
    requested_by: { kind: "member", id: "mem_1", name: "a@example.com" },
    requested_at: "2026-11-01T00:00:00Z",
    decided_by: { kind: "member", id: "mem_2", name: "b@example.com" },
    decided_at: "2026-11-01T00:00:00Z",
    decision_reason: null,
    ended_by: null,
    ended_at: null,
    ...overrides,
  });

const tier = fc.constantFrom(...TIERS);
const modelNames = ["p1", "p2", "s1", "s2", "e1", "e2"];
const asked = fc.record(
  {
    values: fc.dictionary(
      fc.constantFrom("task_class", "department", "data_class", "workflow", "risk"),
      fc.constantFrom("legal", "drafting", "sales", "public", "secret", "x"),
    ),
    model: fc.constantFrom(...modelNames, "zz", "ze", "zs", "zp"),
    quality: tier,
    context: fc.constantFrom(1, 1000, 1001, 2001, 5001, 9001),
    exceptions: fc.uniqueArray(
      fc
        .record({
          id: fc.constantFrom("exc_1", "exc_2", "exc_3"),
          isTier: fc.boolean(),
          tier,
          model: fc.constantFrom(...modelNames, "zz", "zp"),
          department: fc.constantFrom("sales", "legal", "unattributed"),
        })
        .map(({ id, isTier, tier: to, model, department }) =>
          exceptionOf({ id, scope: { department: [department] }, ...(isTier ? { tier: to } : { model: ref(model) }) }),
        ),
      { maxLength: 3, selector: ({ id }) => id },
    ),
  },
  { requiredKeys: [] },
);

/** A small policy, of any routes that do not contradict one another. */
const anyPolicy = fc
  .record({
    tiers: fc
      .tuple(fc.shuffledSubarray([...TIERS], { minLength: 3 }), fc.tuple(tier, tier, tier))
      .map((parts) => parts.flat()),
    fallbacks: fc.array(fc.option(fc.constantFrom(...modelNames), { nil: null, freq: 1 }), {
      minLength: 6,
      maxLength: 6,
    }),
    dataClasses: fc.array(fc.option(fc.constant(["public"]), { nil: null }), { minLength: 6, maxLength: 6 }),
    routes: fc.array(
      fc.record({
        match: fc.record(
          {
            task_class: fc.constantFrom(["legal"], ["drafting"], ["drafting", "x"]),
            department: fc.constantFrom(["sales"], ["legal"]),
            data_class: fc.constantFrom(["public"], ["secret"]),
          },
          { requiredKeys: [] },
        ),
        tier: fc.option(tier, { nil: null }),
        models: fc.uniqueArray(fc.constantFrom(...modelNames), { maxLength: 2 }),
        quality: fc.option(tier, { nil: null }),
        review_required: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    defaultTier: tier,
  })
  .map(({ tiers, fallbacks, dataClasses, routes, defaultTier }) => {
    const models = modelNames.map((model, index) => ({
      tier: tiers[index],
      model: {
        ...ref(model),
        fallback: fallbacks[index] ? ref(fallbacks[index]) : null,
        data_classes: dataClasses[index],
      },
    }));
    const of = (name: Tier) => ({ models: models.filter((each) => each.tier === name).map(({ model }) => model) });
    return RoutingPolicyInput.parse({
      name: "Any",
      default_tier: defaultTier,
      tiers: { premium: of("premium"), standard: of("standard"), economy: of("economy") },
      routes: routes.map((route, index) => ({ id: `r${index}`, name: "r", ...route, models: route.models.map(ref) })),
    });
  })
  .filter((input) => policyFaults(input, keyOf).length === 0);

describe("whatever the policy, the request and the exceptions", () => {
  type Law = (input: RoutingPolicyInput, request: RouteRequest, choice: RouteChoice, facts: RouteFacts) => boolean;
  /** Throws with a counterexample where it does not hold. */
  const holds = (law: Law): boolean => {
    fc.assert(
      fc.property(anyPolicy, asked, (input, { values = {}, model, quality, context, exceptions = [] }) => {
        const request: RouteRequest = {
          values: new Map(Object.entries(values)),
          quality: quality ?? null,
          contextTokens: context ?? null,
          outputTokensMax: null,
          requested: model === undefined ? null : ref(model),
        };
        const facts = { tierOf, exceptions };
        const choice = chooseRoute(compilePolicy(input, keyOf), request, facts);
        expect(chooseRoute(compilePolicy(structuredClone(input), keyOf), request, facts)).toEqual(choice);
        expect(law(input, request, choice, facts)).toBe(true);
      }),
      { numRuns: 150 },
    );
    return true;
  };
  const tiersOf = (input: RoutingPolicyInput) => new Map(modelsOf(input).map(({ model, tier: of }) => [model, of]));
  const named = ({ model, fallbacks }: RouteChoice) => (model ? [model, ...fallbacks] : []);

  test("no model is named but those of the policy, within the tier, and of the exception that is named", () => {
    expect(
      holds((input, _request, choice, facts) => {
        const exception = facts.exceptions.find(({ id }) => id === choice.exceptionId);
        return named(choice).every(({ model }) => {
          const known = tiersOf(input).get(model);
          if (choice.exceptionId === null) return known !== undefined && !isStronger(known, choice.tier);
          return exception !== undefined && (known !== undefined || exception.model?.model === model);
        });
      }),
    ).toBe(true);
  });

  test("a downgrade is never to a higher tier than was asked for", () => {
    expect(
      holds((input, { requested, quality }, choice) => {
        if (choice.verdict !== "downgrade") return true;
        const askedFor = requested ? (tiersOf(input).get(requested.model) ?? tierOf(requested)) : quality;
        return (
          choice.model !== null &&
          named(choice).every(({ tier: each }) => each !== null && (!askedFor || !isStronger(each, askedFor)))
        );
      }),
    ).toBe(true);
  });

  test("what is denied or waits says why and names no model, and only that", () => {
    const why = /^(data_class_not_allowed|context_above_limit|no_model_left|approval_needed)$/;
    expect(
      holds((_input, _request, { verdict, model, fallbacks, exceptionId, reasons }) => {
        const isStopped = verdict === "deny" || verdict === "needs_approval";
        const isEmpty = model === null && fallbacks.length === 0 && exceptionId === null;
        const says = reasons.some(({ code }) => why.test(code));
        return says === isStopped && (isStopped ? isEmpty : model !== null);
      }),
    ).toBe(true);
  });

  test("every reason is in words", () => {
    expect(
      holds((_input, _request, { reasons }) =>
        reasons.every(({ text }) => text.length > 10 && !/undefined|null/.test(text)),
      ),
    ).toBe(true);
  });

  test("what is asked for and allowed is what is named, and each model once", () => {
    expect(
      holds((_input, { requested }, choice) => {
        const names = named(choice).map(({ model }) => model);
        const isAsked = requested !== null && names[0] === requested.model;
        const isRight = requested === null || isAsked === (choice.verdict === "allow");
        return isRight && new Set(names).size === names.length;
      }),
    ).toBe(true);
  });
});
