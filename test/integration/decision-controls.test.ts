import type { Table } from "@outlay/storage/table";
import { holdOf } from "@outlay/domain/cap";
import { recordUsage } from "@outlay/services/record-usage";
import { heldOf } from "@outlay/services/held-of";
import { expect, test } from "vitest";
import { ASKED, createDecisionWorld, decider, reasonsOf } from "./decision-world.ts";
import { at, itemsOf, valueAt } from "./world.ts";

test.each([
  [{ kind: "workflow", id: "triage" }, { attribution: { workflow: "triage" } }],
  [{ kind: "agent", id: "resolver" }, { attribution: { agent: "resolver" } }],
  [{ kind: "application", id: "copilot" }, { attribution: { application: "copilot" } }],
  [{ kind: "route", id: "standard-work" }, {}],
])("a pause of %o denies the next decision, and no other", async (target, changes) => {
  const world = await createDecisionWorld();
  expect((await world.decide(changes)).body).toMatchObject({ verdict: "allow" });
  const pause = await world.made("/v1/pauses", { target, reason: "it calls itself" });
  const { body } = await world.decide(changes);
  expect(body).toMatchObject({ verdict: "deny", model: null, reservation: null });
  expect(reasonsOf(body).get("paused")).toMatchObject({
    subject: pause,
    text: expect.stringContaining("it calls itself"),
  });
  const other = { task_class: "tagging", requested: null, attribution: { workflow: "other" } };
  expect((await world.decide(other)).body).toMatchObject({ verdict: "allow" });
  await world.owner.post(`/v1/pauses/${pause}/resume`, { reason: "mended" });
  expect((await world.decide(changes)).body).toMatchObject({ verdict: "allow" });
});

test("a key whose binding is enforced asks for nobody else", async () => {
  const world = await createDecisionWorld();
  const key = await world.owner.post("/v1/api-keys", {
    name: "bound",
    scopes: ["decisions:write"],
    binding: { agent: "resolver" },
    binding_mode: "enforced",
  });
  const decide = decider(world.as(at(key.body, "secret")));
  expect((await decide({ attribution: {} })).status).toBe(200);
  const refused = await decide({ attribution: { agent: "other" } });
  expect([refused.status, valueAt(refused.body, "errors", 0, "pointer")]).toEqual([422, "/attribution/agent"]);
});

test("a full rate limit answers 429 with the limit's fields, is recorded, and denies nothing for good", async () => {
  const world = await createDecisionWorld();
  const limit = await world.made("/v1/rate-limits", {
    name: "per agent",
    per: "agent",
    value: "*",
    measure: "requests",
    amount: "1",
    window: "minute",
  });
  const asked = { attribution: { agent: "resolver" } };
  const first = await world.decide(asked);
  expect([first.status, first.headers.get("ratelimit")]).toEqual([
    200,
    expect.stringContaining('"per agent";r=0;t=60'),
  ]);
  world.advance(15_000);
  const second = await world.decide(asked);
  expect([second.status, at(second.body, "code"), second.headers.get("retry-after")]).toEqual([
    429,
    "rate_limited",
    "45",
  ]);
  expect(second.headers.get("ratelimit-policy")).toContain('"per agent";q=1;w=60');
  await world.record();
  const listed = await world.gateway.get("/v1/decisions?verdict=deny");
  expect(itemsOf(listed.body)).toHaveLength(1);
  expect(reasonsOf(itemsOf(listed.body)[0]).get("rate_limited")?.subject).toBe(limit);
  expect(at(second.body, "decision_id")).toBe(at(itemsOf(listed.body)[0], "id"));
  expect(reasonsOf(second.body).get("rate_limited")?.subject).toBe(limit);
  world.advance(45_000);
  expect((await world.decide(asked)).status).toBe(200);
});

test("what a denied call took of rate limits and of its run is given back", async () => {
  const world = await createDecisionWorld();
  await world.made("/v1/rate-limits", {
    name: "calls",
    per: "application",
    value: "*",
    measure: "requests",
    amount: "2",
    window: "day",
  });
  const budget = await world.cap("0.0001");
  const asked = { attribution: { application: "copilot" }, run: { id: "run_1" } };
  for (let i = 0; i < 5; i++) expect((await world.decide(asked)).body).toMatchObject({ verdict: "deny" });
  await world.owner.send("DELETE", `/v1/budgets/${budget}`);
  for (const status of [200, 200, 429]) expect((await world.decide(asked)).status).toBe(status);
});

