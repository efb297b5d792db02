import { describe, expect, test } from "vitest";
import { apartOf, chat, chats, exact, of, reportedTenant, rowsOf } from "./reported.ts";
import { at, itemsOf, valueAt } from "./world.ts";

describe("premium-for-routine", () => {
  const SALES_IN_PARIS = { department: "sales", tags: { site: "paris" } };
  const opus = { provider: "anthropic", model: "claude-opus-5-5", usage: { input_tokens: 1000, output_tokens: 100 } };
  const of2 = (department: string, taskClass?: string) => ({
    ...opus,
    attribution: { department },
    run: taskClass === undefined ? undefined : { id: `${department} ${taskClass}`, task_class: taskClass },
  });

  test("prices routine work at the first model of its tier; work of no stated class is not called routine", async () => {
    const { count, report, spend, behind } = await reportedTenant();
    await count([
      chat("a", of2("sales", "translation")),
      chat("b", of2("sales", "translation")),
      chat("c", of2("sales", "support-drafting")),
      chat("d", of2("sales", "legal-review")),
      chat("e", { ...of2("legal", "legal-review"), model: "claude-opus-3-of-old" }),
      chat("f", of2("legal")),
      chat("g", of2("ops", "translation")),
      chat("h", { attribution: { department: "sales" } }),
      chat("i", { ...of2("sales", "translation"), operation: "embedding", usage: {} }),
    ]);
    const body = await report("premium-for-routine");
    // Opus: 0.004 + 0.002. Luna, for translation: 0.0002 + 0.00012. Sonnet, for drafting: 0.002 + 0.001.
    expect(rowsOf(body)).toEqual([
      {
        of: "sales",
        cost: "0.0265",
        premium_cost: "0.024",
        routine_cost: "0.018",
        routine_events: 3,
        default_tier_cost: "0",
        routine_share: "0.75",
        policy_cost: "0.00364",
        unpriced_cost: "0",
        saving: { amount: "0.01436", is_estimated: true },
      },
      expect.objectContaining({ of: "ops", routine_cost: "0.006", policy_cost: "0.00032" }),
    ]);
    expect(valueAt(body, "items", 0, "advice")).toBe(
      "Department sales spent USD 0.018, 75 % of its premium chats, on work that the routing policy puts in a lower tier (translation, support-drafting): send it to openai/gpt-5.6-luna, anthropic/claude-sonnet-5, which saves about USD 0.014.",
    );
    expect(apartOf(body)).toEqual([{ reason: "task_class_not_stated", cost: "0.006", of: ["legal"] }]);
    expect(valueAt(body, "spend")).toBe(await spend("cost"));
    expect(valueAt(body, "unpriced_events")).toBe(1);
    expect(await behind(itemsOf(body)[0])).toEqual(["a", "b", "c"]);
  });

  test("takes a tenant's own prices of each day, and leaves out what an exception allows", async () => {
    const { count, report, post } = await reportedTenant({}, async (owner) => {
      const { body } = await owner.post("/v1/exceptions", {
        scope: { workflow: ["vip"] },
        tier: "premium",
        reason: "the customer asked for it",
        expires_at: "2026-11-30T00:00:00Z",
      });
      const approved = await owner.post(`/v1/exceptions/${at(body, "id")}/approve`, { reason: "so be it" });
      expect(approved.status).toBe(200);
    });
    await post("/v1/price-overrides", {
      kind: "model_rates",
      name: "half",
      provider: "anthropic",
      model: "claude-sonnet-5",
      rates: { input_tokens: "1", output_tokens: "5" },
      scope: { "tag:site": ["paris"] },
      from: "2026-11-19T00:00:00Z",
    });
    const drafting = { ...of2("sales", "support-drafting"), attribution: SALES_IN_PARIS };
    await count([
      chat("a", drafting),
      chat("b", { ...drafting, time: "2026-11-19T09:00:00Z" }),
      chat("d", { ...of2("sales", "support-drafting"), time: "2026-11-19T09:00:00Z" }),
      chat("c", { ...drafting, attribution: { ...SALES_IN_PARIS, workflow: "vip" }, time: "2026-11-20T11:00:00Z" }),
    ]);
    // Sonnet by the list 0.003 on the 18th and elsewhere, by the override 0.0015 from the 19th.
    const body = await report("premium-for-routine");
    expect(rowsOf(body)).toMatchObject([{ routine_cost: "0.018", policy_cost: "0.0075", saving: exact("0.0105") }]);
    expect(apartOf(body)).toEqual([{ reason: "by_exception", cost: "0.006", of: ["sales"] }]);
  });

  test("has no saving where the policy's model has no price", async () => {
    const { count, report, activate } = await reportedTenant();
    const tier = (...models: string[]) => ({ models: models.map((model) => ({ provider: "anthropic", model })) });
    await activate({
      default_tier: "standard",
      tiers: {
        premium: tier("claude-opus-5-5"),
        standard: tier("nobody-sells-this"),
        economy: tier("claude-haiku-4-5"),
      },
    });
    await count([chat("a", of2("sales", "anything"))]);
    const body = await report("premium-for-routine");
    expect(rowsOf(body)).toMatchObject([
      { routine_cost: "0.006", policy_cost: "0.006", unpriced_cost: "0.006", saving: null },
    ]);
    expect(valueAt(body, "items", 0, "advice")).toContain("the policy knows no cheaper model with a price for it");
    expect(valueAt(body, "totals", "saving")).toBe(null);
  });

  test("takes the policy's default tier for its word, unless asked not to", async () => {
    const { count, report } = await reportedTenant();
    await count([chat("a", of2("sales", "coding")), chat("b", of2("sales", "translation"))]);
    const body = await report("premium-for-routine");
    expect(rowsOf(body)).toMatchObject([{ routine_cost: "0.012", default_tier_cost: "0.006", policy_cost: "0.00332" }]);
    expect(valueAt(body, "items", 0, "advice")).toContain(
      ", or name in a tier the task classes that need more than the default one.",
    );
    const ignoring = await report("premium-for-routine", "&default_tier=ignore");
    expect(rowsOf(ignoring)).toMatchObject([{ routine_cost: "0.006", default_tier_cost: "0" }]);
    expect(valueAt(ignoring, "items", 0, "advice")).not.toContain("default");
    expect(apartOf(ignoring)).toEqual([{ reason: "task_class_in_no_tier", cost: "0.006", of: ["sales"] }]);
  });

  test("has no saving where the policy's model is dearer", async () => {
    const { count, report, post } = await reportedTenant();
    const rates = { input_tokens: "5", output_tokens: "25" };
    const dear = { kind: "model_rates", name: "dear", provider: "anthropic", model: "claude-sonnet-5", rates };
    await post("/v1/price-overrides", { ...dear, scope: { department: ["sales"] } });
    await count([chat("a", of2("sales", "support-drafting")), chat("b", of2("sales", "translation"))]);
    expect(rowsOf(await report("premium-for-routine"))).toMatchObject([
      { routine_cost: "0.012", policy_cost: "0.00632", unpriced_cost: "0", saving: { amount: "0.00568" } },
    ]);
  });
});

