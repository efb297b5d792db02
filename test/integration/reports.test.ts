import { REPORTS } from "@outlay/domain/report-registry";
import { describe, expect, test } from "vitest";
import { apartOf, chat, chats, NOVEMBER, reportedTenant, rowsOf } from "./reported.ts";
import { at, itemsOf, valueAt } from "./world.ts";

const exact = (amount: string) => ({ amount, is_estimated: false });
const of = (attribution: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ attribution, ...more });

describe("abandoned-runs", () => {
  test("sums what runs cost that were told as abandoned or say so themselves, and names what is not known", async () => {
    const { count, report, spend, behind } = await reportedTenant();
    const triage = { workflow: "triage" };
    await count(
      [
        chat("a", of(triage, { run: { id: "r1" } })),
        chat("b", of(triage, { run: { id: "r1" } })),
        chat("c", of(triage, { status: "abandoned" })),
        chat("d", of(triage)),
        chat("e", { status: "abandoned" }),
        chat("f", of({ workflow: "drafts" })),
        chat("g", of({ workflow: "calm" }, { outcome: { accepted: true } })),
      ],
      [{ id: "o1", run_id: "r1", at: "2026-11-18T12:00:00Z", status: "abandoned" }],
    );
    const body = await report("abandoned-runs");
    expect(rowsOf(body)).toEqual([
      {
        of: "triage",
        cost: "0.01",
        events: 4,
        abandoned_cost: "0.0075",
        abandoned_events: 3,
        abandoned_outcomes: 1,
        abandoned_share: "0.75",
        saving: exact("0.0075"),
      },
      expect.objectContaining({ of: "unattributed", abandoned_cost: "0.0025", saving: exact("0.0025") }),
    ]);
    expect(valueAt(body, "items", 0, "advice")).toBe(
      "Workflow triage spent USD 0.0075 on runs that were abandoned, 75 % of its cost: find the step at which they are given up, and end them before it.",
    );
    expect(valueAt(body, "items", 1, "advice")).toContain("Usage that states no workflow spent USD 0.0025");
    expect(apartOf(body)).toEqual([{ reason: "no_outcomes", cost: "0.0025", of: ["drafts"] }]);
    expect(valueAt(body, "totals")).toMatchObject({
      count: 2,
      figures: { abandoned_cost: "0.01" },
      saving: exact("0.01"),
    });
    expect(valueAt(body, "totals", "figures", "abandoned_cost")).toBe(await spend("cost_cause_abandoned"));
    expect(valueAt(body, "spend")).toBe("0.0175");
    expect(await behind(itemsOf(body)[0])).toEqual(["a", "b", "c", "d"]);
    expect(await behind(itemsOf(body)[1])).toEqual(["e"]);
  });
});

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

test("blocked-routes: by the number of blocks, with what was paid for them", async () => {
  const { count, report, spend, behind } = await reportedTenant();
  await count(
    [
      chat("a", { route: { id: "eu" }, run: { id: "r1" } }),
      chat("b", { route: { id: "eu" }, run: { id: "r1" } }),
      chat("c", { route: { id: "eu" }, outcome: { redacted: true } }),
      chat("d", { route: { id: "us" }, status: "blocked", usage: { input_tokens: 9000 } }),
      chat("e", { route: { id: "quiet" } }),
      chat("f", { status: "blocked" }),
    ],
    [{ id: "o1", run_id: "r1", at: "2026-11-18T12:00:00Z", blocked_by: "dlp" }],
  );
  const body = await report("blocked-routes");
  expect(rowsOf(body)).toEqual([
    {
      of: "eu",
      cost: "0.0075",
      events: 3,
      blocked_cost: "0.005",
      blocked_events: 2,
      blocked_outcomes: 1,
      redacted_outcomes: 1,
      blocked_share: "0.666666666667",
      saving: exact("0.005"),
    },
    expect.objectContaining({ of: "us", blocked_events: 1, blocked_cost: "0.0225", blocked_share: "1" }),
    expect.objectContaining({ of: "unattributed", blocked_events: 1, blocked_cost: "0.0025" }),
  ]);
  expect(valueAt(body, "totals", "figures", "blocked_cost")).toBe(await spend("cost_cause_blocked"));
  expect(rowsOf(await report("blocked-routes", "&order_by=blocked_cost")).map((row) => row.of)).toEqual([
    "us",
    "eu",
    "unattributed",
  ]);
  expect(valueAt(body, "items", 2, "advice")).toContain("send the `route` of a decision");
  expect(await behind(itemsOf(body)[0])).toEqual(["a", "b", "c"]);
});

