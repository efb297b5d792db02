import { describe, expect, test } from "vitest";
import { apartOf, chat, chats, exact, of, reportedTenant, rowsOf } from "./reported.ts";
import { itemsOf, valueAt } from "./world.ts";

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