test("data-class-routes: by class, tier and route, and whether the route in force asks for the class", async () => {
  const { count, report, activate } = await reportedTenant();
  const tier = (model: string) => ({ models: [{ provider: "openai", model }] });
  await activate({
    default_tier: "standard",
    tiers: { premium: tier("gpt-5-pro"), standard: tier("gpt-4o"), economy: tier("gpt-4o-mini") },
    routes: [
      { id: "eu", name: "EU", match: { data_class: ["restricted"] } },
      { id: "any", name: "Any", match: {} },
    ],
  });
  const restricted = { data_class: "restricted" };
  await count([
    chat("a", of(restricted, { route: { id: "eu" }, outcome: { redacted: true } })),
    ...chats(2, "b", () => of(restricted, { route: { id: "any" }, status: "blocked" })),
    ...chats(3, "c", () => of({ data_class: "public" }, { route: { id: "eu" } })),
    ...chats(4, "d", () => ({ route: { id: "old" } })),
  ]);
  const body = await report("data-class-routes");
  expect(rowsOf(body)).toEqual([
    expect.objectContaining({ of: "unattributed standard old", cost: "0.01", route_asks: null, share_of_class: "1" }),
    expect.objectContaining({ of: "public standard eu", cost: "0.0075", route_asks: "refused" }),
    {
      of: "restricted standard any",
      cost: "0.005",
      events: 2,
      share_of_class: "0.666666666667",
      blocked_events: 2,
      blocked_cost: "0.005",
      blocked_outcomes: 0,
      redacted_outcomes: 0,
      outcomes: 0,
      route_asks: "no",
      saving: null,
    },
    expect.objectContaining({ of: "restricted standard eu", redacted_outcomes: 1, outcomes: 1, route_asks: "yes" }),
  ]);
  expect(valueAt(body, "totals", "figures")).toMatchObject({ cost: "0.025", events: 10, blocked_cost: "0.005" });
});