test("retries-by-user-group: the saving is what a group retries above all", async () => {
  const { count, report, spend } = await reportedTenant();
  const retry = (index: number, from: number) => ({ run: { id: `r${index}`, attempt: index < from ? 2 : 1 } });
  await count([
    ...chats(4, "n", (index) => of({ user_group: "new" }, retry(index, 3))),
    ...chats(10, "o", (index) => of({ user_group: "old" }, retry(index, 1))),
    ...chats(1, "p", () => of({ user_group: "calm" })),
    chat("q", { run: { id: "q", attempt: 1 } }),
  ]);
  const body = await report("retries-by-user-group");
  // 4 of 16 events are retries. The new retry 3 of 4: 0.0075 × (1 − (4/16) / (3/4)).
  expect(rowsOf(body)).toEqual([
    {
      of: "new",
      cost: "0.01",
      events: 4,
      retry_cost: "0.0075",
      retry_events: 3,
      retry_rate: "0.75",
      times_overall: "3",
      saving: exact("0.005"),
    },
    expect.objectContaining({ of: "old", retry_cost: "0.0025", retry_rate: "0.1", times_overall: "0.4", saving: null }),
  ]);
  expect(valueAt(body, "items", 0, "advice")).toBe(
    "User group new spent USD 0.0075 on retries, 75 % of its events, more often than all: train these people first, which saves USD 0.005 if they come down to the rate of all.",
  );
  expect(valueAt(body, "totals", "figures", "retry_cost")).toBe(await spend("cost_cause_retry"));
  expect(valueAt(body, "totals", "saving")).toEqual(exact("0.005"));
});

test("retries-by-user-group: retries of nobody's are no group's to be trained", async () => {
  const { count, report } = await reportedTenant();
  await count([chat("a", { run: { id: "r", attempt: 2 } })]);
  expect(valueAt(await report("retries-by-user-group"), "items", 0, "advice")).toBe(
    "Usage that states no user group spent USD 0.0025 on retries, 100 % of its events, and whose they are is not known: state user_group with usage, or fill it in from the directory.",
  );
});

describe("retrieval-heavy-low-acceptance", () => {
  const judged = (workflow: string, accepted: boolean | null, retrievals: number) =>
    of(
      { workflow },
      {
        usage: { input_tokens: 1000, retrieval_calls: retrievals },
        ...(accepted === null ? {} : { outcome: { accepted } }),
      },
    );

  test("is low where enough outcomes say so; where none was told it is not known", async () => {
    const { count, report } = await reportedTenant();
    await count([
      ...chats(4, "a", (index) => judged("search", index === 0, 1)),
      ...chats(4, "b", (index) => judged("good", index !== 0, 1)),
      ...chats(4, "c", () => judged("untold", null, 2)),
      ...chats(4, "d", () => judged("light", false, 0)),
    ]);
    const body = await report("retrieval-heavy-low-acceptance", "&outcomes_min=4");
    // Wilson, 1 of 4, by hand: (0.25 + 3.8415/8 ± 1.96 × √(0.1875/4 + 3.8415/64)) / (1 + 3.8415/4)
    expect(rowsOf(body)).toEqual([
      {
        of: "search",
        cost: "0.01",
        events: 4,
        retrieval_calls: 4,
        retrieval_per_event: "1",
        retrieval_cost: "0",
        accepted_outcomes: 1,
        rejected_outcomes: 3,
        acceptance: "0.25",
        acceptance_low: "0.0456",
        acceptance_high: "0.6994",
        saving: exact("0.0075"),
      },
    ]);
    expect(apartOf(body)).toEqual([{ reason: "too_few_outcomes", cost: "0.01", of: ["untold"] }]);
    const strict = await report("retrieval-heavy-low-acceptance", "&outcomes_min=4&acceptance_below=0.76");
    expect(rowsOf(strict).map((row) => row.of)).toEqual(["search", "good"].toSorted());
    const few = await report("retrieval-heavy-low-acceptance");
    expect(apartOf(few)).toEqual([{ reason: "too_few_outcomes", cost: "0.03", of: ["good", "search", "untold"] }]);
    expect(rowsOf(await report("retrieval-heavy-low-acceptance", "&outcomes_min=4&retrieval_min=1.5"))).toEqual([]);
  });
});

