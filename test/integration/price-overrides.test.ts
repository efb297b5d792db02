import { formatAmount, parseAmount } from "@outlay/domain/money";
import { describe, expect, test } from "vitest";
import { NOVEMBER, pricedTenant } from "./priced-tenant.ts";
import { event } from "./chat-event.ts";
import { at, itemsOf, valueAt } from "./world.ts";

/** gpt-4o: 2.5 and 10 dollars a million. */
const LIST_COST = "0.0035";

describe("an event is priced by what is in force at its own time", () => {
  test("negotiated rates, a discount on the rest, tools, orchestration and reviews, each in its component", async () => {
    const { override, count, spend } = await pricedTenant();
    await override({
      kind: "model_rates",
      provider: "openai",
      model: "gpt-4o",
      rates: { input_tokens: "2", output_tokens: "8" },
    });
    await override({ kind: "adjustment", percent: "-20" });
    await override({ kind: "unit_price", unit: "tool_calls", amount: "0.01", scope: { "tag:tool": ["maps"] } });
    await override({ kind: "orchestration", basis: "per_run", amount: "0.002" });
    await override({ kind: "orchestration_share", percent: "10", scope: { department: ["legal"] } });
    await override({ kind: "review_rate", role: "lawyer", per_hour: "180" });
    await count(
      event("own", { run: { id: "r1", step: 1, attempt: 1 } }),
      event("retry", { run: { id: "r1", step: 1, attempt: 2 } }),
      event("list", { model: "gpt-4o-mini", attribution: { department: "legal" } }),
      event("tools", {
        operation: "tool_call",
        provider: null,
        usage: { tool_calls: 3 },
        attribution: { tags: { tool: "maps" } },
      }),
      event("mail", { operation: "tool_call", provider: null, usage: { tool_calls: 2 } }),
      event("review", {
        operation: "human_review",
        provider: null,
        usage: {},
        outcome: { review_seconds: 60, reviewer_role: "lawyer" },
      }),
    );
    const measures =
      "cost,cost_input,cost_output,cost_tool_calls,cost_orchestration,cost_human_review,cost_allocated,cost_cause_retry,retry_events,unpriced_events,unpriced_calls";
    // gpt-4o-mini: 0.15 and 0.6 a million, less 20 %: 0.00012 + 0.000048, and 10 % of that: 0.0000168.
    expect(valueAt(await spend(measures), "totals")).toEqual({
      cost: "3.0377848",
      cost_input: "0.00412",
      cost_output: "0.001648",
      cost_tool_calls: "0.03",
      cost_orchestration: "0.0020168",
      cost_human_review: "3",
      cost_allocated: "0.0000168",
      cost_cause_retry: "0.0028",
      retry_events: 1,
      unpriced_events: 1,
      unpriced_calls: 2,
    });
  });

  test.each([
    { time: "2026-11-01T23:59:59.999Z", cost: LIST_COST },
    { time: "2026-11-02T00:00:00.000Z", cost: "0.00175" },
  ])("a discount from midnight on at $time: $cost", async ({ time, cost }) => {
    const { override, count, spend } = await pricedTenant();
    await override({ kind: "adjustment", percent: "-50", from: "2026-11-02T00:00:00Z" });
    await count(event("e", { time }));
    expect(valueAt(await spend("cost"), "totals", "cost")).toBe(cost);
  });

  test("sent twice, out of order and in other batches, a run is charged once", async () => {
    const { override, owner, settle, spend } = await pricedTenant();
    await override({ kind: "orchestration", basis: "per_run", amount: "1" });
    const steps = [1, 2, 3].map((step) => event(`s${step}`, { run: { id: "r1", step } }));
    for (const batch of [[steps[2]], [steps[1], steps[0]], steps]) {
      await owner.post("/v1/events", batch);
      await settle();
    }
    expect(valueAt(await spend("cost_orchestration,events"), "totals")).toEqual({ cost_orchestration: "1", events: 3 });
  });
});

