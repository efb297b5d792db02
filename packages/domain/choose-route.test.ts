import { describe, expect, test } from "vitest";
import { chooseRoute, type RouteFacts, type RouteRequest } from "./choose-route.ts";
import { compilePolicy } from "./compile-policy.ts";
import { Exception } from "./exception.ts";
import { modelName, type ModelRef, type Tier, TIERS } from "./model-tier.ts";
import { RoutingPolicyInput } from "./routing-policy.ts";

const keyOf = modelName;
const ref = (model: string): ModelRef => ({ provider: "v", model });

/** Two models a tier: p1, p2, s1, s2, e1, e2. */
const policy = RoutingPolicyInput.parse({
  name: "Test",
  default_tier: "economy",
  tiers: {
    premium: { task_classes: ["legal"], models: [ref("p1"), { ...ref("p2"), data_classes: ["public"] }] },
    standard: {
      task_classes: ["drafting"],
      models: [
        { ...ref("s1"), fallback: ref("e1"), context_tokens_max: 1000, output_tokens_max: 500 },
        { ...ref("s2"), context_tokens_max: 5000 },
      ],
    },
    economy: { task_classes: [], models: [{ ...ref("e1"), context_tokens_max: 9000 }, ref("e2")] },
  },
  limits: { timeout_seconds: 60 },
  routes: [
    { id: "drafts", name: "Drafts", match: { task_class: ["drafting"] }, tier: "standard" },
    {
      id: "sales-drafts",
      name: "Drafts of sales",
      match: { task_class: ["drafting"], department: ["sales"] },
      tier: "standard",
      models: [ref("s2")],
      review_required: true,
      limits: { output_tokens_max: 100, tool_calls_max: 3 },
    },
    {
      id: "secrets",
      name: "Secrets",
      match: { department: ["legal"] },
      tier: "premium",
      data_classes: ["secret", "unattributed"],
      limits: { context_tokens_max: 2000 },
      quality: "standard",
    },
  ],
});
const compiled = compilePolicy(policy, keyOf);

const NO_FACTS: RouteFacts = {
  tierOf: ({ model }) => TIERS.find((tier) => tier.startsWith(model.slice(1, 2))) ?? null,
  exceptions: [],
};