test("fastest-growing-workflows: against as many days before, new ones apart", async () => {
  const { count, owner } = await reportedTenant();
  const before = (workflow: string) => of({ workflow }, { time: "2026-11-08T09:00:00Z" });
  await count([
    ...chats(2, "a", () => before("up")),
    ...chats(5, "b", () => of({ workflow: "up" })),
    ...chats(4, "c", () => before("down")),
    chat("d", of({ workflow: "down" })),
    ...chats(3, "e", () => of({ workflow: "fresh" })),
    chat("f", before("gone")),
    chat("g", of({ workflow: "up" }, { time: "2026-10-31T23:59:59Z" })),
  ]);
  const { body } = await owner.get("/v1/reports/fastest-growing-workflows?from=2026-11-11&to=2026-11-21");
  expect(rowsOf(body)).toEqual([
    {
      of: "up",
      cost: "0.0125",
      events: 5,
      cost_before: "0.005",
      growth: "0.0075",
      growth_ratio: "1.5",
      next_cost: "0.02",
      saving: null,
    },
  ]);
  expect(valueAt(body, "items", 0, "advice")).toBe(
    "Workflow up cost USD 0.0075 more than in the 10 days before, 150 % up: ask its owner whether that was meant, since by the same again the next 10 days cost USD 0.02.",
  );
  expect(apartOf(body)).toEqual([
    { reason: "new", cost: "0.0075", of: ["fresh"] },
    { reason: "not_grown", cost: "0.0025", of: ["down"] },
  ]);
  expect(valueAt(body, "notes")).toEqual([
    "The period before begins on 2026-11-01, and its first usage is of 2026-11-08: if recording began then, some of the growth is that alone.",
  ]);
  const notes = async (range: string) =>
    valueAt((await owner.get(`/v1/reports/fastest-growing-workflows?${range}`)).body, "notes");
  expect(await notes("from=2026-11-18&to=2026-11-20")).toEqual([
    "Nothing was recorded in the period before, from 2026-11-16 on: that these are new may mean no more than that.",
  ]);
  expect(await notes("from=2026-11-14&to=2026-11-20")).toEqual([]);
  expect(valueAt(body, "spend")).toBe("0.0225");
});

test("power-users: shares of all spend, and cumulative ones, also of a page", async () => {
  const { count, report } = await reportedTenant();
  await count([
    ...chats(5, "a", (index) =>
      of({ user: "ann" }, index === 0 ? { provider: "anthropic", model: "claude-opus-5-5" } : {}),
    ),
    ...chats(2, "b", () => of({ user: "bob" })),
    chat("c", of({ user: "cem" })),
    chat("d"),
  ]);
  // 0.004 + 4 × 0.0025, 0.005, 0.0025, and 0.0025 of nobody: 0.024 in all, 0.0215 of three users.
  const body = await report("power-users", "&limit=2");
  expect(rowsOf(body)).toEqual([
    {
      of: "ann",
      cost: "0.014",
      events: 5,
      premium_cost: "0.004",
      share: "0.583333333333",
      cumulative_share: "0.583333333333",
      times_average: "1.953488372093",
      saving: null,
    },
    expect.objectContaining({ of: "bob", share: "0.208333333333", cumulative_share: "0.791666666667" }),
  ]);
  const next = await report("power-users", `&limit=2&cursor=${at(body, "next_cursor")}`);
  expect(rowsOf(next)).toEqual([expect.objectContaining({ of: "cem", cumulative_share: "0.895833333333" })]);
  expect(valueAt(next, "next_cursor")).toBe(null);
  expect(valueAt(next, "totals")).toEqual(valueAt(body, "totals"));
  expect(apartOf(body)).toEqual([{ reason: "unattributed", cost: "0.0025", of: ["unattributed"] }]);
});

