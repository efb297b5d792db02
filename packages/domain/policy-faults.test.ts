import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "./default-routing-policy.ts";
import { modelName } from "./model-tier.ts";
import { policyFaults } from "./policy-faults.ts";
import { RoutingPolicy, RoutingPolicyInput } from "./routing-policy.ts";

const ref = (model: string) => ({ provider: "v", model });
const base = {
  name: "Test",
  default_tier: "standard",
  tiers: {
    premium: { models: [ref("p1"), ref("p2")] },
    standard: { models: [ref("s1"), ref("s2")] },
    economy: { models: [ref("e1")] },
  },
};
const route = (overrides: object) => ({ id: "r", name: "R", match: {}, ...overrides });

const faultsOf = (changes: object): string[] =>
  policyFaults(RoutingPolicyInput.parse({ ...base, ...changes }), modelName).map(
    ({ pointer, detail }) => `${pointer}: ${detail}`,
  );
const withTiers = (tiers: object) => ({ tiers: { ...base.tiers, ...tiers } });
const withModel = (model: object) => ({ models: [{ ...ref("s1"), ...model }, ref("s2")] });

describe("a policy is refused for", () => {
  test.each<[string, object, string[]]>([
    ["a tier without models", withTiers({ economy: { models: [] } }), ["/tiers/economy/models: A tier needs a model."]],
    [
      "a task class of two tiers",
      withTiers({
        premium: { task_classes: ["a"], models: [ref("p1")] },
        economy: { task_classes: ["b", "a"], models: [ref("e1")] },
      }),
      ["/tiers/economy/task_classes/1: a is of tier premium already."],
    ],
    [
      "a model of two tiers",
      withTiers({ economy: { models: [ref("e1"), ref("p1")] } }),
      ["/tiers/economy/models/1: This is v/p1 of tier premium: a model is of one tier, once."],
    ],
    [
      "a fallback that is no model of the policy",
      withTiers({ standard: withModel({ fallback: ref("x") }) }),
      ["/tiers/standard/models/0/fallback: v/x is no model of the policy."],
    ],
    [
      "a fallback that is stronger",
      withTiers({ standard: withModel({ fallback: ref("p1") }) }),
      ["/tiers/standard/models/0/fallback: v/p1 is of tier premium, stronger than standard."],
    ],
    [
      "a fallback to itself",
      withTiers({ standard: withModel({ fallback: ref("s1") }) }),
      ["/tiers/standard/models/0/fallback: The fallbacks come back to it: v/s1 -> v/s1."],
    ],
    [
      "fallbacks in a circle, and not for what leads into it",
      withTiers({
        premium: { models: [{ ...ref("p1"), fallback: ref("s1") }] },
        standard: {
          models: [
            { ...ref("s1"), fallback: ref("s2") },
            { ...ref("s2"), fallback: ref("s1") },
          ],
        },
      }),
      [
        "/tiers/standard/models/0/fallback: The fallbacks come back to it: v/s1 -> v/s2 -> v/s1.",
        "/tiers/standard/models/1/fallback: The fallbacks come back to it: v/s2 -> v/s1 -> v/s2.",
      ],
    ],
    [
      "a model of a route that is no model of the policy",
      { routes: [route({ tier: "standard", models: [ref("s1"), ref("x")] })] },
      ["/routes/0/models/1: v/x is no model of the policy."],
    ],
    [
      "a model of a route that is stronger than its tier",
      { routes: [route({ tier: "standard", models: [ref("p1")] })] },
      ["/routes/0/models/0: v/p1 is of tier premium, stronger than standard."],
    ],
    [
      "a model that a route lists twice",
      { routes: [route({ tier: "standard", models: [ref("s1"), ref("s1")] })] },
      ["/routes/0/models/1: v/s1 is listed already."],
    ],
    [
      "models of a route that says no tier",
      { routes: [route({ models: [ref("s1")] })] },
      ["/routes/0/tier: A route that lists models says their tier."],
    ],
    [
      "data classes of a route that no model may be given",
      {
        ...withTiers({
          standard: {
            models: [
              { ...ref("s1"), data_classes: ["public"] },
              { ...ref("s2"), data_classes: ["public"] },
            ],
          },
        }),
        routes: [route({ tier: "standard", data_classes: ["public", "secret"] })],
      },
      ["/routes/0/data_classes/1: No model that this route can use may be given secret."],
    ],
    [
      "data that a route matches and no model may be given",
      {
        ...withTiers({ standard: { models: [{ ...ref("s1"), data_classes: ["public"] }] } }),
        routes: [route({ tier: "standard", match: { data_class: ["secret"] } })],
      },
      ["/routes/0/match/data_class/0: No model that this route can use may be given secret."],
    ],
    [
      "data that a route matches and does not allow",
      { routes: [route({ match: { data_class: ["secret"] }, data_classes: ["public"] })] },
      ["/routes/0/match/data_class/0: The route serves secret and does not allow it: see its data_classes."],
    ],
    [
      "a quality that no model of a route has",
      { routes: [route({ tier: "standard", quality: "premium" })] },
      ["/routes/0/quality: No model that this route can use is of tier premium or above."],
    ],
    [
      "two routes of one id",
      { routes: [route({ match: { workflow: ["a"] } }), route({ match: { workflow: ["b"] } })] },
      ["/routes/1/id: /routes/0 has this id."],
    ],
    [
      "two routes that match everything",
      { routes: [route({}), route({ id: "s" })] },
      ["/routes/1/match: /routes/0 matches the same request as well."],
    ],
    [
      "two routes that share a value of each dimension",
      {
        routes: [
          route({ match: { workflow: ["a", "b"], risk: ["low"] } }),
          route({ id: "s", match: { workflow: ["c"], risk: ["low"] } }),
          route({ id: "t", match: { workflow: ["c", "b"], risk: ["high", "low"] } }),
        ],
      },
      ["/routes/2/match: /routes/0 matches the same request as well."],
    ],
  ])("%s", (_, changes, expected) => {
    expect(faultsOf(changes)).toEqual(expected);
  });
});

