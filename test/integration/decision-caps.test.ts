import type { Table } from "@outlay/storage/table";
import { parseAmount } from "@outlay/domain/money";
import { expect, test } from "vitest";
import { ASKED, createDecisionWorld, heldIn, times, HAIKU, reasonsOf, WORST } from "./decision-world.ts";
import { at, valueAt } from "./world.ts";

test("a call under a hard budget holds what it may cost at the most, at every level", async () => {
  const world = await createDecisionWorld();
  const company = await world.cap("1");
  const support = await world.cap("1", { name: "Support's", scope: { department: ["support"] } });
  const soft = await world.cap("1", { name: "Soft", enforcement: "soft" });
  const { body } = await world.decide();
  expect(body).toMatchObject({
    verdict: "allow",
    reservation: { amount: times(1n), currency: "USD", expires_at: "2026-11-02T09:04:00.000Z" },
  });
  expect(at(body, "reservation", "id")).toBe(at(body, "route", "reservation_id"));
  expect(reasonsOf(body).get("cap_held")?.text).toMatch(/holds 0\.007501 for this call/);
  expect([await heldIn(world, company), await heldIn(world, support), await heldIn(world, soft)]).toEqual([
    WORST,
    WORST,
    0n,
  ]);
});

test("a decision for several attempts holds for all of them", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("1");
  const { body } = await world.decide({ attempts: 3, requested: HAIKU, task_class: "tagging" });
  expect(valueAt(body, "fallbacks")).toHaveLength(2);
  // A minute for each, and one more.
  expect(at(body, "reservation", "expires_at")).toBe("2026-11-02T09:04:00.000Z");
  const held = await heldIn(world, id);
  expect(held).toBe(parseAmount(at(body, "reservation", "amount")));
  expect(held % 3n).toBe(0n);
});

test("of many calls at once as many pass as fit, no matter how many ask", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap(times(7n));
  const answers = await Promise.all(Array.from({ length: 40 }, () => world.decide()));
  const verdicts = answers.map(({ body }) => at(body, "verdict"));
  expect(verdicts.filter((verdict) => verdict === "allow")).toHaveLength(7);
  expect(verdicts.filter((verdict) => verdict === "deny")).toHaveLength(33);
  expect(await heldIn(world, id)).toBe(WORST * 7n);
});

test("a denial says of each full budget what it has left and what the call may cost", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("0.0005");
  const { status, body } = await world.decide();
  expect([status, at(body, "verdict"), valueAt(body, "model"), valueAt(body, "reservation")]).toEqual([
    200,
    "deny",
    null,
    null,
  ]);
  expect(reasonsOf(body).get("cap_reached")).toEqual({
    text: `Budget 'Support' (${id}) has 0.0005 of 0.0005 USD left this month, and this call to anthropic/claude-sonnet-4-5 may cost 0.007501.`,
    subject: id,
  });
  expect(await heldIn(world, id)).toBe(0n);
});

test("where the first model does not fit, a cheaper one that the policy allows is taken", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("0.005");
  const { body } = await world.decide();
  expect(body).toMatchObject({ verdict: "downgrade", model: { model: "gpt-5.6-terra" } });
  expect(reasonsOf(body).get("cap_downgrade")?.subject).toBe(id);
  expect(await heldIn(world, id)).toBe(parseAmount(at(body, "reservation", "amount")));
});

test("a retry with the same Idempotency-Key gets the same answer, and holds nothing more", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("1");
  const headers = { "Idempotency-Key": "call-1" };
  const [first, again] = [
    await world.gateway.post("/v1/decisions", ASKED, headers),
    await world.gateway.post("/v1/decisions", ASKED, headers),
  ];
  expect(again.body).toEqual(first.body);
  expect(await heldIn(world, id)).toBe(WORST);
});

test("a warm decision is two reads, one write for all its levels, and one message", async () => {
  const calls: string[] = [];
  const counted =
    <Args extends readonly unknown[], Answer>(name: string, call: (...args: Args) => Answer) =>
    (...args: Args): Answer => {
      calls.push(name);
      return call(...args);
    };
  const wrapTable = (table: Table): Table => ({
    get: counted("get", table.get),
    query: counted("query", table.query),
    put: counted("put", table.put),
    remove: counted("remove", table.remove),
    addToSets: counted("addToSets", table.addToSets),
    update: counted("update", table.update),
    getAll: counted("getAll", table.getAll),
    putAll: counted("putAll", table.putAll),
  });
  const world = await createDecisionWorld({ wrapTable });
  for (let level = 0; level < 5; level++) await world.cap("1", { name: `level ${level}` });
  await world.decide();
  const sent = world.queues.usage.waiting.length;
  calls.length = 0;
  expect((await world.decide()).body).toMatchObject({ verdict: "allow" });
  // The key's look-up, the configuration's tail, the caps sheet.
  expect(calls).toEqual(["get", "query", "update"]);
  expect(world.queues.usage.waiting.length).toBe(sent + 1);
  const perApplication = { per: "application", value: "*", measure: "requests", window: "hour", amount: "9" };
  await world.made("/v1/rate-limits", { name: "calls", ...perApplication });
  const asked = { attribution: { application: "copilot" }, run: { id: "run_1", step: 1 } };
  await world.decide(asked);
  calls.length = 0;
  await world.decide(asked);
  // And the counters of the application, the state of the run.
  expect(calls).toEqual(["get", "query", "update", "get", "update", "update"]);
});

