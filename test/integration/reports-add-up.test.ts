import { REPORTS } from "@outlay/domain/report-registry";
import { formatAmount, parseAmount } from "@outlay/domain/money";
import { isSummed, type ReportDefinition } from "@outlay/domain/report";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { allOf, chat, cursorOf, reportedTenant } from "./reported.ts";
import { at, itemsOf, valueAt } from "./world.ts";

/** The least of a linear congruential generator's: the same world in every run. */
function picker(seed: number) {
  let state = seed;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return { next, pick: <Value>(values: readonly Value[]): Value | undefined => values[next(values.length)] };
}

const MODELS = [
  ["openai", "gpt-4o"],
  ["openai", "gpt-4o-mini"],
  ["anthropic", "claude-opus-5-5"],
  ["anthropic", "claude-opus-5-5"],
  ["nobody", "unheard-of"],
] as const;

/** Three hundred events in which everything happens: no value, retries, loops, blocks, reviews, what has no price. */
function anyUsage() {
  const { next, pick } = picker(7);
  return Array.from({ length: 300 }, (_, index) => {
    const [provider, model] = pick(MODELS) ?? [];
    return chat(`e${index}`, {
      provider,
      model,
      time: `2026-11-${pick(["03", "09", "12", "17", "18"]) ?? ""}T0${next(10)}:00:00Z`,
      operation: pick(["chat", "chat", "completion", "embedding"]),
      usage: { input_tokens: next(9_999), output_tokens: next(999), retrieval_calls: next(3) },
      status: pick(["succeeded", "succeeded", "succeeded", "abandoned", "blocked", "failed"]),
      attribution: {
        department: pick(["sales", "legal", null]),
        workflow: pick(["w1", "w2", "w3", null]),
        agent: pick(["a1", "a2", null]),
        user: pick(["ann", "bob", "cem", "dan", null]),
        user_group: pick(["new", "old", null]),
        data_class: pick(["public", "restricted", null]),
      },
      run: {
        id: `r${next(120)}`,
        task_class: pick(["tagging", "legal-review", "anything", null]),
        attempt: next(4) === 0 ? 2 : 1,
        loop: next(6) === 0,
      },
      route: { id: pick(["eu", "us", null]) },
      outcome: pick([{ accepted: true }, { accepted: false, redacted: true }, null, null]),
    });
  });
}

const sumOf = (amounts: readonly unknown[]): bigint => amounts.reduce<bigint>((sum, amount) => sum + picos(amount), 0n);
const picos = (value: unknown): bigint => parseAmount(String(value)) ?? 0n;
/** What stands behind a column of totals and the rows below `min_cost` together, as spend names it. */
const OF_SPEND: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "abandoned-runs": { abandoned_cost: "cost_cause_abandoned", abandoned_events: "abandoned_events" },
  "blocked-routes": { blocked_cost: "cost_cause_blocked", blocked_events: "blocked_events" },
  "retries-by-user-group": { retry_cost: "cost_cause_retry", retry_events: "retry_events" },
  "data-class-routes": { cost: "cost", events: "events", blocked_cost: "cost_cause_blocked" },
  "abandoned-and-looping-agents": { loop_cost: "cost_cause_loop", abandoned_cost: "cost_cause_abandoned" },
};
/** Their rows, those below, and those apart are all spend there is. */
const PARTITIONS = new Set(["power-users", "without-budget", "data-class-routes"]);