describe("without-budget", () => {
  const budget = (scope: Record<string, string[]>, more: Record<string, unknown> = {}) => ({
    name: "b",
    amount: "10",
    scope,
    ...more,
  });
  const usage = [
    ...chats(4, "a", (index) => of({ workflow: "triage", department: index < 3 ? "support" : "sales" })),
    ...chats(2, "b", () => of({ workflow: "drafts", agent: "writer" })),
    chat("c", of({ workflow: "hard", environment: "prod" })),
    chat("d", of({ agent: "crawler" })),
    chat("e"),
  ];

  test("by what budgets, templates, combinations and rate limits of money are over", async () => {
    const { count, report, post } = await reportedTenant();
    await post("/v1/budgets", budget({ department: ["support"], workflow: ["triage"] }));
    await post("/v1/budgets", budget({ workflow: ["hard"], environment: ["*"] }, { enforcement: "hard" }));
    await post("/v1/budgets", budget({}, { period: { type: "range", from: "2026-12-01", to: "2026-12-31" } }));
    const limit = { name: "l", per: "agent", value: "*", amount: "5", window: "day" };
    await post("/v1/rate-limits", { ...limit, measure: "money" });
    await count(usage);
    const all = await report("without-budget", "&cover=hard&order_by=cost");
    expect(rowsOf(all)).toEqual([
      {
        of: "triage unattributed",
        cost: "0.01",
        events: 4,
        uncovered_cost: "0.0025",
        soft_cost: "0.0075",
        hard_cost: "0",
        cover: "none",
        suggested_budget: "0.01",
        saving: null,
      },
      expect.objectContaining({ of: "drafts writer", hard_cost: "0.005", cover: "hard" }),
      expect.objectContaining({ of: "hard unattributed", hard_cost: "0.0025", cover: "hard" }),
      expect.objectContaining({ of: "unattributed crawler", hard_cost: "0.0025", cover: "hard" }),
      expect.objectContaining({ of: "unattributed unattributed", uncovered_cost: "0.0025", cover: "none" }),
    ]);
    expect(valueAt(all, "totals", "figures")).toMatchObject({
      cost: "0.0225",
      uncovered_cost: "0.005",
      soft_cost: "0.0075",
      hard_cost: "0.01",
    });
    expect(valueAt(all, "totals", "figures", "suggested_budget")).toBe(undefined);
    const body = await report("without-budget");
    expect(rowsOf(body).map((row) => row.of)).toEqual(["triage unattributed", "unattributed unattributed"]);
    expect(apartOf(body)).toMatchObject([{ reason: "covered", cost: "0.01" }]);
  });

  test("a budget over the company is over everything, unless it is ignored", async () => {
    const { count, report, post } = await reportedTenant();
    await count(usage);
    expect(valueAt(await report("without-budget"), "totals", "figures", "uncovered_cost")).toBe("0.0225");
    await post("/v1/budgets", budget({}));
    expect(rowsOf(await report("without-budget"))).toEqual([]);
    const soft = await report("without-budget", "&cover=soft");
    expect(valueAt(soft, "totals", "figures")).toMatchObject({ uncovered_cost: "0", soft_cost: "0.0225" });
    expect(valueAt(soft, "items", 0, "advice")).toContain("Only soft budgets are over USD 0.01 of workflow triage");
    const ignored = await report("without-budget", "&company_budgets=ignore");
    expect(valueAt(ignored, "totals", "figures", "uncovered_cost")).toBe("0.0225");
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

test("abandoned-and-looping-agents: what is both is counted once", async () => {
  const { count, report } = await reportedTenant();
  const loop = (id: string) => ({ run: { id, loop: true } });
  await count([
    chat("a", of({ agent: "crawler" }, { ...loop("r1"), status: "abandoned" })),
    chat("b", of({ agent: "crawler" }, loop("r2"))),
    chat("c", of({ agent: "crawler" }, { usage: { input_tokens: 2000, agent_steps: 7 } })),
    chat("d", of({ agent: "writer" }, { status: "abandoned" })),
    chat("e", of({ agent: "untold" })),
  ]);
  const body = await report("abandoned-and-looping-agents");
  expect(rowsOf(body)).toEqual([
    {
      of: "crawler",
      cost: "0.01",
      events: 3,
      agent_steps: 7,
      loop_cost: "0.005",
      loop_events: 2,
      abandoned_cost: "0.0025",
      abandoned_events: 1,
      abandoned_outcomes: 0,
      wasted_cost: "0.005",
      wasted_share: "0.5",
      saving: exact("0.005"),
    },
    expect.objectContaining({ of: "writer", wasted_cost: "0.0025", wasted_share: "1" }),
  ]);
  expect(apartOf(body)).toEqual([{ reason: "no_outcomes", cost: "0.0025", of: ["untold"] }]);
  expect(valueAt(body, "items", 0, "advice")).toContain("hold its runs to a run limit that refuses loops");
  expect(valueAt(body, "items", 1, "advice")).toContain("find the step");
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
    const generous = await report("cheaper-models", "&acceptance_margin=0.2");
    expect(rowsOf(generous).map((row) => row.of)).toEqual(["tagging openai gpt-4o", "drafting openai gpt-4o"]);
  });
});

describe("every report", () => {
  test.each(REPORTS.map(({ name }) => name))("%s of a tenant without usage is empty", async (name) => {
    const { report } = await reportedTenant();
    const body = await report(name);
    expect(body).toMatchObject({ report: name, items: [], apart: [], spend: "0", next_cursor: null });
    expect(valueAt(body, "totals")).toMatchObject({ count: 0, saving: null });
  });

  test("is listed with what its rows hold; what others answer is linked", async () => {
    const { owner } = await reportedTenant();
    const { body } = await owner.get("/v1/reports");
    expect(itemsOf(body).map((item) => at(item, "name"))).toEqual(REPORTS.map(({ name }) => name));
    for (const item of itemsOf(body)) expect((await owner.get(at(item, "path"))).status).toBe(200);
    for (const index of [0, 1, 2]) {
      expect((await owner.get(at(body, "elsewhere", index, "path"))).status).toBe(200);
    }
  });

  test("without a range is of the last 30 local days, and a cursor keeps them", async () => {
    const { count, owner, advance } = await reportedTenant({ time_zone: "Asia/Kathmandu" });
    await count([
      chat("a", of({ user: "ann" }, { time: "2026-10-21T18:20:00Z" })),
      chat("b", of({ user: "bob" }, { time: "2026-10-21T18:10:00Z" })),
      chat("c", of({ user: "cem" })),
    ]);
    const { body } = await owner.get("/v1/reports/power-users?limit=1");
    expect(body).toMatchObject({ from: "2026-10-22", to: "2026-11-21", spend: "0.005" });
    // Local midnight is 18:15 of UTC.
    expect(at(body, "items", 0, "events")).toContain(
      "from=2026-10-21T18%3A15%3A00.000Z&to=2026-11-20T18%3A15%3A00.000Z",
    );
    advance(12 * 3_600_000);
    const next = await owner.get(`/v1/reports/power-users?limit=1&cursor=${at(body, "next_cursor")}`);
    expect(next.body).toMatchObject({ from: "2026-10-22", to: "2026-11-21" });
    expect(rowsOf(next.body)).toEqual([expect.objectContaining({ of: "cem" })]);
  });

  test("links to the events behind a row, and to what outcomes add, with the filters of the request", async () => {
    const { count, owner, behind } = await reportedTenant();
    await count([
      chat("a", of({ user: "ann" }, { outcome: { accepted: true } })),
      chat("b", of({ user: "ann" }, { time: "2026-10-20T09:00:00Z" })),
      chat("c", of({ user: "ann" }, { source: "other" })),
      chat("d", of({ user: "ann", department: "tests" })),
      chat("e", of({ user: "bob" })),
    ]);
    const query = "from=2026-10-01&to=2026-12-01&source=gateway&user=ann&user=bob&not:department=tests";
    const { body } = await owner.get(`/v1/reports/power-users?${query}`);
    expect(rowsOf(body)).toMatchObject([
      { of: "ann", events: 2 },
      { of: "bob", events: 1 },
    ]);
    expect(await behind(itemsOf(body)[0])).toEqual(["a", "b"]);
    const outcomes = await owner.get(at(body, "items", 0, "outcomes").replace("from=2026-10-01", "from=2026-11-18"));
    expect(itemsOf(outcomes.body)).toHaveLength(1);
  });

  test("as CSV and NDJSON holds the same rows, and runs in no spreadsheet", async () => {
    const { count, owner } = await reportedTenant();
    await count([
      ...chats(2, "a", () => of({ user: '=HYPERLINK("http://x", "y")' })),
      chat("b", of({ user: "bob, the second" })),
    ]);
    const path = `/v1/reports/power-users?${NOVEMBER}&limit=1`;
    const first = await owner.get(`${path}&format=csv`);
    expect(first.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [header, line, end] = String(first.body).split("\r\n");
    expect(header).toBe(
      "user,cost,events,premium_cost,share,cumulative_share,times_average,saving,saving_is_estimated,advice,events,outcomes",
    );
    expect(line).toMatch(/^"'=HYPERLINK\(""http:\/\/x"", ""y""\)",0.005,2,0,0.666666666667,/);
    expect(end).toBe("");
    const next = `${path}&cursor=${String(first.headers.get("next-cursor"))}`;
    const second = await owner.get(next, { accept: "text/csv" });
    expect(String(second.body).split("\r\n")[1]).toMatch(/^"bob, the second",0.0025,1,/);
    expect(second.headers.get("next-cursor")).toBe(null);
    const lines = await owner.get(next, { accept: "application/x-ndjson" });
    const { body } = await owner.get(next);
    expect(String(lines.body)).toBe(`${JSON.stringify(itemsOf(body)[0])}\n`);
  });

  test.each([
    ["abandoned-runs", "cover=none", "?cover"],
    ["abandoned-runs", "order_by=abandoned_share", "?order_by"],
    ["without-budget", "cover=maybe", "?cover"],
    ["cheaper-models", "outcomes_min=0", "?outcomes_min"],
    ["cheaper-models", "acceptance_margin=1.1", "?acceptance_margin"],
    ["power-users", "min_cost=-1", "?min_cost"],
    ["power-users", "limit=501", "?limit"],
    ["power-users", "usr=ann", "?usr"],
    ["power-users", "from=2026-11-03&to=2026-11-03", "?to"],
    ["power-users", "from=2025-11-01&to=2026-11-03", "?to"],
  ])("%s with %s is refused, and says why", async (name, query, pointer) => {
    const { owner } = await reportedTenant();
    const answer = await owner.get(`/v1/reports/${name}?${query}`);
    expect(answer.status).toBe(422);
    expect(at(answer.body, "errors", 0, "pointer")).toBe(pointer);
  });

  test("of a name that there is not is 404, and a cursor of another report or filter is refused", async () => {
    const { owner, count } = await reportedTenant();
    expect((await owner.get("/v1/reports/nothing")).body).toMatchObject({ status: 404, code: "report_not_found" });
    await count(chats(2, "a", (index) => of({ user: `u${index}`, workflow: `w${index}` })));
    const { body } = await owner.get("/v1/reports/power-users?limit=1");
    const cursor = at(body, "next_cursor");
    for (const path of ["without-budget?", "power-users?source=gateway&", "power-users?min_cost=0.1&"]) {
      expect((await owner.get(`/v1/reports/${path}limit=1&cursor=${cursor}`)).body).toMatchObject({
        code: "cursor_invalid",
      });
    }
  });
});
