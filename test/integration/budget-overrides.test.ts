import { giveBudgetOverride } from "@outlay/services/change-budget-override";
import { loadConfiguration } from "@outlay/services/read-configuration";
import { describe, expect, test } from "vitest";
import { at, createWorld, itemsOf, valueAt } from "./world.ts";

const DAY_MS = 86_400_000;
const given = { percent: 20, reason: "The launch", expires_at: "2026-11-05T00:00:00Z" };
const hard = { name: "Support", scope: { department: ["support"] }, amount: "100", enforcement: "hard" };

async function setUp() {
  const world = createWorld({ at: "2026-11-02T09:00:00.000Z" });
  const tenant = await world.signUp();
  const { owner } = tenant;
  const make = async (changes: object = {}) =>
    at((await owner.post("/v1/budgets", { ...hard, ...changes })).body, "id");
  const budgetId = await make();
  const give = (changes: object = {}, caller = owner) =>
    caller.post("/v1/budget-overrides", { budget_id: budgetId, ...given, ...changes });
  const effective = async (query = "") => {
    const { body } = await owner.get(`/v1/budgets/${budgetId}/status${query}`);
    return [at(body, "amount"), at(body, "override_amount"), at(body, "effective_amount"), at(body, "available")];
  };
  const listed = async (query = "") =>
    itemsOf((await owner.get(`/v1/budget-overrides?${query}`)).body).map((item) => at(item, "id"));
  return { ...world, ...tenant, make, budgetId, give, effective, listed };
}

test("an override adds room until it expires, says whose it is and why, and is in the audit log", async () => {
  const { give, effective, advance, owner, budgetId, ownerId, keyId } = await setUp();
  expect(await effective()).toEqual(["100", "0", "100", "100"]);
  const made = await give();
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    id: expect.stringMatching(/^ovr_/),
    budget_id: budgetId,
    value: null,
    amount: null,
    percent: 20,
    reason: "The launch",
    status: "in_force",
    approved_by: { kind: "api_key", id: keyId, name: "first key" },
    created_at: "2026-11-02T09:00:00.000Z",
    expires_at: "2026-11-05T00:00:00.000Z",
    ended_at: null,
    ended_by: null,
    reviewed_at: null,
    reviewed_by: null,
    review_note: null,
  });
  expect(ownerId).not.toBe(keyId);
  await give({ percent: null, amount: "5" });
  expect(await effective()).toEqual(["100", "25", "125", "125"]);
  const [entry] = itemsOf((await owner.get("/v1/audit-log?limit=1")).body);
  expect(entry).toMatchObject({ operation: "budget_override.created", reason: "The launch", after: { amount: "5" } });
  advance(Date.parse(given.expires_at) - Date.parse("2026-11-02T09:00:00Z") - 1);
  expect(await effective()).toEqual(["100", "25", "125", "125"]);
  advance(1);
  expect(await effective()).toEqual(["100", "0", "100", "100"]);
  expect((await owner.get(`/v1/budget-overrides/${at(made.body, "id")}`)).body).toMatchObject({ status: "expired" });
});