const exceptionOf = (overrides: Partial<Exception>): Exception =>
  Exception.parse({
    id: "exc_1",
    scope: { department: ["sales"] },
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

interface Asked {
  readonly values?: Readonly<Record<string, string>>;
  readonly model?: string;
  readonly quality?: Tier;
  readonly context?: number;
  readonly output?: number;
  readonly exceptions?: readonly Exception[];
}

function choose({ values = {}, model, quality, context, output, exceptions = [] }: Asked) {
  const request: RouteRequest = {
    values: new Map(Object.entries(values)),
    quality: quality ?? null,
    contextTokens: context ?? null,
    outputTokensMax: output ?? null,
    requested: model === undefined ? null : ref(model),
  };
  return chooseRoute(compiled, request, { ...NO_FACTS, exceptions });
}

/** "verdict route model>fallbacks: codes". */
function told(asked: Asked): string {
  const { verdict, route, model, fallbacks, reasons } = choose(asked);
  const models = model ? [model, ...fallbacks].map((each) => each.model).join(">") : "-";
  return `${verdict} ${route?.id ?? "-"} ${models}: ${reasons.map(({ code }) => code).join(" ")}`;
}

const drafting = { task_class: "drafting" };
const sales = { task_class: "drafting", department: "sales" };

describe("a choice", () => {
  test.each<[string, Asked, string]>([
    [
      "of a task class no route names",
      { values: { task_class: "legal" } },
      "allow - p1: no_route task_class_tier model_not_for_data_class",
    ],
    ["of an unknown task class", { values: { task_class: "x" } }, "allow - e1>e2: no_route task_class_unknown"],
    ["of no task class", {}, "allow - e1>e2: no_route task_class_missing"],
    ["by a route, with the models' own fallbacks", { values: drafting }, "allow drafts s1>e1>s2: route_matched"],
    ["of the most specific route", { values: sales }, "allow sales-drafts s2: route_matched review_required"],
    ["of the model that is asked for", { values: drafting, model: "s2" }, "allow drafts s2>s1>e1: route_matched"],
    ["of a weaker one that is asked for", { values: drafting, model: "e2" }, "allow drafts e2>e1: route_matched"],
    [
      "of a stronger one",
      { values: drafting, model: "p1" },
      "downgrade drafts s1>e1>s2: route_matched model_above_tier",
    ],
    [
      "of a stronger one, where people review",
      { values: sales, model: "p1" },
      "needs_approval sales-drafts -: route_matched model_above_tier approval_needed review_required",
    ],
    [
      "of one that the route does not list",
      { values: sales, model: "s1" },
      "downgrade sales-drafts s2: route_matched model_not_on_route review_required",
    ],
    [
      "of a stranger",
      { values: drafting, model: "zz" },
      "downgrade drafts s1>e1>s2: route_matched model_not_in_policy",
    ],
    [
      "of a stranger that is known to be weak",
      { values: drafting, model: "ze" },
      "downgrade drafts e1: route_matched model_not_in_policy",
    ],
    [
      "of a weak stranger, where only stronger models are listed",
      { values: sales, model: "ze" },
      "deny sales-drafts -: route_matched model_not_in_policy no_model_left review_required",
    ],
    [
      "of data that the route does not allow",
      { values: { department: "legal", data_class: "public" } },
      "deny secrets -: route_matched data_class_not_allowed",
    ],
    [
      "of data that a model may not be given",
      { values: { department: "legal", data_class: "secret" } },
      "allow secrets p1: route_matched model_not_for_data_class",
    ],
    [
      "of a context above the route's limit",
      { values: { department: "legal" }, context: 2001 },
      "deny secrets -: route_matched context_above_limit",
    ],
    [
      "of a context at the limit",
      { values: { department: "legal" }, context: 2000 },
      "allow secrets p1: route_matched model_not_for_data_class",
    ],
    [
      "of a context for the second model",
      { values: drafting, context: 5000 },
      "allow drafts e1>s2: route_matched context_too_large",
    ],
    [
      "of a context too large for every model",
      { values: drafting, context: 9001 },
      "deny drafts -: route_matched context_too_large context_too_large context_too_large no_model_left",
    ],
    [
      "of a context too large for the model asked for",
      { values: drafting, model: "s1", context: 1001 },
      "downgrade drafts e1>s2: route_matched context_too_large",
    ],
    [
      "of a model that is weaker than the route's quality",
      { values: { department: "legal" }, model: "e1" },
      "deny secrets -: route_matched model_below_quality no_model_left",
    ],
    [
      "of a quality within the tier",
      { values: drafting, quality: "standard" },
      "allow drafts s1>s2: route_matched model_below_quality",
    ],
    [
      "of a quality above the tier",
      { values: drafting, quality: "premium" },
      "downgrade drafts s1>e1>s2: route_matched quality_above_tier",
    ],
    [
      "of a quality above the tier, where people review",
      { values: sales, quality: "premium" },
      "needs_approval sales-drafts -: route_matched quality_above_tier approval_needed review_required",
    ],
  ])("%s", (_, asked, expected) => {
    expect(told(asked)).toBe(expected);
  });
});

describe("an exception in force", () => {
  const toPremium = exceptionOf({ tier: "premium" });
  test.each<[string, Asked, string, string | null]>([
    ["of a tier", { values: sales, model: "p1", exceptions: [toPremium] }, "allow", "p1"],
    [
      "of a lower tier than is asked for",
      { values: sales, model: "p1", exceptions: [exceptionOf({ tier: "standard" })] },
      "needs_approval",
      null,
    ],
    [
      "of a model of the policy",
      { values: sales, model: "p1", exceptions: [exceptionOf({ model: ref("p1") })] },
      "allow",
      "p1",
    ],
    [
      "of a model that is none of the policy",
      { values: sales, model: "zz", exceptions: [exceptionOf({ model: ref("zz") })] },
      "allow",
      "zz",
    ],
    [
      "of another model",
      { values: sales, model: "p1", exceptions: [exceptionOf({ model: ref("p2") })] },
      "needs_approval",
      null,
    ],
    ["of a tier, and a stranger", { values: sales, model: "zp", exceptions: [toPremium] }, "needs_approval", null],
    ["of another department", { values: drafting, model: "p1", exceptions: [toPremium] }, "downgrade", "s1"],
    ["that nobody asks for", { values: sales, exceptions: [toPremium] }, "allow", "s2"],
    ["for a quality", { values: sales, quality: "premium", exceptions: [toPremium] }, "allow", "p1"],
    [
      "for data that the model may not be given",
      { values: { ...sales, data_class: "secret" }, model: "p2", exceptions: [toPremium] },
      "needs_approval",
      null,
    ],
    [
      "by route",
      {
        values: sales,
        model: "p1",
        exceptions: [exceptionOf({ tier: "premium", scope: { route: ["sales-drafts"] } })],
      },
      "allow",
      "p1",
    ],
  ])("%s", (_, asked, verdict, model) => {
    const choice = choose(asked);
    expect([choice.verdict, choice.model?.model ?? null]).toEqual([verdict, model]);
  });

  test("is named, with who approved it and why, and makes the route type", () => {
    const choice = choose({ values: sales, model: "p1", exceptions: [exceptionOf({ tier: "premium" })] });
    expect([choice.routeType, choice.exceptionId]).toEqual(["exception", "exc_1"]);
    expect(choice.reasons.find(({ code }) => code === "exception_approved")).toEqual({
      code: "exception_approved",
      text: "Exception exc_1, approved by b@example.com until 2026-12-01T00:00:00Z: a tender",
      subject: { kind: "exception", id: "exc_1" },
    });
  });

  test("is not used where policy allows the model anyway", () => {
    const choice = choose({ values: sales, model: "s2", exceptions: [exceptionOf({ tier: "premium" })] });
    expect([choice.verdict, choice.routeType, choice.exceptionId]).toEqual(["allow", "default", null]);
  });
});

describe("limits", () => {
  test("are the route's, else the policy's, else the model's, and never more than is asked for", () => {
    expect(choose({ values: sales }).limits).toEqual({
      contextTokens: 5000,
      outputTokens: 100,
      timeoutSeconds: 60,
      toolCalls: 3,
      agentSteps: null,
    });
    expect(choose({ values: drafting, output: 50 }).limits.outputTokens).toBe(50);
    const cut = choose({ values: drafting, output: 501 });
    expect([cut.limits.outputTokens, cut.reasons.at(-1)?.code]).toEqual([500, "output_limited"]);
  });
});