describe("a price that looks like a slip", () => {
  const rates = (input: string) => ({
    kind: "model_rates",
    name: "n",
    provider: "openai",
    model: "gpt-4o",
    rates: { input_tokens: input },
  });

  test("is refused with both figures, until it is confirmed, which is not kept", async () => {
    const { owner } = await pricedTenant();
    const refused = await owner.post("/v1/price-overrides", rates("0.0000025"));
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: "price_needs_confirmation",
      errors: [
        { pointer: "/rates/input_tokens", detail: expect.stringMatching(/^0\.0000025 .* the list price is 2\.5 /) },
      ],
    });
    const made = await owner.post("/v1/price-overrides", { ...rates("0.0000025"), confirm: true });
    expect(made.status).toBe(201);
    expect(made.body).not.toHaveProperty("confirm");
    const id = at(made.body, "id");
    expect((await owner.get(`/v1/price-overrides/${id}`)).body).not.toHaveProperty("confirm");
    const again = await owner.send("PUT", `/v1/price-overrides/${id}`, rates("2.5"));
    expect(at(again.body, "code")).toBe("price_needs_confirmation");
    expect((await owner.send("PUT", `/v1/price-overrides/${id}`, rates("0.000003"))).status).toBe(200);
  });
});

describe("bad input", () => {
  const bad: readonly [Record<string, unknown>, string][] = [
    [{ kind: "model_rates", provider: "p", model: "m", rates: {} }, "/rates"],
    [{ kind: "model_rates", provider: "p", model: "m", rates: { input_token: "1" } }, "/rates/input_token"],
    [{ kind: "model_rates", provider: "p", model: "m", rates: { input_tokens: "-1" } }, "/rates/input_tokens"],
    [
      { kind: "model_rates", provider: "p", model: "m", rates: { input_tokens: "0.0000000001" } },
      "/rates/input_tokens",
    ],
    [{ kind: "model_rates", provider: "p", model: "m", rates: { input_tokens: 1 } }, "/rates/input_tokens"],
    [{ kind: "adjustment", percent: "-100.5" }, "/percent"],
    [{ kind: "adjustment", percent: "1", from: "2026-11-02T00:00:00Z", to: "2026-11-02T00:00:00Z" }, "/to"],
    [{ kind: "adjustment", percent: "1", from: "2026-11-02" }, "/from"],
    [{ kind: "adjustment", percent: "1", scope: { departement: ["x"] } }, "/scope/departement"],
    [{ kind: "unit_price", unit: "tool_calls", amount: "1", per: 0 }, "/per"],
    [{ kind: "unit_price", unit: "tool_calls", amount: "1", currency: "EURO" }, "/currency"],
    [{ kind: "unit_price", unit: "tokens", amount: "1" }, "/unit"],
    [{ kind: "review_rate", per_hour: "1", scope: {} }, "/scope"],
    [{ kind: "nothing" }, "/kind"],
  ];
  test.each(bad)("%j is refused at %s", async (body, pointer) => {
    const { owner } = await pricedTenant();
    const answer = await owner.post("/v1/price-overrides", { name: "n", ...body });
    expect(answer.status).toBe(422);
    expect(valueAt(answer.body, "errors")).toContainEqual(expect.objectContaining({ pointer }));
  });

  test("two rates of a currency from one date, and one of the own currency, are refused", async () => {
    const { owner, rate } = await pricedTenant();
    await rate("EUR", "1.1", "2026-11-01");
    const twice = await owner.post("/v1/currency-rates", { currency: "EUR", rate: "1.2", from: "2026-11-01" });
    expect([twice.status, at(twice.body, "errors", 0, "pointer")]).toEqual([422, "/from"]);
    const own = await owner.post("/v1/currency-rates", { currency: "USD", rate: "1", from: "2026-11-01" });
    expect([own.status, at(own.body, "errors", 0, "pointer")]).toEqual([422, "/currency"]);
  });
});