test("three cheaper ways are tried and no more", async () => {
  const world = await createDecisionWorld();
  await world.cap("0.005");
  for (let tries = 0; tries < 3; tries++) {
    const { body } = await world.decide();
    expect(at(body, "verdict")).toBe("downgrade");
    const reservation_id = at(body, "reservation", "id");
    await world.gateway.post(`/v1/decisions/${at(body, "id")}/release`, { reservation_id });
    await world.cap("0.000001", { name: `none of ${tries}`, scope: { model: [at(body, "model", "model")] } });
  }
  expect((await world.decide()).body).toMatchObject({ verdict: "deny" });
});

test("a price that rises while the reservation lasts counts", async () => {
  const world = await createDecisionWorld();
  await world.cap("1");
  const from = "2026-11-02T09:03:59Z";
  await world.made("/v1/price-overrides", { kind: "adjustment", name: "dearer", percent: "100", from, confirm: true });
  expect(at((await world.decide()).body, "reservation", "amount")).toBe("0.015000000002");
});

test("where fallbacks alone do not fit, the model is called without them", async () => {
  const world = await createDecisionWorld();
  await world.cap("0.001");
  const rates = (input: string) => ({ rates: { input_tokens: input, output_tokens: input } });
  for (const [model, input] of [
    ["claude-sonnet-4-5", "0.1"],
    ["claude-sonnet-5", "5"],
  ] as const)
    await world.made("/v1/price-overrides", {
      kind: "model_rates",
      name: model,
      confirm: true,
      provider: "anthropic",
      model,
      ...rates(input),
    });
  const { body } = await world.decide({ attempts: 2 });
  expect(body).toMatchObject({ verdict: "allow", model: { model: "claude-sonnet-4-5" }, fallbacks: [] });
  expect([...reasonsOf(body).keys()]).toContain("fallbacks_dropped");
});

test("what has no bound is denied under a hard budget alone, and told what to state", async () => {
  const world = await createDecisionWorld();
  const asked = {
    operation: "embedding",
    requested: { provider: "openai", model: "text-embedding-3-small" },
    context_tokens: null,
  };
  expect((await world.decide(asked)).body).toMatchObject({ verdict: "allow" });
  const id = await world.cap("1");
  const { body } = await world.decide(asked);
  expect(at(body, "verdict")).toBe("deny");
  expect(reasonsOf(body).get("no_upper_bound")).toMatchObject({
    subject: id,
    text: expect.stringContaining("`context_tokens`"),
  });
  const unknown = await world.decide({
    ...asked,
    context_tokens: 5,
    requested: { provider: "acme", model: "unheard-of" },
  });
  expect(reasonsOf(unknown.body).get("no_upper_bound")?.text).toContain("price override");
});

test("what costs nothing holds nothing, be the budget spent or not", async () => {
  const world = await createDecisionWorld();
  await world.cap("0.000001");
  const own = { provider: "own", model: "llama" };
  await world.made("/v1/price-overrides", {
    kind: "model_rates",
    name: "ours",
    ...own,
    rates: { input_tokens: "0", output_tokens: "0" },
  });
  const { body } = await world.decide({ operation: "embedding", requested: own });
  expect(body).toMatchObject({ verdict: "allow", reservation: null });
  expect([...reasonsOf(body).keys()]).toContain("no_cost");
});

test("a budget of a department holds a call that names its user alone", async () => {
  const world = await createDecisionWorld();
  const extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  await world.owner.send("PUT", "/v1/directory", {
    Resources: [{ userName: "u_17", [extension]: { department: "legal" } }],
  });
  const id = await world.cap("0.0005", { scope: { department: ["legal"] } });
  const { body } = await world.decide({ attribution: { user: "u_17" } });
  expect([at(body, "verdict"), reasonsOf(body).get("cap_reached")?.subject]).toEqual(["deny", id]);
  expect((await world.decide({ attribution: { user: "u_18" } })).body).toMatchObject({
    verdict: "allow",
    reservation: null,
  });
});