describe("a policy is taken", () => {
  test.each<[string, object]>([
    ["with nothing but a model a tier", {}],
    [
      "with a fallback that leads to a data class",
      {
        ...withTiers({ standard: { models: [{ ...ref("s1"), data_classes: ["public"], fallback: ref("e1") }] } }),
        routes: [route({ tier: "standard", data_classes: ["secret"] })],
      },
    ],
    [
      "with routes that overlap and name different dimensions",
      {
        routes: [
          route({ match: { workflow: ["a"] } }),
          route({ id: "s", match: { department: ["a"] } }),
          route({ id: "t" }),
        ],
      },
    ],
    [
      "with fallbacks that meet",
      withTiers({
        standard: {
          models: [
            { ...ref("s1"), fallback: ref("e1") },
            { ...ref("s2"), fallback: ref("e1") },
          ],
        },
      }),
    ],
  ])("%s", (_, changes) => {
    expect(faultsOf(changes)).toEqual([]);
  });

  test("as every tenant has it by default, and as it is stored", () => {
    const { id, version, activated_at, created_at, updated_at, ...contents } = DEFAULT_POLICY;
    expect([id, version, activated_at]).toEqual(["default", 0, null]);
    expect(policyFaults(contents, modelName)).toEqual([]);
    const kept = { ...contents, id: "rpo_1", version: 1, activated_at: created_at, created_at, updated_at };
    expect(RoutingPolicy.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });
});

test("a thousand routes of one dimension are looked through in time", () => {
  const routes = Array.from({ length: 1000 }, (_, index) =>
    route({ id: `r${index}`, match: { workflow: [`w${index}`] } }),
  );
  expect(faultsOf({ routes })).toEqual([]);
});

describe("a body is refused for", () => {
  const pathsOf = (input: unknown) =>
    (RoutingPolicyInput.safeParse(input).error?.issues ?? []).map(({ path, ...issue }) =>
      [...path, ...(issue.code === "unrecognized_keys" ? issue.keys : [])].join("/"),
    );
  test.each<[string, object, string[]]>([
    ["an unknown member", { extra: 1 }, ["extra"]],
    ["an unknown tier", { tiers: { ...base.tiers, gold: { models: [] } } }, ["tiers/gold"]],
    ["an unknown member of a route", { routes: [route({ modles: [] })] }, ["routes/0/modles"]],
    ["an unknown dimension", { routes: [route({ match: { user: ["a"] } })] }, ["routes/0/match/user"]],
    ["an empty list of values", { routes: [route({ match: { risk: [] } })] }, ["routes/0/match/risk"]],
    [
      "a tier that is missing",
      { tiers: { premium: base.tiers.premium, standard: base.tiers.standard } },
      ["tiers/economy"],
    ],
    ["a limit of nothing", { limits: { timeout_seconds: 0 } }, ["limits/timeout_seconds"]],
    ["text that hides something", { name: "a\u200b" }, ["name"]],
  ])("%s", (_, changes, expected) => {
    expect(pathsOf({ ...base, ...changes })).toEqual(expected);
  });
});
