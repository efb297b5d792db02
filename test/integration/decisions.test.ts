import { expect, test } from "vitest";
import { at, type Caller, createWorld, valueAt } from "./world.ts";

const ASKED = {
  task_class: "support-drafting",
  requested: { provider: "anthropic", model: "claude-sonnet-4-5" },
  attribution: { department: "support" },
  context_tokens: 4000,
  output_tokens_max: 1000,
};

async function setUp() {
  const world = createWorld();
  const tenant = await world.signUp();
  const gateway = await world.withScopes(tenant, "decisions:write");
  return { ...world, ...tenant, gateway, decide: decider(gateway) };
}

const decider =
  (caller: Caller) =>
  (changes: Record<string, unknown> = {}) =>
    caller.post("/v1/decisions", { ...ASKED, ...changes });

const codesOf = (body: unknown): readonly unknown[] => {
  const reasons = valueAt(body, "reasons");
  return Array.isArray(reasons) ? reasons.map((reason: unknown) => valueAt(reason, "code")) : [];
};

test("a model within the tier is allowed, with the route's limits and what the event is to say", async () => {
  const { decide } = await setUp();
  const { status, body } = await decide();
  expect(status).toBe(200);
  expect(at(body, "id")).toMatch(/^dec_/);
  expect(body).toMatchObject({
    verdict: "allow",
    model: { provider: "anthropic", model: "claude-sonnet-4-5", tier: "standard" },
    fallbacks: [],
    limits: { context_tokens: 200_000, output_tokens: 1000, timeout_seconds: 180, tool_calls: 50, agent_steps: 50 },
    review_required: false,
    route: { id: "standard-work", type: "default", decision_id: at(body, "id"), reservation_id: null, attempt: 1 },
    reservation: null,
    warnings: [],
  });
  expect(codesOf(body)).toEqual(["route_matched"]);
});

test("a stronger model is downgraded", async () => {
  const { decide } = await setUp();
  const requested = { provider: "anthropic", model: "claude-opus-4-5" };
  const down = await decide({ requested });
  expect(down.body).toMatchObject({ verdict: "downgrade", model: { tier: "standard" } });
  expect(codesOf(down.body)).toContain("model_above_tier");
});

test("as many fallbacks are named as there are further attempts", async () => {
  const { decide } = await setUp();
  const one = await decide({ attempts: 2 });
  expect(valueAt(one.body, "fallbacks")).toHaveLength(1);
  const four = await decide({ attempts: 5 });
  expect(valueAt(four.body, "fallbacks")).toHaveLength(4);
});

test("what no policy speaks of goes to the model that it names, which it must", async () => {
  const { decide } = await setUp();
  const requested = { provider: "openai", model: "text-embedding-3-small" };
  const named = await decide({ operation: "embedding", requested });
  expect(named.body).toMatchObject({ verdict: "allow", model: requested, route: { id: null } });
  expect(codesOf(named.body)).toEqual(["policy_not_asked"]);
  const unnamed = await decide({ operation: "embedding", requested: null });
  expect([unnamed.status, valueAt(unnamed.body, "errors", 0, "pointer")]).toEqual([422, "/requested"]);
  const tool = await decide({ operation: "tool_call", requested: null });
  expect(tool.body).toMatchObject({ verdict: "allow", model: null });
});

test.each([
  [{ output_token_max: 5 }, "/output_token_max"],
  [{ attribution: { departmnet: "support" } }, "/attribution/departmnet"],
  [{ run: { id: "r", stepp: 1 } }, "/run/stepp"],
  [{ usage_max: { tokens: 1 } }, "/usage_max/tokens"],
  [{ attempts: 6 }, "/attempts"],
  [{ context_tokens: -1 }, "/context_tokens"],
  [{ attribution: { tags: { a: "" } } }, "/attribution/tags/a"],
])("%o is refused, at its place", async (changes, pointer) => {
  const { decide } = await setUp();
  const { status, body } = await decide(changes);
  expect([status, valueAt(body, "errors", 0, "pointer")]).toEqual([422, pointer]);
});

test("a request that names the user alone is decided by all that recording would know of its call", async () => {
  const { owner, ...world } = await setUp();
  await owner.send("PUT", "/v1/directory", {
    Resources: [
      { userName: "u_17", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "legal" } },
    ],
  });
  const policy = await owner.post("/v1/routing-policies", {
    name: "by department",
    default_tier: "economy",
    tiers: {
      premium: { models: [{ provider: "anthropic", model: "claude-opus-4-5" }] },
      standard: { models: [{ provider: "anthropic", model: "claude-sonnet-4-5" }] },
      economy: { models: [{ provider: "anthropic", model: "claude-haiku-4-5" }] },
    },
    routes: [{ id: "lawyers", name: "Lawyers", match: { department: ["legal"] }, tier: "standard" }],
  });
  const path = `/v1/routing-policies/${at(policy.body, "id")}`;
  const activated = await owner.post(`${path}/activate`, undefined, { "If-Match": policy.headers.get("etag") ?? "" });
  expect(activated.status).toBe(200);
  const bound = await owner.post("/v1/api-keys", {
    name: "bound",
    scopes: ["decisions:write"],
    binding: { department: "legal" },
  });
  const asUser = await world.decide({ attribution: { user: "u_17" } });
  expect(at(asUser.body, "route", "id")).toBe("lawyers");
  const byKey = await decider(world.as(at(bound.body, "secret")))({ attribution: {} });
  expect(at(byKey.body, "route", "id")).toBe("lawyers");
  const other = await world.decide({ attribution: { user: "u_18" } });
  expect(valueAt(other.body, "route", "id")).toBeNull();
});