describe("another currency", () => {
  test("a tenant of euros pays list prices by the rate of the local date, and is unpriced before the first", async () => {
    const { rate, count, spend, owner } = await pricedTenant({ currency: "EUR", time_zone: "Europe/Paris" });
    await rate("USD", "0.9", "2026-11-01");
    await rate("USD", "0.8", "2026-11-02");
    await count(
      event("early", { time: "2026-10-31T22:59:59Z" }),
      event("first", { time: "2026-11-01T22:59:59Z" }),
      event("second", { time: "2026-11-01T23:00:00Z" }),
    );
    const body = await spend("cost,unpriced_events", "&granularity=day");
    expect(valueAt(body, "currency")).toBe("EUR");
    expect(itemsOf(body).map((item) => valueAt(item, "measures"))).toEqual([
      { cost: "0.00315", unpriced_events: 0 },
      { cost: "0.0028", unpriced_events: 0 },
    ]);
    const { body: unpriced } = await owner.get("/v1/unpriced?from=2026-10-01&to=2026-11-01");
    expect(valueAt(unpriced, "items", 0)).toMatchObject({ reason: "no_rate", events: 1, worst_case: null });
  });
});

describe("what sources report", () => {
  test("is compared with ours by source, provider and model; what cannot be converted is counted", async () => {
    const { count, owner, rate } = await pricedTenant();
    await rate("GBP", "1.25", "2026-11-01");
    const reported = (amount: string, currency = "USD") => ({ reported_cost: { amount, currency } });
    await count(
      event("a", reported("0.0033")),
      event("b", reported("0.00296", "GBP")),
      event("c", reported("1", "CHF")),
      event("none"),
      event("d", { ...reported("0.5"), model: "nobody-knows", source: "other" }),
    );
    const { body } = await owner.get(`/v1/cost-differences?${NOVEMBER}`);
    expect(body).toEqual({
      items: [
        {
          source: "gateway",
          provider: "openai",
          model: "gpt-4o",
          reported_cost: "0.007",
          our_cost: "0.007",
          difference: "0",
          difference_percent: "0",
          events: 2,
          events_without_rate: 1,
        },
        {
          source: "other",
          provider: "openai",
          model: "nobody-knows",
          reported_cost: "0.5",
          our_cost: "0",
          difference: "-0.5",
          difference_percent: "-100",
          events: 1,
          events_without_rate: 0,
        },
      ],
      totals: {
        reported_cost: "0.507",
        our_cost: "0.007",
        difference: "-0.5",
        difference_percent: "-98.62",
        events: 3,
        events_without_rate: 1,
      },
      currency: "USD",
    });
  });
});

describe("what is unpriced", () => {
  test("has a worst case: the highest list rates of its provider, or of all", async () => {
    const { count, owner } = await pricedTenant();
    await count(
      event("known", { provider: "deepseek", model: "new", usage: { input_tokens: 1_000_000 } }),
      event("unknown", { provider: "nobody", model: "new", usage: { input_tokens: 1_000_000 } }),
      event("class", {
        provider: "anthropic",
        model: "claude-2",
        usage: { input_tokens: 1_000_000, cache_read_tokens: 1_000_000 },
      }),
      event("tool", { operation: "tool_call", provider: null, model: null, usage: { tool_calls: 1 } }),
    );
    const { body } = await owner.get(`/v1/unpriced?${NOVEMBER}`);
    const worst = Object.fromEntries(
      itemsOf(body).map((item) => [String(valueAt(item, "provider")), valueAt(item, "worst_case")]),
    );
    const { body: prices } = await owner.get("/v1/prices?provider=deepseek&limit=100");
    const listed = itemsOf(prices).flatMap((item) => Object.values(Object(valueAt(item, "rates"))));
    const highest = Math.max(
      ...listed.filter((rate) => at(rate, "tokens") === "input_tokens").map((rate) => Number(at(rate, "per_million"))),
    );
    expect(Number(worst["deepseek"])).toBe(highest);
    expect(Number(worst["nobody"])).toBeGreaterThan(highest);
    // Only the cache read lacks a rate; Anthropic's dearest is 1.5 dollars a million.
    expect(worst["anthropic"]).toBe("1.5");
    expect(worst["null"]).toBeNull();
    const stated = Object.values(worst).filter((amount) => amount !== null);
    const total = stated.reduce<bigint>((sum, amount) => sum + (parseAmount(String(amount)) ?? -1n), 0n);
    expect(at(body, "totals", "worst_case")).toBe(formatAmount(total));
  });
});