describe("cheaper-models", () => {
  /** Of so many answers in a task class, so many accepted. */
  const answers = (prefix: string, taskClass: string, model: string, [accepted, judged]: readonly [number, number]) =>
    chats(judged, prefix, (index) => ({
      model,
      run: { id: `${prefix}${index}`, task_class: taskClass },
      outcome: { accepted: index < accepted },
    }));

  test("a move that loses no acceptance is told with its saving; one that may, and one that is not known, are not", async () => {
    const { count, report, behind } = await reportedTenant();
    await count([
      ...answers("a", "tagging", "gpt-4o", [190, 200]),
      ...answers("b", "tagging", "gpt-4o-mini", [192, 200]),
      ...answers("c", "drafting", "gpt-4o", [38, 40]),
      ...answers("d", "drafting", "gpt-4o-mini", [38, 40]),
      ...answers("e", "coding", "gpt-4o", [38, 40]),
      ...answers("f", "coding", "gpt-4o-mini", [5, 5]),
      ...chats(3, "g", () => ({})),
      chat("h", { operation: "embedding", run: { id: "h", task_class: "tagging" } }),
    ]);
    const body = await report("cheaper-models");
    // 200 × 0.0025 at gpt-4o, 200 × 0.00015 at gpt-4o-mini.
    expect(rowsOf(body)).toEqual([
      {
        of: "tagging openai gpt-4o",
        cost: "0.5",
        events: 200,
        judged: 200,
        acceptance: "0.95",
        to_provider: "openai",
        to_model: "gpt-4o-mini",
        to_judged: 200,
        to_acceptance: "0.96",
        acceptance_lost_at_most: expect.any(String),
        to_cost: "0.03",
        saving: exact("0.47"),
      },
    ]);
    const lost = Number(valueAt(body, "items", 0, "figures", "acceptance_lost_at_most"));
    expect(lost).toBeGreaterThan(0.02);
    expect(lost).toBeLessThan(0.05);
    expect(valueAt(body, "items", 0, "advice")).toBe(
      "Task class tagging could move from openai/gpt-4o to openai/gpt-4o-mini, where 96 % of 200 judged answers were accepted and here 95 % of 200: that saves about USD 0.47 for the same tokens.",
    );
    expect(apartOf(body)).toEqual([
      { reason: "too_few_outcomes", cost: "0.1", of: ["coding openai gpt-4o"] },
      { reason: "acceptance_may_fall", cost: "0.1", of: ["drafting openai gpt-4o"] },
      { reason: "task_class_not_stated", cost: "0.0075", of: ["unattributed openai gpt-4o"] },
    ]);
    expect(await behind(itemsOf(body)[0])).toHaveLength(200);
    const chatsOnly = at(await report("cheaper-models", "&operation=chat"), "items", 0, "events");
    expect(new URLSearchParams(chatsOnly).getAll("operation")).toEqual(["chat"]);
    const generous = await report("cheaper-models", "&acceptance_margin=0.2");
    expect(rowsOf(generous).map((row) => row.of)).toEqual(["tagging openai gpt-4o", "drafting openai gpt-4o"]);
  });
});