test("a run is held to the route's steps and to run limits, and a loop is told while it goes on", async () => {
  const world = await createDecisionWorld();
  const beyond = await world.decide({ run: { id: "run_1", step: 51 } });
  expect(at(beyond.body, "verdict")).toBe("deny");
  expect(reasonsOf(beyond.body).get("run_limit_reached")).toMatchObject({
    subject: "run_1",
    text: "Run run_1 would come to 51 steps, and its route allows 50 steps.",
  });
  const loop = (step: number) => world.decide({ run: { id: "run_2", step, step_name: "search for it" } });
  for (let step = 1; step <= 5; step++)
    expect([...reasonsOf((await loop(step)).body).keys()]).not.toContain("loop_detected");
  const told = await loop(6);
  expect(told.body).toMatchObject({ verdict: "allow" });
  expect(reasonsOf(told.body).get("loop_detected")?.text).toContain("search for it came 6 times");
  const alerts = await world.owner.get("/v1/alerts?kind=loop");
  expect(itemsOf(alerts.body)).toHaveLength(1);
  const limit = await world.made("/v1/run-limits", { name: "no circles", scope: {}, repeats_max: 6, on_loop: "deny" });
  const denied = await loop(7);
  expect(at(denied.body, "verdict")).toBe("deny");
  expect(reasonsOf(denied.body).get("loop_detected")).toMatchObject({
    subject: limit,
    text: expect.stringContaining("the step search for it came 7 times, and 6 are allowed"),
  });
});

test("a run limit of money needs a bound", async () => {
  const world = await createDecisionWorld();
  const limit = await world.made("/v1/run-limits", { name: "money", scope: {}, amount_max: "0.01" });
  const asked = { operation: "embedding", requested: { provider: "acme", model: "unheard-of" }, run: { id: "run_1" } };
  const { body } = await world.decide(asked);
  expect([at(body, "verdict"), reasonsOf(body).get("no_upper_bound")?.subject]).toEqual(["deny", limit]);
  expect((await world.decide({ run: { id: "run_1" } })).body).toMatchObject({ verdict: "allow" });
  const over = await world.decide({ run: { id: "run_1" } });
  expect(reasonsOf(over.body).get("run_limit_reached")?.subject).toBe(limit);
  expect(reasonsOf(over.body).get("run_limit_reached")?.text).toMatch(
    /come to [0-9.]+ [A-Z]{3}, and .* allows 0\.01 [A-Z]{3}\.$/,
  );
});

test("an approved exception lets a stronger model pass, and its use is measured", async () => {
  const world = await createDecisionWorld();
  const opus = { provider: "anthropic", model: "claude-opus-4-5" };
  const exception = await world.made("/v1/exceptions", {
    scope: { department: ["support"] },
    tier: "premium",
    reason: "a tender",
    expires_at: "2026-11-03T00:00:00Z",
  });
  expect((await world.decide({ requested: opus })).body).toMatchObject({ verdict: "downgrade" });
  await world.owner.post(`/v1/exceptions/${exception}/approve`, { reason: null });
  const { body } = await world.decide({ requested: opus });
  expect(body).toMatchObject({ verdict: "allow", model: { ...opus, tier: "premium" }, route: { type: "exception" } });
  expect(reasonsOf(body).get("exception_approved")?.subject).toBe(exception);
  await world.use(body, opus);
  await world.settle();
  const spend = await world.owner.get(
    "/v1/spend?from=2026-11-02&to=2026-11-03&route_type=exception&measures=cost,cost_cause_exception",
  );
  expect(valueAt(spend.body, "totals")).toMatchObject({ cost: "0.0075", cost_cause_exception: "0.0075" });
});

test("a decision waits for an approval where people review, and takes nothing meanwhile", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("1");
  const policy = await world.owner.post("/v1/routing-policies", {
    name: "reviewed",
    default_tier: "standard",
    tiers: {
      premium: { models: [{ provider: "anthropic", model: "claude-opus-4-5" }] },
      standard: { models: [ASKED.requested] },
      economy: { models: [{ provider: "anthropic", model: "claude-haiku-4-5" }] },
    },
    routes: [{ id: "all", name: "All", match: {}, tier: "standard", review_required: true }],
  });
  const path = `/v1/routing-policies/${at(policy.body, "id")}/activate`;
  await world.owner.post(path, undefined, { "If-Match": policy.headers.get("etag") ?? "" });
  const { body } = await world.decide({ requested: { provider: "anthropic", model: "claude-opus-4-5" } });
  expect(body).toMatchObject({ verdict: "needs_approval", model: null, reservation: null, review_required: true });
  const codes = ["route_matched", "model_above_tier", "approval_needed", "review_required"];
  expect([...reasonsOf(body).keys()]).toEqual(codes);
  expect((await heldOf(world.world, world.tenantId, [holdOf(id, null)])).get(holdOf(id, null)) ?? 0n).toBe(0n);
});