test("a template holds each value to its own amount, from the first call", async () => {
  const world = await createDecisionWorld();
  await world.cap(times(2n), { scope: { user: ["*"] } });
  const ask = (user: string) => Promise.all(Array.from({ length: 5 }, () => world.decide({ attribution: { user } })));
  const [ada, bob] = await Promise.all([ask("ada"), ask("bob")]);
  for (const answers of [ada, bob])
    expect(answers.filter(({ body }) => at(body, "verdict") === "allow")).toHaveLength(2);
  expect((await world.decide({ attribution: {} })).body).toMatchObject({ verdict: "allow", reservation: null });
});

test("an override of one value of a template gives room to that value alone", async () => {
  const world = await createDecisionWorld();
  const budget_id = await world.cap("0.00000001", { scope: { user: ["*"] } });
  const expires_at = "2026-11-02T10:00:00Z";
  const override = { budget_id, value: "ada", amount: "1", reason: "a trial", expires_at };
  await world.made("/v1/budget-overrides", override);
  const ada = await world.decide({ attribution: { user: "ada" } });
  expect([at(ada.body, "verdict"), reasonsOf(ada.body).has("budget_override")]).toEqual(["allow", true]);
  const bob = await world.decide({ attribution: { user: "bob" } });
  expect([at(bob.body, "verdict"), reasonsOf(bob.body).has("budget_override")]).toEqual(["deny", false]);
});

test("an override gives room while it lasts, and is named", async () => {
  const world = await createDecisionWorld();
  const id = await world.cap("0.005");
  const override = await world.made("/v1/budget-overrides", {
    budget_id: id,
    percent: 100,
    reason: "the tender",
    expires_at: "2026-11-02T10:00:00Z",
  });
  const { body } = await world.decide();
  expect([at(body, "verdict"), reasonsOf(body).get("budget_override")?.subject]).toEqual(["allow", override]);
  world.advance(3_600_000);
  expect((await world.decide()).body).toMatchObject({ verdict: "deny" });
});

test("a new month opens with nothing used but what is held", async () => {
  const world = await createDecisionWorld({ at: "2026-11-30T23:58:00.000Z" });
  const id = await world.cap(times(2n));
  const first = await world.decide();
  await world.use(first.body);
  const second = await world.decide();
  await world.settle();
  expect(at(second.body, "verdict")).toBe("allow");
  world.advance(3 * 60_000);
  // The second call is open still, and the first was November's.
  expect((await world.decide()).body).toMatchObject({ verdict: "allow" });
  expect((await world.decide()).body).not.toMatchObject({ verdict: "allow" });
  expect(await heldIn(world, id)).toBeGreaterThanOrEqual(WORST * 2n);
});

test("where a budget is overspent, a model that costs nothing is given in place of one that costs", async () => {
  const world = await createDecisionWorld();
  await world.made("/v1/price-overrides", {
    kind: "model_rates",
    name: "Our own",
    provider: "own",
    model: "free",
    rates: { input_tokens: "0", output_tokens: "0" },
  });
  const free = { provider: "own", model: "free" };
  const models = [{ provider: "anthropic", model: "claude-haiku-4-5", fallback: free }, free];
  const policy = await world.owner.post("/v1/routing-policies", {
    name: "free at last",
    default_tier: "economy",
    tiers: {
      premium: { models: [{ provider: "anthropic", model: "claude-opus-4-5" }] },
      standard: { models: [{ provider: "anthropic", model: "claude-sonnet-4-5" }] },
      economy: { models },
    },
  });
  const ifMatch = { "If-Match": policy.headers.get("etag") ?? "" };
  await world.owner.post(`/v1/routing-policies/${at(policy.body, "id")}/activate`, undefined, ifMatch);
  await world.cap("0.001");
  // Usage that asked nobody.
  await world.owner.post("/v1/events", {
    id: "unasked",
    source: "x",
    time: world.world.now().toISOString(),
    operation: "chat",
    ...ASKED.requested,
    usage: { input_tokens: 10_000 },
  });
  await world.settle();
  const { body } = await world.decide({ requested: HAIKU });
  expect(body).toMatchObject({ verdict: "downgrade", model: free, reservation: null });
  expect([...reasonsOf(body).keys()]).toEqual(expect.arrayContaining(["cap_downgrade", "no_cost"]));
});

test("a denial names also the full budgets that nobody asked before", async () => {
  const world = await createDecisionWorld();
  const ids = [
    await world.cap("0.00000001", { name: "Each department", scope: { department: ["*"] } }),
    await world.cap("0.00000001", { name: "Each key", scope: { api_key: ["*"] } }),
    await world.cap("0.00000001", { name: "All" }),
  ];
  const { body } = await world.decide({ requested: HAIKU, task_class: "tagging" });
  const reasons = valueAt(body, "reasons");
  const full = Array.isArray(reasons) ? reasons.filter((each: unknown) => valueAt(each, "code") === "cap_reached") : [];
  expect(full.map((each: unknown) => at(each, "subject", "id")).toSorted()).toEqual(ids.toSorted());
});