test("ended, it adds nothing any more, and is ended once", async () => {
  const { give, effective, owner } = await setUp();
  const id = at((await give()).body, "id");
  const end = () => owner.post(`/v1/budget-overrides/${id}/end`, { reason: "The launch is over" });
  const answers = await Promise.all([end(), end(), end()]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  expect(answers.filter(({ status }) => status === 409).map(({ body }) => at(body, "code"))).toEqual([
    "budget_override_over",
    "budget_override_over",
  ]);
  expect(await effective()).toEqual(["100", "0", "100", "100"]);
  const [entry] = itemsOf((await owner.get("/v1/audit-log?limit=1")).body);
  expect(entry).toMatchObject({ operation: "budget_override.ended", reason: "The launch is over" });
});

test("it is listed for review until someone reviewed it, in force or over", async () => {
  const { give, listed, owner, effective } = await setUp();
  const [first, second] = [at((await give()).body, "id"), at((await give()).body, "id")].toSorted();
  const review = (id = "") => owner.post(`/v1/budget-overrides/${id}/review`, { note: "Raise the budget" });
  expect(await listed("reviewed=false")).toEqual([first, second]);
  const answers = await Promise.all([review(first), review(first)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await review(first)).body).toMatchObject({ code: "budget_override_reviewed" });
  expect((await owner.get(`/v1/budget-overrides/${first}`)).body).toMatchObject({
    status: "in_force",
    reviewed_at: "2026-11-02T09:00:00.000Z",
    reviewed_by: { kind: "api_key" },
    review_note: "Raise the budget",
  });
  expect(await effective()).toEqual(["100", "40", "140", "140"]);
  expect([await listed("reviewed=false"), await listed("reviewed=true")]).toEqual([[second], [first]]);
  expect((await owner.post(`/v1/budget-overrides/${second}/end`, {})).status).toBe(200);
  expect(await listed("reviewed=false&status=ended")).toEqual([second]);
  expect(await listed("status=in_force")).toEqual([first]);
  expect((await review(second)).status).toBe(200);
  expect(await listed("reviewed=false")).toEqual([]);
});

test("of a template it is for the value that it names, or for each", async () => {
  const { owner, budgetId, give, effective } = await setUp();
  await owner.send("PUT", `/v1/budgets/${budgetId}`, { ...hard, scope: { user: ["*"] } });
  await give({ value: "ada" });
  await give({ percent: null, amount: "5" });
  expect(await effective("?value=ada")).toEqual(["100", "25", "125", "125"]);
  expect(await effective("?value=bob")).toEqual(["100", "5", "105", "105"]);
  expect((await give({ value: "unattributed" })).body).toMatchObject({ errors: [{ pointer: "/value" }] });
});

describe("an override is refused", () => {
  test.each([
    ["a value of a budget that is no template", { value: "ada" }, 422, "/value"],
    ["an amount and a share", { amount: "5" }, 422, "/amount"],
    ["neither", { percent: null }, 422, "/amount"],
    ["no reason", { reason: null }, 422, "/reason"],
    ["an approver who is stated", { approved_by: "me" }, 422, "/approved_by"],
    ["a budget that is not there", { budget_id: "bud_01kaz5e1b2c3d4e5f6g7h8j9km" }, 422, "/budget_id"],
    ["an expiry that is past", { expires_at: "2026-11-02T09:00:00Z" }, 422, "/expires_at"],
    ["an expiry too far", { expires_at: "2026-12-03T09:00:00.001Z" }, 422, "/expires_at"],
  ])("with %s", async (_, changes, status, pointer) => {
    const { give, effective } = await setUp();
    const answer = await give(changes);
    expect([answer.status, at(answer.body, "errors", 0, "pointer")]).toEqual([status, pointer]);
    expect((await give({ expires_at: new Date(Date.parse("2026-11-02T09:00Z") + 31 * DAY_MS) })).status).toBe(201);
    expect(await effective()).toEqual(["100", "20", "120", "120"]);
  });

  test("of a soft budget, which denies nothing", async () => {
    const { give, make } = await setUp();
    const soft = await make({ enforcement: "soft" });
    const { status, body } = await give({ budget_id: soft });
    expect([status, at(body, "code")]).toEqual([409, "budget_not_hard"]);
  });

  test("of a budget that was made soft after the caller read it", async () => {
    const { world, tenantId, keyId, owner, budgetId, listed } = await setUp();
    const configuration = await loadConfiguration(world, tenantId);
    await owner.send("PUT", `/v1/budgets/${budgetId}`, { ...hard, enforcement: "soft" });
    const actor = { kind: "api_key", id: keyId, scopes: new Set(["budgets:write"] as const) } as const;
    const input = { ...given, budget_id: budgetId, value: null, amount: null };
    await expect(giveBudgetOverride({ ...world, tenantId, actor, configuration }, input)).rejects.toMatchObject({
      code: "budget_not_hard",
    });
    expect(await listed()).toEqual([]);
  });

  test("to who may not write budgets, and to strangers, of whose budgets there are none", async () => {
    const world = await setUp();
    const reader = await world.withScopes(world, "budgets:read");
    const id = at((await world.give()).body, "id");
    expect((await world.give({}, reader)).status).toBe(403);
    expect((await reader.post(`/v1/budget-overrides/${id}/end`, {})).status).toBe(403);
    expect((await reader.post(`/v1/budget-overrides/${id}/review`, {})).status).toBe(403);
    expect((await reader.get(`/v1/budget-overrides/${id}`)).status).toBe(200);
    const { owner: stranger } = await world.signUp({ owner: { email: "stranger@example.com" } });
    expect((await world.give({}, stranger)).body).toMatchObject({ errors: [{ pointer: "/budget_id" }] });
    expect((await stranger.get(`/v1/budget-overrides/${id}`)).status).toBe(404);
    expect((await stranger.post(`/v1/budget-overrides/${id}/end`, {})).status).toBe(404);
  });

  test("to be edited or deleted", async () => {
    const { give, owner } = await setUp();
    const path = `/v1/budget-overrides/${at((await give()).body, "id")}`;
    expect((await owner.send("PUT", path, given)).status).toBe(405);
    expect((await owner.send("DELETE", path)).status).toBe(405);
  });
});

test("an override outlives its budget, as history", async () => {
  const { give, make, owner, budgetId, listed } = await setUp();
  const id = at((await give()).body, "id");
  const other = await make();
  const ofOther = at((await give({ budget_id: other })).body, "id");
  expect(await listed(`budget_id=${other}`)).toEqual([ofOther]);
  expect((await owner.send("DELETE", `/v1/budgets/${budgetId}`)).status).toBe(204);
  expect(await listed(`budget_id=${budgetId}`)).toEqual([id]);
  expect((await give()).body).toMatchObject({ errors: [{ pointer: "/budget_id" }] });
});

test("a new budget, or one with a new scope, is warned of a scope that matches nothing", async () => {
  const { owner, budgetId } = await setUp();
  const warned = await owner.post("/v1/budgets", hard);
  expect(valueAt(warned.body, "warnings")).toEqual([
    { code: "scope_matches_nothing", text: expect.stringContaining("last 7 days") },
  ]);
  const { body } = await owner.send("PUT", `/v1/budgets/${budgetId}`, { ...hard, scope: { user: ["*"] } });
  expect(at(body, "warnings", 0, "text")).toContain("a value of user");
  expect(valueAt((await owner.get(`/v1/budgets/${budgetId}`)).body, "warnings")).toBeUndefined();
});

test("the whole company is no scope that matches nothing, and a hard budget that becomes soft is told", async () => {
  const { owner, budgetId } = await setUp();
  const whole = { ...hard, scope: {}, enforcement: "hard" };
  const path = `/v1/budgets/${budgetId}`;
  expect(valueAt((await owner.send("PUT", path, whole)).body, "warnings")).toEqual([]);
  const { enforcement: _left, ...without } = whole;
  expect(valueAt((await owner.send("PUT", path, without)).body, "warnings")).toMatchObject([
    { code: "enforcement_changed" },
  ]);
  expect(valueAt((await owner.send("PUT", path, without)).body, "warnings")).toEqual([]);
});