test("the journal tells who asked what, why it was decided so, and the usage that came of it", async () => {
  const world = await createDecisionWorld();
  await world.cap("1");
  const { body } = await world.decide({ run: { id: "run_1", step: 1 } });
  const path = `/v1/decisions/${at(body, "id")}`;
  expect([(await world.gateway.get(path)).status, at((await world.gateway.get(path)).body, "code")]).toEqual([
    404,
    "decision_not_found",
  ]);
  await world.use(body);
  await world.settle();
  const { body: told } = await world.gateway.get(path);
  expect(told).toMatchObject({
    id: at(body, "id"),
    at: "2026-11-02T09:00:00.000Z",
    verdict: "allow",
    asked: { context_tokens: 1000, output_tokens_max: 100 },
    values: { department: "support", task_class: "support-drafting" },
    reasons: valueAt(body, "reasons"),
    reservation: { amount: at(body, "reservation", "amount"), currency: "USD" },
    events: [{ source: "gateway", cost: "0.0045" }],
    is_complete: true,
  });
  expect(JSON.stringify(told)).not.toContain(at(body, "reservation", "id"));
});

test("decisions are listed in order, by what is asked for, page by page", async () => {
  const world = await createDecisionWorld();
  const ids: string[] = [];
  for (let i = 0; i < 7; i++) {
    ids.push(
      at((await world.decide({ attribution: { user: i % 2 ? "ada" : "bob" }, run: { id: "run_1" } })).body, "id"),
    );
    world.advance(i === 3 ? 2 * 3_600_000 : 20_000);
  }
  await world.record();
  const range = "from=2026-11-02T08:00:00Z&to=2026-11-02T12:00:00Z";
  const seen: string[] = [];
  let cursor = "";
  for (let pages = 0; pages < 10; pages++) {
    const { body } = await world.gateway.get(`/v1/decisions?${range}&limit=2${cursor}`);
    seen.push(...itemsOf(body).map((item) => at(item, "id")));
    const next = valueAt(body, "next_cursor");
    if (typeof next !== "string") break;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
  expect(seen).toEqual(ids);
  const ofAda = await world.gateway.get(`/v1/decisions?${range}&user=ada`);
  expect(itemsOf(ofAda.body).map((item) => at(item, "id"))).toEqual(ids.filter((_, i) => i % 2 === 1));
  const idsOf = async (filter: string) =>
    itemsOf((await world.gateway.get(`/v1/decisions?${range}&${filter}`)).body).map((item) => at(item, "id"));
  for (const filter of ["verdict=deny", "run_id=run_2", "reason=paused", "subject=pau_1", "user=eve"])
    expect(await idsOf(filter)).toEqual([]);
  for (const filter of ["verdict=allow", "run_id=run_1", "reason=route_matched", "subject=standard-work"])
    expect(await idsOf(filter)).toEqual(ids);
  expect((await world.gateway.get(`/v1/decisions?${range}&usr=ada`)).status).toBe(422);
});

test("a decision that is delivered twice is listed once", async () => {
  const world = await createDecisionWorld();
  await world.decide();
  const [message] = world.queues.usage.waiting;
  if (!message) throw new Error("Nothing was sent.");
  await world.record();
  await world.queues.usage.send([message]);
  await world.record();
  expect(itemsOf((await world.gateway.get("/v1/decisions")).body)).toHaveLength(1);
});

test("a decision that the recorder could not keep is delivered again", async () => {
  const state = { isDown: false };
  const wrapTable = (table: Table): Table => ({
    ...table,
    put: async (item, condition) => {
      if (state.isDown && /^T#[^#]+#E#/.test(item.pk)) throw new Error("The store does not answer.");
      return table.put(item, condition);
    },
  });
  const world = await createDecisionWorld({ wrapTable });
  await world.decide();
  const received = world.queues.usage.waiting.map(({ messageId, body }) => ({ messageId, body, receiveCount: 1 }));
  state.isDown = true;
  expect(await recordUsage(world.world, received)).toEqual(new Set(received.map(({ messageId }) => messageId)));
  state.isDown = false;
  expect(await recordUsage(world.world, received)).toEqual(new Set());
  expect(itemsOf((await world.gateway.get("/v1/decisions")).body)).toHaveLength(1);
});

test("a limit of tokens counts what all attempts may use", async () => {
  const world = await createDecisionWorld();
  const perApplication = { per: "application", value: "*", measure: "tokens", window: "hour" };
  await world.made("/v1/rate-limits", { name: "tokens", amount: "2200", ...perApplication });
  const asked = { attribution: { application: "copilot" } };
  expect((await world.decide({ ...asked, attempts: 3 })).status).toBe(429);
  expect((await world.decide({ ...asked, attempts: 2 })).status).toBe(200);
  expect((await world.decide(asked)).status).toBe(429);
});

/** A table whose caps sheets do not answer while `isDown`. */
function failingSheets() {
  const state = { isDown: false };
  const check = (pk: string) => {
    if (state.isDown && /^T#[^#]+#K/.test(pk)) throw new Error("The store does not answer.");
  };
  const wrapTable = (table: Table): Table => ({
    ...table,
    get: async (key) => (check(key.pk), table.get(key)),
    query: async (range) => (check(range.pk), table.query(range)),
    put: async (item, condition) => (check(item.pk), table.put(item, condition)),
    remove: async (key, condition) => (check(key.pk), table.remove(key, condition)),
    addToSets: async (key, sets) => (check(key.pk), table.addToSets(key, sets)),
    update: async (key, change) => (check(key.pk), table.update(key, change)),
  });
  return { state, wrapTable };
}

test("while nobody can say what hard budgets have left, each does what it was told to", async () => {
  const { state, wrapTable } = failingSheets();
  const world = await createDecisionWorld({ wrapTable });
  const open = await world.cap("1", { name: "open", on_unavailable: "open" });
  state.isDown = true;
  const passed = await world.decide();
  expect(passed.body).toMatchObject({ verdict: "allow", reservation: null });
  expect(reasonsOf(passed.body).get("cap_unchecked")?.subject).toBe(open);
  state.isDown = false;
  await world.cap("1", { name: "closed" });
  state.isDown = true;
  const refused = await world.decide();
  expect([refused.status, at(refused.body, "code"), refused.headers.get("retry-after")]).toEqual([
    503,
    "caps_unavailable",
    "5",
  ]);
  state.isDown = false;
  expect((await world.decide()).body).toMatchObject({ verdict: "allow" });
});

test("what a later denial gives back is told as left", async () => {
  const world = await createDecisionWorld();
  const limit = { name: "per agent", per: "agent", value: "*", measure: "requests", amount: "2", window: "hour" };
  await world.made("/v1/rate-limits", limit);
  await world.cap("0.000001");
  for (let times = 0; times < 3; times++) {
    const denied = await world.decide({ attribution: { agent: "resolver" } });
    expect([denied.status, at(denied.body, "verdict")]).toEqual([200, "deny"]);
    expect(denied.headers.get("ratelimit")).toContain('"per agent";r=2;');
  }
});

test("an Idempotency-Key answers as before for a minute, in which what was held is held, and then anew", async () => {
  const world = await createDecisionWorld();
  await world.cap("100");
  const ask = async () => {
    const answer = await world.gateway.post("/v1/decisions", ASKED, { "idempotency-key": "call-1" });
    return [answer.status, at(answer.body, "id"), answer.headers.get("idempotency-replayed")];
  };
  const [, first] = await ask();
  world.advance(59_000);
  expect(await ask()).toEqual([200, first, "true"]);
  world.advance(1_000);
  expect(await ask()).toEqual([200, expect.not.stringMatching(String(first)), null]);
});

test("a decision that cannot be recorded is not given, and holds nothing", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("1");
  const send = world.queues.usage.send;
  world.queues.usage.send = async (messages) => messages.map((_, index) => index);
  expect([(await world.decide()).status]).toEqual([503]);
  world.queues.usage.send = send;
  expect((await heldOf(world.world, world.tenantId, [holdOf(id, null)])).get(holdOf(id, null)) ?? 0n).toBe(0n);
});
