import { describe, expect, test } from "vitest";
import { type AlertRule, AlertRuleInput, ruleFor, ruledKey, rulesInForce, sensitivityInForce } from "./alert-rule.ts";
import { NewNotificationChannel } from "./notification-channel.ts";
import { ANOMALY_RULE_NAMES, ANOMALY_RULES } from "./anomaly-rule.ts";

const at = "2026-11-02T00:00:00Z";
function made(id: string, overrides: Record<string, unknown> = {}): [string, AlertRule] {
  const input = AlertRuleInput.parse({ rule: "growth", ...overrides });
  return [id, { ...input, id, created_at: at, updated_at: at }];
}

test("what is built in has numbers, texts and booleans alone, and is on", () => {
  const rules = rulesInForce(new Map());
  expect(rules.map(({ id }) => id)).toEqual([...ANOMALY_RULE_NAMES]);
  for (const { parameters, enabled } of rules) {
    expect(enabled).toBe(true);
    expect(parameters.sensitivity).toBe(1);
    for (const value of Object.values(parameters)) expect(["number", "string", "boolean"]).toContain(typeof value);
  }
});

describe("of the rules that cover a scope", () => {
  const rules = rulesInForce(
    new Map([
      made("arl_1", { scope: { workflow: ["a", "b"] } }),
      made("arl_2", { scope: { workflow: ["a"] } }),
      made("arl_3", { rule: "failed_runs", scope: { workflow: ["a"] }, enabled: false }),
      made("arl_4", { rule: "failed_runs" }),
    ]),
  );
  test.each([
    ["growth", {}, "growth"],
    ["growth", { department: "a" }, "growth"],
    ["growth", { workflow: "b" }, "arl_1"],
    ["growth", { workflow: "a" }, "arl_2"],
    ["failed_runs", { workflow: "a" }, "arl_3"],
    ["failed_runs", { workflow: "b" }, "arl_4"],
  ] as const)("%s of %j is judged by %s", (name, scope, id) => {
    expect(ruleFor(rules, name, scope)?.id).toBe(id);
  });

  test("one for everything stands in for what is built in", () => {
    expect(rules.filter(({ rule }) => rule === "failed_runs").map(({ id }) => id)).toEqual(["arl_3", "arl_4"]);
  });
});

test("marks move the sensitivity of the rule that the scope is judged by, and of no other", () => {
  const rules = rulesInForce(new Map([made("arl_1", { scope: { workflow: ["a"] }, parameters: { sensitivity: 2 } })]));
  const counts = { useful: 0, notUseful: 1 };
  const feedback = [{ rule: "growth", scope: { workflow: "a" }, counts }];
  const of = (id: string) => {
    const rule = rules.find((each) => each.id === id);
    return rule && sensitivityInForce(rule, rules, feedback);
  };
  expect(of("arl_1")).toMatchObject({ stated: 2, feedback: counts, scopes: [{ effective: 1.741 }] });
  expect(of("growth")).toMatchObject({ stated: 1, feedback: { useful: 0, notUseful: 0 }, effective: 1, scopes: [] });
});

test.each([
  ["a source of 256 characters", "missing_data", "source", "s".repeat(256), undefined],
  ["a source of 256 characters that take two units each", "missing_data", "source", "🂡".repeat(256), undefined],
  ["a source of 257 characters", "missing_data", "source", "s".repeat(257), ["scope", "source", 0]],
  ["a workflow of 128 characters", "growth", "workflow", "w".repeat(128), undefined],
  ["a workflow of 129 characters, which none has", "growth", "workflow", "w".repeat(129), ["scope", "workflow", 0]],
])("a scope may be of %s, as usage may", (_, rule, dimension, value, path) => {
  const read = AlertRuleInput.safeParse({ rule, scope: { [dimension]: [value] } });
  expect(read.error?.issues.map((issue) => issue.path)[0]).toEqual(path);
  const channel = { kind: "email", name: "x", addresses: ["a@example.com"], scope: { [dimension]: [value] } };
  expect(NewNotificationChannel.safeParse(channel).error?.issues.map((issue) => issue.path)[0]).toEqual(path);
});

test("the order of dimensions and values makes no other rule", () => {
  const key = (scope: AlertRule["scope"]) => ruledKey({ rule: "growth", scope });
  expect(key({ a: ["1", "2"], b: ["3"] })).toBe(key({ b: ["3"], a: ["2", "1"] }));
  expect(key({ a: ["1"] })).not.toBe(key({ a: ["2"] }));
});

test.each([
  [{ parameters: { minimum: 5 } }, ["parameters", "minimum"]],
  [{ parameters: { sensitivity: 11 } }, ["parameters", "sensitivity"]],
  [{ parameters: { direction: "sideways" } }, ["parameters", "direction"]],
  [{ scope: { model: ["gpt-4o"] } }, ["scope", "model"]],
  [{ rule: "unattributed", scope: { workflow: ["a"] } }, ["scope", "workflow"]],
  [{ scope: { workflow: ["a"], department: ["b"] } }, ["scope"]],
  [{ scope: { workflow: ["a"], department: ["b"] }, enabled: false }, ["scope"]],
])("%j is refused", (wrong, path) => {
  const read = AlertRuleInput.safeParse({ rule: "growth", ...wrong });
  expect(read.error?.issues.map((issue) => issue.path)).toEqual([path]);
  expect(Object.keys(ANOMALY_RULES)).toContain("growth");
});

test.each([
  [{ scope: { model: ["gpt-4o"] } }, "growth watches scopes of {}, {department}, {workflow}"],
  [
    { scope: { workflow: ["a"], department: ["b"] } },
    "growth watches scopes of {}, {department}, {workflow}: none has all of workflow, department",
  ],
  [{ rule: "unattributed", scope: { workflow: ["a"] } }, "unattributed watches scopes of {}"],
  [{ rule: "premium_drift", parameters: { foo: 1 } }, /^premium_drift has no such parameter; it has .*\bsensitivity\b/],
  [{ parameters: { foo: 1 } }, /^growth has no such parameter; it has .*\bminimum_amount\b.*$/],
])("%j is told what there is", (wrong, message) => {
  const read = AlertRuleInput.safeParse({ rule: "growth", ...wrong });
  expect(read.error?.issues.map((issue) => issue.message)).toEqual([expect.stringMatching(message)]);
});

test("each rule takes a scope of each list of dimensions that it watches", () => {
  for (const [rule, { scopes }] of Object.entries(ANOMALY_RULES)) {
    for (const dimensions of scopes) {
      const scope = Object.fromEntries(dimensions.map((name) => [name, ["a"]]));
      expect(AlertRuleInput.safeParse({ rule, scope }).success, `${rule} ${dimensions.join()}`).toBe(true);
    }
  }
});
