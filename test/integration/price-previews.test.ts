import { describe, expect, test } from "vitest";
import { pricedTenant } from "./priced-tenant.ts";
import { event } from "./chat-event.ts";
import { at, itemsOf, valueAt } from "./world.ts";

describe("a preview", () => {
  test("says before and after to the digit that pricing would give, and keeps nothing", async () => {
    const { count, owner, spend } = await pricedTenant();
    await count(
      event("a"),
      event("b", { model: "gpt-4o-mini" }),
      event("c", { provider: "anthropic", model: "claude-sonnet-4-5", usage: { input_tokens: 10 } }),
      event("d", { model: "in-house" }),
    );
    const before = at(await spend("cost"), "totals", "cost");
    const ask = (override: Record<string, unknown>) =>
      owner.post("/v1/price-override-previews", {
        override: { name: "n", ...override },
        from: "2026-11-01",
        to: "2026-11-03",
      });
    const { status, body } = await ask({ kind: "adjustment", provider: "openai", percent: "-15" });
    expect(status).toBe(200);
    expect(itemsOf({ items: valueAt(body, "models") })).toEqual([
      {
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        before: "0.00003",
        after: "0.00003",
        difference: "0",
        basis: "exact",
      },
      {
        provider: "openai",
        model: "gpt-4o",
        before: "0.0035",
        after: "0.002975",
        difference: "-0.000525",
        basis: "exact",
      },
      {
        provider: "openai",
        model: "gpt-4o-mini",
        before: "0.00021",
        after: "0.0001785",
        difference: "-0.0000315",
        basis: "exact",
      },
      { provider: "openai", model: "in-house", before: "0", after: "0", difference: "0", basis: "exact" },
    ]);
    expect(valueAt(body, "totals")).toMatchObject({
      before,
      after: "0.0031835",
      unpriced_events_before: 1,
      unpriced_events_after: 1,
    });
    expect(at(await spend("cost"), "totals", "cost")).toBe(before);

    const priced = await ask({
      kind: "model_rates",
      provider: "openai",
      model: "in-house",
      rates: { input_tokens: "1", output_tokens: "1" },
    });
    expect(valueAt(priced.body, "totals")).toMatchObject({ difference: "0.0011", unpriced_events_after: 0 });
    const tiered = await ask({ kind: "adjustment", provider: "anthropic", percent: "-10" });
    expect(valueAt(tiered.body, "models", 0)).toMatchObject({ after: "0.000027", basis: "estimated" });
    const daily = await ask({ kind: "adjustment", percent: "-10", from: "2026-11-02T00:00:00Z" });
    expect(valueAt(daily.body, "models", 1)).toMatchObject({ model: "gpt-4o", basis: "exact" });
  });

  test("of a price that starts within a day is estimated; what pages do not count is refused", async () => {
    const { count, owner } = await pricedTenant();
    await count(event("a"));
    const ask = (override: Record<string, unknown>) =>
      owner.post("/v1/price-override-previews", {
        override: { name: "n", ...override },
        from: "2026-11-01",
        to: "2026-11-03",
      });
    const within = await ask({ kind: "adjustment", percent: "-10", from: "2026-11-02T09:00:05Z" });
    expect(valueAt(within.body, "models", 0)).toMatchObject({ basis: "estimated" });
    for (const override of [
      { kind: "review_rate", per_hour: "1" },
      { kind: "orchestration", basis: "per_run", amount: "1" },
    ]) {
      expect((await ask(override)).status).toBe(422);
    }
    const none = {
      override: { kind: "adjustment", name: "n", percent: "1" },
      replaces: "pov_01kaz5e1b2c3d4e5f6g7h8j9km",
    };
    expect((await owner.post("/v1/price-override-previews", none)).status).toBe(404);
  });

  test("of usage that its price has not reached yet is estimated, and takes away nothing that was never there", async () => {
    const { count, owner, override } = await pricedTenant();
    await count(event("a", { model: "in-house", usage: { input_tokens: 1_000_000 } }));
    await override({ kind: "model_rates", provider: "openai", model: "in-house", rates: { input_tokens: "4" } });
    const draft = { kind: "adjustment", name: "n", applies_to: "own_rates", percent: "-25" };
    const answer = await owner.post("/v1/price-override-previews", {
      override: draft,
      from: "2026-11-01",
      to: "2026-11-03",
    });
    expect(valueAt(answer.body, "models", 0)).toMatchObject({ before: "0", after: "3", basis: "estimated" });
    expect(valueAt(answer.body, "totals")).toMatchObject({ unpriced_events_before: 1, unpriced_events_after: 0 });
  });

  test("of a replacement takes the former away", async () => {
    const { count, owner, override } = await pricedTenant();
    const former = await override({ kind: "adjustment", percent: "-50" });
    await count(event("a"));
    const body = { override: { kind: "adjustment", name: "n", percent: "-20" }, replaces: at(former, "id") };
    const answer = await owner.post("/v1/price-override-previews", { ...body, from: "2026-11-01", to: "2026-11-03" });
    expect(valueAt(answer.body, "totals")).toMatchObject({ before: "0.00175", after: "0.0028" });
  });

  test.each([
    ["2026-11-03", "2026-11-03"],
    ["2026-01-01", "2026-11-03"],
  ])("of no days or too many points to the body's own member: %s to %s", async (from, to) => {
    const { owner } = await pricedTenant();
    const override = { kind: "adjustment", name: "n", percent: "1" };
    const answer = await owner.post("/v1/price-override-previews", { override, from, to });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/to" }] } });
  });
});
