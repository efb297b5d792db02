import { describe, expect, test } from "vitest";
import { besideOf, bookOf, costOf, override, price } from "./price-world.ts";

describe("prices by unit", () => {
  const per = (unit: string, changes: Record<string, unknown> = {}) =>
    override({ kind: "unit_price", unit, amount: "0.03", ...changes });
  const used = (operation: string, usage: Record<string, number>) => ({
    operation,
    usage,
    provider: null,
    model: null,
  });

  test.each([
    { unit: "tool_calls", operation: "tool_call", component: "tool_calls" },
    { unit: "retrieval_calls", operation: "retrieval", component: "retrieval" },
    { unit: "web_searches", operation: "browsing", component: "browsing" },
    { unit: "code_seconds", operation: "code_execution", component: "code_execution" },
    { unit: "gb_hours", operation: "storage", component: "storage" },
    { unit: "compute_seconds", operation: "indexing", component: "indexing" },
    { unit: "pages", operation: "source_refresh", component: "source_refresh" },
    { unit: "requests", operation: "permission_sync", component: "permission_sync" },
    { unit: "agent_steps", operation: "orchestration", component: "orchestration" },
  ])("$unit of $operation are $component", ({ unit, operation, component }) => {
    const priced = price(bookOf([per(unit)]), used(operation, { [unit]: 2 }));
    expect(costOf(priced)).toEqual({ [component]: "0.06" });
    expect(priced).toMatchObject({ unpricedReason: null, unpricedCalls: 0 });
  });

  test.each([
    { operation: "image", unit: "images", component: "output" },
    { operation: "chat", unit: "images", component: "input" },
    { operation: "audio", unit: "audio_seconds", component: "input" },
    { operation: "embedding", unit: "requests", component: "embedding" },
    { operation: "rerank", unit: "rerank_units", component: "reranking" },
  ])("$unit of a model's $operation are $component, beside its tokens", ({ operation, unit, component }) => {
    const priced = price(bookOf([per(unit)]), { operation, usage: { [unit]: 1 } });
    expect(costOf(priced)).toEqual({ [component]: "0.03" });
  });

  test("an event that calls no model is one request where it does not say how many", () => {
    const book = bookOf([per("requests", { operation: "source_refresh" })]);
    expect(costOf(price(book, used("source_refresh", {})))).toEqual({ source_refresh: "0.03" });
    expect(costOf(price(book, used("source_refresh", { requests: 4 })))).toEqual({ source_refresh: "0.12" });
    expect(price(book, used("permission_sync", {})).unpricedReason).toBe("no_price_for_operation");
  });

  test("a call to a model that says it was no request is none", () => {
    const book = bookOf([per("requests")]);
    expect(costOf(price(book, { usage: { requests: 0, input_tokens: 1000 } }))).toEqual({ input: "0.002" });
    expect(costOf(price(book, { usage: { input_tokens: 1000 } }))).toEqual({ input: "0.032" });
  });

  test("an amount for N units is divided exactly, and rounded once", () => {
    const book = bookOf([per("tool_calls", { amount: "0.01", per: 3 })]);
    expect(costOf(price(book, used("tool_call", { tool_calls: 1 })))).toEqual({ tool_calls: "0.003333333333" });
    expect(costOf(price(book, used("tool_call", { tool_calls: 2 })))).toEqual({ tool_calls: "0.006666666667" });
    expect(costOf(price(book, used("tool_call", { tool_calls: 3 })))).toEqual({ tool_calls: "0.01" });
  });

  test("by tool where a tag names it; what no price matches stays counted as unpriced", () => {
    const book = bookOf([per("tool_calls", { scope: { "tag:tool": ["maps"] } })]);
    const calls = (tool: string) => ({ usage: { tool_calls: 2, retrieval_calls: 1 }, attribution: { tags: { tool } } });
    expect(price(book, calls("maps"))).toMatchObject({ unpricedCalls: 1 });
    expect(costOf(price(book, calls("maps")))).toEqual({ tool_calls: "0.06" });
    expect(price(book, calls("mail"))).toMatchObject({ unpricedCalls: 3, cost: [] });
  });

  test("zero is a price: such calls are not unpriced", () => {
    const priced = price(bookOf([per("tool_calls", { amount: "0" })]), used("tool_call", { tool_calls: 2 }));
    expect(priced).toMatchObject({ unpricedCalls: 0, unpricedReason: null });
    expect(costOf(priced)).toEqual({ tool_calls: "0" });
  });

  test("tokens and requests of one component are summed before they are rounded", () => {
    // 0.4 picos of tokens and 0.4 of the request are 1 pico together, and none each.
    const book = bookOf([
      override({ kind: "model_rates", provider: "p", model: "m", rates: { input_tokens: "0.0000004" } }),
      per("requests", { amount: "0.000000000002", per: 5 }),
    ]);
    const event = { provider: "p", model: "m", operation: "embedding", usage: { input_tokens: 1, requests: 1 } };
    expect(costOf(price(book, event))).toEqual({ embedding: "0.000000000001" });
  });
});

