import { describe, expect, test } from "vitest";
import { apartOf, chat, chats, exact, of, reportedTenant, rowsOf } from "./reported.ts";
import { at, valueAt } from "./world.ts";

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
