import { describe, expect, test } from "vitest";
import { event } from "./chat-event.ts";
import { createPipeline } from "./pipeline.ts";
import { at, type Caller, createWorld, itemsOf, valueAt } from "./world.ts";

const ref = (provider: string, model: string) => ({ provider, model });
const contents = (changes: object = {}) => ({
  name: "Ours",
  default_tier: "economy",
  tiers: {
    premium: { task_classes: ["legal-review"], models: [ref("anthropic", "claude-opus-5-5")] },
    standard: { task_classes: ["drafting"], models: [ref("openai", "gpt-4o")] },
    economy: { models: [ref("openai", "gpt-4o-mini")] },
  },
  ...changes,
});
const PATH = "/v1/routing-policies";

async function makeDraft(owner: Caller, changes: object = {}) {
  const answer = await owner.post(PATH, contents(changes));
  expect(answer.status).toBe(201);
  return { id: at(answer.body, "id"), etag: answer.headers.get("etag") ?? "" };
}
const activate = (owner: Caller, { id, etag }: { readonly id: string; readonly etag: string }) =>
  owner.send("POST", `${PATH}/${id}/activate`, undefined, { "if-match": etag });
const statusesOf = async (owner: Caller) =>
  itemsOf((await owner.get(PATH)).body).map((item) => [valueAt(item, "version"), at(item, "status")]);
const codeOf = ({ status, body }: Awaited<ReturnType<Caller["get"]>>) => [status, at(body, "code")];

