import { noCollections } from "@outlay/domain/collections";
import { SCOPES } from "@outlay/domain/role";
import { takeStep } from "@outlay/services/take-step";
import { beforeAll, describe, expect, test } from "vitest";
import { at, createWorld, itemsOf, type SignedUp, valueAt } from "./world.ts";

const { world, signUp, withScopes } = createWorld();
let tenant: SignedUp;

beforeAll(async () => {
  tenant = await signUp();
});

const agents = { name: "Agents", per: "agent", value: "*", measure: "requests", amount: "60", window: "minute" };

describe("rate limits", () => {
  test("are kept as they were decided, and each change is in the audit log", async () => {
    const { owner } = await signUp();
    const made = await owner.post("/v1/rate-limits", { ...agents, measure: "money", amount: "2.50" });
    expect(made).toMatchObject({ status: 201, body: { ...agents, measure: "money", amount: "2.5" } });
    const path = `/v1/rate-limits/${at(made.body, "id")}`;
    expect(at(made.body, "id")).toMatch(/^lim_/);
    const changed = await owner.send("PUT", path, { ...agents, amount: "0" });
    expect(changed).toMatchObject({ status: 200, body: { amount: "0", measure: "requests" } });
    expect((await owner.get(path)).body).toEqual(changed.body);
    expect((await owner.send("DELETE", path)).status).toBe(204);
    expect(itemsOf((await owner.get("/v1/rate-limits")).body)).toEqual([]);
    const log = itemsOf((await owner.get("/v1/audit-log")).body).map((entry) => at(entry, "operation"));
    expect(log.filter((operation) => operation.startsWith("rate_limit"))).toEqual(
      expect.arrayContaining(["rate_limit.created", "rate_limit.replaced", "rate_limit.deleted"]),
    );
  });

  test("no two limit the same, or share a name", async () => {
    const { owner } = await signUp();
    const made = await owner.post("/v1/rate-limits", agents);
    const same = await owner.post("/v1/rate-limits", { ...agents, name: "Other", amount: "5" });
    expect(same).toMatchObject({ status: 409, body: { code: "rate_limit_already_exists" } });
    const namesake = await owner.post("/v1/rate-limits", { ...agents, window: "hour" });
    expect(namesake).toMatchObject({ status: 409, body: { code: "rate_limit_already_exists" } });
    expect((await owner.post("/v1/rate-limits", { ...agents, name: "Other", window: "hour" })).status).toBe(201);
    const itself = await owner.send("PUT", `/v1/rate-limits/${at(made.body, "id")}`, { ...agents, amount: "5" });
    expect(itself.status).toBe(200);
  });

  test.each([
    [{ amount: "1.5" }, "/amount"],
    [{ amount: "-1" }, "/amount"],
    [{ amount: 5 }, "/amount"],
    [{ amount: "1".repeat(16) }, "/amount"],
    [{ per: "department" }, "/per"],
    [{ window: "week" }, "/window"],
    [{ value: "" }, "/value"],
    [{ burst: 1 }, "/burst"],
  ])("%j is refused at %s", async (wrong, pointer) => {
    const answer = await tenant.owner.post("/v1/rate-limits", { ...agents, ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});

describe("run limits", () => {
  test("are kept with what is not stated", async () => {
    const { owner } = await signUp();
    const made = await owner.post("/v1/run-limits", {
      name: "Runs",
      scope: { task_class: ["research"] },
      amount_max: "1.0",
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        scope: { task_class: ["research"] },
        steps_max: null,
        tool_calls_max: null,
        seconds_max: null,
        amount_max: "1",
        repeats_max: 5,
        stalled_steps_max: null,
        on_loop: "alert",
      },
    });
    expect(at(made.body, "id")).toMatch(/^rul_/);
  });

  test.each([
    [{ steps_max: 0 }, "/steps_max"],
    [{ amount_max: "-1" }, "/amount_max"],
    [{ scope: { route: ["r"] } }, "/scope/route"],
    [{ scope: { agent: [] } }, "/scope/agent"],
    [{ on_loop: "stop" }, "/on_loop"],
  ])("%j is refused at %s", async (wrong, pointer) => {
    const answer = await tenant.owner.post("/v1/run-limits", { name: "Runs", scope: {}, ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});

test("limits want their own scopes", async () => {
  const reader = await withScopes(tenant, "limits:read");
  expect((await reader.get("/v1/rate-limits")).status).toBe(200);
  expect((await reader.get("/v1/run-limits")).status).toBe(200);
  expect((await reader.post("/v1/rate-limits", agents)).status).toBe(403);
  expect((await reader.post("/v1/run-limits", { name: "Runs", scope: {} })).status).toBe(403);
});

test("the list of alerts shows loops beside budgets, or one of the two", async () => {
  const { owner, tenantId } = await signUp();
  const budget = await owner.post("/v1/budgets", { name: "All", scope: {}, amount: "1" });
  const settings = {
    id: tenantId,
    name: "Example",
    time_zone: "UTC",
    currency: "USD",
    created_at: "2026-11-01T00:00:00Z",
  };
  const configuration = { ...noCollections(), tenant: settings };
  const run = { id: "run_1", stepName: "search", startedAtEpochMs: null, toolCalls: null, progress: null };
  const request = { values: new Map([["agent", "a"]]), routeLimits: { toolCalls: null, agentSteps: null }, picos: 0n };
  for (let step = 1; step <= 7; step++) {
    await takeStep(world, tenantId, configuration, { ...request, run: { ...run, step } }, world.now());
  }
  const loop = { kind: "loop", run_id: "run_1", step: 6, step_name: "search", repeats: 6, values: { agent: "a" } };
  const all = itemsOf((await owner.get("/v1/alerts")).body);
  expect(all).toMatchObject([loop]);
  expect(itemsOf((await owner.get("/v1/alerts?kind=loop")).body)).toEqual(all);
  expect(itemsOf((await owner.get("/v1/alerts?kind=budget")).body)).toEqual([]);
  const own = `/v1/alerts?budget_id=${at(budget.body, "id")}`;
  expect(itemsOf((await owner.get(own)).body)).toEqual([]);
  expect(itemsOf((await owner.get(`${own}&kind=loop`)).body)).toEqual([]);
  expect(valueAt((await owner.get("/v1/alerts?kind=other")).body, "code")).toBe("invalid_request");
});

test("no two run limits have one name", async () => {
  const { owner } = await signUp();
  const limit = { name: "Runs", scope: {}, steps_max: 3 };
  const id = at((await owner.post("/v1/run-limits", limit)).body, "id");
  const other = await owner.post("/v1/run-limits", limit);
  expect([other.status, at(other.body, "code")]).toEqual([409, "run_limit_already_exists"]);
  expect((await owner.send("PUT", `/v1/run-limits/${id}`, { ...limit, steps_max: 4 })).status).toBe(200);
});

test("an unknown scope is answered with all scopes, whole", async () => {
  const { owner } = await signUp();
  const { body } = await owner.post("/v1/api-keys", { name: "gateway", scopes: ["decisions:wirte"] });
  expect(at(body, "errors", 0, "pointer")).toBe("/scopes/0");
  expect(at(body, "errors", 0, "detail")).toBe(`This is none of ${SCOPES.join(", ")}.`);
});