describe("orchestration", () => {
  const perRun = override({ kind: "orchestration", basis: "per_run", amount: "0.5" });
  const perCall = override({ kind: "orchestration", basis: "per_call", amount: "0.25" });
  const share = override({ kind: "orchestration_share", percent: "10" });

  test.each([
    { run: { id: "r1", step: 1 }, charged: true },
    { run: { id: "r1", step: 1, attempt: 1 }, charged: true },
    { run: { id: "r1", step: 1, attempt: 2 }, charged: false },
    { run: { id: "r1", step: 2, attempt: 1 }, charged: false },
    { run: { id: "r1" }, charged: false },
    { run: null, charged: false },
  ])("by run it is charged on step 1, attempt 1 alone: $run", ({ run, charged }) => {
    expect(costOf(price(bookOf([perRun]), { run }))["orchestration"]).toBe(charged ? "0.5" : undefined);
  });

  test("by call it is charged for each request to a model, and for nothing else", () => {
    expect(costOf(price(bookOf([perCall]), { usage: { requests: 3 } }))["orchestration"]).toBe("0.75");
    const tool = price(bookOf([perCall]), { operation: "tool_call", provider: null, model: null });
    expect(tool).toMatchObject({ cost: [], unpricedReason: "no_price_for_operation" });
  });

  test("by per cent it is allocated on the rest of the event's cost, rounded by itself", () => {
    const priced = price(bookOf([share, perCall]));
    expect(costOf(priced)).toEqual({ input: "0.002", output: "0.001", orchestration: "0.2503" });
    expect(besideOf(priced)).toEqual({ cost_allocated: "0.0003" });
  });

  test("an event that is orchestration is priced by it, any other is not", () => {
    const event = { provider: null, model: null, usage: {}, run: { id: "r1", step: 1 } };
    expect(price(bookOf([perRun]), { ...event, operation: "orchestration" }).unpricedReason).toBeNull();
    expect(price(bookOf([perRun]), { ...event, operation: "retrieval" }).unpricedReason).toBe("no_price_for_operation");
  });
});

describe("people's hours", () => {
  const rates = [
    override({ kind: "review_rate", role: "lawyer", per_hour: "180" }),
    override({ kind: "review_rate", role: null, per_hour: "36" }),
  ];
  const review = (outcome: Record<string, unknown>, operation = "human_review") =>
    price(bookOf(rates), { operation, provider: null, model: null, usage: {}, outcome });

  test.each([
    { outcome: { review_seconds: 90, reviewer_role: "lawyer" }, cost: "4.5" },
    { outcome: { review_seconds: 90, reviewer_role: "intern" }, cost: "0.9" },
    { outcome: { review_seconds: 1 }, cost: "0.01" },
  ])("$outcome costs $cost", ({ outcome, cost }) => {
    expect(costOf(review(outcome))).toEqual({ human_review: cost });
    expect(costOf(review(outcome, "evaluation"))).toEqual({ evaluation: cost });
  });

  test("without time or rate it is unpriced, and a call's outcome is not its review", () => {
    expect(review({ reviewer_role: "lawyer" }).unpricedReason).toBe("no_price_for_operation");
    expect(costOf(price(bookOf(rates), { outcome: { review_seconds: 90 } }))).toEqual({
      input: "0.002",
      output: "0.001",
    });
  });
});