test("rows of all pages add up to totals, and those with the rest to what spend says of the same filter", async () => {
  const { count, report, spend, owner } = await reportedTenant();
  await owner.post("/v1/budgets", { name: "b", amount: "1", scope: { workflow: ["w1"] } });
  await count(anyUsage());
  const all = async (name: string, query: string) => {
    const first = await report(name, `${query}&limit=2`);
    const pages = [first];
    for (let cursor = cursorOf(first); cursor !== null;) {
      const page = await report(name, `${query}&limit=2&cursor=${cursor}`);
      pages.push(page);
      cursor = cursorOf(page);
    }
    return { first, rows: pages.flatMap(itemsOf) };
  };
  const checkSums = async (definition: ReportDefinition, query: string, least: string) => {
    const { name, columns } = definition;
    const own = name === "retrieval-heavy-low-acceptance" || name === "cheaper-models" ? "&outcomes_min=3" : "";
    const { first, rows } = await all(name, `${query}&min_cost=${least}${own}`);
    const summed = (column: string) =>
      rows.reduce<bigint>((sum, row) => sum + picos(valueAt(row, "figures", column)), 0n);
    for (const column of columns.filter(isSummed)) {
      expect([name, column.name, formatAmount(summed(column.name))]).toEqual([
        name,
        column.name,
        String(valueAt(first, "totals", "figures", column.name)),
      ]);
    }
    for (const row of rows)
      expect(picos(valueAt(row, "figures", definition.money))).toBeGreaterThanOrEqual(picos(least));
    const keys = rows.map((row) => JSON.stringify(valueAt(row, "dimensions")));
    expect(new Set(keys).size).toBe(keys.length);
    const savings = rows.reduce<bigint>((sum, row) => {
      const saving = valueAt(row, "saving");
      return saving === null ? sum : sum + picos(valueAt(saving, "amount"));
    }, 0n);
    const total = valueAt(first, "totals", "saving");
    expect(formatAmount(savings)).toBe(total === null ? "0" : valueAt(total, "amount"));
    const cost = await spend("cost", query);
    expect(valueAt(first, "spend")).toBe(cost);
    const whole = (column: string) =>
      picos(valueAt(first, "totals", "figures", column)) + picos(valueAt(first, "below", "figures", column));
    for (const [column, measure] of Object.entries(OF_SPEND[name] ?? {})) {
      expect([name, column, formatAmount(whole(column))]).toEqual([name, column, String(await spend(measure, query))]);
    }
    const apart = [valueAt(first, "apart")]
      .flat()
      .reduce<bigint>((sum, part) => sum + picos(valueAt(part, "cost")), 0n);
    const isAll = formatAmount(whole("cost") + apart) === cost;
    expect([name, isAll || !PARTITIONS.has(name)]).toEqual([name, true]);
    // What is apart there is part of a department's cost, and of no routine work.
    const listed = whole(name === "premium-for-routine" ? "routine_cost" : "cost");
    expect(listed + apart).toBeLessThanOrEqual(picos(cost));
  };
  const filters = ["", "&department=sales", "&model_tier=premium&workflow=w1&workflow=unattributed", "&user=nobody"];
  for (const definition of REPORTS) await checkSums(definition, "", "0");
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...REPORTS),
      fc.constantFrom(...filters),
      fc.constantFrom("0", "0.01", "0.3", "1000"),
      checkSums,
    ),
    { numRuns: 60, seed: 11 },
  );
}, 120_000);

test("the events and outcome rows behind a row are its cost", async () => {
  const { count, owner } = await reportedTenant();
  const rate = { kind: "review_rate", name: "review", role: null, per_hour: "36" };
  expect((await owner.post("/v1/price-overrides", rate)).status).toBe(201);
  const reviews = Array.from({ length: 120 }, (_, index) => ({
    id: `o${index}`,
    run_id: `r${index}`,
    at: "2026-11-19T00:00:00Z",
    review_seconds: 60,
  }));
  await count(anyUsage(), reviews);
  const checked: string[] = [];
  for (const { name } of REPORTS.filter((definition) => definition.name !== "premium-for-routine")) {
    const cover = name === "without-budget" ? "&cover=hard" : "";
    const { body } = await owner.get(`/v1/reports/${name}?from=2026-11-16&to=2026-11-20${cover}`);
    for (const row of itemsOf(body).slice(0, 2)) {
      const events = await allOf(owner, at(row, "events"));
      const outcomes = await allOf(owner, at(row, "outcomes"));
      const reviewed = sumOf(outcomes.map((outcome) => valueAt(outcome, "measures", "cost_human_review") ?? "0"));
      expect(reviewed).toBeGreaterThan(0n);
      const sum = reviewed + sumOf(events.map((event) => valueAt(event, "cost")));
      expect([name, formatAmount(sum)]).toEqual([name, valueAt(row, "figures", "cost")]);
      checked.push(name);
    }
  }
  expect(new Set(checked).size).toBeGreaterThanOrEqual(7);
}, 120_000);