describe("a routing policy", () => {
  test("is the default one until a draft is activated, which then supersedes the one before", async () => {
    const world = createWorld();
    const { owner } = await world.signUp();
    expect(await statusesOf(owner)).toEqual([[0, "active"]]);
    expect(valueAt((await owner.get("/v1/routes")).body, "policy", "id")).toBe("default");
    const first = await makeDraft(owner);
    world.advance(1); // Ids of one millisecond are in no order.
    const second = await makeDraft(owner, { name: "Second" });
    expect(await statusesOf(owner)).toEqual([
      [0, "active"],
      [null, "draft"],
      [null, "draft"],
    ]);
    expect(valueAt((await activate(owner, second)).body, "version")).toBe(1);
    expect(valueAt((await activate(owner, first)).body, "version")).toBe(2);
    expect(await statusesOf(owner)).toEqual([
      [0, "superseded"],
      [2, "active"],
      [1, "superseded"],
    ]);
    const operations = itemsOf((await owner.get("/v1/audit-log")).body).map((item) => at(item, "operation"));
    expect(operations.filter((name) => name.startsWith("routing_policy"))).toEqual([
      "routing_policy.activated",
      "routing_policy.activated",
      "routing_policy.created",
      "routing_policy.created",
    ]);
  });

  test("is activated by its ETag alone: 428 without one, 412 with that of before a change", async () => {
    const { owner } = await createWorld().signUp();
    const draft = await makeDraft(owner);
    expect(codeOf(await owner.post(`${PATH}/${draft.id}/activate`))).toEqual([428, "precondition_required"]);
    const changed = await owner.send("PUT", `${PATH}/${draft.id}`, contents({ name: "Other" }), {
      "if-match": draft.etag,
    });
    expect([changed.status, at(changed.body, "name")]).toEqual([200, "Other"]);
    expect(codeOf(await activate(owner, draft))).toEqual([412, "precondition_failed"]);
    const etag = changed.headers.get("etag") ?? "";
    expect((await activate(owner, { id: draft.id, etag })).status).toBe(200);
  });

  test("never changes once it was activated, and is not deleted while it is in force", async () => {
    const { owner } = await createWorld().signUp();
    const [first, second] = [await makeDraft(owner), await makeDraft(owner)];
    await activate(owner, first);
    expect(codeOf(await owner.send("PUT", `${PATH}/${first.id}`, contents()))).toEqual([
      409,
      "routing_policy_not_draft",
    ]);
    expect(codeOf(await owner.send("DELETE", `${PATH}/${first.id}`))).toEqual([409, "routing_policy_active"]);
    expect(codeOf(await owner.send("DELETE", `${PATH}/default`))).toEqual([409, "routing_policy_active"]);
    expect(codeOf(await owner.send("PUT", `${PATH}/default`, contents()))).toEqual([409, "routing_policy_not_draft"]);
    await activate(owner, second);
    expect((await owner.send("DELETE", `${PATH}/${first.id}`)).status).toBe(204);
    expect(codeOf(await owner.get(`${PATH}/${first.id}`))).toEqual([404, "routing_policy_not_found"]);
  });

  test("of two activations of one draft at once, one wins", async () => {
    const { owner } = await createWorld().signUp();
    const draft = await makeDraft(owner);
    const answers = await Promise.all([1, 2, 3].map(() => activate(owner, draft)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  test("is refused for what contradicts itself, with pointers, and for unknown members", async () => {
    const { owner } = await createWorld().signUp();
    const models = [{ ...ref("openai", "gpt-4o"), fallback: ref("openai", "gpt-4o") }];
    const cycle = await owner.post(PATH, contents({ tiers: { ...contents().tiers, standard: { models } } }));
    expect([cycle.status, valueAt(cycle.body, "errors", 0, "pointer")]).toEqual([
      422,
      "/tiers/standard/models/0/fallback",
    ]);
    const unknown = await owner.post(PATH, contents({ rotues: [] }));
    expect([unknown.status, valueAt(unknown.body, "errors", 0, "pointer")]).toEqual([422, "/rotues"]);
    expect(await statusesOf(owner)).toEqual([[0, "active"]]);
  });

  test("may name models that have no list price, with a warning, and one model by one of its names", async () => {
    const { owner } = await createWorld().signUp();
    const tiers = { ...contents().tiers, economy: { models: [ref("acme", "own-1")] } };
    const answer = await owner.post(PATH, contents({ tiers }));
    expect([answer.status, valueAt(answer.body, "warnings")]).toEqual([
      201,
      [{ code: "model_unknown", detail: "acme/own-1 is not in the list of prices." }],
    ]);
    const dated = ref("openai", "gpt-4o-2024-08-06");
    const twice = { ...contents().tiers, economy: { models: [ref("acme", "own-1"), dated] } };
    expect((await owner.post(PATH, contents({ tiers: twice }))).status).toBe(422);
  });

  test("of a thousand routes is kept, activated and told in the audit log", async () => {
    const { owner } = await createWorld().signUp();
    const routes = Array.from({ length: 1000 }, (_, n) => ({
      id: `r${n}`,
      name: `Route ${n}`,
      match: { workflow: [`w${n}`] },
    }));
    const draft = await makeDraft(owner, { routes });
    expect((await activate(owner, draft)).status).toBe(200);
    expect(valueAt((await owner.get(`${PATH}/${draft.id}`)).body, "routes", 999, "id")).toBe("r999");
    const log = (await owner.get("/v1/audit-log")).body;
    expect(valueAt(itemsOf(log)[0], "after", "routes")).toBe(1000);
  });
});

test("routes in force are listed with their owners, and those without", async () => {
  const { owner } = await createWorld().signUp();
  const route = (id: string, extra: object = {}) => ({ id, name: id, match: { workflow: [id] }, ...extra });
  const draft = await makeDraft(owner, { routes: [route("c"), route("b"), route("a", { routing_owner: "ann" })] });
  await activate(owner, draft);
  await owner.post("/v1/owners", { kind: "routing_owner", dimension: "route", value: "b", owner: "bob" });
  const { body } = await owner.get("/v1/routes");
  expect(itemsOf(body).map((item) => [at(item, "id"), valueAt(item, "routing_owner")])).toEqual([
    ["a", "ann"],
    ["b", "bob"],
    ["c", null],
  ]);
  expect(valueAt(body, "without_routing_owner")).toEqual(["c"]);
});

describe("a simulation", () => {
  const RANGE = { from: "2026-11-02", to: "2026-11-03" };
  async function spent() {
    const pipeline = createPipeline({ at: "2026-11-04T09:00:30.000Z" });
    const tenant = await pipeline.signUp();
    const call = (id: string, taskClass: string, model: string, extra: object = {}) =>
      event(id, {
        model,
        run: { id: "r", task_class: taskClass },
        usage: { input_tokens: 1000, output_tokens: 100 },
        ...extra,
      });
    const events = [
      call("e1", "tagging", "gpt-4o"),
      call("e2", "tagging", "gpt-4o"),
      call("e3", "drafting", "gpt-4o"),
      call("e4", "tagging", "gpt-4o-mini"),
      call("e5", "tagging", "nobody-knows"),
      call("e6", "secret", "gpt-4o", { attribution: { data_class: "secret" } }),
      call("e7", "x", "text-embedding-3-small", { operation: "embedding", usage: { input_tokens: 1000 } }),
    ];
    expect((await tenant.owner.post("/v1/events", events)).status).toBe(202);
    await pipeline.settle();
    return tenant;
  }

  test("prices what would be downgraded at the model it would go to, and adds up", async () => {
    const { owner } = await spent();
    const route = {
      id: "secrets",
      name: "S",
      match: { task_class: ["secret"] },
      tier: "standard",
      data_classes: ["public"],
    };
    const policy = contents({ routes: [route] });
    const { status, body } = await owner.post("/v1/simulations", { policy, ...RANGE });
    expect(status).toBe(200);
    // gpt-4o: $2.50 and $10 a million; gpt-4o-mini: $0.15 and $0.60. A call is 0.0035 and 0.00021; the embedding 0.00002.
    expect(valueAt(body, "outcomes")).toEqual([
      { outcome: "allow", events: 2, before: "0.00371", after: "0.00371", difference: "0" },
      { outcome: "downgrade", events: 3, before: "0.007", after: "0.00042", difference: "-0.00658" },
      { outcome: "deny", events: 1, before: "0.0035", after: "0", difference: "-0.0035" },
      { outcome: "needs_approval", events: 0, before: "0", after: "0", difference: "0" },
      { outcome: "not_routed", events: 1, before: "0.00002", after: "0.00002", difference: "0" },
    ]);
    expect(valueAt(body, "total")).toEqual({
      events: 7,
      before: "0.01423",
      after: "0.00415",
      difference: "-0.01008",
      unpriced_events: 1,
    });
    const spend = await owner.get("/v1/spend?from=2026-11-02&to=2026-11-03&measures=cost");
    expect(valueAt(spend.body, "totals", "cost")).toBe("0.01423");
    const first = valueAt(body, "groups", 0);
    expect([
      valueAt(first, "outcome"),
      at(first, "from", "model"),
      at(first, "to", "model"),
      at(first, "basis"),
    ]).toEqual(["downgrade", "gpt-4o", "gpt-4o-mini", "exact"]);
    expect(valueAt(first, "reasons", 2)).toEqual({
      code: "model_above_tier",
      text: "openai/gpt-4o is of tier standard, above economy. An approved exception could allow it.",
    });
    expect(valueAt(body, "tiers", 1)).toEqual({
      tier: "standard",
      events_before: 4,
      events_after: 1,
      before: "0.014",
      after: "0.0035",
    });
  });

  test("prices by the tenant's own rates and discounts", async () => {
    const { owner } = await spent();
    const mini = { provider: "openai", model: "gpt-4o-mini" };
    // At own rates of $0.30 and $1.20 a call costs 0.00042, and half of that with the discount. Three are downgraded.
    const rates = {
      kind: "model_rates",
      name: "Own",
      ...mini,
      rates: { input_tokens: "0.3", output_tokens: "1.2" },
    };
    expect((await owner.post("/v1/price-overrides", rates)).status).toBe(201);
    const before = await owner.post("/v1/simulations", { policy: contents(), ...RANGE });
    const downgraded = (body: unknown) => valueAt(body, "outcomes", 1, "after");
    expect(downgraded(before.body)).toBe("0.00126");
    const half = { kind: "adjustment", name: "Half", percent: "-50", applies_to: "own_rates", ...mini };
    expect((await owner.post("/v1/price-overrides", half)).status).toBe(201);
    const after = await owner.post("/v1/simulations", { policy: contents(), ...RANGE });
    expect(downgraded(after.body)).toBe("0.00063");
  });

  test("takes a policy that is kept, and last month by default", async () => {
    const { owner } = await spent();
    const { body } = await owner.post("/v1/simulations", { policy_id: "default" });
    expect([at(body, "from"), at(body, "to"), valueAt(body, "total", "events")]).toEqual([
      "2026-10-01",
      "2026-11-01",
      0,
    ]);
    const both = await owner.post("/v1/simulations", { policy_id: "default", policy: contents() });
    expect([both.status, valueAt(both.body, "errors", 0, "pointer")]).toEqual([422, "/policy"]);
    const bad = contents({ tiers: { ...contents().tiers, economy: { models: [] } } });
    const faulty = await owner.post("/v1/simulations", { policy: bad });
    expect([faulty.status, valueAt(faulty.body, "errors", 0, "pointer")]).toEqual([
      422,
      "/policy/tiers/economy/models",
    ]);
    const long = await owner.post("/v1/simulations", { policy_id: "default", from: "2020-01-01", to: "2026-01-01" });
    expect(long.status).toBe(422);
  });
});
